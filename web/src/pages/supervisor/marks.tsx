import type { VNode } from "preact";
import { planStateLabels } from "#shared/plans/messages.ts";
import type { TeamRow } from "../../data/inbox.ts";
import { useSay } from "../../i18n/language.ts";
import { type State, StateMark } from "../../ui/state-mark.tsx";
import { EvaluationMark } from "../../work/evaluation-mark.tsx";
import { taskOf } from "./queue.ts";
import { supervisorTexts as texts } from "./texts.ts";

/** What of a person waits, in a word. */
export function WaitingMark({ row }: { readonly row: TeamRow }): VNode {
  const say = useSay();
  if (row.group === "done") return <DoneMark row={row} />;
  if (row.group === "wait") {
    const word =
      row.plan.state === "returned"
        ? texts.planReturned
        : row.plan.state === "draft"
          ? texts.planWaits
          : texts.reportWaits;
    return <StateMark state="with-employee">{say(word)}</StateMark>;
  }
  if (isLate(row)) return <StateMark state="overdue">{say(texts.cameLate)}</StateMark>;
  if (taskOf(row) === "plan") return <StateMark state="with-supervisor">{say(texts.planIn)}</StateMark>;
  const isDrafted = row.waiting.some(({ state }) => state === "drafted");
  return isDrafted ? (
    <StateMark state="draft">{say(texts.drafted)}</StateMark>
  ) : (
    <StateMark state="done">{say(texts.reported)}</StateMark>
  );
}

/** What waits for the appraiser came after its deadline. */
function isLate({ waiting }: TeamRow): boolean {
  return waiting.some(({ waitsFor, arrival }) => waitsFor === "appraiser" && arrival !== undefined);
}

function DoneMark({ row }: { readonly row: TeamRow }): VNode {
  const last = row.evaluations.findLast(({ state }) => state !== "not-started");
  return last === undefined ? <PlanMark row={row} /> : <EvaluationMark state={last.state} />;
}

const planMarks: Readonly<Record<TeamRow["plan"]["state"], State>> = {
  draft: "not-started",
  submitted: "with-supervisor",
  returned: "with-employee",
  approved: "done",
  amending: "done",
};

/** Where the plan stands, in the official words. */
export function PlanMark({ row }: { readonly row: TeamRow }): VNode {
  const say = useSay();
  const { state } = row.plan;
  return (
    <StateMark state={planMarks[state]}>
      {say(texts.plan)} {say(planStateLabels[state])}
    </StateMark>
  );
}
