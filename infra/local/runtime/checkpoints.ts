import { NoteFile } from "./note-file.ts";

/** Where each stream poller goes on from, written before the next batch is read. */
export class Checkpoints {
  readonly #file: NoteFile<Record<string, string>>;
  readonly #places: Record<string, string>;

  /** `file` undefined: forgotten at the end. */
  constructor(file: string | undefined) {
    this.#file = new NoteFile(file);
    this.#places = this.#file.read() ?? {};
  }

  /** The places of one reader, by shard. */
  of(reader: string): { get(shard: string): string | undefined; set(shard: string, sequence: string): void } {
    return {
      get: (shard) => this.#places[`${reader} ${shard}`],
      set: (shard, sequence) => {
        this.#places[`${reader} ${shard}`] = sequence;
        this.#file.write(this.#places);
      },
    };
  }

  close(): void {
    this.#file.close();
  }
}
