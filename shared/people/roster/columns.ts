import type { SheetRow } from "#shared/platform/spreadsheet/model.ts";

/**
 * The columns of a roster: the header that we write, and the names (as `headerKey` reduces them) under which they come
 * from personnel systems. SIASN calls them nipBaru, gol, jabatan, tmt, unor, unor induk, kedudukan hukum.
 */
export const rosterColumns = {
  nip: {
    header: "NIP",
    names: ["nip", "nipbaru", "nippegawai", "nipnippppk", "nipppk", "nomorindukpegawai", "nippnspppk"],
  },
  name: { header: "NAMA", names: ["nama", "namapegawai", "namalengkap", "namapns", "namaasn"] },
  titleBefore: { header: "GELAR_DEPAN", names: ["gelardepan", "glrdepan"] },
  titleAfter: { header: "GELAR_BELAKANG", names: ["gelarbelakang", "glrbelakang", "gelarblk"] },
  kind: {
    header: "JENIS",
    names: ["jenis", "jenispegawai", "statuspegawai", "statuskepegawaian", "statuscpnspns", "jenisasn"],
  },
  rank: {
    header: "GOLONGAN",
    names: [
      "golongan",
      "gol",
      "golruang",
      "golonganruang",
      "golru",
      "pangkatgol",
      "pangkatgolongan",
      "pangkatgolruang",
      "golonganakhir",
      "golakhirnama",
    ],
  },
  postKind: {
    header: "JENIS_JABATAN",
    names: ["jenisjabatan", "jnsjabatan", "jenisjabatannama", "tipejabatan"],
  },
  postTitle: { header: "NAMA_JABATAN", names: ["namajabatan", "jabatan", "jabatannama", "nmjabatan"] },
  postLevel: {
    header: "JENJANG",
    names: ["jenjang", "jenjangjabatan", "jenjangfungsional", "tingkatjabatan"],
  },
  unit: {
    header: "UNIT_KERJA",
    names: ["unitkerja", "unor", "unornama", "unitorganisasi", "namaunitkerja", "namaunor"],
  },
  unitParent: {
    header: "UNIT_INDUK",
    names: [
      "unitinduk",
      "unorinduk",
      "unorinduknama",
      "unitkerjainduk",
      "indukunit",
      "opd",
      "skpd",
      "perangkatdaerah",
      "satuankerja",
    ],
  },
  appraiserNip: {
    header: "NIP_ATASAN",
    names: ["nipatasan", "nippenilai", "nippejabatpenilai", "nipatasanlangsung", "nippejabatpenilaikinerja"],
  },
  appraiserRole: {
    header: "PERAN_ATASAN",
    names: ["peranatasan", "peranpenilai", "statusatasan", "statuspenilai"],
  },
  appraiserOfficial: {
    header: "ATASAN_EKSTERNAL",
    names: ["atasaneksternal", "penilaieksternal", "pejabateksternal"],
  },
  mandate: {
    header: "SURAT_PERINTAH",
    names: ["suratperintah", "nomorsuratperintah", "nosuratperintah", "nosprint"],
  },
  since: { header: "TMT_JABATAN", names: ["tmtjabatan", "tmt", "tmtjab", "terhitungmulaitanggal"] },
  email: {
    header: "EMAIL",
    names: ["email", "surel", "alamatemail", "alamatsurel", "emailgov", "emaildinas"],
  },
  contractEnd: {
    header: "AKHIR_KONTRAK",
    names: [
      "akhirkontrak",
      "akhirperjanjiankerja",
      "tanggalakhirkontrak",
      "kontraksampai",
      "tmtakhirkontrak",
    ],
  },
  retirement: { header: "TMT_PENSIUN", names: ["tmtpensiun", "tanggalpensiun", "tglpensiun"] },
  standing: {
    header: "STATUS",
    names: ["status", "kedudukanhukum", "statusaktif", "kedhukum", "kedudukanhukumnama", "kedudukanpns"],
  },
} as const;

export type RosterColumn = keyof typeof rosterColumns;
export const rosterColumnNames = Object.keys(rosterColumns) as RosterColumn[];

/** Without these a file is no roster. The rest may be absent: what a file does not say is left as it is. */
export const compulsoryColumns = ["nip", "name", "postTitle", "unit"] as const satisfies RosterColumn[];

/** What an agency chose for headers of its own, by `headerKey`; remembered with its settings. */
export type ColumnMapping = Readonly<Record<string, RosterColumn | "ignore">>;

/** Where the header stands, which column is where, and what could not be placed. */
export interface RosterHeader {
  /** Number of the header's row in the sheet. */
  readonly row: number;
  readonly columns: Readonly<Partial<Record<RosterColumn, number>>>;
  readonly unknown: readonly { readonly column: number; readonly header: string }[];
  /** Headers that claim a column which an earlier one has already; the first counts. */
  readonly repeated: readonly {
    readonly column: number;
    readonly header: string;
    readonly means: RosterColumn;
  }[];
  readonly missing: readonly RosterColumn[];
}

/** Titles above the header are tolerated as far as this. */
export const headerSearchRows = 25;

/** `Unit Kerja`, `UNIT_KERJA` and `unit-kerja *` are one. */
export function headerKey(header: string): string {
  return header
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
}

/** The row among the first ones that names most columns; undefined where none names two, so that nothing is a header. */
export function findHeader(
  rows: readonly SheetRow[],
  remembered: ColumnMapping = {},
): RosterHeader | undefined {
  const headers = rows.slice(0, headerSearchRows).map((row) => readHeader(row, remembered));
  const found = (header: RosterHeader) => Object.keys(header.columns).length;
  const best = headers.reduce<RosterHeader | undefined>(
    (best, next) => (best && found(best) >= found(next) ? best : next),
    undefined,
  );
  return best !== undefined && found(best) >= 2 ? best : undefined;
}

function readHeader(row: SheetRow, remembered: ColumnMapping): RosterHeader {
  const columns: Partial<Record<RosterColumn, number>> = {};
  const unknown: { column: number; header: string }[] = [];
  const repeated: { column: number; header: string; means: RosterColumn }[] = [];
  for (const [column, cell] of row.cells.entries()) {
    const header = cell?.text.trim() ?? "";
    if (header === "") continue;
    const means = meaningOf(headerKey(header), remembered);
    if (means === "ignore") continue;
    if (means === undefined) unknown.push({ column, header });
    else if (columns[means] !== undefined) repeated.push({ column, header, means });
    else columns[means] = column;
  }
  const missing = compulsoryColumns.filter((column) => columns[column] === undefined);
  return { row: row.number, columns, unknown, repeated, missing };
}

function meaningOf(key: string, remembered: ColumnMapping): RosterColumn | "ignore" | undefined {
  if (Object.hasOwn(remembered, key)) return remembered[key];
  return rosterColumnNames.find((column) => (rosterColumns[column].names as readonly string[]).includes(key));
}
