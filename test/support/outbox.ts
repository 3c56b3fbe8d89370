import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type { OutgoingMessage } from "#shared/platform/queue-client.ts";
import type { QueueName } from "#shared/platform/queues.ts";
import { stepThrough } from "./crashes.ts";

/**
 * The queues of this process. A test file that sends puts this in the place of the queues' edge:
 * `vi.mock("#shared/platform/queue-client.ts", () => import("#test/support/outbox.ts"))`.
 */
const waiting: { queue: QueueName; message: OutgoingMessage }[] = [];

/** What the service calls: `shared/platform/queue-client.ts`. */
export async function sendMessages(queue: QueueName, messages: readonly OutgoingMessage[]): Promise<void> {
  await stepThrough(async () => {
    waiting.push(...messages.map((message) => ({ queue, message })));
  });
}

type Consumer = (
  event: SQSEvent,
  lambda: { getRemainingTimeInMillis(): number },
) => Promise<SQSBatchResponse>;

/** Takes all messages out of a queue, as their bodies. */
export function takeMessages(queue: QueueName): unknown[] {
  const taken = waiting.filter((one) => one.queue === queue);
  for (const one of taken) waiting.splice(waiting.indexOf(one), 1);
  return taken.map(({ message }) => message.body);
}

export function emptyQueues(): void {
  waiting.length = 0;
}

/** Hands bodies to a consumer in one batch; answers those that it gave back. */
export async function handBodies(
  consumer: Consumer,
  bodies: readonly unknown[],
  remainingMilliseconds = 300_000,
): Promise<unknown[]> {
  const Records = bodies.map((body, i) => recordOf(`m${i}`, body));
  const { batchItemFailures } = await consumer(
    { Records },
    { getRemainingTimeInMillis: () => remainingMilliseconds },
  );
  const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  return bodies.filter((_, i) => failed.has(`m${i}`));
}

/** Delivers what waits in a queue, and what that sends to it, until it is empty. What keeps failing throws. */
export async function deliverAll(queue: QueueName, consumer: Consumer, tries = 5): Promise<number> {
  let delivered = 0;
  for (let bodies = takeMessages(queue); bodies.length > 0; bodies = takeMessages(queue)) {
    delivered += bodies.length;
    let rest: unknown[] = bodies;
    for (let attempt = 1; rest.length > 0; attempt++) {
      if (attempt > tries) throw new Error(`${queue} gave back ${JSON.stringify(rest[0])}`);
      rest = await handBodies(consumer, rest);
    }
  }
  return delivered;
}

/** A message as Lambda hands it over. */
export function recordOf(messageId: string, body: unknown): SQSRecord {
  return {
    messageId,
    body: typeof body === "string" ? body : JSON.stringify(body),
    receiptHandle: messageId,
    attributes: {
      ApproximateReceiveCount: "1",
      SentTimestamp: "0",
      SenderId: "test",
      ApproximateFirstReceiveTimestamp: "0",
    },
    messageAttributes: {},
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN: "arn:aws:sqs:ap-southeast-3:123456789012:test",
    awsRegion: "ap-southeast-3",
  };
}
