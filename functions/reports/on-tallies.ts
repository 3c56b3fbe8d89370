import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { partEntity } from "#shared/cycles/store.ts";
import { isoInstant, systemClock } from "#shared/platform/clock.ts";
import { ChangeEvent } from "#shared/platform/events.ts";
import type { Id } from "#shared/platform/ids.ts";
import { log } from "#shared/platform/log.ts";
import { type PartId, placeOfPart } from "#shared/platform/part-id.ts";
import { functionConnection } from "#shared/platform/table/client.ts";
import { AgencyTable } from "#shared/platform/table/table.ts";
import { type Write, WriteRefused } from "#shared/platform/table/write.ts";
import { countedEntity, counterAttributes, tallyEntity } from "#shared/reports/store.ts";
import { countersOf, deltasOf, mergeDeltas } from "#shared/reports/tally.ts";

/**
 * Keeps the counts of the monitor. A message only says that a part changed: what is counted is the part as it is in
 * the table, against what the ledger says was counted of it before. So messages may come twice, late, in any order or
 * not at all (the next change of the part, or the nightly recount, makes up for it), and the counts stay exact.
 */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  const changes = event.Records.map((record) => ({
    id: record.messageId,
    change: ChangeEvent.parse(JSON.parse(record.body)),
  }));
  const groups = Map.groupBy(
    changes,
    ({ change }) => `${change.agency} ${String(change.after?.["cycleId"] ?? change.before?.["cycleId"])}`,
  );
  const failures = await Promise.all(
    [...groups.values()].map(async (group) => {
      try {
        await countGroup(group.map(({ change }) => change));
        return [];
      } catch (error) {
        log("message.failed", { queue: "tallies", count: group.length }, error);
        return group.map(({ id }) => ({ itemIdentifier: id }));
      }
    }),
  );
  return { batchItemFailures: failures.flat() };
}

/** Ledger rows of at most this many parts move forward in one transaction with the tallies they change. */
const partsAtOnce = 25;

async function countGroup(changes: readonly ChangeEvent[]): Promise<void> {
  const [first] = changes;
  if (first === undefined) return;
  const ids = [...new Set(changes.map(({ after, before }) => String((after ?? before)?.["id"])))] as PartId[];
  const table = new AgencyTable(functionConnection(), first.agency);
  for (let start = 0; start < ids.length; start += partsAtOnce) {
    await countParts(table, ids.slice(start, start + partsAtOnce));
  }
}

/** Counts these parts as they are now. Another consumer may have counted one in between: then it starts anew. */
export async function countParts(table: AgencyTable, ids: readonly PartId[]): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const writes = await countingWrites(table, ids);
    try {
      return await table.write(writes);
    } catch (error) {
      if (!(error instanceof WriteRefused) || attempt === 5) throw error;
    }
  }
}

async function countingWrites(table: AgencyTable, ids: readonly PartId[]): Promise<readonly Write[]> {
  const parts = await table.getMany(partEntity, ids.map(placeOfPart));
  const [cycleId] = parts.map((part) => part.cycleId);
  if (cycleId === undefined) return [];
  const ledger = await table.getMany(
    countedEntity,
    parts.map(({ id }) => ({ cycleId, part: id })),
  );
  const counted = new Map(ledger.map((row) => [row.part, row]));
  const moved = parts
    .map((part) => ({
      before: counted.get(part.id),
      after: {
        cycleId,
        part: part.id as string,
        source: part.version,
        unit: part.unit as string,
        counters: [...countersOf(part)],
      },
    }))
    .filter(({ before, after }) => before === undefined || before.source < after.source);
  const deltas = mergeDeltas(moved.map(({ before, after }) => deltasOf(before, after)));
  return [
    ...moved.map(({ before, after }) =>
      before === undefined ? table.create(countedEntity, after) : table.replace(countedEntity, before, after),
    ),
    ...tallyWrites(table, cycleId, deltas),
  ];
}

function tallyWrites(
  table: AgencyTable,
  cycleId: Id<"cycle">,
  deltas: ReadonlyMap<string, Readonly<Record<string, number>>>,
): Write[] {
  const countedAt = isoInstant(systemClock.now());
  return [...deltas].map(([unit, counts]) =>
    table.add(tallyEntity, { cycleId, unit }, counterAttributes(counts), { cycleId, unit, countedAt }),
  );
}
