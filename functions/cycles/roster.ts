import type { CheckedOfficial, CheckedPerson } from "#shared/cycles/data-check.ts";
import { scopedPerson } from "#shared/cycles/parts.ts";
import type { ExternalOfficial } from "#shared/people/model.ts";
import { fullName, type Person } from "#shared/people/person.ts";
import { assignmentAt, needsDelegation } from "#shared/people/rules.ts";
import {
  addressHash,
  addressStateEntity,
  readEveryone,
  readOfficials,
  readUnits,
} from "#shared/people/store.ts";
import { groupsOf } from "#shared/platform/groups.ts";
import type { AgencyTable } from "#shared/platform/table/table.ts";

/** The whole roster as the data check and the dry run look at it. */
export interface RosterSnapshot {
  readonly people: readonly CheckedPerson[];
  readonly officials: readonly CheckedOfficial[];
  /** What to call each id: a person, or an official's office. */
  readonly names: ReadonlyMap<string, string>;
}

/** Everyone as the index has them, with what came back from their addresses. */
export async function readRoster(table: AgencyTable, day: string): Promise<RosterSnapshot> {
  const units = await readUnits(table);
  const roots = new Set(units.filter((unit) => unit.parent === undefined).map((unit) => unit.id as string));
  const [officials, everyone] = await Promise.all([readOfficials(table), readEveryone(table, units)]);
  const bounces = await readBounces(table, everyone);
  const names = new Map<string, string>(officials.map((one) => [one.id, officialName(one)]));
  for (const person of everyone) names.set(person.id, fullName(person));
  const people = everyone.map((person) => checkedPerson(person, bounces.get(person.id) ?? 0, roots, day));
  return { people, officials: officials.map(checkedOfficial), names };
}

function officialName({ name, office }: ExternalOfficial): string {
  return name === undefined ? office : `${name} (${office})`;
}

function checkedOfficial({ id, email }: ExternalOfficial): CheckedOfficial {
  return email === undefined ? { id } : { id, email };
}

/** What one request asks about, and how many go out side by side. */
const addressesARequest = 100;
const requestsAtOnce = 16;

async function readBounces(
  table: AgencyTable,
  people: readonly Person[],
): Promise<ReadonlyMap<string, number>> {
  const hashes = new Map(
    people.flatMap(({ id, email }) => (email === undefined ? [] : [[id, addressHash(email)]])),
  );
  const wanted = [...new Set(hashes.values())].map((hash) => ({ addressHash: hash }));
  const byHash = new Map<string, number>();
  const requests = [...groupsOf(wanted, addressesARequest)];
  for (const some of groupsOf(requests, requestsAtOnce)) {
    const states = await Promise.all(some.map((each) => table.getMany(addressStateEntity, each)));
    for (const { addressHash: hash, bounces } of states.flat()) byHash.set(hash, bounces);
  }
  return new Map([...hashes].map(([id, hash]) => [id, byHash.get(hash) ?? 0]));
}

function checkedPerson(
  person: Person,
  bounces: number,
  roots: ReadonlySet<string>,
  day: string,
): CheckedPerson {
  const current = assignmentAt(person.assignments, day);
  return {
    ...scopedPerson(person),
    nip: person.nip,
    bounces,
    ...(person.email === undefined ? {} : { email: person.email }),
    mayAppraiseByRank: !needsDelegation(current?.position.kind),
    headsRoot: current?.heads !== undefined && roots.has(current.heads),
    assignments: person.assignments.map(({ from, to, unit, appraiser, role }) => ({
      from,
      unitId: unit,
      isDelegated: role === "delegasi",
      ...(to === undefined ? {} : { to }),
      ...(appraiser === undefined ? {} : { appraiserId: appraiser.id }),
    })),
  };
}
