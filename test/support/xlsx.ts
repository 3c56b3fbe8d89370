import { columnLetters } from "#shared/platform/spreadsheet/model.ts";
import { makeZip, type ZipPart } from "./zip.ts";

/** A cell of a test workbook: text, a number as it is stored, a saved formula, a date by style, or raw XML. */
export type TestCell =
  | string
  | undefined
  | { readonly number: string; readonly style?: number }
  | { readonly formula: string; readonly result: string }
  | { readonly xml: (reference: string) => string };

export interface TestWorkbook {
  readonly rows: readonly (readonly TestCell[])[];
  readonly sheetName?: string;
  readonly since1904?: boolean;
  /** Rows before the first one that are left out, so that numbering shows. */
  readonly firstRow?: number;
  /** Parts that replace or join the usual ones. */
  readonly parts?: readonly ZipPart[];
}

/** Style 1 is a built-in date, 2 a custom one, 3 a custom number format that merely contains letters in quotes. */
const styles =
  '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy"/>' +
  '<numFmt numFmtId="171" formatCode="0&quot; hari&quot;"/></numFmts>' +
  '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs></styleSheet>';

/** A workbook with shared strings, written by hand so that every oddity can be put in. */
export function makeXlsx(workbook: TestWorkbook): Buffer {
  const { sheetName = "Data", since1904 = false, parts = [] } = workbook;
  const strings = new Map<string, number>();
  const sheet = sheetXml(workbook, strings);
  const usual: ZipPart[] = [
    { name: "[Content_Types].xml", content: "<Types/>" },
    {
      name: "xl/workbook.xml",
      content: `<?xml version="1.0"?><workbook xmlns:r="r"><workbookPr date1904="${since1904 ? 1 : 0}"/><sheets><sheet name="${escapeXml(sheetName)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      content:
        '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>' +
        '<Relationship Id="rId2" Type="x/sharedStrings" Target="sharedStrings.xml"/>' +
        '<Relationship Id="rId3" Type="x/styles" Target="/xl/styles.xml"/></Relationships>',
    },
    { name: "xl/styles.xml", content: styles },
    { name: "xl/sharedStrings.xml", content: stringsXml(strings) },
    { name: "xl/worksheets/sheet1.xml", content: sheet },
  ];
  const replaced = new Set(parts.map(({ name }) => name));
  return makeZip([...usual.filter(({ name }) => !replaced.has(name)), ...parts]);
}

function sheetXml({ rows, firstRow = 1 }: TestWorkbook, strings: Map<string, number>): string {
  const lines = rows.map((cells, index) => {
    const row = firstRow + index;
    const xml = cells
      .map((cell, column) => cellXml(cell, `${columnLetters(column)}${row}`, strings))
      .join("");
    return `<row r="${row}">${xml}</row>`;
  });
  return `<?xml version="1.0"?><worksheet><sheetData>${lines.join("")}</sheetData></worksheet>`;
}

function cellXml(cell: TestCell, reference: string, strings: Map<string, number>): string {
  if (cell === undefined || cell === "") return "";
  if (typeof cell !== "string") {
    if ("xml" in cell) return cell.xml(reference);
    if ("number" in cell) return `<c r="${reference}" s="${cell.style ?? 0}"><v>${cell.number}</v></c>`;
    return `<c r="${reference}" t="str"><f>${escapeXml(cell.formula)}</f><v>${escapeXml(cell.result)}</v></c>`;
  }
  const index = strings.get(cell) ?? strings.size;
  strings.set(cell, index);
  return `<c r="${reference}" t="s"><v>${index}</v></c>`;
}

function stringsXml(strings: ReadonlyMap<string, number>): string {
  const items = [...strings.keys()].map((text) => `<si><t xml:space="preserve">${escapeXml(text)}</t></si>`);
  return `<sst>${items.join("")}</sst>`;
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
