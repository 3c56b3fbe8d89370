import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, truncateSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** Entries on disk, one a line, added and never changed: each costs the same however many there are. */
export class KeptLog<Entry> {
  readonly #path: string;
  readonly #file: number;

  constructor(path: string) {
    this.#path = path;
    mkdirSync(dirname(path), { recursive: true });
    this.#file = openSync(path, "a", 0o600);
  }

  /** What was added so far. A line that a kill cut off was never acknowledged, and goes. */
  read(): Entry[] {
    const text = readFileSync(this.#path, "utf8");
    const whole = text.slice(0, text.lastIndexOf("\n") + 1);
    if (whole.length < text.length) truncateSync(this.#path, Buffer.byteLength(whole));
    return whole
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Entry);
  }

  /** The entry is on disk when this returns. */
  add(entry: Entry): void {
    writeSync(this.#file, `${JSON.stringify(entry)}\n`);
    fsyncSync(this.#file);
  }

  close(): void {
    closeSync(this.#file);
  }
}
