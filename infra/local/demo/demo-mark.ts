import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * What a data folder holds: nothing yet, a demo that was being loaded when its process ended, the whole demo, or data
 * without one.
 */
export type DemoState = "nothing" | "half" | "whole" | "other";

/** Remembers in the data folder how far the demo's loading got, so that nobody ever meets half a demo. */
export class DemoMark {
  readonly #dataDir: string;

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
  }

  state(): DemoState {
    const mark = path.join(this.#dataDir, "demo");
    if (existsSync(mark)) return readFileSync(mark, "utf8") === "whole" ? "whole" : "half";
    return existsSync(path.join(this.#dataDir, "clock.json")) ? "other" : "nothing";
  }

  /** To be said before anything of the demo, the clock's beginning included, is written. */
  begin(): void {
    this.#write("half");
  }

  finish(): void {
    this.#write("whole");
  }

  #write(state: "half" | "whole"): void {
    mkdirSync(this.#dataDir, { recursive: true });
    writeFileSync(path.join(this.#dataDir, "demo"), state);
  }
}
