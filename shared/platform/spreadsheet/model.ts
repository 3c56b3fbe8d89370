import type { Text, TextValues } from "../text.ts";

/** One filled cell. Empty cells are absent, so that "blank" has one form. */
export interface Cell {
  /** What stands in the cell: text as typed, a number as stored (`198105102018092900`, `1.98E+17`), a date as ISO. */
  readonly text: string;
  readonly from: "text" | "number" | "date" | "boolean" | "error";
  /** The cell holds a formula; `text` is the result that the spreadsheet saved. */
  readonly formula?: true;
}

/** A row that holds at least one value, under the number that the person sees at its left. */
export interface SheetRow {
  readonly number: number;
  readonly cells: readonly (Cell | undefined)[];
}

/** An opened file. `rows()` reads it from the start each time and throws `FileProblem` where it breaks. */
export interface Sheet {
  readonly format: "xlsx" | "csv";
  readonly name: string;
  readonly sheetNames: readonly string[];
  rows(): AsyncIterable<SheetRow>;
}

/** What a file may cost us. Counted while reading: what a file declares about itself proves nothing. */
export interface SheetLimits {
  readonly fileBytes: number;
  /** Rows with content, the title and header rows included. */
  readonly rows: number;
  readonly columns: number;
  /** Characters of a cell; 32,767 is a spreadsheet's own limit. */
  readonly cellLength: number;
  readonly uncompressedBytes: number;
  /** Uncompressed bytes per compressed one. Real sheets stay below 60, a bomb of zeros reaches 1,000. */
  readonly compressionRatio: number;
  readonly sharedCharacters: number;
  readonly zipEntries: number;
}

/** 25 MB and 200,000 people are load; more is refused. Fifty rows are left for titles and the header. */
export const sheetLimits: SheetLimits = {
  fileBytes: 25 * 1024 * 1024,
  rows: 200_050,
  columns: 256,
  cellLength: 32_767,
  uncompressedBytes: 512 * 1024 * 1024,
  compressionRatio: 200,
  sharedCharacters: 128 * 1024 * 1024,
  zipEntries: 2_000,
};

