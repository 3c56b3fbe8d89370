import { SeededRandom } from "./random.ts";
import { makeXlsx, type TestCell } from "./xlsx.ts";

/** The headers of a roster as agencies deliver it. */
export const rosterHeader = [
  "NIP",
  "NAMA",
  "JENIS",
  "GOLONGAN",
  "JENIS_JABATAN",
  "NAMA_JABATAN",
  "JENJANG",
  "UNIT_KERJA",
  "UNIT_INDUK",
  "NIP_ATASAN",
  "PERAN_ATASAN",
  "ATASAN_EKSTERNAL",
  "TMT_JABATAN",
  "EMAIL",
  "AKHIR_KONTRAK",
  "STATUS",
] as const;
export type RosterHeaderName = (typeof rosterHeader)[number];

export type RosterRecord = Record<RosterHeaderName, string>;

/** A cell that was once a number, as `{ number: "198105102018092900" }`, is kept so in XLSX. */
export type Planted = { readonly [H in RosterHeaderName]?: TestCell };

export interface GeneratedRoster {
  /** Clean values; row n of a file is `records[n - 2]`, since the header is row 1. */
  readonly records: readonly RosterRecord[];
  /** What stands in the file instead, by index in `records`. */
  readonly planted: ReadonlyMap<number, Planted>;
  /** Which defect was planted in which rows (numbers as in the sheet). */
  readonly defects: readonly { readonly defect: RosterDefect; readonly rows: readonly number[] }[];
}

const firstNames =
  "Ayu Budi Citra Dewi Eko Fitri Gunawan Hendra Indah Joko Kartika Lestari Mega Nurul Oki Putri Rina Sari Tri Utami Wahyu Yanti Zainal".split(
    " ",
  );
const lastNames =
  "Anggraini Firmansyah Gunawan Handayani Hidayat Kusuma Lubis Maulana Nugroho Permata Pratama Rahayu Ramadhan Saputra Siregar Susanto Tanjung Wibowo Wijaya".split(
    " ",
  );
const offices = [
  "Dinas Kesehatan",
  "Dinas Sosial",
  "Dinas Pekerjaan Umum",
  "Badan Pendapatan Daerah",
  "Dinas Perhubungan",
  "Dinas Pertanian",
  "Badan Perencanaan Pembangunan Daerah",
  "Dinas Lingkungan Hidup",
  "Dinas Perdagangan",
  "Dinas Pemuda dan Olahraga",
];
const subjects = ["Program", "Keuangan", "Pelayanan", "Pengawasan", "Pengembangan"];
const staffPosts = [
  ["Pelaksana", "Pengolah Data dan Informasi", ""],
  ["Pelaksana", "Pengadministrasi Perkantoran", ""],
  ["Fungsional", "Analis Kebijakan", "Ahli Pertama"],
  ["Fungsional", "Perencana", "Ahli Muda"],
] as const;

/** Makes a roster of about that many people: offices, divisions, sections and schools, all with heads. */
class Builder {
  readonly records: RosterRecord[] = [];
  readonly #random: SeededRandom;
  readonly #people: number;
  readonly #nips = new Set<string>();

  constructor(people: number, seed: number) {
    this.#people = people;
    this.#random = new SeededRandom(seed);
  }

  build(): RosterRecord[] {
    const root = "Pemerintah Kota Contoh";
    for (let office = 0; this.#isOpen(); office++) {
      const name = `${offices[office % offices.length]}${office < offices.length ? "" : ` Wilayah ${Math.floor(office / offices.length) + 1}`}`;
      const head = this.#add({ ...this.#head("JPT Pratama", name, root), ATASAN_EKSTERNAL: "Wali Kota" });
      for (const subject of subjects)
        if (this.#isOpen()) this.#division(`Bidang ${subject} ${name}`, name, head);
      for (let school = 1; school <= 3 && this.#isOpen(); school++)
        this.#school(`SD Negeri ${office * 3 + school}`, name, head);
    }
    return this.records;
  }

  #isOpen(): boolean {
    return this.records.length < this.#people;
  }

  #division(name: string, office: string, superior: string): void {
    const head = this.#add({ ...this.#head("Administrator", name, office), ...appraisedBy(superior) });
    for (let section = 1; section <= 2 && this.#isOpen(); section++) {
      const unit = `Seksi ${section} ${name}`;
      const chief = this.#add({ ...this.#head("Pengawas", unit, name), ...appraisedBy(head) });
      for (let staff = 0; staff < 12 && this.#isOpen(); staff++) this.#staff(unit, name, chief);
    }
  }

  #school(name: string, office: string, superior: string): void {
    const principal = { JENIS_JABATAN: "Fungsional", NAMA_JABATAN: "Kepala Sekolah", JENJANG: "Ahli Madya" };
    const head = this.#add({ ...this.#place(name, office), ...principal, ...appraisedBy(superior) });
    for (let teacher = 0; teacher < 15 && this.#isOpen(); teacher++) {
      const post = { JENIS_JABATAN: "Fungsional", NAMA_JABATAN: "Guru", JENJANG: "Ahli Pertama" };
      this.#add({ ...this.#place(name, office), ...post, ...appraisedBy(head) });
    }
  }

