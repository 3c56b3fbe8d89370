import type { Filling } from "./text.ts";

/** Blocking: the step is refused until it is put right. Question: shown, answered or not, never in the way. */
export type Weight = "blocking" | "question";

/** What a rule found: a code whose sentence stands in the area's messages, and the field it is about. */
export interface Verdict<Code extends string = string> {
  readonly code: Code;
  readonly weight: Weight;
  /** Dotted, with ids instead of positions where there are ids: `results.res_….indicators.waktu.target`. */
  readonly path: string;
  /** What the sentence's placeholders say. */
  readonly values: Readonly<Record<string, Filling>>;
}

export function isBlocked(verdicts: readonly Verdict[]): boolean {
  return verdicts.some((verdict) => verdict.weight === "blocking");
}
