import { assistedOfficial, decidable, mayPrepare } from "#shared/appraisals/assistant.ts";
import { openedLink } from "#shared/appraisals/confirmation-link.ts";
import {
  type EvaluationParams,
  evaluationAt,
  readerOfEvaluation,
} from "#shared/appraisals/evaluation-readers.ts";
import { explain } from "#shared/appraisals/explanation.ts";
import { lateReportNotes } from "#shared/appraisals/messages.ts";
import { forgetOrganisation } from "#shared/appraisals/organisation.ts";
import { organisationRatingEntity, organisationRatings } from "#shared/appraisals/organisation-item.ts";
import { appraisalRoutes } from "#shared/appraisals/routes.ts";
import { type EvaluationFile, ratingDraftEntity, reportDraftEntity } from "#shared/appraisals/store.ts";
import { isAppraiser, isOwner, ownPart } from "#shared/cycles/part-readers.ts";
import { keepFirstSeal } from "#shared/cycles/seals.ts";
import { partsOfAppraiser, waitingParts } from "#shared/cycles/store.ts";
import { requireDraftTime, requireOpenWindow } from "#shared/cycles/window-gate.ts";
import { evaluationWindow } from "#shared/cycles/windows.ts";
import { personOf } from "#shared/platform/actor.ts";
import { isoInstant } from "#shared/platform/clock.ts";
import { AppError } from "#shared/platform/errors.ts";
import { type CallContext, implement, serve } from "#shared/platform/serve.ts";
import { commit, create, isReplay, save, withCurrent } from "#shared/platform/table/commit.ts";
import { askConfirmation, askPlanDecisions, readAsked } from "./asking.ts";
import { draftInBulk } from "./bulk.ts";
import { confirmationView, confirmPrepared, correctPrepared } from "./confirming.ts";
import { evaluationOf, isFinalState, type ShownFile } from "./context.ts";
import { setterOfPredicate } from "./leader.ts";
import {
  beginRating,
  closeWithoutReport,
  declineReport,
  markRead,
  raterOf,
  ratingStep,
  receive,
  reopenReport,
  retractReport,
  submitEvaluation,
  submitReport,
  takeBack,
} from "./moves.ts";
import { teamRows } from "./team.ts";
import { evaluationView } from "./view.ts";

