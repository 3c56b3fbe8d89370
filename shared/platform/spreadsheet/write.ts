import writeXlsxFile, { type Row } from "write-excel-file/node";

/** A table to be written: every value is text, so that a NIP never becomes a number. */
export interface Table {
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: Iterable<readonly string[]>;
  /** Columns (by header) of long digit strings, which a spreadsheet that opens CSV would turn into rounded numbers. */
  readonly digitColumns?: readonly string[];
}

/**
 * Makes a text harmless for spreadsheets: one that begins like a formula gets a leading apostrophe.
 * A text that already begins so gets one more, which keeps `restoreText` its exact inverse.
 */
export function neutraliseText(text: string): string {
  return /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

/**
 * Takes off what `neutraliseText` put on.
 * @internal Tests read back with it.
 */
export function restoreText(text: string): string {
  return /^'+[=+\-@\t\r]/.test(text) ? text.slice(1) : text;
}

/** CSV as Excel in Indonesia and everyone else read it: UTF-8 with byte order mark, commas, CRLF. */
export function* writeCsv(table: Table): Generator<string> {
  const digits = new Set(table.digitColumns);
  yield `\uFEFF${table.header.map(csvField).join(",")}\r\n`;
  for (const row of table.rows) {
    const fields = row.map((text, column) =>
      csvField(digits.has(table.header[column] ?? "") && text !== "" ? `'${text}` : neutraliseText(text)),
    );
    yield `${fields.join(",")}\r\n`;
  }
}

/** A workbook of one sheet with a bold, sticky header and text cells only. */
export async function writeXlsx(table: Table): Promise<Buffer> {
  const header: Row = table.header.map((value) => ({ value, type: String, fontWeight: "bold" }));
  const rows: Row[] = Array.from(table.rows, (row) =>
    row.map((text) => (text === "" ? null : { value: neutraliseText(text), type: String, format: "@" })),
  );
  return await writeXlsxFile([header, ...rows], { sheet: table.name, stickyRowsCount: 1 }).toBuffer();
}

function csvField(text: string): string {
  return /[",\r\n;\t]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
