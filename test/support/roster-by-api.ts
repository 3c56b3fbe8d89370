import { type Api, until } from "#infra/local/story/cloud-client.ts";

/** Somebody of one office; without an address they are invited by a slip. */
export interface Colleague {
  readonly nip: string;
  readonly name: string;
  readonly email?: string;
}

const columns =
  "NIP,NAMA,JENIS,GOLONGAN,JENIS_JABATAN,NAMA_JABATAN,UNIT_KERJA,UNIT_INDUK,NIP_ATASAN,PERAN_ATASAN,ATASAN_EKSTERNAL,TMT_JABATAN,EMAIL,STATUS";
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** An agency's administrator uploads a roster of one office and applies it; everybody on it is invited. */
export async function importOffice(admin: Api, office: string, people: readonly Colleague[]): Promise<void> {
  const [head] = people;
  const rows = people.map(({ nip, name, email = "" }) => {
    const superior = nip === head?.nip ? ",definitif,Wali Kota" : `${head?.nip},definitif,`;
    const post = nip === head?.nip ? "IV/c,JPT Pratama,Kepala" : "III/c,Pelaksana,Penjaga";
    return `${nip},${quoted(name)},PNS,${post},${office},Pemerintah Kota Uji,${superior},2024-01-02,${email},aktif`;
  });
  const file = new TextEncoder().encode([columns, ...rows].join("\n"));
  const body = { fileName: "pegawai.csv", bytes: file.length };
  const { id: importId, upload } = await admin.people.startImport({ body });
  const put = await fetch(upload.url, { method: "PUT", body: file });
  if (!put.ok) throw new Error(`the upload answered ${put.status}`);
  const look = () => admin.people.readImport({ params: { importId } });
  const { state, preview } = await until(look, (job) => job.state === "ready" || job.state === "failed");
  if (preview?.joined !== people.length) {
    const { items } = await admin.people.readVerdicts({ params: { importId } });
    throw new Error(`the roster is not read as meant: ${state} ${JSON.stringify(items)}`);
  }
  await admin.people.applyImport({
    params: { importId },
    body: { rows: "all", proposals: "all", invite: true },
  });
  await until(look, (job) => job.state === "applied");
}
