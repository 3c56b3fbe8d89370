import * as z from "zod";
import { cyclePeople, type OpeningTally, putParts } from "#shared/cycles/open-parts.ts";
import { type CycleRecord, cycleEntity, type Opening, openingEntity } from "#shared/cycles/store.ts";
import { cycleStateAfter } from "#shared/cycles/workflow.ts";
import { peopleOfUnit, readUnits } from "#shared/people/store.ts";
import { dayOf, Temporal } from "#shared/platform/clock.ts";
import type { MessageContext } from "#shared/platform/consume.ts";
import { contentDigest } from "#shared/platform/digest.ts";
import { type Id, idSchema } from "#shared/platform/ids.ts";
import { sendMessages } from "#shared/platform/queue-client.ts";
import { commit } from "#shared/platform/table/commit.ts";
import type { Stored } from "#shared/platform/table/entity.ts";
import { type AgencyTable, changed } from "#shared/platform/table/table.ts";

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
 * chunk's mark is written after it, so a kill at any point repeats at most one chunk and doubles nothing.
 */
export async function walkRoster(
  table: AgencyTable,
  id: Id<"cycle">,
  context: MessageContext,
): Promise<void> {
  const cycle = await table.get(cycleEntity, { id });
  if (cycle === undefined || cycle.state !== "scoping") return;
  const units = (await readUnits(table)).map((unit) => unit.id).sort();
  let job = (await table.get(openingEntity, { cycleId: id })) ?? (await startJob(table, id));
  while (!job.done) {
    if (context.remainingMilliseconds() < reserveMilliseconds)
      return await continueOpening(table.agency, id, 0);
    job = await walkChunk(table, cycle, units, job);
  }
  await finish(table, cycle, job, context);
}

async function startJob(table: AgencyTable, cycleId: Id<"cycle">): Promise<Stored<Opening>> {
  const job: Opening = { cycleId, inScope: 0, excluded: 0, hash: "", done: false };
  await table.write([table.create(openingEntity, job)]);
  const stored = await table.get(openingEntity, { cycleId });
  if (stored === undefined) throw new Error("the job was not kept");
  return stored;
}

async function walkChunk(
  table: AgencyTable,
  cycle: Stored<CycleRecord>,
  units: readonly Id<"unit">[],
  job: Stored<Opening>,
): Promise<Stored<Opening>> {
  const unit = job.unit ?? units[0];
  if (unit === undefined) return await mark(table, job, { done: true });
  const page = await table.query(
    peopleOfUnit(unit),
    job.after === undefined ? { limit: chunkSize } : { limit: chunkSize, after: job.after },
  );
  const people = await cyclePeople(table, page.items);
  const tally: OpeningTally = await putParts(table, cycle, people, openingDay(cycle), cycle.openedAt ?? "");
  const next = page.next === undefined ? units[units.indexOf(unit) + 1] : unit;
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
): Promise<Stored<Opening>> {
  await table.write([table.replace(openingEntity, job, changed(job, fields))]);
  const stored = await table.get(openingEntity, job);
  if (stored === undefined) throw new Error("the job was not kept");
  return stored;
}

async function finish(
  table: AgencyTable,
  cycle: Stored<CycleRecord>,
  job: Opening,
  { now }: MessageContext,
): Promise<void> {
  const state = cycleStateAfter("scoped", cycle.state);
  if (state === undefined) return;
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

/** The day whose assignments count: that of the opening's instant in the agency's zone. */
function openingDay(cycle: CycleRecord): string {
  if (cycle.openedAt === undefined) throw new Error("a cycle that is being opened has its instant");
  return dayOf(Temporal.Instant.from(cycle.openedAt), cycle.calendar.zone).toString();
}
