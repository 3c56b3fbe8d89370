import { type Api, type CloudClient, until } from "#infra/local/story/cloud-client.ts";
import { type OnboardedAgency, onboardByApi } from "./onboarding.ts";
import { importPeople, type Rostered } from "./roster-import.ts";

/** Somebody of the office: whoever else is named has the first as appraiser. */
interface Colleague {
  readonly name: string;
  readonly email: string;
  /** As rosters write it; a head of division without it. */
  readonly postKind?: string;
}

export type OwnPart = Awaited<ReturnType<Api["cycles"]["listParts"]>>["items"][number];

/** A small agency whose semester has opened, as browsers meet it. */
export interface SmallOffice {
  readonly agency: OnboardedAgency;
  readonly cycleId: string;
  readonly head: string;
  as(email: string): Promise<Api>;
  /** Somebody's own part of the cycle. */
  partOf(email: string): Promise<OwnPart>;
  /** What names it to the routes about parts. */
  paramsOf(email: string): Promise<{ readonly cycleId: string; readonly partId: string }>;
}

const nipOf = (place: number) => `198001012005011${String(place + 1).padStart(3, "0")}`;

/** The roster: the first is the head, appraised by the mayor. */
function rosterOf(people: readonly Colleague[]): readonly Rostered[] {
  const head = { rank: "IV/c", post: "Kepala Dinas", postKind: "JPT Pratama" };
  const other = { post: "Analis Kebijakan", appraiser: nipOf(0) };
  return people.map((person, place) => ({
    nip: nipOf(place),
    unit: "Dinas Uji",
    ...(place === 0 ? head : other),
    ...person,
  }));
}

/** Onboards an agency, imports its people and opens its semester; the clock then stands in the planning window. */
export async function openSmallOffice(
  cloud: CloudClient,
  people: readonly Colleague[],
): Promise<SmallOffice> {
  const agency = await onboardByApi(cloud);
  const admin = await cloud.as(agency.administrator, agency.id);
  await importPeople(admin, rosterOf(people), { proposals: "all" });
  const period = { kind: "semester", year: 2027, index: 1 } as const;
  const { id: cycleId } = await admin.cycles.planCycle({ body: { period } });
  await cloud.moveTo("2027-01-05T01:00:00Z");
  await until(
    async () => (await cloud.as(agency.administrator, agency.id)).cycles.readCycle({ params: { cycleId } }),
    ({ state }) => state === "open",
  );
  const as = (email: string) => cloud.as(email, agency.id);
  const partOf = async (email: string) => {
    const { items } = await (await as(email)).cycles.listParts({ params: { cycleId }, query: {} });
    const [own] = items;
    if (own === undefined) throw new Error(`${email} has no part`);
    return own;
  };
  return {
    agency,
    cycleId,
    head: people[0]?.email ?? "",
    as,
    partOf,
    paramsOf: async (email) => ({ cycleId, partId: (await partOf(email)).id }),
  };
}
