import type { Unit } from "#shared/people/model.ts";
import { readUnits } from "#shared/people/store.ts";
import type { Id } from "#shared/platform/ids.ts";
import type { Stored } from "#shared/platform/table/entity.ts";
import type { AgencyTable } from "#shared/platform/table/table.ts";
import { type OrganisationRatingItem, organisationRatings } from "./organisation-item.ts";

/** The unit tree of an agency and what its units were given in one evaluation. */
export interface OrganisationPicture {
  readonly units: ReadonlyMap<string, Pick<Unit, "id" | "name" | "parent">>;
  readonly ratings: ReadonlyMap<string, Stored<OrganisationRatingItem>>;
}

/**
 * The unit whose predicate governs a unit's people: the unit itself, or the nearest above it that has one. A section of
 * six has no achievement of its own where the agency judges whole offices. Undefined while none on the way up has one.
 */
export function governing(
  unit: Id<"unit">,
  { units, ratings }: OrganisationPicture,
): Stored<OrganisationRatingItem> | undefined {
  const rated = pathUp(unit, units).find((id) => ratings.has(id));
  return rated === undefined ? undefined : ratings.get(rated);
}

/** The units whose people one unit's predicate governs: those for which it is the nearest. */
export function governed(unit: Id<"unit">, picture: OrganisationPicture): Id<"unit">[] {
  return [...picture.units.values()]
    .map(({ id }) => id)
    .filter((id) => governing(id, picture)?.unit === unit);
}

/** Whether a unit is another or lies below it. */
export function liesWithin(
  unit: Id<"unit">,
  above: Id<"unit">,
  units: OrganisationPicture["units"],
): boolean {
  return pathUp(unit, units).includes(above);
}

/** From a unit to its root. A circle, which the roster's checks refuse, would end where it closes. */
function pathUp(unit: Id<"unit">, units: OrganisationPicture["units"]): Id<"unit">[] {
  const path: Id<"unit">[] = [];
  let at: Id<"unit"> | undefined = unit;
  while (at !== undefined && !path.includes(at)) {
    path.push(at);
    at = units.get(at)?.parent;
  }
  return path;
}

const keptMilliseconds = 60_000;
const kept = new Map<string, { at: number; picture: OrganisationPicture }>();

/**
 * The picture for a request, up to 60 s old: making a rating final then costs no read more. Whoever finds no predicate in
 * it looks again (`fresh`), and the transaction holds the predicate that it found to its version.
 */
export async function readOrganisation(
  table: AgencyTable,
  cycle: Id<"cycle">,
  evaluation: Id<"evaluation">,
  options: { fresh?: boolean } = {},
): Promise<OrganisationPicture> {
  const name = `${table.agency} ${evaluation}`;
  const known = kept.get(name);
  const now = performance.now();
  if (known !== undefined && options.fresh !== true && now - known.at < keptMilliseconds)
    return known.picture;
  const units = await readUnits(table);
  const ratings = new Map<string, Stored<OrganisationRatingItem>>();
  for await (const rating of table.each(organisationRatings(cycle, evaluation)))
    ratings.set(rating.unit, rating);
  const picture = { units: new Map(units.map((unit) => [unit.id as string, unit])), ratings };
  kept.set(name, { at: now, picture });
  return picture;
}

/** A predicate was changed or turned out to be older than the table's. */
export function forgetOrganisation(table: AgencyTable, evaluation: Id<"evaluation">): void {
  kept.delete(`${table.agency} ${evaluation}`);
}
