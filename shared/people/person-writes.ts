import { isoInstant, startOfDay, Temporal } from "../platform/clock.ts";
import { milestone, milestoneEntity } from "../platform/milestones.ts";
import type { Stored } from "../platform/table/entity.ts";
import type { AgencyTable } from "../platform/table/table.ts";
import type { Write } from "../platform/table/write.ts";
import type { Day } from "./model.ts";
import type { Person } from "./person.ts";
import { dayAfter } from "./rules.ts";
import { addressEntity, addressHash, nipEntity } from "./store.ts";

/**
 * What is written beside a person's own item: the claim of a new NIP, the way from an address to the person, and a
 * milestone for each day to come on which unit or appraiser changes.
 */
export function besidePerson(
  table: AgencyTable,
  current: Stored<Person> | undefined,
  next: Person,
  zone: string,
): readonly Write[] {
  return [
    ...(current === undefined ? [table.create(nipEntity, { nip: next.nip, employee: next.id })] : []),
    ...addressWrites(table, current, next),
    ...effectiveDays(next, next.indexedOn)
      .filter((day) => current === undefined || !effectiveDays(current, current.indexedOn).includes(day))
      .map((day) => effectiveMilestone(table, next, day, zone, (current?.version ?? 0) + 1)),
  ];
}

function addressWrites(table: AgencyTable, current: Person | undefined, next: Person): Write[] {
  if (current?.email?.toLowerCase() === next.email?.toLowerCase()) return [];
  const place = (email: string) => ({ addressHash: addressHash(email), person: next.id });
  return [
    ...(next.email === undefined ? [] : [table.create(addressEntity, place(next.email))]),
    ...(current?.email === undefined ? [] : [table.forget(addressEntity, place(current.email))]),
  ];
}

/** The days after `day` on which where the person is, or who appraises them, may change. */
function effectiveDays(person: Pick<Person, "assignments">, day: Day): Day[] {
  const days = person.assignments.flatMap(({ from, to }) =>
    to === undefined ? [from] : [from, dayAfter(to)],
  );
  return [...new Set(days)].filter((each) => each > day);
}

/** The name holds the person's version: a day that is planned, dropped and planned again makes no clash. */
function effectiveMilestone(
  table: AgencyTable,
  person: Person,
  day: Day,
  zone: string,
  version: number,
): Write {
  const at = isoInstant(startOfDay(Temporal.PlainDate.from(day), zone));
  return table.create(
    milestoneEntity,
    milestone({ subject: person.id, kind: "assignment.effective", at, name: `v${version}` }),
  );
}
