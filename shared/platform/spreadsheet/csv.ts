import { pipeline, Readable } from "node:stream";
import { parse } from "csv-parse";
import {
  type Cell,
  columnLetters,
  FileProblem,
  type Sheet,
  type SheetLimits,
  type SheetRow,
} from "./model.ts";

const chunkBytes = 64 * 1024;

/** Opens delimited text in the encodings and with the delimiters that Indonesian office software writes. */
export function openCsv(bytes: Uint8Array, limits: SheetLimits): Sheet {
  const encoding = encodingOf(bytes);
  const start = new TextDecoder(encoding).decode(bytes.subarray(0, chunkBytes));
  if (start.includes("\0")) throw new FileProblem("file.no-spreadsheet");
  const delimiter = delimiterOf(start);
  return {
    format: "csv",
    name: "CSV",
    sheetNames: ["CSV"],
    rows: () => readRows(bytes, encoding, delimiter, limits),
  };
}

async function* readRows(bytes: Uint8Array, encoding: string, delimiter: string, limits: SheetLimits) {
  const parser = parse({
    delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: limits.columns * limits.cellLength,
  });
  // Errors reach us by the parser's iterator below; the source is ended with it.
  pipeline(Readable.from(decode(bytes, encoding)), parser, () => {});
  let number = 0;
  let count = 0;
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      number++;
      if (number === 1 && isDelimiterHint(record)) continue;
      const row = asRow(number, record, limits);
      if (row === undefined) continue;
      if (++count > limits.rows) throw new FileProblem("file.too-many-rows", { limit: limits.rows });
      yield row;
    }
  } catch (error) {
    throw error instanceof FileProblem ? error : new FileProblem("file.broken-csv", { row: number + 1 });
  } finally {
    parser.destroy();
  }
}

/** Decodes piece by piece, as the parser asks for more: at most a few pieces are in memory as text. */
function* decode(bytes: Uint8Array, encoding: string): Generator<string> {
  const decoder = new TextDecoder(encoding);
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    yield decoder.decode(bytes.subarray(at, at + chunkBytes), { stream: true });
  }
  yield decoder.decode();
}

function asRow(number: number, record: readonly string[], limits: SheetLimits): SheetRow | undefined {
  const filled = record.findLastIndex((text) => text !== "") + 1;
  if (filled === 0) return undefined;
  if (filled > limits.columns) {
    throw new FileProblem("file.too-many-columns", { row: number, limit: limits.columns });
  }
  const cells = record.slice(0, filled).map((text, column): Cell | undefined => {
    if (text.length > limits.cellLength) {
      const values = { row: number, column: columnLetters(column), limit: limits.cellLength };
      throw new FileProblem("file.cell-too-long", values);
    }
    return text === "" ? undefined : { text, from: "text" };
  });
  return { number, cells };
}

/** Excel's own first line `sep=;`. */
function isDelimiterHint(record: readonly string[]): boolean {
  return /^sep=.?$/i.test(record.join("").trim());
}

/** A byte order mark decides; else UTF-8 if it is valid, UTF-16 by its zero bytes, and Windows-1252 for the rest. */
function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  if (bytes.length > 3 && bytes[1] === 0 && bytes[3] === 0 && bytes[0] !== 0) return "utf-16le";
  return isUtf8(bytes) ? "utf-8" : "windows-1252";
}

function isUtf8(bytes: Uint8Array): boolean {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for (let at = 0; at < bytes.length; at += chunkBytes) {
      decoder.decode(bytes.subarray(at, at + chunkBytes), { stream: true });
    }
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

/** The delimiter that divides the first lines most evenly: many columns count, uneven lines count against. */
function delimiterOf(start: string): string {
  const hint = /^\uFEFF?sep=(.)/i.exec(start)?.[1];
  if (hint !== undefined) return hint;
  const lines = start
    .replace(/"(?:[^"]|"")*"/g, "")
    .split(/\r?\n|\r/)
    .filter((line) => line.trim() !== "")
    .slice(0, 30);
  const score = (delimiter: string) => {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const usual = counts.toSorted((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 0;
    return usual * counts.filter((count) => count === usual).length;
  };
  return [",", ";", "\t", "|"].reduce((best, next) => (score(next) > score(best) ? next : best));
}
