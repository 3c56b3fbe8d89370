import * as z from "zod";
import { groupsOf } from "#shared/platform/groups.ts";
import { sha256 } from "../platform/digest.ts";
import type { Id } from "../platform/ids.ts";
import { idSchema } from "../platform/ids.ts";
import { entity, type Stored } from "../platform/table/entity.ts";
import { agencyPrefix, indexKeys, keys } from "../platform/table/keys.ts";
import { accessPattern } from "../platform/table/query.ts";
import type { AgencyTable } from "../platform/table/table.ts";
import { contractOf } from "./contracts.ts";
import { type Day, ExternalOfficial, Unit } from "./model.ts";
import { Person, placeOn } from "./person.ts";

export const unitEntity = entity({
  name: "unit",
  keyClass: "units",
  schema: 1,
  model: Unit,
  key: (agency, ref: Pick<Unit, "id">) => keys.unit(agency, ref.id),
});

/** All units of the agency. `A#<a>#UNITS` */
export const unitsOfAgency = accessPattern([unitEntity], (agency) => ({
  partition: `${agencyPrefix(agency)}UNITS`,
}));

export const officialEntity = entity({
  name: "official",
  keyClass: "officials",
  schema: 1,
  model: ExternalOfficial,
  key: (agency, ref: Pick<ExternalOfficial, "id">) => keys.official(agency, ref.id),
});

/** All external officials. `A#<a>#OFFICIALS` */
export const officialsOfAgency = accessPattern([officialEntity], (agency) => ({
  partition: `${agencyPrefix(agency)}OFFICIALS`,
}));

export const personEntity = entity({
  name: "person",
  keyClass: "person",
  schema: 1,
  model: Person,
  key: (agency, ref: Pick<Person, "id">) => keys.employee(agency, ref.id),
  indexes: (agency, person) => {
    const place = placeOn(person, person.indexedOn);
    const contract = contractOf(person);
    return {
      ...(place === undefined ? {} : indexKeys.unit(agency, place.unit, `E#${person.id}`)),
      ...(place?.appraiser === undefined ? {} : indexKeys.team(agency, place.appraiser.id, `E#${person.id}`)),
      ...(contract === undefined
        ? {}
        : indexKeys.reserve(agency, "CONTRACTS", `${contract.end}#${person.id}`)),
    };
  },
});

/** Who is in a unit now, in no order that means anything. Index `unit`: `A#<a>#U#<unit>` / `E#…` */
export function peopleOfUnit(unit: Id<"unit">) {
  return accessPattern([personEntity], (agency) => ({
    index: "unit",
    partition: indexKeys.unit(agency, unit, "").unitPk,
    beginsWith: "E#",
  }));
}

/** Whom somebody appraises now. Index `team`: `A#<a>#S#<appraiser>` / `E#…` */
export function peopleOfAppraiser(appraiser: string) {
  return accessPattern([personEntity], (agency) => ({
    index: "team",
    partition: indexKeys.team(agency, appraiser, "").teamPk,
    beginsWith: "E#",
  }));
}

/**
 * Whose contract ends on one of these days (the last not included), the first ends first.
 * Index `reserve`: `A#<a>#R#CONTRACTS` / `<end>#<e>`
 */
export function peopleByContractEnd(from: Day, before: Day) {
  return accessPattern([personEntity], (agency) => ({
    index: "reserve",
    partition: indexKeys.reserve(agency, "CONTRACTS", "").reservePk,
    between: [from, before],
  }));
}

/** A NIP belongs to one person of an agency: the item that a second one would have to make exists already. */
export const nipEntity = entity({
  name: "nipClaim",
  keyClass: "nip",
  schema: 1,
  model: z.object({ nip: z.string(), employee: idSchema("employee") }),
  key: (agency, ref: { nip: string }) => keys.nipClaim(agency, ref.nip),
});

/** The name alone, so that a search through a whole agency reads a fiftieth of what its people are. */
export const nameEntity = entity({
  name: "personName",
  keyClass: "names",
  schema: 1,
  model: z.object({ employee: idSchema("employee"), name: z.string() }),
  key: (agency, ref: { employee: Id<"employee">; name: string }) => keys.name(agency, ref.name, ref.employee),
});

