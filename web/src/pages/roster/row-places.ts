import type { RosterColumn } from "#shared/people/roster/columns.ts";

/** The cells of a row as the preview shows it. */
export const places = ["name", "nip", "post", "unit", "appraiser"] as const;
export type Place = (typeof places)[number];

/** In which cell one is told of a column that has none of its own. */
const placeOf: Readonly<Record<RosterColumn, Place>> = {
  nip: "nip",
  name: "name",
  titleBefore: "name",
  titleAfter: "name",
  kind: "name",
  email: "name",
  standing: "name",
  contractEnd: "name",
  retirement: "name",
  rank: "post",
  postKind: "post",
  postTitle: "post",
  postLevel: "post",
  since: "post",
  unit: "unit",
  unitParent: "unit",
  appraiserNip: "appraiser",
  appraiserRole: "appraiser",
  appraiserOfficial: "appraiser",
  mandate: "appraiser",
};

/** What is said of a row, by the cell in which it is shown; of the row as a whole beside the name. */
export function byPlace<V extends { readonly column?: string | undefined }>(
  verdicts: readonly V[],
): Readonly<Record<Place, readonly V[]>> {
  const found: Record<Place, V[]> = { name: [], nip: [], post: [], unit: [], appraiser: [] };
  for (const verdict of verdicts) found[placeOf[verdict.column as RosterColumn] ?? "name"].push(verdict);
  return found;
}
