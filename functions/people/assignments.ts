import type { AppraiserRef, Assignment, Day } from "#shared/people/model.ts";
import { fullName, maxAssignments, type Person } from "#shared/people/person.ts";
import { assignmentAt, dayAfter, dayBefore } from "#shared/people/rules.ts";
import { officialEntity, personEntity, unitEntity } from "#shared/people/store.ts";
import { AppError } from "#shared/platform/errors.ts";
import type { Id } from "#shared/platform/ids.ts";
import type { Stored } from "#shared/platform/table/entity.ts";
import type { AgencyTable } from "#shared/platform/table/table.ts";
import type { Write } from "#shared/platform/table/write.ts";

/**
 * The assignments after a move: what was in force ends the day before, what was planned for later stays. Where the
 * move has an end, whatever reaches beyond it goes on from the day after (a Plt leaves again), under new ids.
 */
export function withMove(
  assignments: readonly Assignment[],
  move: Assignment,
  resumedId: (nth: number) => Assignment["id"],
): Assignment[] {
  const { from, to } = move;
  const kept = assignments.flatMap((one): Assignment[] => {
    if (one.from < from)
      return [one.to !== undefined && one.to < from ? one : { ...one, to: dayBefore(from) }];
    return one.from > (to ?? from) ? [one] : [];
  });
  const resumed = to === undefined ? [] : reachingBeyond(assignments, to);
  const again = resumed.map((one, nth) => ({ ...one, id: resumedId(nth), from: dayAfter(to ?? from) }));
  return byBeginning([...again, ...kept, move]);
}

/** Those that began by a day and outlast it, without those that a later one hides to their end. */
function reachingBeyond(assignments: readonly Assignment[], day: Day): Assignment[] {
  const outlasting = byBeginning(assignments).filter(
    ({ from, to }) => from <= day && (to === undefined || to > day),
  );
  return outlasting.filter(
    ({ to }, index) =>
      !outlasting
        .slice(index + 1)
        .some((later) => later.to === undefined || (to !== undefined && later.to >= to)),
  );
}

/** In the order in which they begin, as every writer keeps them; of two that begin together the later one holds. */
export function byBeginning(assignments: readonly Assignment[]): Assignment[] {
  return assignments.toSorted((a, b) => (a.from === b.from ? 0 : a.from < b.from ? -1 : 1));
}

/**
 * Throws unless there are few enough assignments, the changed one ends after it begins, unit and appraiser exist,
 * nobody appraises themself, and no circle of appraisers comes about on any day. Answers what must still hold when the
 * change is written: the unit is there and nobody of the line above has changed, so that two changes made at once
 * cannot close a circle together.
 */
export async function checkAssignment(
  table: AgencyTable,
  person: Person,
  assignment: Assignment,
  all: readonly Assignment[],
): Promise<readonly Write[]> {
  const { appraiser, from, to } = assignment;
  const units = [...new Set([assignment.unit, assignment.heads ?? assignment.unit])].map((id) => ({ id }));
  if (to !== undefined && to < from) throw new AppError("assignment.dates");
  if (all.length > maxAssignments)
    throw new AppError("assignment.too-many", { values: { limit: maxAssignments } });
  if ((await table.getMany(unitEntity, units)).length < units.length)
    throw new AppError("assignment.unknown");
  const line = appraiser === undefined ? [] : await superiorsOf(table, person, appraiser, from);
  refuseCircles({ ...person, assignments: [...all] }, line, from);
  return [
    ...units.map((unit) => table.check(unitEntity, unit, { is: "present" })),
    ...line.map(({ id, version }) => table.check(personEntity, { id }, { is: "at-version", version })),
  ];
}

/** More than any line of superiors with all its changes; what is still above then goes round anyway. */
const lineAtMost = 60;

/** Everyone who stands above somebody on some day from `day` on, through whoever appraises whom then. */
async function superiorsOf(
  table: AgencyTable,
  person: Person,
  appraiser: AppraiserRef,
  day: Day,
): Promise<Stored<Person>[]> {
  if (appraiser.id === person.id) throw new AppError("assignment.own-appraiser");
  const above = new Map<string, Stored<Person>>();
  let wanted: AppraiserRef[] = [appraiser];
  while (wanted.length > 0 && above.size < lineAtMost) {
    const found = await appraisersOf(table, wanted);
    for (const one of found) above.set(one.id, one);
    wanted = found.flatMap(({ assignments }) =>
      assignments.flatMap(({ to, appraiser: next }) => {
        const isNew = next !== undefined && next.id !== person.id && !above.has(next.id);
        return isNew && next.kind === "employee" && (to === undefined || to >= day) ? [next] : [];
      }),
    );
  }
  return [...above.values()];
}

async function appraisersOf(table: AgencyTable, wanted: readonly AppraiserRef[]): Promise<Stored<Person>[]> {
  const [official] = wanted.filter(({ kind }) => kind === "official") as { id: Id<"official"> }[];
  if (official !== undefined && (await table.get(officialEntity, official)) === undefined)
    throw new AppError("assignment.unknown");
  const ids = [
    ...new Set(wanted.filter(({ kind }) => kind === "employee").map(({ id }) => id)),
  ] as Id<"employee">[];
  const found = await table.getMany(
    personEntity,
    ids.map((id) => ({ id })),
  );
  if (found.length < ids.length) throw new AppError("assignment.unknown");
  return found;
}

/** Goes up the line on every day on which something of it changes. */
function refuseCircles(person: Person, line: readonly Person[], from: Day): void {
  const people = new Map([person, ...line].map((one) => [one.id as string, one]));
  const changes = [...people.values()].flatMap(({ assignments }) =>
    assignments.flatMap((one) => (one.to === undefined ? [one.from] : [one.from, dayAfter(one.to)])),
  );
  const days = new Set([from, ...changes.filter((day) => day > from)]);
  for (const day of days) {
    const above: Person[] = [person];
    for (
      let next = appraiserOn(person, day, people);
      next !== undefined;
      next = appraiserOn(next, day, people)
    ) {
      if (next === person) {
        const circle = [...above, person].map(fullName).join(" → ");
        throw new AppError("assignment.circle", { values: { circle } });
      }
      if (above.includes(next)) break;
      above.push(next);
    }
  }
}

function appraiserOn(person: Person, day: Day, people: ReadonlyMap<string, Person>): Person | undefined {
  return people.get(assignmentAt(person.assignments, day)?.appraiser?.id ?? "");
}
