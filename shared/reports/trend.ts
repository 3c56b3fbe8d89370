import * as z from "zod";
import type { Cycle } from "../cycles/model.ts";
import { closesInstant, opensInstant } from "../cycles/windows.ts";
import { Temporal } from "../platform/clock.ts";
import type { Id } from "../platform/ids.ts";
import { idSchema } from "../platform/ids.ts";
import { entity } from "../platform/table/entity.ts";
import { keys } from "../platform/table/keys.ts";
import { accessPattern } from "../platform/table/query.ts";
import type { MonitorPhase } from "./monitor.ts";

/**
 * How far the whole agency was in a phase at one moment of a night. Nobody can say afterwards how far it was on another
 * day: a night that was missed stays a gap.
 */
const TrendNight = z.object({
  cycleId: idSchema("cycle"),
  phase: z.string(),
  /** The day in the agency's zone that had begun. */
  day: z.iso.date(),
  /** When it was counted. */
  at: z.string(),
  total: z.int(),
  done: z.int(),
});

export const trendEntity = entity({
  name: "trendNight",
  keyClass: "trend",
  schema: 1,
  model: TrendNight,
  key: (agency, ref: { cycleId: Id<"cycle">; phase: string; day: string }) =>
    keys.trend(agency, ref.cycleId, ref.phase, ref.day),
});

/** The nights of a phase, the latest first. `A#<a>#C#<c>#TREND` / `<phase>#…` */
export function nightsOfPhase(cycle: Id<"cycle">, phase: MonitorPhase) {
  return accessPattern([trendEntity], (agency) => {
    const { pk, sk } = keys.trend(agency, cycle, phase, "");
    return { partition: pk, beginsWith: sk, descending: true, eventually: true };
  });
}

/** What a cycle's last nightly recount found. */
export const recountEntity = entity({
  name: "recount",
  keyClass: "trend",
  schema: 1,
  model: z.object({
    cycleId: idSchema("cycle"),
    /** Epoch milliseconds of `at`: an older recount never replaces a newer one. */
    source: z.int(),
    at: z.string(),
    caughtUp: z.int(),
    differing: z.int(),
  }),
  key: (agency, ref: { cycleId: Id<"cycle"> }) => keys.recount(agency, ref.cycleId),
});

/** Long enough for the night that follows a closing at the end of a day. */
const afterClosing = { hours: 36 };

/** The phases whose nights count now: from the first window in which somebody can begin until after the last deadline. */
export function phasesAt(
  { windows, evaluations, calendar }: Pick<Cycle, "windows" | "evaluations" | "calendar">,
  now: Temporal.Instant,
): MonitorPhase[] {
  const { zone } = calendar;
  const phases = [
    { id: "planning" as const, begins: [windows.planning], ends: windows.planning },
    ...evaluations.map(({ id, windows: { report, appraisal } }) => ({
      id,
      begins: [report, appraisal],
      ends: appraisal,
    })),
  ];
  return phases
    .filter(
      ({ begins, ends }) =>
        begins.some((window) => Temporal.Instant.compare(opensInstant(window, zone), now) <= 0) &&
        Temporal.Instant.compare(now, closesInstant(ends, zone).add(afterClosing)) < 0,
    )
    .map(({ id }) => id);
}
