import { useMutation } from "@tanstack/preact-query";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { appraisalTerms, predicateLabels, ratingLabels } from "#shared/appraisals/messages.ts";
import { Refused } from "#shared/platform/client.ts";
import { useSay } from "../../i18n/language.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { hourglass, pencil } from "../../ui/icons.ts";
import { Notice } from "../../ui/notice.tsx";
import { Remark } from "../../ui/remark.tsx";
import { StateMark } from "../../ui/state-mark.tsx";
import { Refusal } from "../../work/refusal.tsx";
import { EvidenceList } from "../../work/report-reading.tsx";
import { Correction } from "./correction.tsx";
import { confirmOne, filesOf, type Prepared } from "./link.ts";
import { confirmationTexts as texts } from "./texts.ts";

type Draft = NonNullable<Prepared["draft"]>;

interface PersonCardProps {
  readonly code: string;
  readonly person: Prepared;
  readonly isProvisional: boolean;
  /** Something is missing without which it cannot become final. */
  readonly isBlocked: boolean;
  readonly isBusy: boolean;
  readonly onChange: (person: Prepared) => void;
  /** It is not as it was shown. */
  readonly onStale: () => void;
}

/** One person: what was prepared, and what the official does with it. */
export function PersonCard(props: PersonCardProps): VNode {
  const { person, isProvisional } = props;
  const say = useSay();
  const { name, post, state, draft, predicate } = person;
  const shown = draft?.predicate ?? predicate;
  const words = shown === null ? "" : say(predicateLabels[shown]);
  return (
    <Card title={name}>
      <div class="stack confirmation-person">
        <p class="meta">{post}</p>
        {draft === null ? (
          <StateMark state={state === "confirmed" ? "done" : "not-started"}>
            {state === "confirmed" ? say(texts.confirmed, { predicate: words }) : say(texts.settled)}
          </StateMark>
        ) : (
          <>
            <p class="confirmation-predicate">
              {say(texts.predicate, { predicate: words })}
              {isProvisional && <span class="caption"> {say(texts.provisional)}</span>}
            </p>
            {state === "changed" && (
              <Notice tone="kunyit" icon={hourglass} lead={say(texts.changed)}>
                {say(texts.changedMeaning)}
              </Notice>
            )}
            {draft.isLate && (
              <Notice tone="kunyit" icon={hourglass} lead={say(texts.late)}>
                {say(texts.lateMeaning)}
              </Notice>
            )}
            <Ratings draft={draft} />
            <Reported code={props.code} person={person} draft={draft} />
            <Acts {...props} draft={draft} />
          </>
        )}
      </div>
    </Card>
  );
}

/** Ratings, reasons and words, as their employee will read them. */
function Ratings({ draft: { ratings, evidence } }: { readonly draft: Draft }): VNode {
  const say = useSay();
  const titles = new Map(
    evidence.flatMap(({ result, evidence: list }) => list.map((one) => [`${result} ${one.key}`, one.title])),
  );
  return (
    <>
      {(["result", "behaviour"] as const).map((aspect) => {
        const { rating, reason, basis } = ratings[aspect];
        const list = basis.map((one) =>
          one.kind === "document"
            ? one.title
            : one.kind === "evidence"
              ? (titles.get(`${one.result} ${one.key}`) ?? one.key)
              : one.id,
        );
        return (
          <div key={aspect}>
            <p>
              <strong>
                {say(texts[aspect])}: {rating !== null && say(ratingLabels[rating])}
              </strong>
            </p>
            {reason !== "" && <p>{reason}</p>}
            {list.length > 0 && <p class="meta">{say(texts.basis, { list: list.join(", ") })}</p>}
          </div>
        );
      })}
      {ratings.strengths.map((line) => (
        <Remark key={line} tone="daun" heading={say(appraisalTerms.strength)}>
          {line}
        </Remark>
      ))}
      {ratings.improvements.map((line) => (
        <Remark key={line} tone="kunyit" heading={say(appraisalTerms.improvement)}>
          {line}
        </Remark>
      ))}
    </>
  );
}

/** What their employee reported as evidence: opened from here, since whoever confirms may have no other way to it. */
function Reported({
  code,
  person,
  draft: { evidence },
}: Pick<PersonCardProps, "code" | "person"> & { readonly draft: Draft }): VNode | null {
  const say = useSay();
  const count = evidence.reduce((sum, { evidence: list }) => sum + list.length, 0);
  if (count === 0) return null;
  return (
    <details class="confirmation-evidence">
      <summary class="link link-alone">
        {say(texts.evidence, { count })} <span class="unseen">{person.name}</span>
      </summary>
      <div class="stack">
        {evidence
          .filter(({ evidence: list }) => list.length > 0)
          .map(({ result, text, evidence: list }) => (
            <section key={result}>
              <h3 class="meta">{text}</h3>
              <EvidenceList fetch={filesOf(code, person)} evidence={list} />
            </section>
          ))}
      </div>
    </details>
  );
}

function Acts(props: PersonCardProps & { readonly draft: Draft }): VNode {
  const { code, person, draft, isBlocked, isBusy, onChange, onStale } = props;
  const say = useSay();
  const [isCorrecting, setCorrecting] = useState(false);
  const { name, state } = person;
  const confirm = useMutation({
    mutationFn: () => confirmOne(code, person),
    onSuccess: onChange,
    onError: (error) => {
      if (error instanceof Refused && error.status === 409) onStale();
    },
  });
  const missing = draft.findings.filter(({ weight }) => weight === "blocking");
  return (
    <>
      {missing.length > 0 && (
        <Notice tone="kunyit" icon={hourglass} lead={say(texts.missing)}>
          {missing.map(({ text }) => say(text)).join(" ")}
        </Notice>
      )}
      <Refusal error={confirm.error} />
      <div class="row confirmation-acts">
        <Button icon={pencil} onClick={() => setCorrecting(true)}>
          {say(texts.correct)}
          <span class="unseen"> {name}</span>
        </Button>
        {!isBlocked && (
          <Button isBusy={confirm.isPending || isBusy} onClick={() => confirm.mutate()}>
            {say(state === "changed" ? texts.confirmSeen : texts.confirm)}
            <span class="unseen"> {name}</span>
          </Button>
        )}
      </div>
      {isCorrecting && (
        <Correction
          code={code}
          person={person}
          draft={draft}
          onSaved={(next) => {
            onChange(next);
            setCorrecting(false);
          }}
          onStale={onStale}
          onClose={() => setCorrecting(false)}
        />
      )}
    </>
  );
}