/** Everyone's name, in their order. `A#<a>#NAMES` */
export const namesOfAgency = accessPattern([nameEntity], (agency) => ({
  partition: `${agencyPrefix(agency)}NAMES`,
}));

/** Who is behind a mail address, which is itself not in the key. */
export const addressEntity = entity({
  name: "mailAddress",
  keyClass: "mailAddress",
  schema: 1,
  model: z.object({ addressHash: z.string(), person: z.string() }),
  key: (agency, ref: { addressHash: string; person: string }) =>
    keys.mailAddress(agency, ref.addressHash, ref.person),
});

export function addressHash(email: string): string {
  return sha256(email.trim().toLowerCase());
}

/** Whose address it is. `A#<a>#ADDRESS#<hash>` / `PERSON#…` */
export function peopleOfAddress(email: string) {
  return accessPattern([addressEntity], (agency) => ({
    partition: keys.mailAddressState(agency, addressHash(email)).pk,
    beginsWith: "PERSON#",
  }));
}

/** What came back from an address: after the second bounce it is dead. */
export const addressStateEntity = entity({
  name: "mailAddressState",
  keyClass: "mailAddress",
  schema: 1,
  model: z.object({
    addressHash: z.string(),
    bounces: z.int(),
    lastBounceAt: z.string().optional(),
    /** The last mails that came back, so that one told twice counts once. */
    messages: z.array(z.string()).optional(),
  }),
  key: (agency, ref: { addressHash: string }) => keys.mailAddressState(agency, ref.addressHash),
});

/** The whole tree; a thousand units are a few hundred KB, so jobs and pages read it at once. */
export async function readUnits(table: AgencyTable): Promise<Stored<Unit>[]> {
  const units: Stored<Unit>[] = [];
  for await (const unit of table.each(unitsOfAgency)) units.push(unit);
  return units;
}

export async function readOfficials(table: AgencyTable): Promise<Stored<ExternalOfficial>[]> {
  const officials: Stored<ExternalOfficial>[] = [];
  for await (const official of table.each(officialsOfAgency)) officials.push(official);
  return officials;
}

/**
 * Everyone of the agency, unit by unit, each as it is in the base table now (the index only says who). For jobs.
 * A unit's people come in batches of at most 100; who moves during the walk comes once.
 */
export async function* eachPersonByUnit(
  table: AgencyTable,
  units: readonly Pick<Unit, "id">[],
): AsyncGenerator<{ unit: Id<"unit">; people: Stored<Person>[] }> {
  const seen = new Set<string>();
  for (const { id } of units) {
    let after: Readonly<Record<string, string>> | undefined;
    do {
      const page = await table.query(
        peopleOfUnit(id),
        after === undefined ? { limit: 100 } : { limit: 100, after },
      );
      const fresh = page.items.filter((person) => !seen.has(person.id));
      for (const person of fresh) seen.add(person.id);
      if (fresh.length > 0) yield { unit: id, people: await table.getMany(personEntity, fresh) };
      after = page.next;
    } while (after !== undefined);
  }
}

/** Queries of units that go out side by side: units are many and small, and each answer takes its milliseconds. */
const unitsAtOnce = 16;

/**
 * Everyone of the agency in a stable order, as the index by unit shows them: a second old at most, and half the reading of
 * a walk. For looks at a whole agency within a request, which decide nothing.
 */
export async function readEveryone(
  table: AgencyTable,
  units: readonly Pick<Unit, "id">[],
): Promise<Stored<Person>[]> {
  const everyone = new Map<string, Stored<Person>>();
  for (const some of groupsOf(units, unitsAtOnce)) {
    const found = await Promise.all(some.map(({ id }) => readPeopleOfUnit(table, id)));
    // Who moves during the walk may stand in both units.
    for (const person of found.flat()) {
      if (person.version >= (everyone.get(person.id)?.version ?? 0)) everyone.set(person.id, person);
    }
  }
  return [...everyone.values()];
}

async function readPeopleOfUnit(table: AgencyTable, unit: Id<"unit">): Promise<Stored<Person>[]> {
  const people: Stored<Person>[] = [];
  for await (const person of table.each(peopleOfUnit(unit))) people.push(person);
  return people;
}
