import type { AddressInfo } from "node:net";
import type { DatabaseSync } from "node:sqlite";
import type { BuildAppOptions } from "fauxqs";
import type { BucketSpec, PeekedMessage, Properties, QueuePeek, QueueSpec } from "./contract.ts";
import { lostQueueName } from "./sqs-service.ts";

type Stores = NonNullable<BuildAppOptions["stores"]>;
type Persistence = NonNullable<Stores["sqsStore"]["persistence"]>;

/** SQS and S3, running. */
export interface QueueEngine {
  url: URL;
  peek: (name: string) => QueuePeek;
  hasten: (name: string) => void;
  redrive: (deadLetterName: string) => number;
  close: () => Promise<void>;
}

/** The engine knows one account only; policies and the template know ours. */
const engineAccount = "000000000000";

/**
 * Starts fauxqs with the template's queues and buckets. Its own `startFauxqs` listens on every network address, without
 * asking for credentials; so the same parts are put together here and listen on the loopback alone.
 */
export async function startQueues(
  folder: string | undefined,
  region: string,
  queues: readonly QueueSpec[],
  buckets: readonly BucketSpec[],
): Promise<QueueEngine> {
  // Loaded here, so that it happens while the table engine starts.
  const { buildApp } = await import("fauxqs");
  const { stores, persistence } = await openStores(folder);
  const { sqsStore, s3Store } = stores;
  sqsStore.region = region;
  // A dead-letter queue must be there before the queue that names it.
  const ordered = [...queues].sort((left, right) => Number(hasRedrive(left)) - Number(hasRedrive(right)));
  for (const { name, properties } of ordered)
    ensureQueue(sqsStore, name, region, attributesOf(properties, region));
  ensureQueue(sqsStore, lostQueueName, region, {});
  for (const { name } of buckets) if (!s3Store.hasBucket(name)) s3Store.createBucket(name);
  const app = buildApp({ logger: false, defaultRegion: region, stores });
  app.addHook("preClose", (done: () => void) => {
    persistence?.close();
    done();
  });
  await app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = app.server.address() as AddressInfo;
  return {
    url: new URL(`http://127.0.0.1:${port}`),
    peek: (name) => peek(sqsStore, name),
    hasten: (name) => hasten(sqsStore, name),
    redrive: (name) => redrive(sqsStore, name),
    close: () => app.close(),
  };
}

/** The stores that `startFauxqs` makes, filled from disk before they write to it, as it does. */
async function openStores(
  folder: string | undefined,
): Promise<{ stores: Stores; persistence: Persistence | undefined }> {
  const part = (path: string) => import(new URL(path, import.meta.resolve("fauxqs")).href);
  const [{ SqsStore }, { SnsStore }, { S3Store }, { PersistenceManager }] = await Promise.all([
    part("./sqs/sqsStore.js"),
    part("./sns/snsStore.js"),
    part("./s3/s3Store.js"),
    part("./persistence.js"),
  ]);
  const stores: Stores = { sqsStore: new SqsStore(), snsStore: new SnsStore(), s3Store: new S3Store() };
  if (folder === undefined) return { stores, persistence: undefined };
  const persistence: Persistence = new PersistenceManager(folder);
  keepReceiveCounts(persistence);
  const { sqsStore, snsStore, s3Store } = stores;
  persistence.load(sqsStore, snsStore, s3Store);
  sqsStore.persistence = persistence;
  snsStore.persistence = persistence;
  s3Store.persistence = persistence;
  for (const queue of sqsStore.allQueues()) queue.persistence = persistence;
  return { stores, persistence };
}

/**
 * fauxqs 2.4 clears the receive count of a message whose visibility is set to zero, which its own schema refuses: the
 * call fails and the message is gone until a restart. Its count must stay in any case, or it never becomes a dead letter.
 */
function keepReceiveCounts(persistence: Persistence): void {
  const { db } = persistence as unknown as { db: DatabaseSync };
  const release = db.prepare(
    "UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL WHERE message_id = ?",
  );
  persistence.updateMessageReady = (messageId: string) => {
    release.run(messageId);
  };
}

function hasRedrive({ properties }: QueueSpec): boolean {
  return properties["RedrivePolicy"] !== undefined;
}

