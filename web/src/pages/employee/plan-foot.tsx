import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { useNow } from "../../app/me.ts";
import { useStore } from "../../app/store.ts";
import { useSay } from "../../i18n/language.ts";
import { isReachable } from "../../offline/connection.ts";
import { Button } from "../../ui/button.tsx";
import { StickyFoot } from "../../ui/page-shell.tsx";
import { about, blocking, findingsOf, isWritable } from "./plan-standing.ts";
import { planTexts as texts } from "./plan-texts.ts";
import { planStanding } from "./today-duties.ts";
import type { PlanDesk } from "./use-plan.ts";

/** How much is complete, what is missing, and sending it. */
export function PlanFoot({ desk }: { readonly desk: PlanDesk }): VNode | null {
  const say = useSay();
  const now = useNow();
  const [isBusy, setBusy] = useState(false);
  const missing = useMissing(desk);
  const isDue = isWritable(desk, now) && planStanding(desk, now).state === "open";
  if (!isDue || desk.results.length === 0) return null;
  const lacking = blocking(findingsOf(desk));
  const done = desk.results.filter(({ result }) => about(lacking, result.id).length === 0).length;
  const send = async () => {
    setBusy(true);
    await desk.submit();
    setBusy(false);
  };
  return (
    <StickyFoot>
      <span class="plan-foot-count">
        <strong>{say(texts.completeOf, { done, all: desk.results.length })}</strong>
      </span>
      <Button kind="primary" isBusy={isBusy} onClick={() => void send()} missing={missing ?? false}>
        {say(desk.view.state === "returned" ? texts.resubmit : texts.submit)}
      </Button>
    </StickyFoot>
  );
}

/** The first thing that keeps the plan from being sent, in the service's words. */
function useMissing(desk: PlanDesk): string | undefined {
  const say = useSay();
  const isOnline = useStore(isReachable);
  if (desk.refused.length > 0) return say(texts.decideFirst);
  const lacking = blocking(findingsOf(desk));
  const [first] = lacking;
  if (first === undefined) {
    // What is being written now is looked at by the service first; without a network the plan may be sealed as it is.
    return isOnline && desk.saving.kind === "saving" ? say(texts.stillSaving) : undefined;
  }
  const more = lacking.length > 1 ? `, ${say(texts.moreMissing, { count: lacking.length - 1 })}` : "";
  return `${firstSentence(say(first.text))}${more}`;
}

/** The foot has room for what is wrong; what to do about it stands beside the field. */
function firstSentence(text: string): string {
  return /^.*?[.?](?=\s|$)/.exec(text)?.[0].replace(/[.]$/, "") ?? text;
}
