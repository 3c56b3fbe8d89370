import type { Report } from "#shared/appraisals/model.ts";
import { type EvaluationFile, readEvaluationFile } from "#shared/appraisals/store.ts";
import { partEntity } from "#shared/cycles/store.ts";
import { keptKey } from "#shared/evidence/files.ts";
import type { AttachedFile } from "#shared/evidence/model.ts";
import { isOld } from "#shared/evidence/rules.ts";
import { evidenceShelfEntity } from "#shared/evidence/store.ts";
import type { Temporal } from "#shared/platform/clock.ts";
import { readEnv } from "#shared/platform/env.ts";
import { deleteObject } from "#shared/platform/objects.ts";
import { placeOfPart } from "#shared/platform/part-id.ts";
import type { AgencyTable } from "#shared/platform/table/table.ts";

/**
 * Removes files that neither the draft nor a report that was sent names. They are first marked as not arrived, upon the
 * part as it was read, so that no report can come to name one meanwhile; then bytes and entries go. A try that ended in
 * between is gone on with.
 */
export async function removeUnnamed(
  table: AgencyTable,
  file: EvaluationFile,
  now: Temporal.Instant,
): Promise<void> {
  const { part, evaluation, shelf } = file;
  if (shelf === undefined) return;
  const named = namedIn(file);
  const isLeft = (each: AttachedFile) => isOld(each, now.epochMilliseconds) && !named.has(each.id);
  const marked = shelf.files.map((each) => (isLeft(each) ? { ...each, state: "awaited" as const } : each));
  if (!marked.some(isLeft)) return;
  const check = table.check(partEntity, part, { is: "at-version", version: part.version });
  const ref = { part: part.id, evaluation };
  await table.write([table.replace(evidenceShelfEntity, shelf, { ...ref, files: marked }), check]);
  const bucket = readEnv("evidence").EVIDENCE_BUCKET;
  const left = marked.filter(isLeft);
  for (const { id } of left)
    await deleteObject(bucket, keptKey({ agency: table.agency, part: part.id, evaluation, file: id }));
  const again = await readEvaluationFile(table, placeOfPart(part.id), evaluation);
  if (again?.shelf === undefined) return;
  const gone = new Set(left.map(({ id }) => id));
  const files = again.shelf.files.filter(({ id, state }) => state === "kept" || !gone.has(id));
  await table.write([table.replace(evidenceShelfEntity, again.shelf, { ...ref, files })]);
}

function namedIn({ item, finals, reportDraft }: EvaluationFile): ReadonlySet<string> {
  const reports: (Report | undefined)[] = [
    reportDraft?.report,
    item?.report?.report,
    ...finals.map(({ report }) => report),
  ];
  return new Set(
    reports.flatMap((report) =>
      (report?.realisations ?? []).flatMap(({ evidence }) =>
        evidence.flatMap((one) => (one.kind === "file" ? [one.fileId] : [])),
      ),
    ),
  );
}
