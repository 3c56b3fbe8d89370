import type { Cycle } from "#shared/cycles/model.ts";
import { dayOf, isoInstant, type Temporal } from "#shared/platform/clock.ts";
import type { AgencyTable } from "#shared/platform/table/table.ts";
import { type Write, WriteRefused } from "#shared/platform/table/write.ts";
import { monitorRow } from "#shared/reports/monitor.ts";
import { tallyEntity } from "#shared/reports/store.ts";
import { total } from "#shared/reports/tally.ts";
import { phasesAt, recountEntity, trendEntity } from "#shared/reports/trend.ts";

/** Keeps how far the agency is in each phase that runs: one read, and one write a phase. The first of a night stands. */
export async function keepNight(table: AgencyTable, cycle: Cycle, now: Temporal.Instant): Promise<void> {
  const phases = phasesAt(cycle, now);
  const tally =
    phases.length === 0 ? undefined : await table.get(tallyEntity, { cycleId: cycle.id, unit: total });
  if (tally === undefined) return;
  const night = {
    cycleId: cycle.id,
    day: dayOf(now, cycle.calendar.zone).toString(),
    at: isoInstant(now),
  };
  const rows = phases.map((phase) => ({ phase, row: monitorRow(tally, phase) }));
  await Promise.all(
    rows
      .filter(({ row }) => row.total > 0)
      .map(({ phase, row: { total: all, done } }) =>
        unlessThere(table, table.create(trendEntity, { ...night, phase, total: all, done })),
      ),
  );
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
