import type { ScheduledEvent } from "aws-lambda";
import type { Unfinished } from "#shared/health/model.ts";
import { type DueWork, unfinishedOf } from "#shared/health/rules.ts";
import { healthEntity } from "#shared/health/store.ts";
import { isoInstant, systemClock, type Temporal } from "#shared/platform/clock.ts";
import { milestoneKinds } from "#shared/platform/events.ts";
import { type Id, idSchema } from "#shared/platform/ids.ts";
import { log } from "#shared/platform/log.ts";
import { claimMilestone, type Milestone, milestoneEntity } from "#shared/platform/milestones.ts";
import { sendMessages } from "#shared/platform/queue-client.ts";
import { milestoneQueue } from "#shared/platform/queues.ts";
import { functionConnection } from "#shared/platform/table/client.ts";
import { dueShards, type Key, tableIndexes } from "#shared/platform/table/keys.ts";
import { PlatformTable } from "#shared/platform/table/table.ts";
import { WriteRefused } from "#shared/platform/table/write.ts";

/** Never the whole backlog at once: what is left is still due at the next page or tick. */
const pageSize = 100;

/**
 * The sweeper: asks the `due` index for milestones at or before now, claims each and hands it to its area. It keeps
 * nothing in memory and may run twice, late or not at all: a claim is one conditional write. In the end it notes for the
 * operator that it ran, and what it had handed over before and found again.
 */
export async function handler(_event: ScheduledEvent): Promise<void> {
  const table = new PlatformTable(functionConnection());
  const now = systemClock.now();
  const shards = Array.from({ length: dueShards }, (_, shard) => sweepShard(table, shard, now));
  const swept = await Promise.all(shards);
  const claimed = swept.reduce((sum, { claimed: count }) => sum + count, 0);
  log("milestone.claimed", { count: claimed });
  await noteTick(table, { claimed, unfinished: unfinishedOf(swept.flatMap(({ due }) => due)) }, now);
}

interface Swept {
  readonly claimed: number;
  readonly due: readonly DueWork[];
}

async function sweepShard(table: PlatformTable, shard: number, now: Temporal.Instant): Promise<Swept> {
  const { partitionKey } = tableIndexes.due;
  // Everything up to and including this instant: "#" follows the instant in the key, "~" sorts after it.
  const range = { index: "due", partition: `DUE#${shard}`, between: ["0", `${isoInstant(now)}~`] } as const;
  let claimed = 0;
  const due: DueWork[] = [];
  let after: Readonly<Record<string, string>> | undefined;
  do {
    const page = await table.queryReadable(
      milestoneEntity,
      range,
      after === undefined ? { limit: pageSize } : { limit: pageSize, after },
    );
    const outcomes = await Promise.all(
      page.items.map((one) => handOver(table, agencyOf(one.key.pk), one, now)),
    );
    claimed += outcomes.filter(Boolean).length;
    due.push(...page.items.map(dueWork));
    for (const { key, error } of page.unreadable) tellUnreadable(key, error);
    after = page.next;
  } while (after !== undefined && partitionKey in after);
  return { claimed, due };
}

function dueWork({ key, kind, at, attempts }: Milestone & { readonly key: Key }): DueWork {
  return { agencyId: agencyOf(key.pk), kind, at, attempts };
}

/** A later tick may have noted itself already. */
async function noteTick(
  table: PlatformTable,
  found: { claimed: number; unfinished: Unfinished[] },
  now: Temporal.Instant,
): Promise<void> {
  const { epochMilliseconds: source } = now;
  const note = { topic: "tick" as const, source, seenAt: isoInstant(now), ...found };
  try {
    await table.write([table.project(healthEntity, note, "source", source)]);
  } catch (error) {
    if (!(error instanceof WriteRefused)) throw error;
  }
}

/** Of another release or damaged: it waits where it is and is told at each tick, while all others go on. */
function tellUnreadable({ pk, sk }: Key, error: unknown): void {
  const [, agency = "", , subject = ""] = pk.split("#");
  const [, kind = ""] = sk.split("#");
  log("milestone.unknown", { agency, job: subject, kind }, error);
}

async function handOver(
  table: PlatformTable,
  agency: Id<"agency">,
  one: Parameters<typeof claimMilestone>[1],
  now: Temporal.Instant,
): Promise<boolean> {
  if (!(await claimMilestone(table.within(agency), one, now))) return false;
  const { subject, kind, at, name } = one;
  const body = { agency, subject, kind, at, name };
  await sendMessages(milestoneQueue(milestoneKinds[kind]), [{ body, group: agency }]);
  return true;
}

function agencyOf(partition: string): Id<"agency"> {
  return idSchema("agency").parse(partition.split("#")[1]);
}
