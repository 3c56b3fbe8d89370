import { closeSync, fstatSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import path from "node:path";

/**
 * A short note that is written many times a second and must outlive a killed process: in place and in one go, so that
 * the file has the former or the new one. To replace it by renaming would have ext4 flush the disk each time.
 */
export class NoteFile<T> {
  readonly #path: string | undefined;
  #file: number | undefined;
  #length = 0;

  /** `path` undefined: forgotten at the end. */
  constructor(path: string | undefined) {
    this.#path = path;
  }

  read(): T | undefined {
    try {
      return this.#path === undefined ? undefined : (JSON.parse(readFileSync(this.#path, "utf8")) as T);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
  }

  write(note: T): void {
    if (this.#path === undefined) return;
    this.#file ??= this.#open(this.#path);
    // A shorter note would leave the former one's end behind it: blanks, which JSON bears, stand in its place.
    const text = Buffer.from(JSON.stringify(note).padEnd(this.#length));
    this.#length = text.length;
    writeSync(this.#file, text, 0, text.length, 0);
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #open(place: string): number {
    mkdirSync(path.dirname(place), { recursive: true });
    // "a" makes it where it is missing; writing to a position needs it opened otherwise.
    closeSync(openSync(place, "a"));
    const file = openSync(place, "r+");
    this.#length = fstatSync(file).size;
    return file;
  }
}
