import { canonicalJson } from "#shared/platform/canonical.ts";
import type { Cycle } from "../../data/cycle-at-hand.ts";
import type { Evidence, Measure, PlanContent, Realisation, Report } from "../../work/evaluations.ts";
import type { Part } from "../../work/my-parts.ts";
import { windowStanding } from "../../work/windows.ts";

type Plan = Pick<PlanContent, "results">;
type Evaluation = Cycle["evaluations"][number];

/** What a result of a report still lacks; the sentences are those of `report.realisation-missing` and `report.evidence-missing`. */
export type Lack = "realisation" | "evidence";

export function realisationFor(report: Report, result: string): Realisation {
  const found = report.realisations.find((one) => one.result === result);
  return (
    found ?? { result: result as Realisation["result"], reached: {}, text: "", evidence: [], obstacles: "" }
  );
}

/** The report with one result changed, in the plan's order. */
export function withRealisation(report: Report, { results }: Plan, changed: Realisation): Report {
  const one = (result: string) => (result === changed.result ? changed : realisationFor(report, result));
  return { realisations: results.map(({ id }) => one(id)).filter(hasContent) };
}

/** What was reached for an indicator; absent: nothing yet. */
export function withReached(
  realisation: Realisation,
  indicator: string,
  reached: Measure | undefined,
): Realisation {
  const { [indicator]: _, ...others } = realisation.reached;
  return { ...realisation, reached: reached === undefined ? others : { ...others, [indicator]: reached } };
}

/** A piece of evidence added, or put in place of the one with its key. */
export function withEvidence(realisation: Realisation, evidence: Evidence): Realisation {
  const isKnown = realisation.evidence.some(({ key }) => key === evidence.key);
  const replaced = realisation.evidence.map((one) => (one.key === evidence.key ? evidence : one));
  return { ...realisation, evidence: isKnown ? replaced : [...realisation.evidence, evidence] };
}

export function withoutEvidence(realisation: Realisation, key: string): Realisation {
  return { ...realisation, evidence: realisation.evidence.filter((one) => one.key !== key) };
}

export function lackOf(realisation: Realisation): Lack | undefined {
  if (!hasContent(realisation)) return "realisation";
  return realisation.evidence.length === 0 ? "evidence" : undefined;
}

function hasContent({ text, obstacles, evidence, reached }: Realisation): boolean {
  return (
    text.trim() !== "" || obstacles.trim() !== "" || evidence.length > 0 || Object.keys(reached).length > 0
  );
}

/** Each result of the plan with what it lacks. */
export function lacksOf(report: Report, { results }: Plan): readonly (Lack | undefined)[] {
  return results.map(({ id }) => lackOf(realisationFor(report, id)));
}

/** The report as the service keeps it: without the spaces at the ends of texts, which come and go while somebody types. */
export function tidied({ realisations }: Report): Report {
  return {
    realisations: realisations
      .map((one) => ({
        ...one,
        text: tidy(one.text),
        obstacles: tidy(one.obstacles),
        reached: tidyReached(one),
      }))
      .filter(hasContent),
  };
}

function tidyReached({ reached }: Realisation): Realisation["reached"] {
  const entries = Object.entries(reached).map(([key, value]): [string, Measure] => [
    key,
    value.kind === "text" ? { ...value, text: tidy(value.text) } : value,
  ]);
  return Object.fromEntries(entries);
}

function tidy(text: string): string {
  return text.trim().normalize("NFC");
}

/** Whether two reports say the same. */
export function isSameReport(one: Report, other: Report): boolean {
  return canonicalJson(tidied(one)) === canonicalJson(tidied(other));
}

/**
 * Which evaluation of a part one reports on: the one that the address names, else the one that can be sent now and was
 * not, else the next whose reports open, else the last.
 */
export function evaluationToReport(
  cycle: Pick<Cycle, "evaluations" | "zone">,
  part: Pick<Part, "evaluations">,
  wanted: string | null,
  now: string,
): Evaluation | undefined {
  const mine = cycle.evaluations
    .filter(({ id }) => part.evaluations[id] !== undefined)
    .sort((a, b) => (a.windows.report.opensAt < b.windows.report.opensAt ? -1 : 1));
  const named = mine.find(({ id }) => id === wanted);
  if (named !== undefined) return named;
  const standing = ({ windows }: Evaluation) => windowStanding(windows.report, cycle.zone, now).state;
  const open = mine.filter((one) => standing(one) === "open");
  const unsent = open.find(({ id }) => part.evaluations[id]?.state === "not-started");
  return unsent ?? open[0] ?? mine.find((one) => standing(one) === "not-yet") ?? mine.at(-1);
}
