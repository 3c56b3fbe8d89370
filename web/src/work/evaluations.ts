import type { Api } from "../data/client.ts";

/** One evaluation of a part, as its page is answered. */
export type EvaluationPage = Awaited<ReturnType<Api["appraisals"]["readEvaluation"]>>;
export type EvaluationState = EvaluationPage["state"];
export type PlanContent = NonNullable<EvaluationPage["plan"]>["content"];
export type PlannedResult = PlanContent["results"][number];
export type Indicator = PlannedResult["indicators"][number];
export type Measure = NonNullable<Indicator["target"]>;
export type Report = NonNullable<EvaluationPage["report"]>["report"];
export type Realisation = Report["realisations"][number];
export type Evidence = Realisation["evidence"][number];

/** What names an evaluation to the service. */
export function paramsOf({ part, evaluation }: Pick<EvaluationPage, "part" | "evaluation">) {
  return { cycleId: part.cycleId, partId: part.id, evaluationId: evaluation.id };
}
