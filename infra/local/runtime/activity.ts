import { setTimeout as sleep } from "node:timers/promises";

/** How long a closing poller waits for the batch in progress; what is broken off comes again at the next start. */
export const graceMs = 2_000;

/** Something that moves work on by itself: a stream poller, a queue poller, asynchronous invocations. */
export interface WorkSource {
  /** What is still to do, in words for a person; undefined when there is nothing. */
  backlog(): Promise<string | undefined>;
}

/** Work in progress behind the API, counted so that "everything is done" can be told from "nothing has begun yet". */
export class Activity {
  readonly #sources: WorkSource[] = [];
  #begun = 0;
  #done = 0;
  #succeeded = 0;

  add(source: WorkSource): void {
    this.#sources.push(source);
  }

  /** Runs work and counts it; `hasSucceeded` says whether it was progress or only another failed try. */
  async track<T>(work: () => Promise<T>, hasSucceeded: (result: T) => boolean): Promise<T> {
    this.#begun++;
    try {
      const result = await work();
      if (hasSucceeded(result)) this.#succeeded++;
      return result;
    } finally {
      this.#done++;
    }
  }

  /**
   * Waits until every source is empty in one pass during which nothing began. Answers what is stuck when `patienceMs`
   * passed without one success; an empty list means quiet. Time in which work is in progress is not counted: an
   * invocation has a time limit of its own, and a night's recount of a large agency takes longer than patience.
   */
  async untilQuiet(patienceMs: number): Promise<string[]> {
    let lastSuccess = this.#succeeded;
    let waitedMs = 0;
    for (;;) {
      // Work that ends during a pass may have written behind a source that was already asked; and asking costs.
      while (this.#begun !== this.#done) await sleep(5);
      const passBegan = performance.now();
      const begunBefore = this.#begun;
      const backlog = await this.#backlog();
      if (backlog.length === 0 && this.#begun === begunBefore) return [];
      if (this.#succeeded !== lastSuccess) {
        lastSuccess = this.#succeeded;
        waitedMs = 0;
      } else if (waitedMs > patienceMs) {
        return backlog.length > 0 ? backlog : ["work that fails again and again"];
      }
      await sleep(5);
      waitedMs += performance.now() - passBegan;
    }
  }

  async #backlog(): Promise<string[]> {
    const all = await Promise.all(this.#sources.map((source) => source.backlog()));
    return all.filter((each) => each !== undefined);
  }
}
