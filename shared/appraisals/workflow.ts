import type { ActionOf, Workflow } from "#shared/platform/workflow.ts";

/**
 * The states of one evaluation of a part. Ratings may be drafted at any time, also before the report: the draft is an item
 * of its own and `prepare` leaves the state as it is, so that "waiting for the employee" stays true.
 */
export const evaluationStates = [
  "not-started",
  "reported",
  "drafted",
  "submitted",
  "acknowledged",
  "refused",
  "deemed-received",
  "closed-without-report",
] as const;
export type EvaluationState = (typeof evaluationStates)[number];

/** The employee, the part's appraiser, that appraiser's superior, and the schedule. */
export type EvaluationActor = "owner" | "appraiser" | "superior" | "system";

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
    closeWithoutReport: { from: ["not-started"], to: "closed-without-report", by: "appraiser" },
    reopenReport: { from: ["closed-without-report"], to: "not-started", by: "appraiser" },
  },
} as const satisfies Workflow<EvaluationState, EvaluationActor>;

export type EvaluationAction = ActionOf<typeof evaluationWorkflow>;

/** Whom an evaluation waits for; the monitor and the two lists of a reminder are counted by it. */
export const waitsFor: Readonly<Record<EvaluationState, "employee" | "appraiser" | "superior" | "nobody">> = {
  "not-started": "employee",
  reported: "appraiser",
  drafted: "appraiser",
  submitted: "employee",
  refused: "superior",
  acknowledged: "nobody",
  "deemed-received": "nobody",
  "closed-without-report": "nobody",
};
