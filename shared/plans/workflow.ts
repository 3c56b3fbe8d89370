import type { PlanState } from "#shared/cycles/states.ts";
import type { ActionOf, Workflow } from "#shared/platform/workflow.ts";

/** Who moves a plan: its employee, and the part's appraiser (PermenPANRB 6/2022 art. 14: signed by the one, set by the other). */
export type PlanActor = "owner" | "appraiser";

/** The moves of a part's plan. `amending` and what follows it leave the last approved version in force until the next. */
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
