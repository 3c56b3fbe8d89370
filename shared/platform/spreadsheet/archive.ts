import { type Entry, fromBufferPromise, type ZipFile } from "yauzl";
import { FileProblem, type SheetLimits } from "./model.ts";

/** The parts of a workbook, inflated as they are read and never beyond the limits. */
export interface Archive {
  has(name: string): boolean;
  /** The bytes of one part; nothing where it is absent. */
  read(name: string): AsyncIterable<Uint8Array>;
}

/** Opens a zip that lies in memory. Throws `file.broken`, `file.encrypted` or `file.zip-bomb`. */
export async function openArchive(bytes: Uint8Array, limits: SheetLimits): Promise<Archive> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const zip = await fromBufferPromise(buffer, { lazyEntries: true, autoClose: false });
    if (zip.entryCount > limits.zipEntries) throw new FileProblem("file.zip-bomb");
    const entries = new Map<string, Entry>();
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName.toLowerCase(), entry);
    return archiveOf(zip, entries, limits);
  } catch (error) {
    throw asProblem(error);
  }
}

function archiveOf(zip: ZipFile, entries: ReadonlyMap<string, Entry>, limits: SheetLimits): Archive {
  return {
    has: (name) => entries.has(name.toLowerCase()),
    read: (name) => inflate(zip, entries.get(name.toLowerCase()), limits),
  };
}

async function* inflate(zip: ZipFile, entry: Entry | undefined, limits: SheetLimits) {
  if (entry === undefined) return;
  if (entry.isEncrypted()) throw new FileProblem("file.encrypted");
  try {
    const stream = await zip.openReadStreamPromise(entry);
    let read = 0;
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      read += chunk.length;
      refuseBomb(read, entry.compressedSize, limits);
      yield chunk;
    }
  } catch (error) {
    throw asProblem(error);
  }
}

/** Small parts may compress very well by chance; from 1 MB on the ratio tells. */
function refuseBomb(read: number, compressed: number, limits: SheetLimits): void {
  const swollen = read > 1024 * 1024 && read > compressed * limits.compressionRatio;
  if (swollen || read > limits.uncompressedBytes) throw new FileProblem("file.zip-bomb");
}

/** Whatever else goes wrong inside a zip means, to the person, that the file is damaged. */
export function asProblem(error: unknown): FileProblem {
  return error instanceof FileProblem ? error : new FileProblem("file.broken");
}
