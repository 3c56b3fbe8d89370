import type { ScheduledEvent } from "aws-lambda";
import { isoInstant, systemClock, type Temporal } from "#shared/platform/clock.ts";
import { milestoneKinds } from "#shared/platform/events.ts";
import { type Id, idSchema } from "#shared/platform/ids.ts";
import { log } from "#shared/platform/log.ts";
import { claimMilestone, milestoneEntity } from "#shared/platform/milestones.ts";
import { sendMessages } from "#shared/platform/queue-client.ts";
import { milestoneQueue } from "#shared/platform/queues.ts";
import { functionConnection } from "#shared/platform/table/client.ts";
import { dueShards, type Key, tableIndexes } from "#shared/platform/table/keys.ts";
import { PlatformTable } from "#shared/platform/table/table.ts";

/** Never the whole backlog at once: what is left is still due at the next page or tick. */
const pageSize = 100;

/**
 * The sweeper: asks the `due` index for milestones at or before now, claims each and hands it to its area. It holds
 * nothing in memory and may run twice, late or not at all: a claim is one conditional write.
 */
export async function handler(_event: ScheduledEvent): Promise<void> {
  const table = new PlatformTable(functionConnection());
  const now = systemClock.now();
  const shards = Array.from({ length: dueShards }, (_, shard) => sweepShard(table, shard, now));
  const counts = await Promise.all(shards);
  log("milestone.claimed", { count: counts.reduce((sum, count) => sum + count, 0) });
}

async function sweepShard(table: PlatformTable, shard: number, now: Temporal.Instant): Promise<number> {
  const { partitionKey } = tableIndexes.due;
  // Everything up to and including this instant: "#" follows the instant in the key, "~" sorts after it.
  const range = { index: "due", partition: `DUE#${shard}`, between: ["0", `${isoInstant(now)}~`] } as const;
  let claimed = 0;
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
    for (const { key, error } of page.unreadable) tellUnreadable(key, error);
    after = page.next;
  } while (after !== undefined && partitionKey in after);
  return claimed;
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
