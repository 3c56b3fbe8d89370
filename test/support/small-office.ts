import { type Api, type CloudClient, until } from "#infra/local/story/cloud-client.ts";
import { type OnboardedAgency, onboardByApi } from "./onboarding.ts";

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

const columns =
  "NIP,NAMA,GELAR_DEPAN,GELAR_BELAKANG,JENIS,GOLONGAN,JENIS_JABATAN,NAMA_JABATAN,JENJANG,UNIT_KERJA,UNIT_INDUK,NIP_ATASAN,PERAN_ATASAN,ATASAN_EKSTERNAL,TMT_JABATAN,EMAIL,AKHIR_KONTRAK,TMT_PENSIUN,STATUS";
const nipOf = (place: number) => `198001012005011${String(place + 1).padStart(3, "0")}`;
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** The roster: the first is the head, appraised by the mayor. */
function rosterOf(people: readonly Colleague[]): Uint8Array<ArrayBuffer> {
  const rows = people.map(({ name, email, postKind }, at) => {
    const isHead = at === 0;
    const post = isHead ? "Kepala Dinas" : "Analis Kebijakan";
    const superior = isHead ? ",definitif,Wali Kota" : `${nipOf(0)},definitif,`;
    const kind = postKind ?? (isHead ? "JPT Pratama" : "Pelaksana");
    const rank = isHead ? "IV/c" : "III/c";
    return `${nipOf(at)},${quoted(name)},,,PNS,${rank},${kind},${post},,Dinas Uji,Pemerintah Kota Uji,${superior},2024-01-02,${email},,,aktif`;
  });
  return new TextEncoder().encode([columns, ...rows].join("\n"));
}

/** Onboards an agency, imports its people and opens its semester; the clock then stands in the planning window. */
export async function openSmallOffice(
  cloud: CloudClient,
  people: readonly Colleague[],
): Promise<SmallOffice> {
  const agency = await onboardByApi(cloud);
  const admin = await cloud.as(agency.administrator, agency.id);
  await importPeople(admin, rosterOf(people));
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

async function importPeople(admin: Api, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const { id: importId, upload } = await admin.people.startImport({
    body: { fileName: "pegawai.csv", bytes: bytes.length },
  });
  const put = await fetch(upload.url, { method: "PUT", body: bytes });
  if (!put.ok) throw new Error(`the upload answered ${put.status}`);
  const params = { importId };
  const read = () => admin.people.readImport({ params });
  await until(read, ({ state }) => state === "ready" || state === "failed");
  await admin.people.applyImport({ params, body: { rows: "all", proposals: "all", invite: true } });
  await until(read, ({ state }) => state === "applied");
}
