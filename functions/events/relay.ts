import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import { type ChangeEvent, type SubscriptionName, subscriptions } from "#shared/platform/events.ts";
import { log } from "#shared/platform/log.ts";
import { type OutgoingMessage, sendMessages } from "#shared/platform/queue-client.ts";
import { type StreamChange, streamChange } from "#shared/platform/table/stream.ts";

/**
 * The stream's only consumer: it turns each write into a message for every queue that subscribed to its entity. A
 * failed batch comes again from its first record on, so that a change is told at least once and never lost.
 */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  try {
    const changes = event.Records.map(streamChange);
    const sent = await Promise.all(
      (Object.keys(subscriptions) as SubscriptionName[]).map((name) => forward(name, changes)),
    );
    log("relay.batch", { count: changes.length, sent: sent.reduce((sum, count) => sum + count, 0) });
    return { batchItemFailures: [] };
  } catch (error) {
    log("message.failed", { queue: "stream", count: event.Records.length }, error);
    const first = event.Records[0]?.dynamodb?.SequenceNumber;
    return { batchItemFailures: first === undefined ? [] : [{ itemIdentifier: first }] };
  }
}

async function forward(name: SubscriptionName, changes: readonly StreamChange[]): Promise<number> {
  const entities: Readonly<Record<string, readonly string[]>> = subscriptions[name].entities;
  const messages = changes.flatMap((change): OutgoingMessage[] => {
    const attributes = entities[change.entity];
    if (attributes === undefined || change.agency === undefined) return [];
    return [{ body: told(change, attributes), group: change.agency }];
  });
  await sendMessages(name, messages);
  return messages.length;
}

/** Only what the subscription names goes into a message. */
function told({ entity, agency, before, after }: StreamChange, attributes: readonly string[]): ChangeEvent {
  const pick = (row: typeof after) => row && Object.fromEntries(attributes.map((name) => [name, row[name]]));
  return {
    entity,
    agency: agency as ChangeEvent["agency"],
    before: pick(before),
    after: pick(after),
    versionBefore: before?._version,
    versionAfter: after?._version,
  };
}
