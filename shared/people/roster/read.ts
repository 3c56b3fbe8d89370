import type { Sheet, SheetRow } from "#shared/platform/spreadsheet/model.ts";
import type { Day } from "../model.ts";
import {
  type ColumnMapping,
  findHeader,
  headerSearchRows,
  type RosterHeader,
  rosterColumns,
} from "./columns.ts";
import type { ReadRow } from "./model.ts";
import { RosterProblem } from "./problems.ts";
import { readRow } from "./row.ts";

/** What a sheet holds: its header (show `unknown` and `missing` for mapping), and its rows one by one. */
export interface RosterFile {
  readonly header: RosterHeader;
  /** Reads the rows from the start; each is checked by itself. Throws `roster.column-missing`. */
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
  if (header === undefined) throw new RosterProblem("roster.no-header");
  return { header, rows: (today) => readRows(sheet, header, today) };
}

async function* readRows(sheet: Sheet, header: RosterHeader, today: Day): AsyncIterable<ReadRow> {
  if (header.missing.length > 0) {
    const columns = header.missing.map((column) => rosterColumns[column].header).join(", ");
    throw new RosterProblem("roster.column-missing", { columns });
  }
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
