import type { Temporal } from "../platform/clock.ts";
import type { Evaluation } from "./model.ts";
import { closesInstant, closingOf, opensInstant } from "./windows.ts";

/** The order of a period (SE MenPANRB 3/2023). Ratings may be drafted before; they are final only in this order. */
export const evaluationOrder = [
  "report",
  "organisation",
  "distribution",
  "appraisal",
  "publication",
  "objection",
] as const;
export type OrderStep = (typeof evaluationOrder)[number];

/** What has been done of one unit's evaluation. */
export interface OrderFacts {
  reportsOutstanding: number;
  organisationPredicateSet: boolean;
  appraisalsOutstanding: number;
  published: boolean;
}

/** One line of the screen "who waits for whom". */
export interface OrderLine {
  step: OrderStep;
  opensAt?: string;
  dueAt?: string;
  done: boolean;
  /** The step that must come first and is not done. */
  waitsFor?: OrderStep;
}

/**
 * The order of a period with dates and what waits for what, for one unit at one moment.
 * @uncalled docs/rules.md#rules-that-nothing-calls-yet
 */
export function orderOf(
  evaluation: Evaluation,
  facts: OrderFacts,
  zone: string,
  now: Temporal.Instant,
): OrderLine[] {
  const { report, organisation, appraisal, objection } = evaluation.windows;
  const opened = (step: keyof Evaluation["windows"]) =>
    opensInstant(evaluation.windows[step], zone).epochMilliseconds <= now.epochMilliseconds;
  const objectionsOver = closesInstant(objection, zone).epochMilliseconds <= now.epochMilliseconds;
  const dates = { report, organisation, appraisal, objection };
  const done: Record<OrderStep, boolean> = {
    report: opened("report") && facts.reportsOutstanding === 0,
    organisation: facts.organisationPredicateSet,
    distribution: facts.organisationPredicateSet && facts.appraisalsOutstanding === 0,
    appraisal: opened("appraisal") && facts.appraisalsOutstanding === 0,
    publication: facts.published,
    objection: facts.published && objectionsOver,
  };
  return evaluationOrder.map((step) => {
    const window = step in dates ? dates[step as keyof typeof dates] : undefined;
    const first = needs[step].find((needed) => !done[needed]);
    return {
      step,
      ...(window ? { opensAt: window.opensAt, dueAt: closingOf(window) } : {}),
      done: done[step],
      ...(first && !done[step] ? { waitsFor: first } : {}),
    };
  });
}

/** A missing report holds nobody up: the appraiser closes it as "belum ada laporan". */
const needs: Record<OrderStep, readonly OrderStep[]> = {
  report: [],
  organisation: [],
  distribution: ["organisation"],
  appraisal: ["organisation"],
  publication: ["organisation", "appraisal"],
  objection: ["publication"],
};
