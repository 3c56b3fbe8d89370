import type { Cycle } from "../../data/cycle-at-hand.ts";
import type { EvaluationState } from "../../work/evaluations.ts";
import type { Part } from "../../work/my-parts.ts";

/** One of my evaluations: of which cycle, of which of my parts. */
export interface MyEvaluation {
  readonly cycle: Cycle;
  readonly part: Part;
  readonly evaluation: Cycle["evaluations"][number];
  readonly state: EvaluationState;
  /** Since when it is in that state. */
  readonly since: string;
}

/** Results in force: there is something to be explained. */
const finalStates: readonly EvaluationState[] = ["submitted", "acknowledged", "refused", "deemed-received"];

export function isFinal({ state }: Pick<MyEvaluation, "state">): boolean {
  return finalStates.includes(state);
}

/** All evaluations of my parts, the newest period first; of one period the later part first. Excluded parts have none. */
export function evaluationsOf(
  cycles: readonly Cycle[],
  parts: ReadonlyMap<string, readonly Part[]>,
): readonly MyEvaluation[] {
  const all = cycles.flatMap((cycle) =>
    (parts.get(cycle.id) ?? [])
      .filter(({ exclusion }) => exclusion === undefined)
      .flatMap((part) =>
        cycle.evaluations.flatMap((evaluation) => {
          const mine = part.evaluations[evaluation.id];
          return mine === undefined
            ? []
            : [{ cycle, part, evaluation, state: mine.state, since: mine.since }];
        }),
      ),
  );
  return all.sort((a, b) => orderOf(b).localeCompare(orderOf(a)));
}

function orderOf({ evaluation, part }: MyEvaluation): string {
  return `${evaluation.period.to} ${evaluation.period.from} ${part.to}`;
}

interface Wanted {
  readonly part: string | null;
  readonly evaluation: string | null;
}

/** Which result is explained: the one that the address names, else the latest final one, else the latest. */
export function evaluationToExplain(all: readonly MyEvaluation[], wanted: Wanted): MyEvaluation | undefined {
  const fits = ({ part, evaluation }: MyEvaluation) =>
    (wanted.part === null || part.id === wanted.part) &&
    (wanted.evaluation === null || evaluation.id === wanted.evaluation);
  const found = all.filter(fits);
  return found.find(isFinal) ?? found[0];
}

/** What the person can do about an evaluation now. */
export type NextStep = "report" | "read" | "see" | "none";

export function nextStepOf({ state }: Pick<MyEvaluation, "state">): NextStep {
  if (state === "not-started") return "report";
  if (state === "reported" || state === "drafted") return "see";
  return isFinal({ state }) ? "read" : "none";
}
