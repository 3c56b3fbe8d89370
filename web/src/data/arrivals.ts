import type { Arrival } from "../offline/outbox.ts";
import type { Api } from "./client.ts";
import { queries } from "./queries.ts";

type EvaluationPage = Awaited<ReturnType<Api["appraisals"]["readEvaluation"]>>;
type RatingDraft = Awaited<ReturnType<Api["appraisals"]["saveRatings"]>>;

const steps: ReadonlySet<string> = new Set(["submitEvaluation", "acknowledgeEvaluation", "refuseEvaluation"]);

/** Puts the answer of a write into the page that it belongs to, so that an evening's ratings read no page twice. */
export function placeAnswer(arrival: Arrival | undefined): void {
  if (arrival === undefined || arrival.sending.area !== "appraisals") return;
  const { route, input } = arrival.sending;
  const queryKey = ["appraisals", "readEvaluation", { params: input.params }];
  if (route === "saveRatings")
    queries.setQueryData<EvaluationPage>(queryKey, (page) => withDraft(page, arrival.answer as RatingDraft));
  // The answer to a step is the page, without what only its appraiser reads.
  else if (steps.has(route)) queries.setQueryData(queryKey, arrival.answer);
}

function withDraft(page: EvaluationPage | undefined, draft: RatingDraft): EvaluationPage | undefined {
  if (page === undefined || page.rater === null) return page;
  const state = page.state === "reported" ? "drafted" : page.state;
  return { ...page, state, rater: { ...page.rater, draft } };
}
