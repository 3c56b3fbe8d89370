import * as z from "zod";
import { type ImportJob, importEntity, importWorkflow } from "#shared/people/imports.ts";
import { consume } from "#shared/platform/consume.ts";
import { idSchema } from "#shared/platform/ids.ts";
import { functionConnection } from "#shared/platform/table/client.ts";
import { commit } from "#shared/platform/table/commit.ts";
import { AgencyTable, changed } from "#shared/platform/table/table.ts";
import { importOfKey } from "./import-files.ts";
import { makePreview, problemOfFile, readImport } from "./import-read.ts";

/** S3's "Object Created" as EventBridge tells it. */
const ObjectCreated = z.object({ detail: z.object({ object: z.object({ key: z.string() }) }) });

/** A roster has arrived: it is read and judged, and its preview is laid down. Nothing of it is applied. */
export const handler = consume("uploads", ObjectCreated, async ({ detail }, { now }) => {
  const place = importOfKey(decodeURIComponent(detail.object.key));
  if (place === undefined) return;
  const table = new AgencyTable(functionConnection(), idSchema("agency").parse(place.agency));
  const job = await table.get(importEntity, { id: idSchema("import").parse(place.import) });
  if (job === undefined || !mayRead(job)) return;
  const fields = await previewOf(table, job, now);
  const context = { table, now, auditActor: { service: "import reader" } };
  await commit(context, { kind: importEntity, current: job }, "import.read", () => ({
    next: changed(job, fields),
  }));
});

function mayRead({ state }: ImportJob): boolean {
  const from: readonly string[] = [...importWorkflow.upload.from, ...importWorkflow.preview.from];
  return from.includes(state);
}

async function previewOf(
  table: AgencyTable,
  job: ImportJob,
  now: Parameters<typeof readImport>[2],
): Promise<Partial<ImportJob>> {
  try {
    const read = await readImport(table, job, now);
    return { state: "ready", problem: undefined, ...(await makePreview(table, job, read)) };
  } catch (error) {
    const problem = problemOfFile(error);
    if (problem === undefined) throw error;
    return { state: "failed", problem };
  }
}
