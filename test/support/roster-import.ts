import { type Api, until } from "#infra/local/story/cloud-client.ts";

/** One row of a roster, as far as tests of screens care. */
export interface Rostered {
  readonly nip: string;
  readonly name: string;
  readonly unit: string;
  /** The unit above; the city's own where there is none. */
  readonly parent?: string | undefined;
  /** The appraiser's NIP; whoever has none is appraised by the mayor. */
  readonly appraiser?: string | undefined;
  /** Without an address somebody is invited by a slip. */
  readonly email?: string | undefined;
  readonly rank?: string;
  /** As rosters write it: JPT Pratama, Pelaksana. */
  readonly postKind?: string;
  readonly post?: string;
  /** As rosters write it; PNS where nothing is said. */
  readonly kind?: "PPPK" | "PPPK PARUH WAKTU";
  readonly contractEnd?: string;
}

interface ImportChoices {
  readonly proposals?: "none" | "all";
  readonly invite?: boolean;
}

/** The file that an agency's personnel office sends. */
export function rosterFile(people: readonly Rostered[]): Buffer<ArrayBuffer> {
  const rows = people.map((person) => Object.values(cellsOf(person)).map(quoted).join(","));
  const [first] = people;
  const columns = first === undefined ? [] : Object.keys(cellsOf(first));
  return Buffer.from([columns.join(","), ...rows].join("\n"));
}

/** Brings people into an agency as its administrator does: by a file that is uploaded, read and applied. */
export async function importPeople(
  admin: Api,
  people: readonly Rostered[],
  { proposals = "none", invite = true }: ImportChoices = {},
): Promise<void> {
  const file = rosterFile(people);
  const body = { fileName: "pegawai.csv", bytes: file.length };
  const { id, upload } = await admin.people.startImport({ body });
  const put = await fetch(upload.url, { method: "PUT", body: file });
  if (!put.ok) throw new Error(`the upload answered ${put.status}`);
  const params = { importId: id };
  const look = () => admin.people.readImport({ params });
  const read = await until(look, ({ state }) => state === "ready" || state === "failed");
  if (read.preview?.joined !== people.length) {
    const { items } = await admin.people.readVerdicts({ params });
    throw new Error(`the roster is not as the test needs it: ${JSON.stringify(items).slice(0, 2000)}`);
  }
  await admin.people.applyImport({ params, body: { rows: "all", proposals, invite } });
  await until(look, ({ state }) => state === "applied");
}

function cellsOf(person: Rostered) {
  const { nip, name, unit, parent = "Pemerintah Kota Uji", appraiser = "", email = "" } = person;
  return {
    NIP: nip,
    NAMA: name,
    JENIS: person.kind ?? "PNS",
    GOLONGAN: person.rank ?? (person.kind === undefined ? "III/c" : "VII"),
    JENIS_JABATAN: person.postKind ?? "Pelaksana",
    NAMA_JABATAN: person.post ?? "Penelaah Teknis Kebijakan",
    UNIT_KERJA: unit,
    UNIT_INDUK: parent,
    NIP_ATASAN: appraiser,
    PERAN_ATASAN: "definitif",
    ATASAN_EKSTERNAL: appraiser === "" ? "Wali Kota" : "",
    TMT_JABATAN: "2022-02-01",
    EMAIL: email,
    AKHIR_KONTRAK: person.contractEnd ?? "",
    STATUS: "aktif",
  };
}

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
