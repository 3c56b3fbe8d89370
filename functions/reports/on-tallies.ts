import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { ChangeEvent } from "#shared/platform/events.ts";
import { groupsOf } from "#shared/platform/groups.ts";
import type { Id } from "#shared/platform/ids.ts";
import { log } from "#shared/platform/log.ts";
import { type PartId, partIdSchema, placeOfPart } from "#shared/platform/part-id.ts";
import { functionConnection } from "#shared/platform/table/client.ts";
import { AgencyTable } from "#shared/platform/table/table.ts";
import { countParts, partsAtOnce } from "./count.ts";

/**
 * Keeps the counts of the monitor. A message only says that a part changed: what is counted is the part as it is in
 * the table, against what the ledger says was counted of it before. So messages may come twice, late, in any order or
 * not at all (the next change of the part, or the nightly recount, makes up for it), and the counts stay exact.
 */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  const told = event.Records.map(partOf);
  const groups = Map.groupBy(
    told.filter((one) => one.part !== undefined),
    ({ agency, part }) => `${agency} ${part === undefined ? "" : placeOfPart(part).cycleId}`,
  );
  const failed = told.filter((one) => one.part === undefined);
  for (const group of await Promise.all([...groups.values()].map(failuresOf))) failed.push(...group);
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

/** Which part a message says has changed. Without one it is no message of ours and goes the way of poison, alone. */
interface Told {
  readonly messageId: string;
  readonly agency?: Id<"agency">;
  readonly part?: PartId;
}

function partOf({ messageId, body }: SQSRecord): Told {
  try {
    const { agency, after, before } = ChangeEvent.parse(JSON.parse(body));
    return { messageId, agency, part: partIdSchema.parse((after ?? before)?.["id"]) };
  } catch (error) {
    log("message.failed", { queue: "tallies", messageId }, error);
    return { messageId };
  }
}

/** Counts the parts of one cycle that these messages tell of; those whose count failed come back. */
async function failuresOf(group: readonly Told[]): Promise<readonly Told[]> {
  const agency = group[0]?.agency;
  if (agency === undefined) return [];
  const table = new AgencyTable(functionConnection(), agency);
  const parts = [...new Set(group.flatMap(({ part }) => part ?? []))];
  const counted = new Set<PartId>();
  try {
    for (const some of groupsOf(parts, partsAtOnce)) {
      await countParts(table, some);
      for (const part of some) counted.add(part);
    }
  } catch (error) {
    log("message.failed", { queue: "tallies", count: parts.length - counted.size }, error);
  }
  return group.filter(({ part }) => part !== undefined && !counted.has(part));
}
