/** One thing that was asked: what, what came back, how long it took, and whether it was as it should be. */
interface Told {
  readonly chapter: string;
  readonly text: string;
  readonly milliseconds: number;
  readonly failure: string | undefined;
}

/** Tells the story step by step and keeps count; what is not as it should be is told, and makes the story fail. */
export class Narrator {
  readonly #told: Told[] = [];
  readonly #print: (line: string) => void;
  #chapter = "";

  constructor(print: (line: string) => void) {
    this.#print = print;
  }

  chapter(title: string): void {
    this.#chapter = title;
    this.#print(`\n${title}`);
  }

  /** Does one step. `answer` says in words what came back. An error is told as the step's failure and thrown on. */
  async step<T>(asked: string, action: () => Promise<T>, answer: (result: T) => string): Promise<T> {
    const started = performance.now();
    try {
      const result = await action();
      this.#tell(`${asked} → ${answer(result)}`, performance.now() - started, undefined);
      return result;
    } catch (error) {
      const failure = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      this.#tell(asked, performance.now() - started, failure);
      throw error;
    }
  }

  /** Something that must hold; if not, the story goes on and fails in the end. */
  check(what: string, holds: boolean, found = ""): void {
    this.#tell(`${what}${found === "" ? "" : `: ${found}`}`, 0, holds ? undefined : "not as it should be");
  }

  /** How many failures there were, after a summary by chapter. */
  finish(): number {
    const failures = this.#told.filter(({ failure }) => failure !== undefined);
    this.#print("\nSummary");
    for (const [chapter, told] of Map.groupBy(this.#told, (one) => one.chapter)) {
      const seconds = told.reduce((sum, one) => sum + one.milliseconds, 0) / 1000;
      const failed = told.filter(({ failure }) => failure !== undefined).length;
      this.#print(
        `  ${failed === 0 ? "✓" : "✗"} ${chapter}: ${told.length} steps, ${seconds.toFixed(1)} s${failed === 0 ? "" : `, ${failed} failed`}`,
      );
    }
    for (const { text, failure } of failures) this.#print(`  ✗ ${text} (${failure})`);
    this.#print(
      failures.length === 0 ? "All of it as it should be." : `${failures.length} not as they should be.`,
    );
    return failures.length;
  }

  #tell(text: string, milliseconds: number, failure: string | undefined): void {
    this.#told.push({ chapter: this.#chapter, text, milliseconds, failure });
    const time =
      milliseconds === 0
        ? ""
        : ` (${milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`})`;
    this.#print(
      `  ${failure === undefined ? "·" : "✗"} ${text}${time}${failure === undefined ? "" : `: ${failure}`}`,
    );
  }
}
