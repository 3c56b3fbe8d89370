import { type ImportJob, importEntity } from "#shared/people/imports.ts";
import { type Step, undoSteps } from "#shared/people/roster/operations.ts";
import { commit } from "#shared/platform/table/commit.ts";
import type { Stored } from "#shared/platform/table/entity.ts";
import { changed } from "#shared/platform/table/table.ts";
import { type Write, WriteRefused } from "#shared/platform/table/write.ts";
import { type ChunkContext, stepWrites } from "./import-steps.ts";

/**
 * A transaction holds 100 items: the job, its audit entry, and at most six an operation (another name and address alone:
 * person, audit, of both the new and the old; a new person is two operations and eight items: person, audit, NIP, name,
 * address, milestone, member, invitation).
 */
export const chunkOperations = 16;

/** The steps of a chunk, and how many of it are left out beforehand. */
export interface Chunk {
  readonly steps: readonly Step[];
  readonly left: number;
}

/** The steps that take a chunk back, without those whose subjects stay because something rests on them. */
export function chunkBack(steps: readonly Step[], kept: ReadonlySet<string>): Chunk {
  const back = undoSteps(steps).filter(({ subject }) => !kept.has(subject));
  return { steps: back, left: steps.length - back.length };
}

/** Applies one chunk, or takes it back, and moves the job on in one transaction: it happens once or not at all. */
export async function runChunk(
  context: ChunkContext,
  job: Stored<ImportJob>,
  chunk: Chunk,
): Promise<Stored<ImportJob>> {
  const { writes, skipped } = await stepWrites(context, chunk.steps);
  return await commitChunk(context, job, writes, chunk.left + skipped);
}

/**
 * The same step by step, where the chunk clashes as a whole: who clashes is left out and counted. A step that an earlier
 * try has written is found done.
 */
export async function runOneByOne(
  context: ChunkContext,
  job: Stored<ImportJob>,
  chunk: Chunk,
): Promise<Stored<ImportJob>> {
  let skipped = chunk.left;
  for (const step of chunk.steps) {
    const outcome = await stepWrites(context, [step]);
    skipped += outcome.skipped;
    try {
      await context.table.write(outcome.writes);
    } catch (error) {
      if (!(error instanceof WriteRefused)) throw error;
      skipped += 1;
    }
  }
  return await commitChunk(context, job, [], skipped);
}

async function commitChunk(
  context: ChunkContext,
  job: Stored<ImportJob>,
  writes: readonly Write[],
  skipped: number,
): Promise<Stored<ImportJob>> {
  const isBack = job.state === "undoing";
  const moved = isBack ? { undone: job.undone + 1 } : { done: job.done + 1 };
  const action = isBack ? "import.chunk-undone" : "import.chunk-applied";
  return await commit(context, { kind: importEntity, current: job }, action, () => ({
    next: changed(job, { ...moved, skipped: job.skipped + skipped }),
    writes,
  }));
}
