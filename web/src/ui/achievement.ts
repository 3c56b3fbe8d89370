export interface Achievement {
  /** At the start of the year. */
  readonly baseline: number;
  readonly target: number;
  /** Absent: nothing is reported yet. */
  readonly reached?: number | undefined;
  /** Where target and baseline are the same: which way is better. Otherwise the target says it. */
  readonly isLessBetter?: boolean | undefined;
}

/** Places between the left end (0) and the right end (1). */
export interface AchievementPlaces {
  readonly baseline: number;
  readonly target: number;
  readonly reached: number | undefined;
}

/** The target stands at two thirds, so that going beyond it is seen. */
const targetAt = 2 / 3;

/**
 * Better is always to the right, whether less or more is better: 72 hours down to 41 goes right as 79 percent up to 82
 * does. What is worse than the baseline stays at the left end, what is far beyond the target at the right one; the
 * numbers beside the line say how far.
 */
export function achievementPlaces({
  baseline,
  target,
  reached,
  isLessBetter,
}: Achievement): AchievementPlaces {
  if (target === baseline) return keptPlaces(target, reached, isLessBetter ?? false);
  const place = (value: number) => within(((value - baseline) / (target - baseline)) * targetAt);
  return { baseline: 0, target: targetAt, reached: reached === undefined ? undefined : place(reached) };
}

/** To hold what there is: the baseline is the target. A tenth of it off is the end of the line. */
function keptPlaces(target: number, reached: number | undefined, isLessBetter: boolean): AchievementPlaces {
  const tenth = Math.abs(target) / 10 || 1;
  const gain = ((reached ?? target) - target) * (isLessBetter ? -1 : 1);
  return {
    baseline: targetAt,
    target: targetAt,
    reached: reached === undefined ? undefined : within(targetAt + (gain / tenth) * (1 - targetAt)),
  };
}

function within(place: number): number {
  return Math.min(1, Math.max(0, place));
}
