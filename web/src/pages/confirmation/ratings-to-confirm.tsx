import type { VNode } from "preact";
import { LiveRegion } from "../../app/announce.tsx";
import { Page } from "../../app/page.tsx";
import { useSay } from "../../i18n/language.ts";
import { useAll } from "./all-at-once.tsx";
import { type Confirmation, confirmOne, type Prepared } from "./link.ts";
import { changePage, lookAgain, withOne } from "./page-of-link.ts";
import { PersonCard } from "./person-card.tsx";
import { confirmationTexts as texts } from "./texts.ts";
import { useDone } from "./use-done.ts";
import { WaitingPage } from "./waiting-page.tsx";

interface RatingsProps {
  readonly code: string;
  readonly page: Confirmation;
  readonly evaluation: NonNullable<Confirmation["evaluation"]>;
}

/** What stands in the way of a draft, by the rules that a signed-in appraiser meets, too. */
function blocking({ draft }: Prepared): boolean {
  return draft?.findings.some(({ weight }) => weight === "blocking") ?? true;
}

/** Ratings that somebody prepared, each to be put right or confirmed, or all at once. */
export function RatingsToConfirm({ code, page, evaluation }: RatingsProps): VNode {
  const say = useSay();
  const { agency, askedByName, people } = page;
  const put = (person: Prepared) => changePage(code, (now) => ({ people: withOne(now.people, person) }));
  const onStale = () => lookAgain(code);
  const waiting = people.filter(({ draft }) => draft !== null);
  const ready = waiting.filter((person) => person.state === "prepared" && !blocking(person));
  const done = people.filter(({ state }) => state === "confirmed").length;
  const all = useAll(async (person: Prepared) => put(await confirmOne(code, person)), onStale);
  useDone(waiting.length === 0, texts.done);
  const values = {
    assistant: askedByName,
    evaluation: say(evaluation.title),
    count: people.length,
    agency: agency.name,
  };
  if (waiting.length === 0) return <Done people={people} isProvisional={evaluation.provisional} />;
  return (
    <WaitingPage
      page={page}
      title={say(texts.title)}
      lead={say(texts.lead, values)}
      error={all.error}
      names={ready.map(({ name }) => name)}
      isBusy={all.isPending}
      onAll={() => all.mutate(ready)}
      texts={texts}
      progress={say(texts.progress, { done, all: people.length })}
    >
      {people.map((person) => (
        <PersonCard
          key={person.part}
          code={code}
          person={person}
          isProvisional={evaluation.provisional}
          isBlocked={blocking(person)}
          isBusy={all.isPending}
          onChange={put}
          onStale={onStale}
        />
      ))}
    </WaitingPage>
  );
}

interface DoneProps {
  readonly people: readonly Prepared[];
  readonly isProvisional: boolean;
}

function Done({ people, isProvisional }: DoneProps): VNode {
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
            isProvisional={isProvisional}
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
