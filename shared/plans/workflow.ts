import type { ActionOf, Workflow } from "#shared/platform/workflow.ts";

/** The states of a part's plan. `amending` and what follows it leave the last approved version in force until the next. */
export const planStates = ["draft", "submitted", "returned", "approved", "amending"] as const;
export type PlanState = (typeof planStates)[number];

/** Who moves a plan: its employee, and the part's appraiser (PermenPANRB 6/2022 art. 14: signed by the one, set by the other). */
export type PlanActor = "owner" | "appraiser";

export const planWorkflow = {
  initial: "draft",
  steps: {
    submit: { from: ["draft", "returned", "amending"], to: "submitted", by: "owner" },
    return: { from: ["submitted"], to: "returned", by: "appraiser" },
    approve: { from: ["submitted"], to: "approved", by: "appraiser" },
    amend: { from: ["approved"], to: "amending", by: "owner" },
    keep: { from: ["amending"], to: "approved", by: "owner" },
  },
} as const satisfies Workflow<PlanState, PlanActor>;

export type PlanAction = ActionOf<typeof planWorkflow>;
