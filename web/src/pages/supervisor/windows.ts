import { useNow, useReader } from "../../app/me.ts";
import type { Cycle } from "../../data/cycle-at-hand.ts";
import { type WindowStanding, windowStanding } from "../../work/windows.ts";

type Step = "report" | "organisation" | "appraisal";

/** How the windows of an evaluation stand that concern its appraiser. */
export function useAppraisalWindows(
  cycle: Cycle,
  evaluation: string,
): Readonly<Record<Step, WindowStanding>> {
  const { zone } = useReader();
  const now = useNow();
  const { windows } = cycle.evaluations.find(({ id }) => id === evaluation) ?? cycle.evaluations[0] ?? {};
  const standing = (step: Step) => windowStanding(windows?.[step] ?? cycle.windows.progress, zone, now);
  return {
    report: standing("report"),
    organisation: standing("organisation"),
    appraisal: standing("appraisal"),
  };
}
