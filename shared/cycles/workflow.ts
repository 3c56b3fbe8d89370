import { type ActionOf, transition, type Workflow } from "../platform/workflow.ts";
import type { CycleState } from "./model.ts";

/**
 * A cycle's life. `open` is the one conditional write at the opening moment, `scoped` ends the walk over the roster.
 * `undo` is allowed while nobody has started; `reopen` follows an extension of a window that had closed.
 */
export const cycleWorkflow = {
  initial: "planned",
  steps: {
    open: { from: ["planned"], to: "scoping", by: "schedule" },
    scoped: { from: ["scoping"], to: "open", by: "schedule" },
    close: { from: ["open"], to: "closed", by: "schedule" },
    reopen: { from: ["closed"], to: "open", by: "agencyAdmin" },
    undo: { from: ["scoping", "open"], to: "planned", by: "agencyAdmin" },
    cancel: { from: ["planned"], to: "cancelled", by: "agencyAdmin" },
  },
} as const satisfies Workflow<CycleState, "schedule" | "agencyAdmin">;

export type CycleAction = ActionOf<typeof cycleWorkflow>;

/** The state an action leads to, or undefined when the cycle's state does not allow it. */
export function cycleStateAfter(action: CycleAction, state: CycleState): CycleState | undefined {
  const verdict = transition(cycleWorkflow, action, state);
  return verdict.allowed ? verdict.to : undefined;
}
