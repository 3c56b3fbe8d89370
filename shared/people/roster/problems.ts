import type { Text, TextValues } from "#shared/platform/text.ts";

/** Why a readable sheet cannot be used as a roster, and what to do. */
export const rosterProblems = {
  "roster.no-header": {
    id: "Baris judul kolom tidak ditemukan. Pastikan ada kolom NIP, NAMA, NAMA_JABATAN, dan UNIT_KERJA.",
    en: "No row of column headers was found. Make sure that there are columns NIP, NAMA, NAMA_JABATAN and UNIT_KERJA.",
  },
  "roster.column-missing": {
    id: "Kolom wajib tidak ada: {columns}. Tambahkan, atau tunjukkan kolom mana yang berisi itu.",
    en: "Compulsory columns are missing: {columns}. Add them, or show which columns hold them.",
  },
  "roster.no-rows": {
    id: "Tidak ada baris pegawai di bawah judul kolom.",
    en: "There are no rows of people below the headers.",
  },
  "roster.too-many-units": {
    id: "Berkas menyebut lebih dari {limit} unit kerja. Periksa apakah kolom UNIT_KERJA benar.",
    en: "The file names more than {limit} units. Check that the column UNIT_KERJA is the right one.",
  },
} as const satisfies Record<string, Text>;

export type RosterProblemCode = keyof typeof rosterProblems;

/** Thrown where a whole file, not a row of it, is at fault; `code` names the text in `rosterProblems`. */
export class RosterProblem extends Error {
  readonly code: RosterProblemCode;
  readonly values: TextValues;

  constructor(code: RosterProblemCode, values: TextValues = {}) {
    super(code);
    this.name = "RosterProblem";
    this.code = code;
    this.values = values;
  }
}
