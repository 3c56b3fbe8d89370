import { memberEntity } from "#shared/identity/store.ts";
import type { Unit } from "#shared/people/model.ts";
import type { Person } from "#shared/people/person.ts";
import { type Operation, type Step, undoSteps } from "#shared/people/roster/operations.ts";
import { eachPersonByUnit, readUnits } from "#shared/people/store.ts";
import { contentOf } from "#shared/platform/table/entity.ts";
import type { AgencyTable } from "#shared/platform/table/table.ts";
import { isSame, memberOfPerson, personAfter } from "./import-steps.ts";

type Back = ReadonlyMap<string, readonly Operation[]>;

/**
 * What an undo must leave of what its import made: people who have signed in or were added to since, and all that they
 * and everybody else rest upon: units up to the root, appraisers, officials. Else they would stand in a unit that is
 * gone, and no list would find them. Answers the ids, sorted.
 */
export async function subjectsToKeep(table: AgencyTable, steps: readonly Step[]): Promise<string[]> {
  const back: Back = new Map(undoSteps(steps).map(({ subject, operations }) => [subject, operations]));
  const units = new Map((await readUnits(table)).map((unit) => [unit.id as string, contentOf(unit)]));
  const { staying, leaving } = await peopleAfter(table, back, [...units.values()]);
  const gone = new Set([...back].filter(([, operations]) => removes(operations)).map(([subject]) => subject));
  const needs = [
    ...staying.flatMap((person) => [person.id, ...needsOfPerson(person)]),
    ...[...units.values()].flatMap((unit) => needsOfUnit(unit, back)),
  ];
  for (let next = needs.pop(); next !== undefined; next = needs.pop()) {
    if (!gone.delete(next)) continue;
    const [person, unit] = [leaving.get(next), units.get(next)];
    if (person !== undefined) needs.push(...needsOfPerson(person));
    if (unit?.parent !== undefined) needs.push(unit.parent);
  }
  return [...back.keys()].filter((subject) => removes(back.get(subject) ?? []) && !gone.has(subject)).sort();
}

function removes(operations: readonly Operation[]): boolean {
  return operations.some(({ entity, after }) => entity !== "assignment" && after === undefined);
}

/** Everyone as the undo would leave them, and by id those whom it would take away. */
async function peopleAfter(
  table: AgencyTable,
  back: Back,
  units: readonly Unit[],
): Promise<{ staying: Person[]; leaving: Map<string, Person> }> {
  const staying: Person[] = [];
  const leaving = new Map<string, Person>();
  for await (const { people } of eachPersonByUnit(table, units)) {
    const signedIn = await signedInOf(table, people);
    for (const person of people) {
      const next = personAfter(contentOf(person), back.get(person.id) ?? [], person.indexedOn);
      if (next === "removed" && !signedIn.has(memberOfPerson(table, person))) leaving.set(person.id, person);
      else staying.push(typeof next === "object" ? next : person);
    }
  }
  return { staying, leaving };
}

/** Which of these people are members who did more than to be invited. */
async function signedInOf(table: AgencyTable, people: readonly Person[]): Promise<ReadonlySet<string>> {
  const wanted = people.map((person) => ({ memberId: memberOfPerson(table, person) }));
  const members = await table.getMany(memberEntity, wanted);
  return new Set(members.filter(({ state }) => state !== "invited").map(({ memberId }) => memberId));
}

function needsOfPerson({ assignments }: Person): string[] {
  return assignments.flatMap(({ unit, appraiser }) =>
    appraiser === undefined ? [unit] : [unit, appraiser.id],
  );
}

/** A unit that stays needs its parent, where the undo leaves it; one that was changed since the import stays itself. */
function needsOfUnit(unit: Unit, back: Back): string[] {
  const [operation] = back.get(unit.id) ?? [];
  const isBack = operation?.entity === "unit" && isSame(unit, operation.before);
  if (isBack && operation.after === undefined) return [];
  const { id, parent } = isBack && operation.after !== undefined ? operation.after : unit;
  return parent === undefined ? [id] : [id, parent];
}