/** Why a file cannot be read, each with what the person can do about it. */
export const fileProblems = {
  "file.empty": {
    id: "Berkas ini kosong. Periksa apakah unduhannya selesai, lalu unggah lagi.",
    en: "This file is empty. Check that its download was complete, then upload it again.",
  },
  "file.too-large": {
    id: "Berkas lebih besar dari {limit} MB. Bagi menjadi beberapa berkas, misalnya per perangkat daerah.",
    en: "The file is larger than {limit} MB. Split it into several, for instance one per office.",
  },
  "file.too-many-rows": {
    id: "Berkas berisi lebih dari {limit} baris. Bagi menjadi beberapa berkas.",
    en: "The file has more than {limit} rows. Split it into several.",
  },
  "file.too-many-columns": {
    id: "Baris {row} berisi lebih dari {limit} kolom. Hapus kolom yang tidak dipakai.",
    en: "Row {row} has more than {limit} columns. Delete the unused ones.",
  },
  "file.cell-too-long": {
    id: "Sel {column}{row} berisi lebih dari {limit} huruf. Perbaiki isinya.",
    en: "Cell {column}{row} holds more than {limit} characters. Correct it.",
  },
  "file.zip-bomb": {
    id: "Isi berkas ini membengkak jauh melebihi ukurannya, sehingga tidak dibuka. Simpan ulang dari Excel sebagai berkas baru.",
    en: "The content of this file swells far beyond its size, so it was not opened. Save it from Excel as a new file.",
  },
  "file.unsafe-xml": {
    id: "Berkas ini memuat perintah XML yang tidak dipakai lembar kerja, sehingga tidak dibuka. Simpan ulang dari Excel.",
    en: "This file carries XML instructions that no spreadsheet uses, so it was not opened. Save it again from Excel.",
  },
  "file.broken": {
    id: "Berkas ini rusak atau tidak lengkap. Buka dan simpan ulang di Excel, lalu unggah lagi.",
    en: "This file is damaged or incomplete. Open it in Excel, save it again and upload that.",
  },
  "file.broken-csv": {
    id: "Tanda kutip pada baris {row} tidak ditutup, sehingga kolomnya tidak terbaca. Perbaiki baris itu.",
    en: "A quotation mark in row {row} is not closed, so its columns cannot be read. Correct that row.",
  },
  "file.encrypted": {
    id: "Berkas ini dilindungi kata sandi. Simpan tanpa kata sandi, lalu unggah lagi.",
    en: "This file is protected by a password. Save it without one and upload it again.",
  },
  "file.old-xls": {
    id: "Ini format Excel lama (.xls). Buka di Excel dan simpan sebagai .xlsx.",
    en: "This is the old Excel format (.xls). Open it in Excel and save it as .xlsx.",
  },
  "file.html": {
    id: "Ini halaman web yang diberi nama lembar kerja. Buka di Excel dan simpan sebagai .xlsx.",
    en: "This is a web page named like a spreadsheet. Open it in Excel and save it as .xlsx.",
  },
  "file.xml": {
    id: "Ini berkas XML, bukan lembar kerja. Buka di Excel dan simpan sebagai .xlsx.",
    en: "This is an XML file, not a spreadsheet. Open it in Excel and save it as .xlsx.",
  },
  "file.pdf": {
    id: "Ini PDF. Unggah lembar kerja asalnya (.xlsx atau .csv).",
    en: "This is a PDF. Upload the spreadsheet it was made from (.xlsx or .csv).",
  },
  "file.docx": {
    id: "Ini dokumen Word. Salin tabelnya ke Excel dan simpan sebagai .xlsx.",
    en: "This is a Word document. Copy its table into Excel and save it as .xlsx.",
  },
  "file.ods": {
    id: "Ini format OpenDocument (.ods). Simpan sebagai .xlsx.",
    en: "This is an OpenDocument spreadsheet (.ods). Save it as .xlsx.",
  },
  "file.xlsb": {
    id: "Ini lembar kerja biner (.xlsb). Simpan sebagai .xlsx.",
    en: "This is a binary workbook (.xlsb). Save it as .xlsx.",
  },
  "file.picture": {
    id: "Ini gambar. Unggah lembar kerja (.xlsx atau .csv).",
    en: "This is a picture. Upload a spreadsheet (.xlsx or .csv).",
  },
  "file.zip": {
    id: "Ini arsip zip tanpa lembar kerja. Keluarkan berkas .xlsx atau .csv dari arsip itu, lalu unggah.",
    en: "This is a zip archive without a spreadsheet. Take the .xlsx or .csv file out of it and upload that.",
  },
  "file.no-spreadsheet": {
    id: "Berkas ini bukan lembar kerja. Unggah .xlsx atau .csv.",
    en: "This file is not a spreadsheet. Upload .xlsx or .csv.",
  },
  "file.no-such-sheet": {
    id: 'Lembar "{sheet}" tidak ada. Yang ada: {sheets}.',
    en: 'There is no sheet "{sheet}". There are: {sheets}.',
  },
} as const satisfies Record<string, Text>;

export type FileProblemCode = keyof typeof fileProblems;

/** Thrown while opening or reading a file that cannot be used; `code` names the text in `fileProblems`. */
export class FileProblem extends Error {
  readonly code: FileProblemCode;
  readonly values: TextValues;

  constructor(code: FileProblemCode, values: TextValues = {}) {
    super(code);
    this.name = "FileProblem";
    this.code = code;
    this.values = values;
  }
}

/** The letters of a column as a spreadsheet shows them: 0 is A, 27 is AB. */
export function columnLetters(index: number): string {
  const rest = Math.floor(index / 26) - 1;
  return (rest >= 0 ? columnLetters(rest) : "") + String.fromCharCode(65 + (index % 26));
}

/** The column of a cell reference such as `AB12`, counted from 0; undefined where it is none. */
export function columnOf(reference: string): number | undefined {
  let column = 0;
  for (const letter of reference) {
    const value = letter.charCodeAt(0) - 64;
    if (value < 1 || value > 26) break;
    column = column * 26 + value;
  }
  return column > 0 ? column - 1 : undefined;
}