  #head(kind: string, unit: string, parent: string) {
    return {
      ...this.#place(unit, parent),
      JENIS_JABATAN: kind,
      NAMA_JABATAN: `Kepala ${unit}`,
      GOLONGAN: "IV/b",
    };
  }

  #staff(unit: string, parent: string, superior: string): void {
    const [kind, post, level] = this.#random.pick(staffPosts);
    this.#add({
      ...this.#place(unit, parent),
      JENIS_JABATAN: kind,
      NAMA_JABATAN: post,
      JENJANG: level,
      ...appraisedBy(superior),
    });
  }

  #place(unit: string, parent: string) {
    return { UNIT_KERJA: unit, UNIT_INDUK: parent };
  }

  #add(given: Partial<RosterRecord>): string {
    const isContract = given.GOLONGAN === undefined && this.#random.next() < 0.15;
    const name = `${this.#random.pick(firstNames)} ${this.#random.pick(lastNames)}`;
    const record: RosterRecord = {
      NIP: this.#nip(isContract),
      NAMA: name,
      JENIS: isContract ? this.#random.pick(["PPPK", "PPPK PARUH WAKTU"]) : "PNS",
      GOLONGAN: isContract ? "IX" : this.#random.pick(["II/c", "III/a", "III/b", "III/d"]),
      JENIS_JABATAN: "",
      NAMA_JABATAN: "",
      JENJANG: "",
      UNIT_KERJA: "",
      UNIT_INDUK: "",
      NIP_ATASAN: "",
      PERAN_ATASAN: "",
      ATASAN_EKSTERNAL: "",
      TMT_JABATAN: `${this.#random.integer(2019, 2025)}-0${this.#random.integer(1, 9)}-01`,
      EMAIL: `${name.toLowerCase().replace(" ", ".")}${this.records.length}@contoh.go.id`,
      AKHIR_KONTRAK: isContract ? "2028-12-31" : "",
      STATUS: "aktif",
      ...given,
    };
    this.records.push(record);
    return record.NIP;
  }

  #nip(isContract: boolean): string {
    const two = (from: number, to: number) => String(this.#random.integer(from, to)).padStart(2, "0");
    const birth = `${this.#random.integer(1968, 1999)}${two(1, 12)}${two(1, 28)}`;
    const start = isContract ? `2021${two(21, 22)}` : `${this.#random.integer(2005, 2022)}${two(1, 12)}`;
    const nip = `${birth}${start}${this.#random.integer(1, 2)}${this.#random.integer(100, 999)}`;
    if (this.#nips.has(nip) || nip.endsWith("00")) return this.#nip(isContract);
    this.#nips.add(nip);
    return nip;
  }
}

function appraisedBy(nip: string) {
  return { NIP_ATASAN: nip, PERAN_ATASAN: "definitif" };
}