export const implementation = implement(appraisalRoutes, {
  subjects: {
    "own-part": ownPart,

    "appraiser-of-part": async (params: EvaluationParams, context) =>
      await decidable(await evaluationAt(params, context), context),

    "preparer-of-part": async (params: EvaluationParams, context) => {
      const file = await evaluationAt(params, context);
      if (file === undefined) return undefined;
      if (isAppraiser(file.part, context)) return { file };
      const preparedBy = context.actor.member;
      return (await mayPrepare(file, context)) ? { file, preparedBy } : undefined;
    },

    "assistant-of-official": assistedOfficial,

    "reader-of-part": readerOfEvaluation,

    "head-above-unit": setterOfPredicate,
  },

  handlers: {
    readEvaluation: async ({ params, subject }, context) =>
      await evaluationView(await opened(params, subject, context), context),

    explainEvaluation: async ({ params, subject }, context) => {
      const file = await opened(params, subject, context);
      const final = file.finals.at(-1);
      const plan = file.planVersions.find(({ number }) => number === final?.planVersion);
      const isInForce = isFinalState(evaluationOf(file.part, file.evaluation).state);
      if (!isInForce || final === undefined || plan === undefined) throw new AppError("appraisal.not-final");
      const explanation = explain(final, { plan: plan.content, feedback: new Map(), feedbackCount: 0 });
      const { late } = file.item ?? {};
      return late
        ? { ...explanation, notes: [...explanation.notes, lateReportNotes[late.arrival]] }
        : explanation;
    },

    saveReport: async ({ params, body }, context) => {
      const report = evaluationWindow({ id: params.evaluationId }, "report");
      await requireDraftTime(context, params.cycleId, ["progress", report]);
      const about = { part: params.partId, evaluation: params.evaluationId };
      const item = { ...about, report: body.report, savedAt: isoInstant(context.now) };
      return await save(context, reportDraftEntity, item, context.expectedVersion ?? body.version);
    },

    sealReport: async ({ params, body }, context) => {
      const report = evaluationWindow({ id: params.evaluationId }, "report");
      await requireOpenWindow(context, params.cycleId, [report]);
      const seal = { part: params.partId, hash: body.hash, receivedAt: isoInstant(context.now) };
      return await keepFirstSeal(context.table, seal);
    },

    submitReport: async ({ params, body }, context) =>
      await answered(params, context, (file) => submitReport(context, file, body)),

    retractReport: async ({ params }, context) =>
      await answered(params, context, (file) => retractReport(context, file)),

    declineReport: async ({ params, subject, body }, context) =>
      await pageAfter(params, context, () => declineReport(context, subject, body.reason)),

    reopenReport: async ({ params, subject }, context) =>
      await pageAfter(params, context, () => reopenReport(context, subject)),

    saveRatings: async ({ params, subject: { file, preparedBy }, body }, context) => {
      const about = { part: params.partId, evaluation: params.evaluationId };
      const savedAt = isoInstant(context.now);
      const item = { ...about, origin: "individual" as const, ratings: body.ratings, savedAt, preparedBy };
      const { table, mark } = context;
      if (ratingStep(file) === "goes-on") {
        return await save(context, ratingDraftEntity, item, body.version);
      }
      const marks = mark === undefined ? {} : { request: mark };
      const write =
        body.version === 0
          ? table.create(ratingDraftEntity, item, marks)
          : table.replaceVersion(ratingDraftEntity, item, { version: body.version }, marks);
      await withCurrentDraft(file, context, () => beginRating(context, file, write));
      return { ...item, version: body.version + 1 };
    },

    draftInBulk: async ({ params, body }, context) => ({
      items: await draftInBulk(context, params.cycleId, params.evaluationId, body.parts),
    }),

    submitEvaluation: async ({ params, subject, body }, context) =>
      await pageAfter(params, context, () =>
        submitEvaluation(context, subject, { ...body, by: raterOf(context) }),
      ),

    withdrawEvaluation: async ({ params, subject }, context) =>
      await pageAfter(params, context, () => takeBack(context, subject, "withdrawn", "")),

    reopenEvaluation: async ({ params, subject, body }, context) =>
      await pageAfter(params, context, () => takeBack(context, subject, "reopened", body.reason)),

    acknowledgeEvaluation: async ({ params, body }, context) =>
      await answered(params, context, (file) => receive(context, file, "acknowledged", body.answer)),

    refuseEvaluation: async ({ params, body }, context) =>
      await answered(params, context, (file) => receive(context, file, "refused", body.reason)),

    closeWithoutReport: async ({ params, subject }, context) =>
      await pageAfter(params, context, () => closeWithoutReport(context, subject)),

    listOrganisationPredicates: async ({ query }, { table, cursors }) => {
      const pattern = organisationRatings(query.cycle, query.evaluation);
      return cursors.answer(await table.query(pattern, cursors.page(query)));
    },

    setOrganisationPredicate: async ({ params, body, subject }, context) => {
      const { cycleId, evaluationId, unitId } = params;
      const window = evaluationWindow({ id: evaluationId }, "organisation");
      await requireOpenWindow(context, cycleId, [window], unitId);
      const { version, ...rating } = body;
      const { onBehalf } = subject;
      const { table, now, actor } = context;
      const place = { cycleId, evaluationId, unit: unitId };
      const setBy = onBehalf ? actor.member : (actor.employee ?? actor.official ?? actor.member);
      const next = { ...place, ...rating, onBehalf, setBy, setAt: isoInstant(now) };
      const current = await table.get(organisationRatingEntity, place);
      if ((onBehalf || current !== undefined) && rating.reason === "") {
        throw new AppError("organisation-predicate.reason");
      }
      forgetOrganisation(table, evaluationId);
      if (current === undefined) {
        if (version !== 0) throw new AppError("edit.conflict");
        return await create(context, organisationRatingEntity, "organisation-predicate.set", next);
      }
      if (!isReplay(current, context.mark) && current.version !== version) {
        throw new AppError("edit.conflict", { current });
      }
      const rated = { kind: organisationRatingEntity, current };
      return await commit(context, rated, "organisation-predicate.set", () => ({ next }));
    },

    readInbox: async ({ query }, { actor, table, cursors }) => {
      const person = personOf(actor);
      if (person === undefined) return { items: [], counts: { open: 0, wait: 0 } };
      const page = await table.query(waitingParts(person, query.cycle), cursors.page(query));
      const items = await teamRows(table, query.cycle, page.items);
      const isWhole = page.next === undefined && query.cursor === undefined;
      const counted = (group: string) => items.filter((row) => row.group === group).length;
      const counts = { open: counted("open"), wait: counted("wait") };
      return { ...cursors.answer({ ...page, items }), ...(isWhole ? { counts } : {}) };
    },

    readAssistedInbox: async ({ params, query }, { table, cursors }) => {
      const page = await table.query(waitingParts(params.officialId, query.cycle), cursors.page(query));
      return cursors.answer({ ...page, items: await teamRows(table, query.cycle, page.items) });
    },

    readAsked: async ({ params }, context) => await readAsked(context, params),

    askConfirmation: async ({ params, subject, body }, context) =>
      await askConfirmation(context, params, subject, body.parts),

    readPlansAsked: async ({ params }, context) => await readAsked(context, params),

    askPlanDecisions: async ({ params, subject, body }, context) =>
      await askPlanDecisions(context, params, subject, body.parts),

    readConfirmation: async ({ body }, context) => {
      const link = await openedLink(body.code, context);
      return await confirmationView(link);
    },

    correctPrepared: async ({ body }, context) => await correctPrepared(context, body),

    confirmPrepared: async ({ body }, context) => await confirmPrepared(context, body),

    readTeam: async ({ query }, { actor, table, cursors }) => {
      const person = personOf(actor);
      if (person === undefined) return { items: [] };
      const page = await table.query(partsOfAppraiser(person, query.cycle), cursors.page(query));
      return cursors.answer({ ...page, items: await teamRows(table, query.cycle, page.items) });
    },
  },
});

