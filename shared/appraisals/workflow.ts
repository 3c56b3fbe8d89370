import type { EvaluationState } from "#shared/cycles/states.ts";
import type { ActionOf, Workflow } from "#shared/platform/workflow.ts";

/** The employee, the part's appraiser, that appraiser's superior, and the schedule. */
export type EvaluationActor = "owner" | "appraiser" | "superior" | "system";

/**
 * The moves of one evaluation of a part. Ratings may be drafted at any time, also before the report: the draft is an item of
 * its own and `prepare` leaves the state as it is, so that "waiting for the employee" stays true.
 */
export const evaluationWorkflow = {
  initial: "not-started",
  steps: {
    report: { from: ["not-started"], to: "reported", by: "owner" },
    retractReport: { from: ["reported"], to: "not-started", by: "owner" },
    prepare: { from: ["not-started"], to: "not-started", by: "appraiser" },
    rate: { from: ["reported", "drafted"], to: "drafted", by: "appraiser" },
    submit: { from: ["reported", "drafted"], to: "submitted", by: "appraiser" },
    withdraw: { from: ["submitted"], to: "drafted", by: "appraiser" },
    acknowledge: { from: ["submitted"], to: "acknowledged", by: "owner" },
    refuse: { from: ["submitted"], to: "refused", by: "owner" },
    settleRefusal: { from: ["refused"], to: "deemed-received", by: "superior" },
    deemReceived: { from: ["submitted"], to: "deemed-received", by: "system" },
    reopen: {
      from: ["submitted", "acknowledged", "refused", "deemed-received"],
      to: "drafted",
      by: "appraiser",
    },
    /** Only of a report that came late, where the agency leaves it to the appraiser. */
    declineReport: { from: ["reported", "drafted"], to: "closed-without-report", by: "appraiser" },
    closeWithoutReport: { from: ["not-started"], to: "closed-without-report", by: "appraiser" },
    reopenReport: { from: ["closed-without-report"], to: "not-started", by: "appraiser" },
  },
} as const satisfies Workflow<EvaluationState, EvaluationActor>;

export type EvaluationAction = ActionOf<typeof evaluationWorkflow>;

/** States in which ratings may still be drafted. */
const draftable: readonly EvaluationState[] = ["not-started", "reported", "drafted"];

export function isDraftable(state: EvaluationState): boolean {
  return draftable.includes(state);
}
