import { personEntity } from "../people/store.ts";
import { dayOf, isoInstant, type Temporal } from "../platform/clock.ts";
import type { Id } from "../platform/ids.ts";
import { auditedWrites } from "../platform/table/commit.ts";
import type { Stored } from "../platform/table/entity.ts";
import type { AgencyTable } from "../platform/table/table.ts";
import { untilUnrefused } from "../platform/table/write.ts";
import type { Cycle } from "./model.ts";
import type { Part } from "./part.ts";
import { expectedParts, reconcileParts } from "./parts.ts";
import { isRunning, partEntity, partsOfPerson, readCycles } from "./store.ts";
import { putSupervisors } from "./supervisors.ts";

/**
 * Brings a person's parts of all running cycles up to date with where the person is today. What changes in one cycle
 * changes in one transaction: a move closes part n and opens n + 1 together. Looking twice changes nothing.
 */
export async function syncPerson(
  table: AgencyTable,
  id: Id<"employee">,
  now: Temporal.Instant,
): Promise<void> {
  const running = (await readCycles(table)).filter(isRunning);
  for (const cycle of running) await syncCycle(table, cycle, id, now);
}

/** The same for one cycle. Somebody may write a part while we look at it: then we look again. */
export async function syncCycle(
  table: AgencyTable,
  cycle: Cycle,
  id: Id<"employee">,
  now: Temporal.Instant,
): Promise<void> {
  await untilUnrefused(() => syncOnce(table, cycle, id, now));
}

async function syncOnce(
  table: AgencyTable,
  cycle: Cycle,
  id: Id<"employee">,
  now: Temporal.Instant,
): Promise<void> {
  const person = await table.get(personEntity, { id });
  const { part: existing } = await table.queryTogether(partsOfPerson(id, cycle.id));
  const day = dayOf(now, cycle.calendar.zone).toString();
  const at = isoInstant(now);
  const expected = person === undefined ? [] : expectedParts(person, cycle, day);
  if (person === undefined && existing.length === 0) return;
  const { created, changed } = reconcileParts(existing, expected, person, cycle, at);
  // The list of appraisers first: a crash in between leaves a name too many, never one that no reminder visits.
  await putSupervisors(table, cycle, [...created, ...changed.map(({ next }) => next)]);
  const context = { table, now, auditActor: { service: "assignments" } };
  await table.write([
    ...created.flatMap((part) => auditedWrites(context, partEntity, undefined, part, "part.opened")),
    ...changed.flatMap(({ current, next }) =>
      auditedWrites(context, partEntity, current as Stored<Part>, next, actionOf(current, next)),
    ),
  ]);
}

function actionOf(current: Part, next: Part): string {
  return current.closedAt === undefined && next.closedAt !== undefined ? "part.closed" : "part.changed";
}
