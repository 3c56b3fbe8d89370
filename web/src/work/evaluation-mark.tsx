import type { VNode } from "preact";
import { evaluationStateLabels } from "#shared/appraisals/messages.ts";
import { useSay } from "../i18n/language.ts";
import { type State, StateMark } from "../ui/state-mark.tsx";
import type { EvaluationState } from "./evaluations.ts";

const marks: Readonly<Record<EvaluationState, State>> = {
  "not-started": "with-employee",
  reported: "with-supervisor",
  drafted: "with-supervisor",
  submitted: "done",
  acknowledged: "done",
  refused: "with-supervisor",
  "deemed-received": "done",
  "closed-without-report": "not-started",
};

/** Where an evaluation stands, in the official words. */
export function EvaluationMark({
  state,
  isChip,
}: {
  readonly state: EvaluationState;
  readonly isChip?: boolean;
}): VNode {
  const say = useSay();
  return (
    <StateMark state={marks[state]} {...(isChip !== undefined && { isChip })}>
      {say(evaluationStateLabels[state])}
    </StateMark>
  );
}
