import { openedLink } from "#shared/appraisals/confirmation-link.ts";
import { type EvaluationParams, readerOfEvaluation } from "#shared/appraisals/evaluation-readers.ts";
import { waitingEvaluation } from "#shared/appraisals/linked-evaluations.ts";
import type { Report } from "#shared/appraisals/model.ts";
import type { EvaluationFile } from "#shared/appraisals/store.ts";
import { isOwner, ownPart } from "#shared/cycles/part-readers.ts";
import { awaitedKey, type FilePlace, keptKey } from "#shared/evidence/files.ts";
import type { AttachedFile, AttachFile } from "#shared/evidence/model.ts";
import { evidenceRoutes } from "#shared/evidence/routes.ts";
import { limitReached, safeFileName, tellingBytes, typeOfBytes } from "#shared/evidence/rules.ts";
import { isoInstant } from "#shared/platform/clock.ts";
import { readEnv } from "#shared/platform/env.ts";
import { AppError } from "#shared/platform/errors.ts";
import type { Id } from "#shared/platform/ids.ts";
import { planMilestone } from "#shared/platform/milestones.ts";
import {
  copyObject,
  deleteObject,
  downloadAddress,
  exactUploadAddress,
  readStart,
} from "#shared/platform/objects.ts";
import { type CallContext, implement, type OpenContext, serve } from "#shared/platform/serve.ts";
import { firstSweep } from "./next-sweep.ts";
import { changeFiles } from "./shelf.ts";

/** A signed address for an upload is good for this long; a phone that was too slow asks for another. */
const uploadSeconds = 15 * 60;
const downloadSeconds = 5 * 60;

interface Params extends EvaluationParams {
  readonly fileId: Id<"file">;
}

export const implementation = implement(evidenceRoutes, {
  subjects: { "own-part": ownPart, "reader-of-part": readerOfEvaluation },

  handlers: {
    attachFile: async ({ params, body }, context) => {
      const files = await changeFiles(params, context, async (before, { plan }) => {
        const known = before.find(({ id }) => id === params.fileId);
        if (known !== undefined) {
          if (!isSame(known, body)) throw new AppError("edit.conflict", { current: known });
          return before;
        }
        if (!plan.results.some(({ id }) => id === body.result)) throw new AppError("not-found");
        const limit = limitReached(before, body);
        if (limit !== undefined) throw new AppError("evidence.full", { values: { limit } });
        return [...before, { ...body, id: params.fileId, state: "awaited", since: isoInstant(context.now) }];
      });
      return await placeOf(found(files, params), params, context);
    },

    keepFile: async ({ params }, context) => {
      const files = await changeFiles(params, context, async (before, { part }) => {
        const file = found(before, params);
        if (file.state === "kept") return before;
        await keep(file, placeIn(params, context));
        // Before it is kept: nothing lies there that nobody would look through.
        await planMilestone(
          context.table,
          await firstSweep(context.table, part, params.evaluationId, context.now),
        );
        const kept = { ...file, state: "kept" as const, since: isoInstant(context.now) };
        return before.map((each) => (each === file ? kept : each));
      });
      return await placeOf(found(files, params), params, context);
    },

    removeFile: async ({ params }, context) => {
      await changeFiles(params, context, async (before) => {
        const others = before.filter(({ id }) => id !== params.fileId);
        return others.length < before.length ? others : before;
      });
      // After the entry, and also where that is gone already: a try that ended in between leaves nothing behind.
      await deleteObject(bucket(), keptKey(placeIn(params, context)));
      return undefined;
    },

    readFile: async ({ params, subject }, context) => {
      const file = keptFile(subject, params.fileId);
      if (file === undefined || !maySee(subject, file, context)) throw new AppError("not-found");
      return await addressOf(file, placeIn(params, context), context);
    },

    readLinkedFile: async ({ body: { code, part, fileId } }, context) => {
      const link = await openedLink(code, context);
      const evaluation = await waitingEvaluation(link, part);
      const file = evaluation && keptFile(evaluation, fileId);
      if (evaluation === undefined || file === undefined || !wasSent(evaluation, file))
        throw new AppError("not-found");
      const place = { agency: link.table.agency, part, evaluation: evaluation.evaluation, file: fileId };
      return await addressOf(file, place, context);
    },
  },
});

export const handler = serve(implementation);

const bucket = () => readEnv("evidence").EVIDENCE_BUCKET;

function placeIn({ partId, evaluationId, fileId }: Params, { actor }: CallContext): FilePlace {
  return { agency: actor.agency, part: partId, evaluation: evaluationId, file: fileId };
}

function found(files: readonly AttachedFile[], { fileId }: Params): AttachedFile {
  const file = files.find(({ id }) => id === fileId);
  if (file === undefined) throw new AppError("not-found");
  return file;
}

function isSame(file: AttachedFile, wanted: AttachFile): boolean {
  const { result, sha256, size, type } = wanted;
  return file.result === result && file.sha256 === sha256 && file.size === size && file.type === type;
}

/** The file with the address for its upload, unless it has arrived. */
async function placeOf(file: AttachedFile, params: Params, context: CallContext) {
  if (file.state === "kept") return { ...file, upload: null };
  const key = awaitedKey(placeIn(params, context));
  const { url, headers } = await exactUploadAddress(bucket(), key, file, uploadSeconds);
  const expiresAt = expiry(context, uploadSeconds);
  return { ...file, upload: { method: "PUT" as const, url, headers, expiresAt } };
}

function keptFile({ shelf }: EvaluationFile, fileId: Id<"file">): AttachedFile | undefined {
  return shelf?.files.find(({ id, state }) => id === fileId && state === "kept");
}

/** Where a file can be fetched, as one to save. */
async function addressOf({ name, type }: AttachedFile, place: FilePlace, context: OpenContext) {
  const fileName = safeFileName(name, type);
  const url = await downloadAddress(bucket(), keptKey(place), fileName, downloadSeconds);
  return { url, fileName, expiresAt: expiry(context, downloadSeconds) };
}

function expiry({ now }: OpenContext, seconds: number): string {
  return isoInstant(now.add({ seconds }));
}

/**
 * Looks at what arrived, and puts it where no address for an upload reaches. The store has held the upload to its digest
 * and length; what the bytes are, their first ones tell.
 */
async function keep(file: AttachedFile, place: FilePlace): Promise<void> {
  const start = await readStart(bucket(), awaitedKey(place), tellingBytes);
  if (start === undefined) throw new AppError("evidence.not-arrived");
  if (start.size !== file.size || typeOfBytes(start.first) !== file.type)
    throw new AppError("evidence.wrong-type");
  await copyObject(bucket(), awaitedKey(place), keptKey(place));
}

/** Its employee sees a file at once, the others when a report was sent that names it: drafts are their writer's. */
function maySee(evaluation: EvaluationFile, file: AttachedFile, context: CallContext): boolean {
  return isOwner(evaluation.part, context) || wasSent(evaluation, file);
}

function wasSent({ item, finals }: EvaluationFile, { id }: AttachedFile): boolean {
  const sent = [item?.report?.report, ...finals.map(({ report }) => report)];
  return sent.some((report) => report !== undefined && names(report, id));
}

function names({ realisations }: Report, id: Id<"file">): boolean {
  return realisations.some(({ evidence }) =>
    evidence.some((one) => one.kind === "file" && one.fileId === id),
  );
}
