import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";
import { readEnv } from "./env.ts";
import { deadLetterName, givingUp } from "./queues.ts";

let client: SQSClient | undefined;
const addresses = new Map<string, string>();

/** How many messages each queue has given up on, by the queue's name; approximate, as SQS counts. */
export async function countDeadLetters(): Promise<{ queue: string; count: number }[]> {
  return await Promise.all(givingUp.map(async (queue) => ({ queue, count: await countIn(queue) })));
}

async function countIn(queue: string): Promise<number> {
  client ??= new SQSClient({ maxAttempts: 3 });
  const command = new GetQueueAttributesCommand({
    QueueUrl: await addressOf(client, deadLetterName(readEnv("service").STAGE, queue)),
    AttributeNames: ["ApproximateNumberOfMessages"],
  });
  const { Attributes } = await client.send(command);
  return Number(Attributes?.["ApproximateNumberOfMessages"] ?? 0);
}

/** An address never changes: it is asked for once in an environment. */
async function addressOf(sqs: SQSClient, name: string): Promise<string> {
  const known = addresses.get(name);
  if (known !== undefined) return known;
  const { QueueUrl = "" } = await sqs.send(new GetQueueUrlCommand({ QueueName: name }));
  addresses.set(name, QueueUrl);
  return QueueUrl;
}
