import * as z from "zod";
import type { Cycle } from "#shared/cycles/model.ts";
import { cyclePeople, type OpeningTally, putParts } from "#shared/cycles/open-parts.ts";
import { cycleEntity, type Opening, openingEntity } from "#shared/cycles/store.ts";
import { cycleStateAfter } from "#shared/cycles/workflow.ts";
import { peopleOfUnit, readUnits } from "#shared/people/store.ts";
import { Temporal } from "#shared/platform/clock.ts";
import type { MessageContext } from "#shared/platform/consume.ts";
import { contentDigest } from "#shared/platform/digest.ts";
import { type Id, idSchema } from "#shared/platform/ids.ts";
import { sendMessages } from "#shared/platform/queue-client.ts";
import { commit } from "#shared/platform/table/commit.ts";
import type { Stored } from "#shared/platform/table/entity.ts";
import { type AgencyTable, changed } from "#shared/platform/table/table.ts";
import { type Write, WriteRefused } from "#shared/platform/table/write.ts";

export const OpeningMessage = z.object({ agency: idSchema("agency"), cycle: idSchema("cycle") });

/** The index of people may lag a little behind the last import before the opening. */
const indexLagSeconds = 3;

/** Starts the walk, or has it go on where it stopped. */
export async function continueOpening(
  agency: Id<"agency">,
  cycle: Id<"cycle">,
  delaySeconds = indexLagSeconds,
): Promise<void> {
  await sendMessages("openings", [{ body: { agency, cycle }, group: agency, delaySeconds }]);
}

/** Time to leave for the last chunk, the job's mark and handing itself on. */
const reserveMilliseconds = 15_000;
const chunkSize = 100;

/**
 * Walks the roster as of the opening's instant and puts a part for each person. Every put is conditional and each
 * chunk's mark is written after it, so a kill at any point repeats at most one chunk and doubles nothing. Of two walks
 * that meet, the one whose mark is refused leaves it to the other.
 */
export async function walkRoster(
  table: AgencyTable,
  id: Id<"cycle">,
  context: MessageContext,
): Promise<void> {
  const cycle = await table.get(cycleEntity, { id });
  if (cycle === undefined || cycle.state !== "scoping") return;
  const units = (await readUnits(table)).map((unit) => unit.id).sort();
  let job = await jobOf(table, cycle);
  while (job !== undefined && !job.done) {
    if (context.remainingMilliseconds() < reserveMilliseconds)
      return await continueOpening(table.agency, id, 0);
    job = await walkChunk(table, cycle, units, job);
  }
  if (job !== undefined) await finish(table, job, context);
}

/** The walk of this very opening, begun anew where there is none or only one of an opening that was taken back. */
async function jobOf(table: AgencyTable, cycle: Stored<Cycle>): Promise<Stored<Opening> | undefined> {
  const known = await table.get(openingEntity, { cycleId: cycle.id });
  const openedAt = openingInstant(cycle);
  if (known?.openedAt === openedAt) return known;
  const job: Opening = { cycleId: cycle.id, openedAt, inScope: 0, excluded: 0, hash: "", done: false };
  const begin =
    known === undefined ? table.create(openingEntity, job) : table.replace(openingEntity, known, job);
  return await kept(table, begin, job);
}

async function walkChunk(
  table: AgencyTable,
  cycle: Stored<Cycle>,
  units: readonly Id<"unit">[],
  job: Stored<Opening>,
): Promise<Stored<Opening> | undefined> {
  const unit = job.unit ?? units[0];
  if (unit === undefined) return await mark(table, job, { done: true });
  const page = await table.query(
    peopleOfUnit(unit),
    job.after === undefined ? { limit: chunkSize } : { limit: chunkSize, after: job.after },
  );
  const people = await cyclePeople(table, page.items);
  const instant = Temporal.Instant.from(job.openedAt);
  const tally: OpeningTally = await putParts(table, cycle, people, instant);
  const next = page.next === undefined ? units.find((one) => one > unit) : unit;
  return await mark(table, job, {
    unit: next,
    after: page.next,
    inScope: job.inScope + tally.inScope,
    excluded: job.excluded + tally.excluded,
    hash: contentDigest([job.hash, tally.parts]),
    done: next === undefined,
  });
}

async function mark(
  table: AgencyTable,
  job: Stored<Opening>,
  fields: Partial<Opening>,
): Promise<Stored<Opening> | undefined> {
  return await kept(table, table.replace(openingEntity, job, changed(job, fields)), job);
}

/** The job as it was written; undefined where another walk wrote it meanwhile. */
async function kept(table: AgencyTable, write: Write, job: Opening): Promise<Stored<Opening> | undefined> {
  try {
    await table.write([write]);
  } catch (error) {
    if (error instanceof WriteRefused) return undefined;
    throw error;
  }
  return await table.get(openingEntity, job);
}

/** The cycle is read again: a window may have been extended, or the opening taken back, while the walk went on. */
async function finish(table: AgencyTable, job: Opening, { now }: MessageContext): Promise<void> {
  const cycle = await table.get(cycleEntity, { id: job.cycleId });
  const state = cycle && cycleStateAfter("scoped", cycle.state);
  if (cycle === undefined || state === undefined || cycle.openedAt !== job.openedAt) return;
  const { inScope, excluded, hash } = job;
  await commit(
    { table, now, auditActor: { service: "schedule" } },
    { kind: cycleEntity, current: cycle },
    "cycle.scoped",
    () => ({
      next: changed(cycle, { state, opened: { inScope, excluded, hash } }),
    }),
  );
}

function openingInstant(cycle: Cycle): string {
  if (cycle.openedAt === undefined) throw new Error("a cycle that is being opened has its instant");
  return cycle.openedAt;
}
