import * as z from "zod";
import { readAgency } from "#shared/agencies/store.ts";
import { type ImportJob, importEntity, undoHours } from "#shared/people/imports.ts";
import { chunkSteps, type Step } from "#shared/people/roster/operations.ts";
import { dayOf, isoInstant } from "#shared/platform/clock.ts";
import { consume, type MessageContext } from "#shared/platform/consume.ts";
import { AppError } from "#shared/platform/errors.ts";
import { type Id, idSchema } from "#shared/platform/ids.ts";
import { log } from "#shared/platform/log.ts";
import { sendMessages } from "#shared/platform/queue-client.ts";
import { functionConnection } from "#shared/platform/table/client.ts";
import { commit } from "#shared/platform/table/commit.ts";
import type { Stored } from "#shared/platform/table/entity.ts";
import { AgencyTable, changed } from "#shared/platform/table/table.ts";
import { applyChunk, applyOneByOne, type ChunkContext, chunkOperations, undoChunk } from "./import-apply.ts";
import { readChunk, writeChunk } from "./import-files.ts";
import { planned, readImport } from "./import-read.ts";

export const ImportMessage = z.object({ agency: idSchema("agency"), import: idSchema("import") });

/** Has an import go on where it stands. */
export async function continueImport(agency: Id<"agency">, id: Id<"import">): Promise<void> {
  await sendMessages("imports", [{ body: { agency, import: id }, group: agency }]);
}

/** Time to leave for one more chunk and for handing the rest on. */
const reserveMilliseconds = 15_000;

/** Carries an import on, forwards or backwards, in as many messages as it takes. */
export const handler = consume("imports", ImportMessage, async ({ agency, import: id }, context) => {
  const table = new AgencyTable(functionConnection(), agency);
  let job = await table.get(importEntity, { id });
  if (job?.state === "planning") job = await planChunks(table, job, context);
  while (job?.state === "applying" || job?.state === "undoing") {
    if (context.remainingMilliseconds() < reserveMilliseconds) return await continueImport(agency, id);
    job = await step(await chunkContext(table, job, context), job);
  }
});

/** Lays the steps down before the first is applied: a second try finds the same file and plans the same ids. */
async function planChunks(
  table: AgencyTable,
  job: Stored<ImportJob>,
  { now }: MessageContext,
): Promise<Stored<ImportJob>> {
  if (job.application === undefined) throw new Error("an import is applied as somebody asked");
  const read = await readImport(table, job, now);
  const chunks = chunkSteps(planned(job, read, job.application).steps, chunkOperations);
  const place = { agency: table.agency, import: job.id };
  for (const [index, chunk] of chunks.entries()) await writeChunk(place, index, chunk);
  return await move(table, job, now, "import.planned", { state: "applying", chunks: chunks.length });
}

/** One chunk forwards or backwards, or the end. */
async function step(context: ChunkContext, job: Stored<ImportJob>): Promise<Stored<ImportJob> | undefined> {
  const { table, now } = context;
  const place = { agency: table.agency, import: job.id };
  if (job.state === "applying") {
    if (job.done === job.chunks) {
      const undoUntil = isoInstant(now.add({ hours: undoHours }));
      return await move(table, job, now, "import.applied", {
        state: "applied",
        appliedAt: isoInstant(now),
        undoUntil,
      });
    }
    const steps = await readChunk<Step[]>(place, job.done);
    return await settled(context, job, steps, () => applyChunk(context, job, steps));
  }
  if (job.undone === job.done) return await move(table, job, now, "import.undone", { state: "undone" });
  const steps = await readChunk<Step[]>(place, job.done - job.undone - 1);
  return await undoChunk(context, job, steps);
}

/** A chunk that clashes with somebody's change is tried anew, then person by person, leaving out who clashes. */
async function settled(
  context: ChunkContext,
  job: Stored<ImportJob>,
  steps: readonly Step[],
  attempt: () => Promise<Stored<ImportJob>>,
): Promise<Stored<ImportJob> | undefined> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "edit.conflict") throw error;
      const current = await context.table.get(importEntity, job);
      if (current?.version !== job.version) return current;
      if (tries === 2) return await applyOneByOne(context, job, steps);
    }
  }
}

async function move(
  table: AgencyTable,
  job: Stored<ImportJob>,
  now: MessageContext["now"],
  action: string,
  fields: Partial<ImportJob>,
): Promise<Stored<ImportJob>> {
  log("import.progress", { agency: table.agency, job: job.id, kind: action });
  const context = { table, now, auditActor: { service: `import by ${job.createdBy}` } };
  return await commit(context, { kind: importEntity, current: job }, action, () => ({
    next: changed(job, fields),
  }));
}

async function chunkContext(
  table: AgencyTable,
  job: ImportJob,
  { now }: MessageContext,
): Promise<ChunkContext> {
  const { profile } = await readAgency(table);
  const today = dayOf(now, profile.zone).toString();
  return { table, now, today, zone: profile.zone, invite: job.application?.invite ?? false };
}
