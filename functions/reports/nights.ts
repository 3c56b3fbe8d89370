import type { Cycle } from "#shared/cycles/model.ts";
import type { Unit } from "#shared/people/model.ts";
import { dayOf, isoInstant, type Temporal } from "#shared/platform/clock.ts";
import { groupsOf } from "#shared/platform/groups.ts";
import type { AgencyTable } from "#shared/platform/table/table.ts";
import { type Write, WriteRefused } from "#shared/platform/table/write.ts";
import { type MonitorPhase, monitorRow } from "#shared/reports/monitor.ts";
import type { TallyRecord } from "#shared/reports/store.ts";
import { sumOfCounts, total } from "#shared/reports/tally.ts";
import {
  phasesAt,
  recountEntity,
  trendEntity,
  unitsWithNights,
  unitTrendEntity,
} from "#shared/reports/trend.ts";

/** What a recount has read of the monitor's counts, and of the units that they are of. */
export interface NightlyCounts {
  /** By unit, and of the whole agency. */
  readonly tallies: ReadonlyMap<string, Pick<TallyRecord, "counts">>;
  readonly units: readonly Unit[];
}

/** So many nights are written side by side. */
const nightsAtOnce = 10;

/**
 * Keeps how far the agency is in each phase that runs, and each of its first units: a write each, and no read beside the
 * recount's own. The first of a night stands.
 */
export async function keepNight(
  table: AgencyTable,
  cycle: Cycle,
  { tallies, units }: NightlyCounts,
  now: Temporal.Instant,
): Promise<void> {
  const { id: cycleId, calendar } = cycle;
  const day = dayOf(now, calendar.zone).toString();
  const nightOf = (counts: Counts, phase: MonitorPhase) => {
    const { total: all, done } = monitorRow({ unit: total, counts }, phase);
    return { cycleId, phase, day, at: isoInstant(now), total: all, done };
  };
  const agency = tallies.get(total)?.counts ?? {};
  const ofUnits = [...countsOfFirstUnits(tallies, units)];
  const writes = phasesAt(cycle, now).flatMap((phase) => [
    ...[nightOf(agency, phase)].filter(isCounted).map((night) => table.create(trendEntity, night)),
    ...ofUnits
      .map(([unit, counts]) => ({ ...nightOf(counts, phase), unit }))
      .filter(isCounted)
      .map((night) => table.create(unitTrendEntity, night)),
  ]);
  for (const some of groupsOf(writes, nightsAtOnce)) {
    await Promise.all(some.map((write) => unlessThere(table, write)));
  }
}

type Counts = TallyRecord["counts"];

function isCounted(night: { readonly total: number }): boolean {
  return night.total > 0;
}

/** By each of the first units the counts of all that lies in it. */
function countsOfFirstUnits(
  tallies: NightlyCounts["tallies"],
  units: readonly Unit[],
): ReadonlyMap<Unit["id"], Counts> {
  const parents = new Map<string, Unit["id"] | undefined>(units.map(({ id, parent }) => [id, parent]));
  const within = new Map<string, Pick<TallyRecord, "counts">[]>();
  const firsts = unitsWithNights(units);
  for (const { id } of firsts) within.set(id, []);
  for (const [unit, tally] of tallies) {
    let at: string | undefined = unit;
    // A tree that is broken ends nowhere; it has no more steps than units.
    for (let step = 0; at !== undefined && !within.has(at) && step < units.length; step++)
      at = parents.get(at);
    within.get(at ?? "")?.push(tally);
  }
  return new Map(firsts.map(({ id }) => [id, sumOfCounts(within.get(id) ?? [])]));
}

/** Keeps what the recount found; an older one that comes late is refused. */
export async function keepRecount(
  table: AgencyTable,
  { id: cycleId }: Pick<Cycle, "id">,
  found: { caughtUp: number; differing: number },
  now: Temporal.Instant,
): Promise<void> {
  const source = now.epochMilliseconds;
  const recount = { cycleId, source, at: isoInstant(now), ...found };
  await unlessThere(table, table.project(recountEntity, recount, "source", source));
}

async function unlessThere(table: AgencyTable, write: Write): Promise<void> {
  try {
    await table.write([write]);
  } catch (error) {
    if (!(error instanceof WriteRefused)) throw error;
  }
}