/** What can be wrong with a file: from the people of the one or two rows it is planted in, what stands there instead. */
const defects = {
  "nip-short": ({ NIP }: RosterRecord) => [{ NIP: NIP.slice(0, 17) }],
  "nip-disguised": ({ NIP }: RosterRecord) => [
    { NIP: `'${NIP.slice(0, 8)} ${NIP.slice(8, 14)}\u00a0${NIP.slice(14, 15)}.${NIP.slice(15)}` },
  ],
  "nip-birth-date": ({ NIP }: RosterRecord) => [{ NIP: `${NIP.slice(0, 4)}0231${NIP.slice(8)}` }],
  "nip-number": ({ NIP }: RosterRecord) => [{ NIP: { number: String(Number(NIP)) } }],
  "nip-exponent": ({ NIP }: RosterRecord) => [{ NIP: `${NIP[0]},${NIP.slice(1, 6)}E+17` }],
  "nip-twice": (_: RosterRecord, { NIP }: RosterRecord) => [{ NIP }, {}],
  "nip-twice-disguised": (_: RosterRecord, { NIP }: RosterRecord) => [
    { NIP: NIP.replace(/^(.{8})(.*)$/, "$1 $2") },
    {},
  ],
  "appraiser-self": ({ NIP }: RosterRecord) => [{ NIP_ATASAN: NIP }],
  "appraiser-unknown": () => [{ NIP_ATASAN: "197001011995011999" }],
  "appraiser-missing": () => [{ NIP_ATASAN: "", PERAN_ATASAN: "" }],
  "appraiser-circle": (a: RosterRecord, b: RosterRecord) => [{ NIP_ATASAN: b.NIP }, { NIP_ATASAN: a.NIP }],
  "unit-missing": () => [{ UNIT_KERJA: "" }],
  "post-kind-unknown": () => [{ JENIS_JABATAN: "Staf Ahli Sekali" }],
  "rank-unknown": () => [{ GOLONGAN: "V/z" }],
  "date-day-first": () => [{ TMT_JABATAN: "31/12/2023" }],
  "date-month-first": () => [{ TMT_JABATAN: "01/13/2024" }],
  "email-malformed": () => [{ EMAIL: "tanpa-at.go.id" }],
  "name-formula": () => [{ NAMA: '=HYPERLINK("http://contoh.test","klik")' }],
  "name-long": () => [{ NAMA: "Muhammad ".repeat(34).trim() }],
  "role-plt": () => [{ PERAN_ATASAN: "Plt." }],
  retired: () => [{ STATUS: "pensiun" }],
} as const satisfies Record<string, (first: RosterRecord, second: RosterRecord) => Planted[]>;

export type RosterDefect = keyof typeof defects;
const inTwoRows: readonly RosterDefect[] = ["nip-twice", "nip-twice-disguised", "appraiser-circle"];
export const rosterDefects = Object.keys(defects) as RosterDefect[];

/**
 * A roster of any size with chosen defects, each planted among the staff (people who appraise nobody), so that one does
 * not hide another. The same options give the same roster.
 */
export function makeRoster(options: {
  readonly people: number;
  readonly seed?: number;
  readonly defects?: readonly RosterDefect[];
}): GeneratedRoster {
  const records = new Builder(options.people, options.seed ?? 1).build();
  const appraisers = new Set(records.map(({ NIP_ATASAN }) => NIP_ATASAN));
  const free = records.flatMap(({ NIP, JENIS }, index) =>
    appraisers.has(NIP) || JENIS !== "PNS" ? [] : [index],
  );
  const planted = new Map<number, Planted>();
  const placed = (options.defects ?? []).map((defect) => {
    const indices = free.splice(0, inTwoRows.includes(defect) ? 2 : 1);
    const [first, second = first] = indices.map((index) => records[index]);
    if (first === undefined || second === undefined) throw new Error("too few people for so many defects");
    const values: readonly Planted[] = defects[defect](first, second);
    for (const [at, index] of indices.entries()) planted.set(index, values[at] ?? {});
    return { defect, rows: indices.map((index) => index + 2) };
  });
  return { records, planted, defects: placed };
}

/** The cells of a roster, header first; leave out columns to make a personnel export without superiors. */
export function rosterCells(
  { records, planted }: GeneratedRoster,
  without: readonly RosterHeaderName[] = [],
): TestCell[][] {
  const header = rosterHeader.filter((name) => !without.includes(name));
  const rows = records.map((record, index) => {
    const instead = planted.get(index) ?? {};
    return header.map((name): TestCell => (name in instead ? instead[name] : record[name]));
  });
  return [[...header], ...rows];
}

/** The columns that a plain personnel export does not have. */
export const appraiserColumns = ["NIP_ATASAN", "PERAN_ATASAN", "ATASAN_EKSTERNAL"] as const;

/** The roster as a workbook. */
export function rosterXlsx(roster: GeneratedRoster, without: readonly RosterHeaderName[] = []): Buffer {
  return makeXlsx({ rows: rosterCells(roster, without) });
}

/** The roster as CSV with byte order mark and CRLF; a cell that was a number is written as the number reads. */
export function rosterCsv(roster: GeneratedRoster, without: readonly RosterHeaderName[] = []): Buffer {
  const text = (cell: TestCell) =>
    typeof cell === "object" && "number" in cell ? cell.number : String(cell ?? "");
  const field = (value: string) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  const lines = rosterCells(roster, without).map((row) => row.map((cell) => field(text(cell))).join(","));
  return Buffer.from(`\uFEFF${lines.join("\r\n")}\r\n`);
}
