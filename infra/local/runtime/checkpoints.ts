import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Where each stream poller goes on from, written before the next batch is read. */
export class Checkpoints {
  readonly #file: string | undefined;
  readonly #places: Record<string, string>;

  /** `file` undefined: forgotten at the end. */
  constructor(file: string | undefined) {
    this.#file = file;
    this.#places = read(file);
  }

  /** The places of one reader, by shard. */
  of(reader: string): { get(shard: string): string | undefined; set(shard: string, sequence: string): void } {
    return {
      get: (shard) => this.#places[`${reader} ${shard}`],
      set: (shard, sequence) => {
        this.#places[`${reader} ${shard}`] = sequence;
        this.#keep();
      },
    };
  }

  #keep(): void {
    if (this.#file === undefined) return;
    mkdirSync(path.dirname(this.#file), { recursive: true });
    writeFileSync(`${this.#file}.new`, JSON.stringify(this.#places));
    renameSync(`${this.#file}.new`, this.#file);
  }
}

function read(file: string | undefined): Record<string, string> {
  try {
    return file === undefined ? {} : (JSON.parse(readFileSync(file, "utf8")) as Record<string, string>);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw error;
  }
}
