import { lateByNow } from "#shared/cycles/late-now.ts";
import type { Cycle } from "#shared/cycles/model.ts";
import type { Part } from "#shared/cycles/part.ts";
import type { LateArrival } from "#shared/cycles/states.ts";
import { submissionWindows } from "./windows.ts";

/** How the plan that was last submitted came late, by the window as it stands now that it was held against then. */
export function latePlan(part: Part, cycle: Cycle): LateArrival | undefined {
  const { plan, unit } = part;
  const before = { ...part, plan: { ...plan, submittedVersion: plan.submittedVersion - 1 } };
  const key = submissionWindows(before, cycle).at(-1);
  return key === undefined ? plan.arrival : lateByNow(cycle, key, unit, plan);
}
