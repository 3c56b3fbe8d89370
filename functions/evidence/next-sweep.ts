import type { Part } from "#shared/cycles/part.ts";
import { readCycle } from "#shared/cycles/store.ts";
import { evaluationWindow, findWindow, windowVerdict } from "#shared/cycles/windows.ts";
import { isoInstant, Temporal } from "#shared/platform/clock.ts";
import type { Id } from "#shared/platform/ids.ts";
import { type Milestone, milestone } from "#shared/platform/milestones.ts";
import type { AgencyTable } from "#shared/platform/table/table.ts";

/** A sealed draft may still follow for a day, and an outage of three days may still be made good; by then both are over. */
const afterClosing = { hours: 7 * 24 };

/** Looks through the files of an evaluation, at the earliest so long after this instant. */
function sweepAfter(
  { id }: Pick<Part, "id">,
  evaluation: Id<"evaluation">,
  instant: Temporal.Instant,
): Milestone {
  const at = isoInstant(instant.add(afterClosing));
  return milestone({ subject: id, kind: "evidence.sweep", at, name: evaluation, details: { evaluation } });
}

/** When the report of an evaluation can no longer be written, as far as that is known; undefined where it has no window. */
async function closingOfReport(
  table: AgencyTable,
  { cycleId, unit }: Pick<Part, "cycleId" | "unit">,
  evaluation: Id<"evaluation">,
  now: Temporal.Instant,
  options: { fresh?: boolean } = {},
): Promise<Temporal.Instant | undefined> {
  const cycle = await readCycle(table, cycleId, options);
  const named = cycle && findWindow(cycle, evaluationWindow({ id: evaluation }, "report"));
  return cycle && named && Temporal.Instant.from(windowVerdict(cycle, named, now, unit).closesAt);
}

/** For a file that is kept now: a week after its report can no longer be written. */
export async function firstSweep(
  table: AgencyTable,
  part: Part,
  evaluation: Id<"evaluation">,
  now: Temporal.Instant,
): Promise<Milestone> {
  const closes = await closingOfReport(table, part, evaluation, now);
  const isAhead = closes !== undefined && Temporal.Instant.compare(closes, now) > 0;
  return sweepAfter(part, evaluation, isAhead ? closes : now);
}

/** The one that comes in place of one that is due, where the window was extended since; undefined where it is time. */
export async function laterSweep(
  table: AgencyTable,
  part: Part,
  evaluation: Id<"evaluation">,
  now: Temporal.Instant,
): Promise<Milestone | undefined> {
  const closes = await closingOfReport(table, part, evaluation, now, { fresh: true });
  const later = closes && sweepAfter(part, evaluation, closes);
  return later !== undefined && later.at > isoInstant(now) ? later : undefined;
}
