import type { Api } from "../../data/client.ts";

type PlanDraft = NonNullable<Awaited<ReturnType<Api["plans"]["readPlan"]>>["draft"]>;
type EvaluationPage = Awaited<ReturnType<Api["appraisals"]["readEvaluation"]>>;
type ReportDraft = NonNullable<EvaluationPage["reportDraft"]>;
type PlannedResult = NonNullable<EvaluationPage["plan"]>["content"]["results"][number];

/** One result on the way to being sent. */
export interface Step {
  readonly id: string;
  readonly text: string;
  /** What it still lacks; absent where nothing. */
  readonly lacks?: "notWritten" | "lacksEvidence" | "unfinished" | undefined;
}

/** How far the drafts of a plan are: a result is done when nothing of it would refuse the submission. */
export function planSteps({ results, findings }: PlanDraft): readonly Step[] {
  return results.map(({ result: { id, text } }) => {
    const isBlocked = findings.some(
      ({ weight, path }) => weight === "blocking" && path.startsWith(`results.${id}.`),
    );
    return { id, text, lacks: isBlocked ? "unfinished" : undefined };
  });
}

/** How far a report is, by the service's own findings about its draft. */
export function reportSteps(
  results: readonly PlannedResult[],
  draft: ReportDraft | undefined,
): readonly Step[] {
  const codes = (id: string) =>
    (draft?.findings ?? []).filter(({ path }) => path === `realisations.${id}`).map(({ code }) => code);
  return results.map(({ id, text }) => {
    const found = codes(id);
    // A report without anything in it is found empty as a whole.
    const isEmpty = draft === undefined || draft.findings.some(({ code }) => code === "report.empty");
    if (isEmpty || found.includes("report.realisation-missing")) return { id, text, lacks: "notWritten" };
    return { id, text, lacks: found.includes("report.evidence-missing") ? "lacksEvidence" : undefined };
  });
}
