import { isAppraiser, isOwner, oversees } from "#shared/cycles/part-readers.ts";
import type { Id } from "#shared/platform/ids.ts";
import { type PartId, placeOfPart } from "#shared/platform/part-id.ts";
import type { CallContext } from "#shared/platform/serve.ts";
import { mayPrepare } from "./assistant.ts";
import { type EvaluationFile, readEvaluationFile } from "./store.ts";

/** What names an evaluation in a path. */
export interface EvaluationParams {
  readonly cycleId: Id<"cycle">;
  readonly partId: PartId;
  readonly evaluationId: Id<"evaluation">;
}

/** The evaluation; undefined where the part or its cycle does not have it. */
export async function evaluationAt(
  { cycleId, partId, evaluationId }: EvaluationParams,
  { table }: Pick<CallContext, "table">,
  options: { eventually?: boolean } = {},
): Promise<EvaluationFile | undefined> {
  const place = placeOfPart(partId);
  return place.cycleId === cycleId
    ? await readEvaluationFile(table, place, evaluationId, options)
    : undefined;
}

/** The evaluation for its employee, its appraiser, who prepares it, and those who oversee all; for everybody else it does not exist. */
export async function readerOfEvaluation(
  params: EvaluationParams,
  context: CallContext,
): Promise<EvaluationFile | undefined> {
  const file = await evaluationAt(params, context, { eventually: true });
  if (file === undefined) return undefined;
  const { part } = file;
  const reads = isOwner(part, context) || isAppraiser(part, context) || oversees(context);
  return reads || (await mayPrepare(file, context)) ? file : undefined;
}
