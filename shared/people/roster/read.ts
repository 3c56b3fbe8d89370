import type { Sheet, SheetRow } from "#shared/platform/spreadsheet/model.ts";
import type { Text } from "#shared/platform/text.ts";
import type { Day } from "../model.ts";
import { type ColumnMapping, findHeader, headerSearchRows, type RosterHeader } from "./columns.ts";
import type { ReadRow } from "./model.ts";
import { readRow } from "./row.ts";

/** Why a readable sheet is no roster. */
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
} as const satisfies Record<string, Text>;

/** What a sheet holds: its header, and its rows one by one. Without a header, or with `missing` columns, nothing can be read. */
export interface RosterFile {
  readonly header: RosterHeader;
  /** Reads the rows from the start; each is checked by itself. */
  rows(today: Day): AsyncIterable<ReadRow>;
}

/** Finds the header of a sheet; undefined where there is none (`roster.no-header`). */
export async function openRoster(
  sheet: Sheet,
  remembered: ColumnMapping = {},
): Promise<RosterFile | undefined> {
  const start: SheetRow[] = [];
  for await (const row of sheet.rows()) {
    start.push(row);
    if (start.length === headerSearchRows) break;
  }
  const header = findHeader(start, remembered);
  return header && { header, rows: (today) => readRows(sheet, header, today) };
}

async function* readRows(sheet: Sheet, header: RosterHeader, today: Day): AsyncIterable<ReadRow> {
  for await (const row of sheet.rows()) {
    if (row.number > header.row && !isRepeatedHeader(row, header)) yield readRow(row, header, today);
  }
}

/** Exports repeat the header on each page, and number their columns (1, 2, 3 …) below it. */
function isRepeatedHeader(row: SheetRow, header: RosterHeader): boolean {
  const { nip: nipColumn = -1, name: nameColumn = -1 } = header.columns;
  const [nip = "", name = ""] = [row.cells[nipColumn]?.text.trim(), row.cells[nameColumn]?.text.trim()];
  return /^nip/i.test(nip) || (/^\(?\d{1,2}\)?$/.test(nip) && /^\(?\d{1,2}\)?$/.test(name));
}
