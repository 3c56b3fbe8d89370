import type { VNode } from "preact";
import { useReader } from "../../app/me.ts";
import { momentOf } from "../../i18n/format.ts";
import { useSay } from "../../i18n/language.ts";
import { Card } from "../../ui/card.tsx";
import { List, ListRow } from "../../ui/list-row.tsx";
import { arrivalNames } from "../../work/arrival-names.ts";
import type { PlanView } from "./plan-draft.ts";
import { planTexts as texts } from "./plan-texts.ts";

/** What was sent and decided, and the receipts. */
export function PlanHistory({ view }: { readonly view: PlanView }): VNode | null {
  const say = useSay();
  const reader = useReader();
  if (view.history.length === 0) return null;
  const sent = view.history.map(({ number, submittedAt }) => ({
    at: submittedAt,
    title: say(texts.version, { number }),
    reason: "",
  }));
  const decided = view.decisions.map(({ version, decision, decidedAt, reason }) => ({
    at: decidedAt,
    title: say(decision === "returned" ? texts.decisionReturned : texts.decisionApproved, {
      number: version,
    }),
    reason,
  }));
  // Of the same instant the decision came after what it decided on.
  const events = [...sent, ...decided].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).reverse();
  return (
    <>
      <Card title={say(texts.history)} isQuiet>
        <List label={say(texts.history)}>
          {events.map(({ at, title, reason }) => (
            <ListRow
              key={title}
              title={title}
              detail={
                <>
                  {momentOf(at, reader)}
                  {reason !== "" && <span class="plan-said">{reason}</span>}
                </>
              }
            />
          ))}
        </List>
      </Card>
      <Receipts view={view} />
    </>
  );
}

function Receipts({ view: { receipts } }: { readonly view: PlanView }): VNode | null {
  const say = useSay();
  const reader = useReader();
  if (receipts.length === 0) return null;
  return (
    <Card title={say(texts.receipts)} isQuiet>
      <List label={say(texts.receipts)}>
        {[...receipts].reverse().map(({ number, contentVersion, receivedAt, arrival, hash }, at) => (
          <ListRow
            key={number}
            title={say(texts.receipt, { number: receipts.length - at, version: contentVersion })}
            detail={
              <>
                {momentOf(receivedAt, reader)}, {say(arrivalNames[arrival])}
                <details class="plan-code">
                  <summary>{say(texts.whole)}</summary>
                  <code>{number}</code>
                  <code>{hash}</code>
                </details>
              </>
            }
          />
        ))}
      </List>
    </Card>
  );
}
