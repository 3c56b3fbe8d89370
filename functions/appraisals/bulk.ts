import { bulkRatings } from "#shared/appraisals/rules.ts";
import { type RatingDraftItem, ratingDraftEntity } from "#shared/appraisals/store.ts";
import { isDraftable } from "#shared/appraisals/workflow.ts";
import type { Part } from "#shared/cycles/part.ts";
import { isAppraiser } from "#shared/cycles/part-readers.ts";
import { partEntity, readCycle } from "#shared/cycles/store.ts";
import { behaviourValues } from "#shared/plans/berakhlak.ts";
import { planVersionEntity } from "#shared/plans/store.ts";
import { isoInstant } from "#shared/platform/clock.ts";
import { AppError } from "#shared/platform/errors.ts";
import type { Id } from "#shared/platform/ids.ts";
import { type PartId, placeOfPart } from "#shared/platform/part-id.ts";
import type { CallContext } from "#shared/platform/serve.ts";
import { WriteRefused } from "#shared/platform/table/write.ts";

/** What became of one person in a bulk: a draft, the draft that was there, or nothing to rate. */
type BulkOutcome = { readonly part: PartId; readonly outcome: "drafted" | "kept" | "no-plan" | "past" };

/**
 * "Semua Sesuai" as a draft for several of one's people. Each is confirmed by being saved for that person; until
 * then it cannot become final. A part that is not the caller's makes the whole not found.
 */
export async function draftInBulk(
  context: CallContext,
  cycleId: Id<"cycle">,
  evaluation: Id<"evaluation">,
  ids: readonly PartId[],
): Promise<BulkOutcome[]> {
  const { table } = context;
  const cycle = await readCycle(table, cycleId);
  const wanted = [...new Set(ids)];
  const parts = await table.getMany(partEntity, wanted.map(placeOfPart));
  const isMine = (part: Part) => isAppraiser(part, context) && part.cycleId === cycleId;
  const isPlanned = cycle?.evaluations.some(({ id }) => id === evaluation) ?? false;
  if (!isPlanned || parts.length < wanted.length || !parts.every(isMine)) throw new AppError("not-found");
  const versions = await table.getMany(
    planVersionEntity,
    parts.map(({ id, plan }) => ({ part: id, number: plan.approvedVersion })),
  );
  const plans = new Map(versions.map(({ part, content }) => [part, content]));
  return await Promise.all(
    parts.map(async (part): Promise<BulkOutcome> => {
      const plan = plans.get(part.id);
      const { state } = part.evaluations[evaluation] ?? {};
      if (part.exclusion !== undefined || state === undefined || !isDraftable(state)) {
        return { part: part.id, outcome: "past" };
      }
      if (plan === undefined) return { part: part.id, outcome: "no-plan" };
      const ratings = bulkRatings(plan, behaviourValues);
      const savedAt = isoInstant(context.now);
      const draft = { part: part.id, evaluation, origin: "bulk" as const, ratings, savedAt };
      return { part: part.id, outcome: (await putAbsent(context, draft)) ? "drafted" : "kept" };
    }),
  );
}

/** Whether it was written; a draft that is there already is somebody's work. */
async function putAbsent({ table }: CallContext, draft: RatingDraftItem): Promise<boolean> {
  try {
    await table.write([table.create(ratingDraftEntity, draft)]);
    return true;
  } catch (error) {
    if (error instanceof WriteRefused) return false;
    throw error;
  }
}