function ensureQueue(
  store: Stores["sqsStore"],
  name: string,
  region: string,
  attributes: Record<string, string>,
): void {
  const known = store.getQueueByName(name);
  if (known !== undefined) known.setAttributes(attributes);
  else store.createQueue(name, `http://127.0.0.1/${engineAccount}/${name}`, arnOf(name, region), attributes);
}

function arnOf(name: string, region: string): string {
  return `arn:aws:sqs:${region}:${engineAccount}:${name}`;
}

const plainAttributes: Record<string, string> = {
  VisibilityTimeout: "VisibilityTimeout",
  DelaySeconds: "DelaySeconds",
  MaximumMessageSize: "MaximumMessageSize",
  MessageRetentionPeriod: "MessageRetentionPeriod",
  ReceiveMessageWaitTimeSeconds: "ReceiveMessageWaitTimeSeconds",
  FifoQueue: "FifoQueue",
  ContentBasedDeduplication: "ContentBasedDeduplication",
};

function attributesOf(properties: Properties, region: string): Record<string, string> {
  const plain = Object.keys(plainAttributes).filter((name) => properties[name] !== undefined);
  const attributes = Object.fromEntries(plain.map((name) => [name, String(properties[name])]));
  const redrive = properties["RedrivePolicy"] as
    | { deadLetterTargetArn: string; maxReceiveCount: number }
    | undefined;
  if (redrive !== undefined) {
    const target = arnOf(redrive.deadLetterTargetArn.split(":").at(-1) ?? "", region);
    const policy = { deadLetterTargetArn: target, maxReceiveCount: Number(redrive.maxReceiveCount) };
    attributes["RedrivePolicy"] = JSON.stringify(policy);
  }
  return attributes;
}

type Message = Stores["sqsStore"] extends { inspectQueue(name: string): infer R | undefined }
  ? R extends { messages: { ready: (infer M)[] } }
    ? M
    : never
  : never;

function peek(store: Stores["sqsStore"], name: string): QueuePeek {
  const found = store.inspectQueue(name);
  if (found === undefined) throw new Error(`There is no queue ${name}.`);
  const { ready, delayed, inflight } = found.messages;
  return {
    ready: ready.map(peeked),
    delayed: delayed.map(peeked),
    inFlight: inflight.map(({ message, visibilityDeadline }) => ({
      ...peeked(message),
      visibleAtEpochMs: visibilityDeadline,
    })),
  };
}

function peeked(message: Message): PeekedMessage {
  return {
    messageId: message.messageId,
    body: message.body,
    receiveCount: message.approximateReceiveCount,
    sentAtEpochMs: message.sentTimestamp,
  };
}

/** How much faster a delay passes when it is hastened. */
const haste = 20;
const hastened = new WeakSet<Message>();

function hasten(store: Stores["sqsStore"], name: string): void {
  const { delayed = [] } = store.inspectQueue(name)?.messages ?? {};
  for (const message of delayed) {
    if (message.delayUntil === undefined || hastened.has(message)) continue;
    hastened.add(message);
    message.delayUntil = message.sentTimestamp + (message.delayUntil - message.sentTimestamp) / haste;
  }
  if (delayed.length > 0) store.getQueueByName(name)?.processTimers();
}

/** Gives the ready messages of a dead-letter queue back to the one queue that names it, as new ones. */
function redrive(store: Stores["sqsStore"], deadLetterName: string): number {
  const dead = store.getQueueByName(deadLetterName);
  const source = [...store.allQueues()].find((queue) =>
    queue.attributes["RedrivePolicy"]?.includes(`:${deadLetterName}"`),
  );
  if (dead === undefined || source === undefined)
    throw new Error(`${deadLetterName} is no queue's dead-letter queue.`);
  let moved = 0;
  for (;;) {
    const batch = dead.dequeue(10);
    if (batch.length === 0) return moved;
    for (const received of batch) {
      const message = dead.inflightMessages.get(received.ReceiptHandle)?.message;
      if (message === undefined) continue;
      // Off the dead-letter queue first: both rows carry the same message id, and deleting later would drop the new one.
      dead.deleteMessage(received.ReceiptHandle);
      const { delayUntil: _, ...fresh } = message;
      source.enqueue({ ...fresh, approximateReceiveCount: 0 });
      moved += 1;
    }
  }
}
