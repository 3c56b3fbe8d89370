import type { Cycle } from "../cycles/model.ts";
import {
  type EvaluationState,
  evaluationStates,
  evaluationWaitsFor,
  type PlanState,
  planStates,
  planWaitsFor,
  type WaitsFor,
} from "../cycles/states.ts";
import type { TallyRecord } from "./store.ts";
import { phaseCounters } from "./tally.ts";

/** How far one row of the monitor is: the agency or a unit, in one phase of the cycle. */
export interface MonitorRow {
  readonly unit: string;
  readonly total: number;
  /** Nobody is waited for any more. */
  readonly done: number;
  readonly waitingForAppraiser: number;
  readonly waitingForEmployee: number;
  /** Not begun at all: a plan never submitted, and so nothing to report on. */
  readonly notStarted: number;
  /** Those of the cycle whom this evaluation does not concern, such as part-time PPPK in a semester; not in `total`. */
  readonly withoutEvaluation: number;
  /** What was submitted came after its deadline, and was taken all the same; among all the others. */
  readonly late: number;
  readonly states: Readonly<Record<string, number>>;
  readonly excluded: number;
  readonly excludedBy: Readonly<Record<string, number>>;
  readonly predicates: Readonly<Record<string, number>>;
}

/** What the monitor looks at: the plans, or one evaluation. */
export type MonitorPhase = "planning" | Cycle["evaluations"][number]["id"];

/** The counters of a tally as one row; its parts always add up to `total`, apart from it the excluded and those without the evaluation. */
export function monitorRow(tally: Pick<TallyRecord, "unit" | "counts">, phase: MonitorPhase): MonitorRow {
  const prefix = phaseCounters(phase);
  const names: readonly string[] = phase === "planning" ? planStates : evaluationStates;
  const counted = (begin: string, some: readonly string[]) =>
    Object.fromEntries(some.map((state) => [state, tally.counts[begin + state] ?? 0]));
  const states = counted(prefix, names);
  const all = sumOf(states);
  const notStarted = tally.counts[phase === "planning" ? "plan.draft" : `${prefix}unbegun`] ?? 0;
  const waiting = (who: WaitsFor) =>
    names
      .filter((state) => waitsFor(phase, state) === who)
      .reduce((sum, state) => sum + (states[state] ?? 0), 0);
  const excludedBy = startingWith(tally.counts, "excluded.");
  return {
    unit: tally.unit,
    total: all,
    done: waiting("nobody"),
    waitingForAppraiser: waiting("appraiser") + waiting("superior"),
    waitingForEmployee: waiting("employee") - notStarted,
    notStarted,
    // Everyone in the cycle has a plan, in one state.
    withoutEvaluation: sumOf(counted(phaseCounters("planning"), planStates)) - all,
    late: tally.counts[`${prefix}late`] ?? 0,
    states,
    excluded: sumOf(excludedBy),
    excludedBy,
    predicates: startingWith(tally.counts, `${prefix}predicate.`),
  };
}

function sumOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

function waitsFor(phase: MonitorPhase, state: string): WaitsFor {
  return phase === "planning"
    ? planWaitsFor[state as PlanState]
    : evaluationWaitsFor[state as EvaluationState];
}

function startingWith(counts: Readonly<Record<string, number>>, prefix: string): Record<string, number> {
  const found = Object.entries(counts).filter(([name, count]) => name.startsWith(prefix) && count !== 0);
  return Object.fromEntries(found.map(([name, count]) => [name.slice(prefix.length), count]));
}
