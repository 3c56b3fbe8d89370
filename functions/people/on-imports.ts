import { readAgency } from "#shared/agencies/store.ts";
import { type ImportJob, importEntity, undoHours } from "#shared/people/imports.ts";
import { chunkSteps, type Step } from "#shared/people/roster/operations.ts";
import { dayOf, isoInstant, type Temporal } from "#shared/platform/clock.ts";
import { consume, type MessageContext } from "#shared/platform/consume.ts";
import { contentDigest } from "#shared/platform/digest.ts";
import { AppError } from "#shared/platform/errors.ts";
import { ChangeEvent } from "#shared/platform/events.ts";
import { type Id, idSchema } from "#shared/platform/ids.ts";
import { log } from "#shared/platform/log.ts";
import { sendMessages } from "#shared/platform/queue-client.ts";
import { functionConnection } from "#shared/platform/table/client.ts";
import { commit } from "#shared/platform/table/commit.ts";
import type { Stored } from "#shared/platform/table/entity.ts";
import { AgencyTable, changed } from "#shared/platform/table/table.ts";
import { type Chunk, chunkBack, chunkOperations, runChunk, runOneByOne } from "./import-apply.ts";
import { readChunk, readKept, writeKept, writePlan } from "./import-files.ts";
import { keepPreview, previewImport } from "./import-preview.ts";
import { planned, readImport } from "./import-read.ts";
import type { ChunkContext } from "./import-steps.ts";
import { subjectsToKeep } from "./import-undo.ts";

/** Time to leave for one more chunk and for handing the rest on. */
const reserveMilliseconds = 15_000;

/**
 * Carries an import on, forwards or backwards, in as many messages as it takes. It is woken by the write that moved the
 * import to another state; that a chunk was written is no news. Its own moves wake a second worker beside it: whoever
 * finds that the other was first leaves the rest to them.
 */
export const handler = consume("imports", ChangeEvent, async ({ agency, before, after }, context) => {
  if (after === undefined || before?.["state"] === after["state"]) return;
  const table = new AgencyTable(functionConnection(), agency);
  try {
    await carryOn(table, idSchema("import").parse(after["id"]), context);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "edit.conflict") throw error;
  }
});

async function carryOn(table: AgencyTable, id: Id<"import">, context: MessageContext): Promise<void> {
  let job = await table.get(importEntity, { id });
  if (job?.state === "reading") await previewImport(table, job, context.now);
  if (job?.state === "planning") job = await planChunks(table, job, context);
  if (job?.state !== "applying" && job?.state !== "undoing") return;
  const run = await runOf(table, job, context.now);
  while (job?.state === "applying" || job?.state === "undoing") {
    if (context.remainingMilliseconds() < reserveMilliseconds)
      return await handOn(table.agency, id, job.state);
    job = job.state === "applying" ? await stepForward(run, job) : await stepBack(run, job);
  }
}

type Run = Omit<ChunkContext, "action">;

async function runOf(table: AgencyTable, job: ImportJob, now: Temporal.Instant): Promise<Run> {
  const { zone } = (await readAgency(table)).profile;
  const invite = job.application?.invite ?? false;
  return { table, now, auditActor: actorOf(job), today: dayOf(now, zone).toString(), zone, invite };
}

async function handOn(agency: Id<"agency">, id: Id<"import">, state: ImportJob["state"]): Promise<void> {
  const body: ChangeEvent = { entity: importEntity.name, agency, after: { id, state } };
  await sendMessages("imports", [{ body, group: agency }]);
}

/**
 * Lays the steps down before the first is applied, under their own digest. What is applied is what was previewed: a file
 * that was replaced since, or rows that are refused by now, lead back to a preview.
 */
async function planChunks(
  table: AgencyTable,
  job: Stored<ImportJob>,
  { now }: MessageContext,
): Promise<Stored<ImportJob>> {
  const { application } = job;
  if (application === undefined) throw new Error("an import is applied as somebody asked");
  const read = await readImport(table, job, now);
  const isAsSeen =
    "check" in read &&
    read.fileHash === job.fileHash &&
    (application.rows === "valid" || read.check.counts.refused === 0);
  if (!isAsSeen) return await keepPreview(table, job, now, read);
  const chunks = chunkSteps(planned(job, read, application).steps, chunkOperations);
  const plan = contentDigest(chunks);
  await writePlan({ agency: table.agency, import: job.id }, plan, chunks);
  return await move(table, job, now, "import.planned", { state: "applying", plan, chunks: chunks.length });
}

/** One chunk, or the end. Undefined where the import is gone. */
async function stepForward(run: Run, job: Stored<ImportJob>): Promise<Stored<ImportJob> | undefined> {
  const { table, now } = run;
  if (job.done < (job.chunks ?? 0)) {
    const chunk = { steps: await chunkOf(table, job, job.done), left: 0 };
    return await settled({ ...run, action: "import.applied" }, job, chunk);
  }
  const undoUntil = isoInstant(now.add({ hours: undoHours }));
  const fields = { state: "applied", appliedAt: isoInstant(now), undoUntil } as const;
  return await move(table, job, now, "import.applied", fields);
}

/** The same backwards. What must stay is found out first. */
async function stepBack(run: Run, job: Stored<ImportJob>): Promise<Stored<ImportJob> | undefined> {
  const { table, now } = run;
  const place = { agency: table.agency, import: job.id };
  if (job.kept === undefined) {
    const kept = await subjectsToKeep(table, await allSteps(table, job));
    const digest = contentDigest(kept);
    await writeKept(place, digest, kept);
    return await move(table, job, now, "import.undo-planned", { kept: digest });
  }
  if (job.undone < job.done) {
    const kept = new Set(await readKept(place, job.kept));
    const chunk = chunkBack(await chunkOf(table, job, job.done - job.undone - 1), kept);
    return await settled({ ...run, action: "import.undone" }, job, chunk);
  }
  return await move(table, job, now, "import.undone", { state: "undone" });
}

async function chunkOf(table: AgencyTable, job: ImportJob, chunk: number): Promise<Step[]> {
  if (job.plan === undefined) throw new Error("an import is planned before it is applied");
  return await readChunk<Step[]>({ agency: table.agency, import: job.id }, job.plan, chunk);
}

async function allSteps(table: AgencyTable, job: ImportJob): Promise<Step[]> {
  const chunks: Step[][] = [];
  for (let chunk = 0; chunk < job.done; chunk++) chunks.push(await chunkOf(table, job, chunk));
  return chunks.flat();
}

/** A chunk that clashes with somebody's change is tried anew, then step by step, leaving out who clashes. */
async function settled(
  context: ChunkContext,
  job: Stored<ImportJob>,
  chunk: Chunk,
): Promise<Stored<ImportJob> | undefined> {
  for (let tries = 1; ; tries++) {
    try {
      return await runChunk(context, job, chunk);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "edit.conflict") throw error;
      const current = await context.table.get(importEntity, job);
      if (current?.version !== job.version) return current;
      if (tries === 2) return await runOneByOne(context, job, chunk);
    }
  }
}

async function move(
  table: AgencyTable,
  job: Stored<ImportJob>,
  now: Temporal.Instant,
  action: string,
  fields: Partial<ImportJob>,
): Promise<Stored<ImportJob>> {
  log("import.progress", { agency: table.agency, job: job.id, kind: action });
  const context = { table, now, auditActor: actorOf(job) };
  return await commit(context, { kind: importEntity, current: job }, action, () => ({
    next: changed(job, fields),
  }));
}

function actorOf(job: ImportJob) {
  return { service: `import by ${job.createdBy}` };
}
