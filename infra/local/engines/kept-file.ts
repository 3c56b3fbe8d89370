import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** A small JSON document on disk, replaced as a whole, so that a kill at any moment leaves the old or the new one. */
export class KeptFile<T> {
  readonly #path: string;
  #value: T;

  /** Reads the file, or starts from `initial` where there is none. */
  constructor(path: string, initial: T) {
    this.#path = path;
    this.#value = readJson(path) ?? initial;
  }

  get value(): T {
    return this.#value;
  }

  /** Stores a new value; it is on disk when this returns. Readable by the owner only: some of these are keys. */
  set(value: T): void {
    this.#value = value;
    mkdirSync(dirname(this.#path), { recursive: true });
    const next = `${this.#path}.next`;
    const file = openSync(next, "w", 0o600);
    try {
      writeSync(file, JSON.stringify(value));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(next, this.#path);
  }
}

function readJson<T>(path: string): T | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new Error(`Cannot read ${path}: ${(error as Error).message}`);
  }
}
