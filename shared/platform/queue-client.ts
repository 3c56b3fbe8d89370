import { SendMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import { queueUrl } from "./env.ts";
import { groupsOf } from "./groups.ts";
import type { QueueName } from "./queues.ts";

let client: SQSClient | undefined;

export interface OutgoingMessage {
  readonly body: unknown;
  /** Messages of one group share the consumers fairly with other groups: the agency. */
  readonly group?: string;
  readonly delaySeconds?: number;
}

/** A batch holds at most ten messages (SQS). */
const batchSize = 10;

/** Sends messages, all of them or it throws: what SQS refuses is tried again, then fails the caller. */
export async function sendMessages(queue: QueueName, messages: readonly OutgoingMessage[]): Promise<void> {
  for (const batch of groupsOf(messages, batchSize)) await sendBatch(queue, batch);
}

async function sendBatch(queue: QueueName, messages: readonly OutgoingMessage[]): Promise<void> {
  client ??= new SQSClient({ maxAttempts: 5 });
  let rest = messages.map((message, index) => ({
    Id: String(index),
    MessageBody: JSON.stringify(message.body),
    ...(message.group === undefined ? {} : { MessageGroupId: message.group }),
    ...(message.delaySeconds === undefined ? {} : { DelaySeconds: message.delaySeconds }),
  }));
  for (let attempt = 1; rest.length > 0; attempt++) {
    const output = await client.send(
      new SendMessageBatchCommand({ QueueUrl: queueUrl(queue), Entries: rest }),
    );
    const failed = new Set((output.Failed ?? []).map(({ Id }) => Id));
    rest = rest.filter(({ Id }) => failed.has(Id));
    if (rest.length > 0 && attempt === 5) throw new Error(`queue ${queue} refused ${rest.length} messages`);
  }
}
