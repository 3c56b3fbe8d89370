import { predicateMatrix, type Rating, ratings as worstFirst } from "#shared/appraisals/matrix.ts";
import { predicateLabels, ratingShortLabels } from "#shared/appraisals/messages.ts";
import type { Judgement, Ratings } from "#shared/appraisals/model.ts";
import { checkFinal } from "#shared/appraisals/rules.ts";
import type { AppraisalVerdictCode } from "#shared/appraisals/verdicts.ts";
import type { Text } from "#shared/platform/text.ts";
import type { Shape } from "../../ui/shape-mark.tsx";
import type { EvaluationPage, Report } from "../../work/evaluations.ts";

export const shapeOf: Readonly<Record<Rating, Shape>> = { below: "below", meets: "as", above: "above" };

/** Ratings of which nothing is decided yet. */
export function blankRatings(): Ratings {
  const none: Judgement = { rating: null, reason: "", basis: [] };
  return { result: none, behaviour: none, results: [], behaviours: [], strengths: [], improvements: [] };
}

/** As they are sent: empty lines are no strengths. */
export function withoutBlanks(ratings: Ratings): Ratings {
  const filled = (lines: readonly string[]) => lines.filter((line) => line.trim() !== "");
  return { ...ratings, strengths: filled(ratings.strengths), improvements: filled(ratings.improvements) };
}

export type Finding = ReturnType<typeof checkFinal>[number];

/** What the service would say to these ratings, said while they are written. */
export function findingsOf(
  ratings: Ratings,
  { plan, report, rater }: Pick<EvaluationPage, "plan" | "report" | "rater">,
): readonly Finding[] {
  const organisation = rater?.organisation;
  return checkFinal(
    { origin: "individual", ratings: withoutBlanks(ratings) },
    {
      plan: plan?.content ?? null,
      report: report?.report ?? null,
      organisation: { unit: organisation?.name ?? "", predicate: organisation?.predicate ?? null },
      headsUnit: organisation?.isHead ?? false,
      feedback: new Set(),
    },
  );
}

/** What must come from others first: until then the ratings stay a draft. */
const othersFirst: readonly AppraisalVerdictCode[] = [
  "appraisal.no-plan",
  "appraisal.no-report",
  "appraisal.organisation-predicate-missing",
];

/** Whether ratings may become final, what the appraiser still lacks, and what they wait for. */
export function standingOfRatings(findings: readonly Finding[]): {
  readonly missing: readonly Finding[];
  readonly awaited: readonly Finding[];
  readonly questions: readonly Finding[];
} {
  const blocking = findings.filter(({ weight }) => weight === "blocking");
  return {
    missing: blocking.filter(({ code }) => !othersFirst.includes(code)),
    awaited: blocking.filter(({ code }) => othersFirst.includes(code)),
    questions: findings.filter(({ weight }) => weight !== "blocking"),
  };
}

/** The matrix as pages draw it: Di Atas on top, Di Bawah at the left. */
export function matrixOf(result: Rating | null, behaviour: Rating | null, words: (text: Text) => string) {
  const rows = [...worstFirst].reverse();
  const at = (list: readonly Rating[], rating: Rating | null) =>
    rating === null ? undefined : list.indexOf(rating);
  return {
    rows: rows.map((rating) => words(ratingShortLabels[rating])),
    columns: worstFirst.map((rating) => words(ratingShortLabels[rating])),
    cells: rows.map((of) => worstFirst.map((over) => words(predicateLabels[predicateMatrix[of][over]]))),
    row: at(rows, result),
    column: at(worstFirst, behaviour),
  };
}

/** A piece of evidence of the report that a rating may rest on. */
export interface Proof {
  readonly result: string;
  readonly key: string;
  readonly title: string;
}

/** As much of a report as names its evidence. */
export type Evidenced = {
  readonly realisations: readonly Pick<Report["realisations"][number], "result" | "evidence">[];
};

export function proofsOf(report: Evidenced | undefined): readonly Proof[] {
  return (report?.realisations ?? []).flatMap(({ result, evidence }) =>
    evidence.map(({ key, title }) => ({ result, key, title })),
  );
}

/** The judgement with this piece of evidence, or without it where it was there. */
export function toggled(judgement: Judgement, proof: Proof): Judgement {
  const isIt = (one: Judgement["basis"][number]) =>
    one.kind === "evidence" && one.result === proof.result && one.key === proof.key;
  const rest = judgement.basis.filter((one) => !isIt(one));
  if (rest.length < judgement.basis.length) return { ...judgement, basis: rest };
  const { result, key } = proof;
  const added = { kind: "evidence", result, key } as Judgement["basis"][number];
  return { ...judgement, basis: [...judgement.basis, added] };
}

export function restsOn(judgement: Judgement, { result, key }: Proof): boolean {
  return judgement.basis.some((one) => one.kind === "evidence" && one.result === result && one.key === key);
}
