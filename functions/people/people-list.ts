import type { Person } from "#shared/people/person.ts";
import { peopleOfUnit, readUnits } from "#shared/people/store.ts";
import { idSchema } from "#shared/platform/ids.ts";
import type { Stored } from "#shared/platform/table/entity.ts";
import type { Page, PageRequest, Position } from "#shared/platform/table/query.ts";
import type { AgencyTable } from "#shared/platform/table/table.ts";

/** A page looks into at most so many units, and may be short or even empty while more follow. */
const unitsAPage = 20;

/** Everyone, unit by unit. The position says in which unit the next page begins, and where in it. */
export async function listPeople(table: AgencyTable, page: PageRequest): Promise<Page<Stored<Person>>> {
  const units = (await readUnits(table)).map(({ id }) => id).sort();
  const { unit: resumed, ...inUnit } = page.after ?? {};
  let at = Math.max(0, resumed === undefined ? 0 : units.indexOf(idSchema("unit").parse(resumed)));
  let after: Position | undefined = Object.keys(inUnit).length === 0 ? undefined : inUnit;
  const items: Stored<Person>[] = [];
  for (let looked = 0; looked < unitsAPage; looked++) {
    const unit = units[at];
    if (unit === undefined) return { items };
    const limit = page.limit - items.length;
    const found = await table.query(peopleOfUnit(unit), after === undefined ? { limit } : { limit, after });
    items.push(...found.items);
    after = found.next;
    if (after === undefined) at += 1;
    if (items.length >= page.limit) break;
  }
  const unit = units[at];
  return unit === undefined ? { items } : { items, next: { ...after, unit } };
}
