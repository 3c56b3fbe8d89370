import type { Day } from "#shared/people/model.ts";
import type { Person } from "#shared/people/person.ts";
import { type Reach, reaches, reachesPerson } from "#shared/people/reach.ts";
import {
  namesOfAgency,
  peopleByContractEnd,
  peopleOfAppraiser,
  peopleOfUnit,
  personEntity,
  readUnits,
} from "#shared/people/store.ts";
import { AppError } from "#shared/platform/errors.ts";
import { groupsOf } from "#shared/platform/groups.ts";
import type { Id } from "#shared/platform/ids.ts";
import type { Stored } from "#shared/platform/table/entity.ts";
import type { Page, PageRequest, Position } from "#shared/platform/table/query.ts";
import type { AgencyTable } from "#shared/platform/table/table.ts";

/** A page looks into at most so many units, and may be short or even empty while more follow. */
const unitsAPage = 20;

/** Which people are asked for; of several wishes the first holds. */
interface Wanted {
  readonly contractEndsBefore?: Day | undefined;
  readonly unit?: Id<"unit"> | undefined;
  readonly appraiser?: string | undefined;
}

/** People by the end of their contract, those of a unit or of an appraiser, or everyone within reach unit by unit. */
export async function listPeople(
  table: AgencyTable,
  wanted: Wanted,
  page: PageRequest,
  reach: Reach,
  today: Day,
): Promise<Page<Stored<Person>>> {
  const list = listOf(wanted, today);
  if (list === undefined) return await listEveryone(table, page, reach);
  // A position among everyone names its unit too, and belongs to no other list.
  if (page.after?.["unit"] !== undefined) throw new AppError("cursor.invalid");
  return await table.query(list, page);
}

function listOf({ contractEndsBefore, unit, appraiser }: Wanted, today: Day) {
  if (contractEndsBefore !== undefined) return peopleByContractEnd(today, contractEndsBefore);
  if (unit !== undefined) return peopleOfUnit(unit);
  return appraiser === undefined ? undefined : peopleOfAppraiser(appraiser);
}

/**
 * The position says in which unit the next page begins, and where in it. A unit that has gone meanwhile is passed over:
 * units come in the order of their ids.
 */
async function listEveryone(
  table: AgencyTable,
  page: PageRequest,
  reach: Reach,
): Promise<Page<Stored<Person>>> {
  const { unit: resumed, ...inUnit } = page.after ?? {};
  if (resumed === undefined && page.after !== undefined) throw new AppError("cursor.invalid");
  const units = (await readUnits(table))
    .map(({ id }) => id)
    .filter((id) => reaches(reach, id))
    .sort();
  const begin = resumed === undefined ? 0 : units.findIndex((id) => id >= resumed);
  let rest = begin < 0 ? [] : units.slice(begin);
  let after: Position | undefined = rest[0] === resumed && "pk" in inUnit ? inUnit : undefined;
  const items: Stored<Person>[] = [];
  for (let looked = 0; looked < unitsAPage && items.length < page.limit; looked++) {
    const [unit] = rest;
    if (unit === undefined) return { items };
    const limit = page.limit - items.length;
    const found = await table.query(peopleOfUnit(unit), after === undefined ? { limit } : { limit, after });
    items.push(...found.items);
    after = found.next;
    if (after === undefined) rest = rest.slice(1);
  }
  const [unit] = rest;
  return unit === undefined ? { items } : { items, next: { ...after, unit } };
}

/** As many as somebody looks through; who finds more writes another word of the name. */
const foundAtMost = 50;
/** Of so many who bear the name those within reach are looked for, first by name. */
const lookedAtMost = 1000;
/** As many people as one request reads; of names, which are short, ten times as many. */
const batch = 100;
const namesAPage = 1000;

/** Those within reach whose name has every word that was given, or its beginning: "sri wah" finds Sri Wahyuni. */
export async function findByName(table: AgencyTable, name: string, reach: Reach): Promise<Stored<Person>[]> {
  const bearers = await bearersOf(table, wordsOf(name));
  const found: Stored<Person>[] = [];
  for (const some of groupsOf(bearers, batch)) {
    const people = await table.getMany(personEntity, some);
    found.push(...people.filter((person) => reachesPerson(reach, person)));
    if (found.length >= foundAtMost) break;
  }
  return found.slice(0, foundAtMost).sort((a, b) => a.name.localeCompare(b.name, "id"));
}

/** Whose name has words that begin so, in the order of names. */
async function bearersOf(table: AgencyTable, wanted: readonly string[]): Promise<{ id: Id<"employee"> }[]> {
  const bearers: { id: Id<"employee"> }[] = [];
  for await (const { employee, name } of table.each(namesOfAgency, namesAPage)) {
    const words = wordsOf(name);
    const isMeant = wanted.every((start) => words.some((word) => word.startsWith(start)));
    if (isMeant) bearers.push({ id: employee });
    if (bearers.length === lookedAtMost) break;
  }
  return bearers;
}

function wordsOf(name: string): string[] {
  return name.toLocaleLowerCase("id").match(/[\p{L}\p{N}]+/gu) ?? [];
}
