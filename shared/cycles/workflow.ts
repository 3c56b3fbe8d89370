import type { CycleState } from "./model.ts";

interface CycleTransition {
  readonly from: readonly CycleState[];
  readonly to: CycleState;
  readonly by: "schedule" | "agencyAdmin";
}

/**
 * A cycle's life. `open` is the one conditional write at the opening moment, `scoped` ends the walk over the roster.
 * `undo` is allowed while nobody has started; `reopen` follows an extension of a window that had closed.
 */
export const cycleWorkflow = {
  open: { from: ["planned"], to: "scoping", by: "schedule" },
  scoped: { from: ["scoping"], to: "open", by: "schedule" },
  close: { from: ["open"], to: "closed", by: "schedule" },
  reopen: { from: ["closed"], to: "open", by: "agencyAdmin" },
  undo: { from: ["scoping", "open"], to: "planned", by: "agencyAdmin" },
  cancel: { from: ["planned"], to: "cancelled", by: "agencyAdmin" },
} as const satisfies Record<string, CycleTransition>;

export type CycleAction = keyof typeof cycleWorkflow;

/** The state an action leads to, or undefined when the cycle's state does not allow it. */
export function cycleStateAfter(action: CycleAction, state: CycleState): CycleState | undefined {
  const transition: CycleTransition = cycleWorkflow[action];
  return transition.from.includes(state) ? transition.to : undefined;
}
