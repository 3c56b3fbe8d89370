/**
 * The states of what hangs on a part. The moves between them are the workflows of the areas above (plans, appraisals);
 * the words stand here, since a part carries them and is counted and listed by them.
 */
export const planStates = ["draft", "submitted", "returned", "approved", "amending"] as const;
export type PlanState = (typeof planStates)[number];

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

export const predicates = ["very-good", "good", "needs-improvement", "poor", "very-poor"] as const;

/** How a submission that was taken stands to its deadline (docs/adr/0015-sealed-draft.md). */
export const arrivals = ["on-time", "on-time-proven", "late-accepted", "late-appraiser-decides"] as const;
export type Arrival = (typeof arrivals)[number];

/** Those that lists mark as "tiba terlambat". */
export const lateArrivals = ["late-accepted", "late-appraiser-decides"] as const satisfies readonly Arrival[];
export type LateArrival = (typeof lateArrivals)[number];

/** The arrival where it is a late one. */
export function lateOf(arrival: Arrival): LateArrival | undefined {
  return lateArrivals.find((late) => late === arrival);
}

/** What a part carries of how something arrived, for lists and counts: nothing where it came in time. */
export function lateMark(arrival: Arrival, at: string) {
  const late = lateOf(arrival);
  return { arrival: late, arrivedAt: late && at };
}

/** How the audit tells of a submission that did not simply come in time. */
export function mannerOf(arrival: Arrival): Arrival | undefined {
  return arrival === "on-time" ? undefined : arrival;
}

export type WaitsFor = "employee" | "appraiser" | "superior" | "nobody";

/** Whom a plan waits for. */
export const planWaitsFor: Readonly<Record<PlanState, WaitsFor>> = {
  draft: "employee",
  submitted: "appraiser",
  returned: "employee",
  approved: "nobody",
  amending: "nobody",
};

/** Whom an evaluation waits for; the monitor and the two lists of a reminder are counted by it. */
export const evaluationWaitsFor: Readonly<Record<EvaluationState, WaitsFor>> = {
  "not-started": "employee",
  reported: "appraiser",
  drafted: "appraiser",
  // The appraiser's duty is done; receipt is a fact that comes by itself after the return window.
  submitted: "nobody",
  refused: "superior",
  acknowledged: "nobody",
  "deemed-received": "nobody",
  "closed-without-report": "nobody",
};
