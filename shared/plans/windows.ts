import type { CyclePlan, WindowKey } from "#shared/cycles/model.ts";
import type { Part } from "#shared/cycles/part.ts";

/**
 * The windows in which a plan may be worked on after its first submission, and in which it is decided on: planning, then
 * the rest of the period, for plans are put right and amended in mid-year, and a late decision is better than none.
 */
export const workingWindows: readonly [WindowKey, ...WindowKey[]] = ["planning", "progress"];

/**
 * The windows that admit a submission. A first plan is due in the planning window. Whoever was returned or amends has met
 * it already, and whoever came after the period began (a joiner, a part opened by a move) could not.
 */
export function submissionWindows(
  part: Pick<Part, "plan" | "number" | "from">,
  cycle: Pick<CyclePlan, "period">,
): readonly [WindowKey, ...WindowKey[]] {
  const cameLater = part.number > 1 || part.from > cycle.period.from;
  return part.plan.submittedVersion > 0 || cameLater ? workingWindows : ["planning"];
}
