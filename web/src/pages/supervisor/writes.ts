import type { Ratings } from "#shared/appraisals/model.ts";
import { outbox } from "../../app/services.ts";
import { useStore } from "../../app/store.ts";
import type { Sending } from "../../offline/queue.ts";
import type { EvaluationState } from "../../work/evaluations.ts";
import { withoutBlanks } from "./ratings.ts";
import { showStep } from "./sitting.ts";

/** What names an evaluation of a part. */
export interface EvaluationParams {
  readonly cycleId: string;
  readonly partId: string;
  readonly evaluationId: string;
}

const lists = ["appraisals/readInbox", "appraisals/readTeam"];

/** Writes about one person's evaluation arrive in order. */
export function subjectOf({
  partId,
  evaluationId,
}: Pick<EvaluationParams, "partId" | "evaluationId">): string {
  return `rating ${partId} ${evaluationId}`;
}

export function planSubjectOf(partId: string): string {
  return `decision ${partId}`;
}

/** Saves ratings as a draft; of several saves that wait only the last goes out. */
export async function saveRatings(
  params: EvaluationParams,
  version: number,
  ratings: Ratings,
): Promise<void> {
  await outbox.put(
    "appraisals",
    "saveRatings",
    { params, body: { version, ratings: withoutBlanks(ratings) } },
    { subject: subjectOf(params), slot: "ratings" },
  );
}

/** Makes the draft final that the last save holds. The lists show it at once. */
export async function submitRatings(params: EvaluationParams, version: number): Promise<void> {
  await outbox.put(
    "appraisals",
    "submitEvaluation",
    { params, body: { version } },
    { subject: subjectOf(params), about: "ratings" },
  );
  showEvaluation(params, "submitted");
}

export function showEvaluation(
  { cycleId, partId, evaluationId }: EvaluationParams,
  state: EvaluationState,
): void {
  showStep(cycleId, partId, { evaluation: evaluationId, state });
}

interface PlanParams {
  readonly cycleId: string;
  readonly partId: string;
}

interface PlanNote {
  readonly path: string;
  readonly text: string;
}

/** Approves the version that was read: by number and hash, so that nobody approves what they did not see. */
export async function approvePlan(
  params: PlanParams,
  read: { readonly number: number; readonly hash: string },
): Promise<void> {
  await outbox.put(
    "plans",
    "approvePlan",
    { params, body: { version: read.number, hash: read.hash } },
    { subject: planSubjectOf(params.partId), refreshes: ["plans/readPlan"] },
  );
  showStep(params.cycleId, params.partId, { plan: "approved" });
}

export async function returnPlan(
  params: PlanParams,
  read: { readonly number: number },
  reason: string,
  notes: readonly PlanNote[],
): Promise<void> {
  await outbox.put(
    "plans",
    "returnPlan",
    { params, body: { version: read.number, reason, notes: [...notes] } },
    { subject: planSubjectOf(params.partId), refreshes: ["plans/readPlan"] },
  );
  showStep(params.cycleId, params.partId, { plan: "returned" });
}

/** What of one subject has not arrived yet. */
export function useSendings(subject: string): {
  readonly isPending: boolean;
  /** The route of the last write that waits. */
  readonly last: string | undefined;
  readonly refused: Sending | undefined;
} {
  const { waiting } = useStore(outbox.state);
  const mine = waiting.filter((sending) => sending.subject === subject);
  return {
    isPending: mine.length > 0,
    last: mine.at(-1)?.route,
    refused: mine.find(({ refusal }) => refusal !== undefined),
  };
}

/** Writes of supervisors that the service did not take, with the part that they are about. */
export function useRefused(): readonly { readonly sending: Sending; readonly part: string }[] {
  const { refused } = useStore(outbox.state);
  return refused.flatMap((sending) => {
    const [kind, part] = sending.subject.split(" ");
    return part !== undefined && (kind === "rating" || kind === "decision") ? [{ sending, part }] : [];
  });
}

/** Gives a refused write up; the lists and pages show what the service has. */
export async function letGo(sending: Sending): Promise<void> {
  await outbox.giveUp({
    ...sending,
    refreshes: [...sending.refreshes, ...lists, "appraisals/readEvaluation", "plans/readPlan"],
  });
}
