import { type Api, until } from "#infra/local/story/cloud-client.ts";

/** One row of a roster, as far as tests of screens care. */
export interface Rostered {
  readonly nip: string;
  readonly name: string;
  readonly unit: string;
  /** The appraiser's NIP; whoever has none is appraised by the mayor. */
  readonly appraiser?: string;
  readonly email?: string;
  /** As a roster writes it; PNS by default. */
  readonly kind?: "PPPK" | "PPPK PARUH WAKTU";
  readonly contractEnd?: string;
}

const columns = [
  "NIP",
  "NAMA",
  "JENIS",
  "GOLONGAN",
  "JENIS_JABATAN",
  "NAMA_JABATAN",
  "UNIT_KERJA",
  "NIP_ATASAN",
  "PERAN_ATASAN",
  "ATASAN_EKSTERNAL",
  "TMT_JABATAN",
  "EMAIL",
  "AKHIR_KONTRAK",
  "STATUS",
] as const;

/** Brings people into an agency as its administrator does: by a file that is uploaded, read and applied. */
export async function importPeople(admin: Api, people: readonly Rostered[]): Promise<void> {
  const rows = people.map(({ nip, name, unit, appraiser = "", email = "", kind, contractEnd = "" }) => {
    const external = appraiser === "" ? "Wali Kota" : "";
    const cells: Record<(typeof columns)[number], string> = {
      NIP: nip,
      NAMA: name,
      JENIS: kind ?? "PNS",
      GOLONGAN: kind === undefined ? "III/c" : "VII",
      JENIS_JABATAN: "Pelaksana",
      NAMA_JABATAN: "Penelaah Teknis Kebijakan",
      UNIT_KERJA: unit,
      NIP_ATASAN: appraiser,
      PERAN_ATASAN: "definitif",
      ATASAN_EKSTERNAL: external,
      TMT_JABATAN: "2022-02-01",
      EMAIL: email,
      AKHIR_KONTRAK: contractEnd,
      STATUS: "aktif",
    };
    return columns.map((column) => `"${cells[column].replaceAll('"', '""')}"`).join(",");
  });
  const file = Buffer.from([columns.join(","), ...rows].join("\n"));
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
  await admin.people.applyImport({ params, body: { rows: "all", proposals: "none", invite: false } });
  await until(look, ({ state }) => state === "applied");
}
