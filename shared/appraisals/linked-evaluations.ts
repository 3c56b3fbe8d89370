import { type PartId, placeOfPart } from "#shared/platform/part-id.ts";
import type { Confirmation } from "./confirmation-item.ts";
import type { OpenedLink } from "./confirmation-link.ts";
import { type EvaluationFile, readEvaluationFile } from "./store.ts";
import { isDraftable } from "./workflow.ts";

/** One of the people whom the link was made for. */
export type BoundDraft = Confirmation["drafts"][number];

/** The evaluation of one of the link's people as it is now, and whether it still waits for the link's official. */
export async function evaluationBehind(
  { table, asked: { official, evaluationId } }: OpenedLink,
  { part, isConfirmed }: BoundDraft,
): Promise<{ readonly file: EvaluationFile | undefined; readonly isWaiting: boolean }> {
  if (evaluationId === undefined) return { file: undefined, isWaiting: false };
  const file = await readEvaluationFile(table, placeOfPart(part), evaluationId);
  const state = file?.part.evaluations[evaluationId]?.state;
  const isWaiting =
    !isConfirmed &&
    file?.part.appraiser?.id === official &&
    file.part.exclusion === undefined &&
    state !== undefined &&
    isDraftable(state);
  return { file, isWaiting };
}

/** The evaluation of somebody whom the link asks to confirm; undefined for everybody else, and once it waits no longer. */
export async function waitingEvaluation(link: OpenedLink, part: PartId): Promise<EvaluationFile | undefined> {
  const bound = link.asked.drafts.find((draft) => draft.part === part);
  if (bound === undefined) return undefined;
  const { file, isWaiting } = await evaluationBehind(link, bound);
  return isWaiting ? file : undefined;
}
