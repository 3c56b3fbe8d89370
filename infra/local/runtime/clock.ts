import { NoteFile } from "./note-file.ts";

/** Where a virtual clock begins, runs and is kept. */
export interface VirtualClockOptions {
  /** The file that keeps it between runs; undefined: it is forgotten. */
  file: string | undefined;
  /** The instant of a clock that no file remembers, in epoch milliseconds; undefined: the real now. */
  startAt?: number | undefined;
  /** A held clock stands still until it is moved. */
  isHeld?: boolean | undefined;
}

interface Kept {
  offsetMs: number;
  /** The latest instant that anybody was told: the machine's own clock may step back between runs. */
  latestMs: number;
  heldAtMs: number | undefined;
}

/** Slots of the memory that the workers read their time from. */
export const clockSlots = { offset: 0, heldAt: 1 } as const;

/**
 * The one clock of the local cloud: real time plus an offset, or held. It never runs back, across restarts too.
 * The workers read `memory` under their own `Date` (see virtual-date.ts), so that moving it is one write.
 */
export class VirtualClock {
  readonly memory = new SharedArrayBuffer(16);
  readonly #cells = new Float64Array(this.memory);
  readonly #file: NoteFile<Kept>;
  #latest: number;

  constructor({ file, startAt, isHeld = false }: VirtualClockOptions) {
    this.#file = new NoteFile(file);
    const kept = this.#file.read();
    const begin = kept === undefined ? (startAt ?? Date.now()) : resume(kept);
    this.#latest = begin;
    if (isHeld || kept?.heldAtMs !== undefined) this.#cells[clockSlots.heldAt] = begin;
    this.#cells[clockSlots.offset] = begin - Date.now();
    this.keep();
  }

  /** The virtual now in epoch milliseconds. */
  now(): number {
    this.#latest = Math.max(this.#latest, readClock(this.#cells, Date.now()));
    return this.#latest;
  }

  /** Virtual minus real time, in milliseconds. */
  get offsetMs(): number {
    return this.now() - Date.now();
  }

  get isHeld(): boolean {
    return this.#cells[clockSlots.heldAt] !== 0;
  }

  /** Moves the clock to an instant; one that lies in the past changes nothing. */
  moveTo(epochMs: number): void {
    const target = Math.max(epochMs, this.now());
    if (this.isHeld) this.#cells[clockSlots.heldAt] = target;
    this.#cells[clockSlots.offset] = target - Date.now();
    this.#latest = target;
    this.keep();
  }

  /** Stops the clock where it is. */
  hold(): void {
    this.#cells[clockSlots.heldAt] = this.now();
    this.keep();
  }

  /** Lets it run on from where it was held. */
  release(): void {
    this.#cells[clockSlots.offset] = this.now() - Date.now();
    this.#cells[clockSlots.heldAt] = 0;
    this.keep();
  }

  /** Writes the clock to its file; called at each move and every few seconds, so that a killed run does not run back. */
  keep(): void {
    const latestMs = this.now();
    const kept: Kept = { offsetMs: this.#cells[clockSlots.offset] ?? 0, latestMs, heldAtMs: undefined };
    if (this.isHeld) kept.heldAtMs = latestMs;
    this.#file.write(kept);
  }

  close(): void {
    this.keep();
    this.#file.close();
  }
}

/** The virtual time as the shared cells say it, from the real time. */
export function readClock(cells: Float64Array, realMs: number): number {
  return cells[clockSlots.heldAt] || realMs + (cells[clockSlots.offset] ?? 0);
}

/** Where a kept clock goes on: a running one has run on while the process was down. */
function resume({ latestMs, offsetMs, heldAtMs }: Kept): number {
  return heldAtMs === undefined ? Math.max(latestMs, Date.now() + offsetMs) : latestMs;
}
