import { isoInstant, startOfDay, Temporal } from "../platform/clock.ts";
import { type Milestone, milestone, milestoneEntity } from "../platform/milestones.ts";
import type { Stored } from "../platform/table/entity.ts";
import type { AgencyTable } from "../platform/table/table.ts";
import type { Write } from "../platform/table/write.ts";
import type { Day } from "./model.ts";
import { fullName, type Person } from "./person.ts";
import { dayAfter } from "./rules.ts";
import { addressEntity, addressHash, nameEntity, nipEntity } from "./store.ts";

/**
 * What is written beside a person's own item: the claim of a new NIP, the name to be found by, the way from an address to
 * the person, and a milestone for each day to come on which unit or appraiser changes. A day that is no longer planned
 * loses its own.
 */
export function besidePerson(
  table: AgencyTable,
  current: Stored<Person> | undefined,
  next: Person,
  zone: string,
): readonly Write[] {
  return [
    ...(current === undefined ? [table.create(nipEntity, { nip: next.nip, employee: next.id })] : []),
    ...nameWrites(table, current, next),
    ...addressWrites(table, current, next),
    ...milestoneWrites(table, current, next, zone),
  ];
}

/** Takes away what lies beside a person who is removed: their days to come, claim and address. */
export function forgetBeside(table: AgencyTable, person: Person, zone: string): readonly Write[] {
  const { id, nip, email } = person;
  return [
    table.forget(nipEntity, { nip }),
    table.forget(nameEntity, nameOf(person)),
    ...(email === undefined
      ? []
      : [table.forget(addressEntity, { addressHash: addressHash(email), person: id })]),
    ...effectiveDays(person).map((day) =>
      table.forget(milestoneEntity, effectiveMilestone(person, day, zone)),
    ),
  ];
}

function nameWrites(table: AgencyTable, current: Person | undefined, next: Person): Write[] {
  const [before, after] = [current && nameOf(current), nameOf(next)];
  if (before?.name === after.name) return [];
  return [
    table.create(nameEntity, after),
    ...(before === undefined ? [] : [table.forget(nameEntity, before)]),
  ];
}

function nameOf(person: Person): { employee: Person["id"]; name: string } {
  return { employee: person.id, name: fullName(person) };
}

function addressWrites(table: AgencyTable, current: Person | undefined, next: Person): Write[] {
  const [before, after] = [current?.email, next.email].map((email) => email && addressHash(email));
  if (before === after) return [];
  const place = (hash: string) => ({ addressHash: hash, person: next.id });
  return [
    ...(after === undefined ? [] : [table.create(addressEntity, place(after))]),
    ...(before === undefined ? [] : [table.forget(addressEntity, place(before))]),
  ];
}

/** Each day has one milestone of a fixed name: it is there exactly while the day is planned and lies ahead. */
function milestoneWrites(
  table: AgencyTable,
  current: Stored<Person> | undefined,
  next: Person,
  zone: string,
): Write[] {
  const planned = current === undefined ? [] : effectiveDays(current);
  const wanted = effectiveDays(next);
  const of = (day: Day) => effectiveMilestone(next, day, zone);
  return [
    ...wanted.filter((day) => !planned.includes(day)).map((day) => table.create(milestoneEntity, of(day))),
    ...planned.filter((day) => !wanted.includes(day)).map((day) => table.forget(milestoneEntity, of(day))),
  ];
}

/** The days after the indexes' own on which where the person is, or who appraises them, may change. */
function effectiveDays({ assignments, indexedOn }: Pick<Person, "assignments" | "indexedOn">): Day[] {
  const days = assignments.flatMap(({ from, to }) => (to === undefined ? [from] : [from, dayAfter(to)]));
  return [...new Set(days)].filter((day) => day > indexedOn);
}

function effectiveMilestone({ id }: Pick<Person, "id">, day: Day, zone: string): Milestone {
  const at = isoInstant(startOfDay(Temporal.PlainDate.from(day), zone));
  return milestone({ subject: id, kind: "assignment.effective", at, name: "" });
}
