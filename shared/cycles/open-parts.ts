import { groupsOf } from "#shared/platform/groups.ts";
import type { Person } from "../people/person.ts";
import { personEntity } from "../people/store.ts";
import { dayOf, isoInstant, type Temporal } from "../platform/clock.ts";
import type { Stored } from "../platform/table/entity.ts";
import type { AgencyTable } from "../platform/table/table.ts";
import { WriteRefused } from "../platform/table/write.ts";
import type { Cycle } from "./model.ts";
import type { Part } from "./part.ts";
import { expectedParts, reconcileParts } from "./parts.ts";
import { partEntity } from "./store.ts";
import { putSupervisors } from "./supervisors.ts";
import { syncCycle } from "./sync-person.ts";

/** The people behind a page of an index, as they are in the base table now. */
export async function cyclePeople(
  table: AgencyTable,
  page: readonly Pick<Person, "id">[],
): Promise<Stored<Person>[]> {
  return await table.getMany(personEntity, page);
}

export interface OpeningTally {
  readonly inScope: number;
  readonly excluded: number;
  /** The ids of the parts, in order. */
  readonly parts: readonly string[];
}

/** People whose parts are written side by side. */
const writersAtOnce = 25;

/**
 * Puts a part for each stretch of each person as of an instant, and each appraiser into the list that reminders visit.
 * Parts that are there already, from an earlier try or an opening that was taken back, are brought up to date.
 */
export async function putParts(
  table: AgencyTable,
  cycle: Cycle,
  people: readonly Person[],
  instant: Temporal.Instant,
): Promise<OpeningTally> {
  const day = dayOf(instant, cycle.calendar.zone).toString();
  const at = isoInstant(instant);
  const partsByPerson = people
    .map((person) => reconcileParts([], expectedParts(person, cycle, day), person, cycle, at).created)
    .filter((parts) => parts.length > 0);
  for (const together of groupsOf(partsByPerson, writersAtOnce)) {
    await Promise.all(together.map((parts) => putPartsOfPerson(table, cycle, parts, instant)));
  }
  const parts = partsByPerson.flat();
  await putSupervisors(table, cycle, parts);
  const excluded = partsByPerson.filter(([first]) => first?.exclusion !== undefined).length;
  return { inScope: partsByPerson.length - excluded, excluded, parts: parts.map(({ id }) => id) };
}

/** All of a person's parts or none; almost everybody has one, which is one put. */
async function putPartsOfPerson(
  table: AgencyTable,
  cycle: Cycle,
  parts: readonly Part[],
  instant: Temporal.Instant,
): Promise<void> {
  try {
    await table.write(parts.map((part) => table.create(partEntity, part)));
  } catch (error) {
    const [first] = parts;
    if (!(error instanceof WriteRefused) || first === undefined) throw error;
    await syncCycle(table, cycle, first.employeeId, instant);
  }
}