export const handler = serve(implementation);

/** The evaluation as it is now. */
async function currentFile(params: EvaluationParams, context: CallContext): Promise<EvaluationFile> {
  const file = await evaluationAt(params, context);
  if (file === undefined) throw new AppError("not-found");
  return file;
}

/**
 * What a reader is shown. Where it is the employee's first look at the result, that is recorded before; when the appraiser
 * withdraws it at this very moment, or another device was first, the evaluation is looked at anew.
 */
async function opened(
  params: EvaluationParams,
  file: EvaluationFile,
  context: CallContext,
  tries = 3,
): Promise<EvaluationFile> {
  if (!isOwner(file.part, context)) return file;
  try {
    return (await markRead(context, file)) ? await currentFile(params, context) : file;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "edit.conflict" || tries === 0) throw error;
    return await opened(params, await currentFile(params, context), context, tries - 1);
  }
}

/** Reads the evaluation, does something to it and answers its page. */
async function answered(
  params: EvaluationParams,
  context: CallContext,
  work: (file: EvaluationFile) => Promise<ShownFile>,
) {
  const file = await currentFile(params, context);
  return await pageAfter(params, context, () => work(file));
}

/** The page after some work; who lost a race gets the page as it is now. */
async function pageAfter(params: EvaluationParams, context: CallContext, work: () => Promise<ShownFile>) {
  return await withCurrent(
    async () => await evaluationView(await work(), context, "brief"),
    async () => await evaluationView(await currentFile(params, context), context),
  );
}

/** Who lost a race for the rating draft gets the draft as it is now. */
async function withCurrentDraft<T>(
  { part, evaluation }: EvaluationFile,
  { table }: CallContext,
  work: () => Promise<T>,
): Promise<T> {
  return await withCurrent(
    work,
    async () => await table.get(ratingDraftEntity, { part: part.id, evaluation }),
  );
}
