import { type Api, type CloudClient, forEach } from "./cloud-client.ts";
import type { Agency } from "./roster-chapters.ts";

export type PartRow = Awaited<ReturnType<Api["cycles"]["listParts"]>>["items"][number];

/** Who acts: the parts of a cycle, and how each person signs in. */
export interface Cast {
  /** Parts whose people and appraisers act in the story, a team at a time. */
  readonly parts: readonly PartRow[];
  /** The NIP by which somebody signs in, by employee id. */
  readonly nips: ReadonlyMap<string, string>;
}

/** All parts of a cycle, unit by unit, as the administrator lists them. */
export async function allParts(admin: Api, cycleId: string): Promise<PartRow[]> {
  const { items: units } = await admin.people.listUnits();
  const parts: PartRow[] = [];
  await forEach(units, 6, async (unit) => {
    let cursor: string | undefined;
    do {
      const query = { unit: unit.id, limit: 200, ...(cursor === undefined ? {} : { cursor }) };
      const page = await admin.cycles.listParts({ params: { cycleId }, query });
      parts.push(...page.items);
      cursor = page.next;
    } while (cursor !== undefined);
  });
  return parts.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Whole teams with an internal appraiser, the smaller first, until so many people act. */
export async function chooseCast(
  cloud: CloudClient,
  agency: Agency,
  parts: readonly PartRow[],
  size: number,
): Promise<Cast> {
  const teams = Map.groupBy(
    parts.filter(({ appraiser, exclusion }) => appraiser?.kind === "employee" && exclusion === undefined),
    ({ appraiser }) => appraiser?.id ?? "",
  );
  const chosen: PartRow[] = [];
  for (const [, team] of [...teams].sort(
    ([a, one], [b, other]) => one.length - other.length || (a < b ? -1 : 1),
  )) {
    if (chosen.length >= size) break;
    if (team.length > 1) chosen.push(...team);
  }
  const admin = await cloud.as(agency.administrator, agency.id);
  const nips = new Map<string, string>();
  const ids = new Set(chosen.flatMap(({ employeeId, appraiser }) => [employeeId, appraiser?.id ?? ""]));
  await forEach([...ids], 8, async (employeeId) => {
    nips.set(employeeId, (await admin.people.readPerson({ params: { employeeId } })).nip);
  });
  return { parts: chosen, nips };
}

/** The API as one of the cast sees it. */
export async function asPerson(
  cloud: CloudClient,
  agency: Agency,
  cast: Cast,
  id: string | undefined,
): Promise<Api> {
  const nip = cast.nips.get(id ?? "");
  if (nip === undefined) throw new Error(`${id} does not act in this story`);
  return await cloud.as(nip, agency.id);
}

/** The cast by appraiser. */
export function teamsOf({ parts }: Cast): ReadonlyMap<string, readonly PartRow[]> {
  return Map.groupBy(parts, ({ appraiser }) => appraiser?.id ?? "");
}
