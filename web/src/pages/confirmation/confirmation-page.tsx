import { useMutation, useQuery } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Refused } from "#shared/platform/client.ts";
import { announce, LiveRegion } from "../../app/announce.tsx";
import { Page } from "../../app/page.tsx";
import { queries } from "../../data/queries.ts";
import { explain } from "../../data/refusals.ts";
import { momentOf } from "../../i18n/format.ts";
import { useLanguage, useSay } from "../../i18n/language.ts";
import { LanguageChoice } from "../../i18n/language-choice.tsx";
import { linkApi } from "../../session/open-api.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { check } from "../../ui/icons.ts";
import { ErrorState } from "../../ui/notice.tsx";
import { StickyFoot } from "../../ui/page-shell.tsx";
import { Refusal } from "../../work/refusal.tsx";
import { type Confirmation, confirmOne, dropCode, type Prepared, takeCode } from "./link.ts";
import { PersonCard } from "./person-card.tsx";
import { confirmationTexts as texts } from "./texts.ts";
import "./confirmation.css";

/** Where the link leads: whoever follows it needs no account, and is asked to decide and nothing else. */
export function ConfirmationPage(): VNode {
  const say = useSay();
  const [code, setCode] = useState(takeCode);
  useEffect(() => {
    const follow = () => setCode(takeCode());
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  if (code === "") {
    return <Page title={say(texts.noCode)} lead={say(texts.noCodeMeaning)} children={<LanguageChoice />} />;
  }
  return <Followed key={code} code={code} />;
}

function pageOf(code: string) {
  return {
    queryKey: ["confirmation", code],
    queryFn: () => linkApi.readConfirmation({ body: { code } }),
    staleTime: 0,
    gcTime: 0,
    meta: { isKept: false },
  };
}

function Followed({ code }: { readonly code: string }): VNode {
  const say = useSay();
  const language = useLanguage();
  const { data, error, refetch } = useQuery({ ...pageOf(code), refetchOnWindowFocus: false });
  if (data !== undefined) return <Confirming code={code} page={data} />;
  if (error === null) return <Page title={say(texts.title)} lead={say(texts.reading)} children={null} />;
  const { title, detail } = explain(error, language);
  if (error instanceof Refused && error.status === 410) {
    dropCode();
    return (
      <Page title={title} lead={detail}>
        <LanguageChoice />
      </Page>
    );
  }
  return (
    <Page title={say(texts.title)}>
      <ErrorState lead={title} action={<Button onClick={() => void refetch()}>{say(texts.again)}</Button>}>
        {detail}
      </ErrorState>
    </Page>
  );
}

interface ConfirmingProps {
  readonly code: string;
  readonly page: Confirmation;
}

/** What stands in the way of a draft, by the rules that a signed-in appraiser meets, too. */
function blocking({ draft }: Prepared): boolean {
  return draft?.findings.some(({ weight }) => weight === "blocking") ?? true;
}

function Confirming({ code, page }: ConfirmingProps): VNode {
  const say = useSay();
  const language = useLanguage();
  const [isAsking, setAsking] = useState(false);
  const { agency, official, askedByName, expiresAt, evaluation, people } = page;
  const put = (person: Prepared) =>
    queries.setQueryData<Confirmation>(pageOf(code).queryKey, (now) =>
      now === undefined
        ? now
        : { ...now, people: now.people.map((one) => (one.part === person.part ? person : one)) },
    );
  const lookAgain = () => void queries.invalidateQueries({ queryKey: pageOf(code).queryKey });
  const waiting = people.filter(({ draft }) => draft !== null);
  const ready = waiting.filter((person) => person.state === "prepared" && !blocking(person));
  const done = people.filter(({ state }) => state === "confirmed").length;
  const all = useMutation({
    mutationFn: async () => {
      for (const person of ready) put(await confirmOne(code, person));
    },
    onMutate: () => setAsking(false),
    // What was not as it had been shown is shown as it is.
    onError: lookAgain,
  });
  useEffect(() => {
    if (waiting.length > 0) return;
    dropCode();
    announce(say(texts.done));
  }, [waiting.length === 0]);
  const reader = { language, zone: agency.zone };
  const values = {
    assistant: askedByName,
    evaluation: say(evaluation.title),
    count: people.length,
    agency: agency.name,
  };
  if (waiting.length === 0) return <Done people={people} page={page} />;
  return (
    <Page
      title={say(texts.title)}
      lead={
        <>
          {say(texts.dear, { official: official.name ?? official.office })} {say(texts.lead, values)}
        </>
      }
    >
      <div class="stack confirmation">
        <p class="meta">{say(texts.until, { moment: momentOf(expiresAt, reader) })}</p>
        {people.map((person) => (
          <PersonCard
            key={person.part}
            code={code}
            person={person}
            isProvisional={evaluation.provisional}
            isBlocked={blocking(person)}
            isBusy={all.isPending}
            onChange={put}
            onStale={lookAgain}
          />
        ))}
        <Refusal error={all.error} />
        <LanguageChoice />
      </div>
      <StickyFoot>
        <span class="caption" role="status">
          {say(texts.progress, { done, all: people.length })}
        </span>
        {ready.length > 0 && (
          <Button kind="primary" icon={check} isBusy={all.isPending} onClick={() => setAsking(true)}>
            {say(texts.all, { count: ready.length })}
          </Button>
        )}
      </StickyFoot>
      <Dialog
        isOpen={isAsking}
        title={say(texts.allTitle, { count: ready.length })}
        closeLabel={say(texts.close)}
        onClose={() => setAsking(false)}
        foot={
          <Button kind="primary" onClick={() => all.mutate()}>
            {say(texts.all, { count: ready.length })}
          </Button>
        }
      >
        <p>{ready.map(({ name }) => name).join(", ")}</p>
        <p class="meta">{say(texts.allMeaning)}</p>
      </Dialog>
      <LiveRegion />
    </Page>
  );
}

function Done({
  people,
  page,
}: {
  readonly people: readonly Prepared[];
  readonly page: Confirmation;
}): VNode {
  const say = useSay();
  const isAll = people.every(({ state }) => state === "confirmed");
  return (
    <Page
      title={say(isAll ? texts.done : texts.nothingLeft)}
      lead={say(isAll ? texts.doneMeaning : texts.nothingLeftMeaning)}
    >
      <div class="stack confirmation">
        {people.map((person) => (
          <PersonCard
            key={person.part}
            code=""
            person={person}
            isProvisional={page.evaluation.provisional}
            isBlocked
            isBusy={false}
            onChange={() => undefined}
            onStale={() => undefined}
          />
        ))}
      </div>
      <LiveRegion />
    </Page>
  );
}
