import { isAppraiser, isOwner, oversees, ownPart } from "#shared/cycles/part-readers.ts";
import { keepFirstSeal } from "#shared/cycles/seals.ts";
import { requireOpenWindow } from "#shared/cycles/window-gate.ts";
import { planRoutes } from "#shared/plans/routes.ts";
import { reviseFrom } from "#shared/plans/rules.ts";
import {
  frameDraftEntity,
  type PlanFile,
  type PlanReading,
  planVersionOf,
  readPlanFile,
  resultDraftEntity,
} from "#shared/plans/store.ts";
import { workingWindows } from "#shared/plans/windows.ts";
import { isoInstant } from "#shared/platform/clock.ts";
import { AppError } from "#shared/platform/errors.ts";
import type { Id } from "#shared/platform/ids.ts";
import { type PartId, type PartPlace, placeOfPart } from "#shared/platform/part-id.ts";
import { type CallContext, implement, serve } from "#shared/platform/serve.ts";
import { discard, save, withCurrent } from "#shared/platform/table/commit.ts";
import { WriteRefused } from "#shared/platform/table/write.ts";
import { decideAsked } from "./by-link.ts";
import { amendPlan, decideOnPlan, deciderOf, keepPlan, submitPlan } from "./moves.ts";
import { planView } from "./view.ts";

export const implementation = implement(planRoutes, {
  subjects: {
    "own-part": ownPart,

    "reader-of-part": async (params, context) => {
      const drafts = placeOfPart(params.partId).employeeId === context.actor.employee;
      const file = await fileAt(params, context, { eventually: true, drafts });
      if (file === undefined) return undefined;
      const { part } = file;
      return isOwner(part, context) || isAppraiser(part, context) || oversees(context) ? file : undefined;
    },

    "appraiser-of-part": async (params, context) => {
      const file = await fileAt(params, context, { drafts: false });
      return file !== undefined && isAppraiser(file.part, context) ? file : undefined;
    },
  },

  handlers: {
    readPlan: async ({ subject }, context) => await planView(subject, context),

    saveResultDraft: async ({ params, body }, context) => {
      if (body.result.id !== params.resultId) throw misplaced("result.id");
      await requireOpenWindow(context, params.cycleId, workingWindows);
      const { version, ...draft } = body;
      const item = { part: params.partId, ...draft, savedAt: isoInstant(context.now) };
      return await save(context, resultDraftEntity, item, seen(context, version));
    },

    removeResultDraft: async ({ params }, context) => {
      await requireOpenWindow(context, params.cycleId, workingWindows);
      if (context.expectedVersion === undefined) throw misplaced("If-Match");
      const draft = {
        part: params.partId,
        result: { id: params.resultId },
        version: context.expectedVersion,
      };
      await discard(context, resultDraftEntity, draft);
      return undefined;
    },

    savePlanFrame: async ({ params, body }, context) => {
      await requireOpenWindow(context, params.cycleId, workingWindows);
      const item = { part: params.partId, frame: body.frame, savedAt: isoInstant(context.now) };
      return await save(context, frameDraftEntity, item, seen(context, body.version));
    },

    sealPlanDraft: async ({ params, body }, context) => {
      await requireOpenWindow(context, params.cycleId, workingWindows);
      const seal = { part: params.partId, hash: body.hash, receivedAt: isoInstant(context.now) };
      return await keepFirstSeal(context.table, seal);
    },

    submitPlan: async ({ subject, body }, context) =>
      await answered(context, subject.place, (file) => submitPlan(context, file, body)),

    approvePlan: async ({ subject, body }, context) => {
      const { version, hash, note } = body;
      const decision = { version, hash, reason: note, notes: [], by: deciderOf(context) };
      return await pageAfter(context, subject, () => decideOnPlan(context, subject, "approve", decision));
    },

    returnPlan: async ({ subject, body }, context) =>
      await pageAfter(context, subject, () =>
        decideOnPlan(context, subject, "return", { ...body, by: deciderOf(context) }),
      ),

    approveAskedPlan: async ({ body: { note, ...shown } }, context) =>
      await decideAsked(context, "approve", { ...shown, reason: note }),

    returnAskedPlan: async ({ body }, context) => await decideAsked(context, "return", body),

    amendPlan: async ({ subject }, context) =>
      await answered(context, subject.place, (file) => amendPlan(context, file)),

    keepPlan: async ({ subject }, context) =>
      await answered(context, subject.place, (file) => keepPlan(context, file)),

    copyPlan: async ({ subject, body, params }, context) => {
      await requireOpenWindow(context, params.cycleId, workingWindows);
      return await answered(context, subject.place, (file) => copyResults(context, file, body));
    },
  },
});

export const handler = serve(implementation);

async function fileAt(
  { cycleId, partId }: { cycleId: Id<"cycle">; partId: PartId },
  { table }: CallContext,
  reading: PlanReading,
): Promise<PlanFile | undefined> {
  const place = placeOfPart(partId);
  return place.cycleId === cycleId ? await readPlanFile(table, place, reading) : undefined;
}

/** Reads the plan, does something to it and answers its page. */
async function answered(context: CallContext, place: PartPlace, work: (file: PlanFile) => Promise<PlanFile>) {
  const file = await readPlanFile(context.table, place);
  if (file === undefined) throw new AppError("not-found");
  return await pageAfter(context, file, () => work(file));
}

/** The page after some work; who lost a race gets the page as it is now. */
async function pageAfter(context: CallContext, { part }: PlanFile, work: () => Promise<PlanFile>) {
  return await withCurrent(
    async () => await planView(await work(), context),
    async () => {
      const current = await readPlanFile(context.table, part);
      return current && (await planView(current, context));
    },
  );
}

/** `If-Match` says the same as the body's version, for clients that would rather use it. */
function seen({ expectedVersion }: CallContext, version: number): number {
  return expectedVersion ?? version;
}

function misplaced(path: string): AppError {
  return new AppError("request.invalid", { fields: [{ path, message: path }] });
}

/** Results keep their ids, so that what was done for them stays tied to them; what is drafted already stays as it is. */
async function copyResults(
  context: CallContext,
  file: PlanFile,
  { from, results }: { from: PartId; results?: readonly string[] | undefined },
): Promise<PlanFile> {
  const { table, now, actor } = context;
  const place = placeOfPart(from);
  const source = place.employeeId === actor.employee ? await readPlanFile(table, place) : undefined;
  if (source === undefined) throw new AppError("not-found");
  const { approvedVersion, submittedVersion } = source.part.plan;
  const version = planVersionOf(source, approvedVersion || submittedVersion);
  if (version === undefined) throw new AppError("plan.source-empty");
  const revised = reviseFrom(version);
  const present = new Set(file.drafts.map(({ result }) => result.id));
  const shared = { part: file.part.id, savedAt: isoInstant(now) };
  const drafts = revised.results
    .filter(({ result }) => !present.has(result.id) && (results?.includes(result.id) ?? true))
    .map((placed) => ({ ...shared, ...placed }));
  const frame = file.frame === undefined ? [{ ...shared, frame: revised.frame }] : [];
  await writeNew(context, [
    ...drafts.map((draft) => table.create(resultDraftEntity, draft)),
    ...frame.map((one) => table.create(frameDraftEntity, one)),
  ]);
  return (await readPlanFile(table, file.part)) ?? file;
}

async function writeNew({ table }: CallContext, writes: Parameters<typeof table.write>[0]): Promise<void> {
  try {
    await table.write(writes);
  } catch (error) {
    if (error instanceof WriteRefused) throw new AppError("edit.conflict", { cause: error });
    throw error;
  }
}
