import * as z from "zod";
import { type AppraiserRef, Assignment, Day, Employee, Exclusion } from "./model.ts";
import { assignmentAt } from "./rules.ts";

/** More than any career in an agency has. */
export const maxAssignments = 60;

/**
 * An employee with everything dated about them, one item with one version: a move, a correction and an import can
 * never see half of a person, and the roster is read by keys, a hundred people a request. At 300 bytes an
 * assignment the item stays far below the table's 400 KB.
 */
export const Person = Employee.extend({
  assignments: z.array(Assignment).max(maxAssignments),
  exclusions: z.array(Exclusion).max(30),
  /** The day on which the end of the contract became known as it is, so that one that comes late is listed too. */
  contractKnownOn: Day.optional(),
  /** The day for which the indexes by unit and by appraiser were last computed. */
  indexedOn: Day,
});
export type Person = z.infer<typeof Person>;

/** A person as written on a day: where they are is found as of it, and another end of contract is known from it on. */
export function writtenOn(
  day: Day,
  current: Pick<Person, "contractEnd" | "contractKnownOn"> | undefined,
  { contractKnownOn: _known, ...next }: Omit<Person, "indexedOn">,
): Person {
  const isSame = next.contractEnd === current?.contractEnd;
  const knownOn = isSame ? current?.contractKnownOn : day;
  const isKnown = next.contractEnd !== undefined && knownOn !== undefined;
  return { ...next, indexedOn: day, ...(isKnown && { contractKnownOn: knownOn }) };
}

/** Where a person is and who appraises them on a day; the indexes are made of it. */
export function placeOn(
  person: Pick<Person, "assignments">,
  day: Day,
): { unit: string; appraiser: AppraiserRef | undefined } | undefined {
  const assignment = assignmentAt(person.assignments, day) ?? latest(person.assignments);
  return assignment && { unit: assignment.unit, appraiser: assignment.appraiser };
}

/** Who is between two posts is still found where they were last. */
function latest(assignments: Person["assignments"]): Person["assignments"][number] | undefined {
  return [...assignments].sort((a, b) => (a.from < b.from ? 1 : -1))[0];
}

/** The name as it is written in full: titles before and after. */
export function fullName(person: Pick<Person, "name" | "titleBefore" | "titleAfter">): string {
  const before = person.titleBefore === undefined ? "" : `${person.titleBefore} `;
  const after = person.titleAfter === undefined ? "" : `, ${person.titleAfter}`;
  return `${before}${person.name}${after}`;
}
