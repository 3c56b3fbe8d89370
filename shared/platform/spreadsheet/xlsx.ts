import { Temporal } from "../clock.ts";
import { openArchive } from "./archive.ts";
import {
  type Cell,
  columnLetters,
  columnOf,
  FileProblem,
  type Sheet,
  type SheetLimits,
  type SheetRow,
} from "./model.ts";
import { readWorkbook, type Workbook } from "./workbook.ts";
import { parseXml, type XmlHandlers } from "./xml.ts";

/** Opens one sheet of a workbook: the named one, or the first that is visible. */
export async function openXlsx(
  bytes: Uint8Array,
  limits: SheetLimits,
  sheetName: string | undefined,
): Promise<Sheet> {
  const archive = await openArchive(bytes, limits);
  const workbook = await readWorkbook(archive, limits);
  const sheetNames = workbook.sheets.map(({ name }) => name);
  const sheet =
    sheetName === undefined ? workbook.sheets[0] : workbook.sheets.find(({ name }) => name === sheetName);
  if (sheet === undefined) {
    if (sheetName === undefined) throw new FileProblem("file.broken");
    throw new FileProblem("file.no-such-sheet", { sheet: sheetName, sheets: sheetNames.join(", ") });
  }
  return {
    format: "xlsx",
    name: sheet.name,
    sheetNames,
    rows: () => readRows(archive.read(sheet.path), workbook, limits),
  };
}

async function* readRows(bytes: AsyncIterable<Uint8Array>, workbook: Workbook, limits: SheetLimits) {
  const collector = new RowCollector(workbook, limits);
  for await (const _ of parseXml(bytes, collector)) yield* collector.take();
}

/** Turns the markup of a sheet into rows. Only the row that is being read and those not yet taken are held. */
class RowCollector implements XmlHandlers {
  readonly #workbook: Workbook;
  readonly #limits: SheetLimits;
  #ready: SheetRow[] = [];
  #count = 0;
  #row = 0;
  #cells: (Cell | undefined)[] = [];
  #column = -1;
  #type = "n";
  #style = 0;
  #formula = false;
  #value = "";
  #reading = false;
  #phonetic = false;

  constructor(workbook: Workbook, limits: SheetLimits) {
    this.#workbook = workbook;
    this.#limits = limits;
  }

  take(): SheetRow[] {
    const rows = this.#ready;
    this.#ready = [];
    return rows;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    const { r: reference = "", t: type = "n", s: style = "0" } = attributes;
    if (name === "row") {
      this.#row = Number(reference) || this.#row + 1;
      this.#cells = [];
      this.#column = -1;
    } else if (name === "c") {
      this.#startCell(columnOf(reference) ?? this.#column + 1, type, Number(style));
    } else if (name === "f") this.#formula = true;
    else if (name === "rPh") this.#phonetic = true;
    this.#reading = (name === "v" || name === "t") && !this.#phonetic;
  }

  text(text: string): void {
    if (this.#reading) this.#value += text;
  }

  close(name: string): void {
    this.#reading = false;
    if (name === "c") this.#endCell();
    else if (name === "row") this.#endRow();
    else if (name === "rPh") this.#phonetic = false;
  }

  #startCell(column: number, type: string, style: number): void {
    const { columns: limit } = this.#limits;
    if (column >= limit) throw new FileProblem("file.too-many-columns", { row: this.#row, limit });
    this.#column = column;
    this.#type = type;
    this.#style = style;
    this.#formula = false;
    this.#value = "";
  }

  #endCell(): void {
    const cell = this.#cell();
    if (cell === undefined || cell.text === "") return;
    const { cellLength: limit } = this.#limits;
    if (cell.text.length > limit) {
      throw new FileProblem("file.cell-too-long", {
        row: this.#row,
        column: columnLetters(this.#column),
        limit,
      });
    }
    this.#cells[this.#column] = this.#formula ? { ...cell, formula: true } : cell;
  }

  #cell(): Cell | undefined {
    const value = this.#value;
    switch (this.#type) {
      case "s":
        return { text: this.#workbook.strings[Number(value)] ?? "", from: "text" };
      case "str":
      case "inlineStr":
        return { text: value, from: "text" };
      case "b":
        return value === "" ? undefined : { text: value === "1" ? "TRUE" : "FALSE", from: "boolean" };
      case "e":
        return { text: value, from: "error" };
      case "d":
        return { text: value.slice(0, 10), from: "date" };
      default:
        return numberCell(value, this.#workbook, this.#style);
    }
  }

  #endRow(): void {
    if (!this.#cells.some((cell) => cell !== undefined)) return;
    const { rows: limit } = this.#limits;
    if (++this.#count > limit) throw new FileProblem("file.too-many-rows", { limit });
    this.#ready.push({ number: this.#row, cells: this.#cells });
  }
}

function numberCell(value: string, workbook: Workbook, style: number): Cell {
  const day = workbook.dateStyles[style] ? serialDay(Number(value), workbook.since1904) : undefined;
  return day === undefined ? { text: value, from: "number" } : { text: day, from: "date" };
}

/**
 * The calendar day of a spreadsheet's serial number. In the 1900 epoch day 60 is 29 February 1900, which never was
 * (a bug of 1983, kept for compatibility); it and anything out of range is no date.
 */
export function serialDay(serial: number, since1904 = false): string | undefined {
  const days = Math.floor(serial);
  if (!(days >= 1 && days <= 2_958_465) || (!since1904 && days === 60)) return undefined;
  if (since1904) return Temporal.PlainDate.from("1904-01-01").add({ days }).toString();
  return Temporal.PlainDate.from("1899-12-31")
    .add({ days: days > 60 ? days - 1 : days })
    .toString();
}
