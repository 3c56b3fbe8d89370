import type { Person } from "../people/person.ts";
import { personEntity } from "../people/store.ts";
import type { Stored } from "../platform/table/entity.ts";
import type { AgencyTable } from "../platform/table/table.ts";
import { type Write, WriteRefused } from "../platform/table/write.ts";
import type { Part } from "./part.ts";
import { expectedParts, reconcileParts } from "./parts.ts";
import { type CycleRecord, partEntity, supervisorEntity } from "./store.ts";

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

/** Parts of one person in one cycle: few, and numbered from 1. */
const writersAtOnce = 25;

/**
 * Puts a part for each stretch of each person, and each appraiser into the list that reminders visit. A part that is
 * there already stays as it is.
 */
export async function putParts(
  table: AgencyTable,
  cycle: Pick<CycleRecord, "id" | "period" | "cutOff" | "evaluations">,
  people: readonly Person[],
  day: string,
  at: string,
): Promise<OpeningTally> {
  const parts = people.flatMap((person) => {
    const expected = expectedParts(person, cycle, day);
    return reconcileParts([], expected, person, cycle, at).created;
  });
  const writes = [
    ...parts.map((part) => table.create(partEntity, part)),
    ...supervisorWrites(table, cycle, parts),
  ];
  for (let start = 0; start < writes.length; start += writersAtOnce) {
    await Promise.all(writes.slice(start, start + writersAtOnce).map((write) => putOnce(table, write)));
  }
  const personIsExcluded = new Map(parts.map((part) => [part.employeeId, part.exclusion !== undefined]));
  const excluded = [...personIsExcluded.values()].filter(Boolean).length;
  return { inScope: personIsExcluded.size - excluded, excluded, parts: parts.map(({ id }) => id) };
}

/** The appraisers of these parts, each once. */
export function supervisorWrites(
  table: AgencyTable,
  cycle: Pick<CycleRecord, "id">,
  parts: readonly Part[],
): Write[] {
  const appraisers = new Map(
    parts.flatMap(({ appraiser, exclusion }) =>
      appraiser === undefined || exclusion ? [] : [[appraiser.id, appraiser]],
    ),
  );
  return [...appraisers.values()].map(({ id, kind }) =>
    table.create(supervisorEntity, { cycleId: cycle.id, id, kind }),
  );
}

/** What exists already was put by an earlier try or by a first touch. */
async function putOnce(table: AgencyTable, write: Write): Promise<void> {
  try {
    await table.write([write]);
  } catch (error) {
    if (!(error instanceof WriteRefused)) throw error;
  }
}
