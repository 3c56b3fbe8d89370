import * as z from "zod";
import type { Cycle } from "../cycles/model.ts";
import { closesInstant, opensInstant } from "../cycles/windows.ts";
import type { Unit } from "../people/model.ts";
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

/** The same of one unit with all below it, in an item of its own: the whole agency's course reads none of them. */
export const unitTrendEntity = entity({
  name: "unitTrendNight",
  keyClass: "trend",
  schema: 1,
  model: TrendNight.extend({ unit: idSchema("unit") }),
  key: (agency, ref: { cycleId: Id<"cycle">; unit: Id<"unit">; phase: string; day: string }) =>
    keys.unitTrend(agency, ref.cycleId, ref.unit, ref.phase, ref.day),
});

/** A unit's nights of a phase, the latest first. `A#<a>#C#<c>#TREND` / `UNIT#<unit>#<phase>#…` */
export function nightsOfUnit(cycle: Id<"cycle">, unit: Id<"unit">, phase: MonitorPhase) {
  return accessPattern([unitTrendEntity], (agency) => {
    const { pk, sk } = keys.unitTrend(agency, cycle, unit, phase, "");
    return { partition: pk, beginsWith: sk, descending: true, eventually: true };
  });
}

/** More units than an agency has at its top; of those beyond no nights are kept. */
const mostUnits = 100;

/**
 * The units of which nights are kept, too: those at the first parting of the ways from the top down. By unit and phase it
 * is a write a night; of all units it would be thousands.
 */
export function unitsWithNights<Node extends Pick<Unit, "id" | "parent">>(units: readonly Node[]): Node[] {
  const known = new Set(units.map(({ id }) => id));
  const below = (parent: Unit["id"] | undefined) =>
    units.filter((unit) =>
      parent === undefined ? unit.parent === undefined || !known.has(unit.parent) : unit.parent === parent,
    );
  let level = below(undefined);
  for (let only = level[0]; level.length === 1 && only !== undefined; only = level[0]) {
    const next = below(only.id);
    if (next.length === 0) break;
    level = next;
  }
  return level.slice(0, mostUnits);
}

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
