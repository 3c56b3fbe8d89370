import { setTimeout as sleep } from "node:timers/promises";
import type { QueuePeek } from "../engines/contract.ts";
import { callEngine } from "../engines/forward.ts";
import { type Activity, graceMs, type WorkSource } from "./activity.ts";
import { matchesPattern } from "./event-pattern.ts";
import type { InvokeResult } from "./lambda.ts";

/** Settings of a mapping from a queue to a function, as the template gives them. */
export interface QueueMapping {
  queueName: string;
  queueArn: string;
  queueUrl: string;
  batchSize: number;
  windowMs: number;
  maximumConcurrency: number;
  reportsPartialFailures: boolean;
  filters: readonly unknown[];
}

/** What a queue source needs of its surroundings. */
export interface QueueSourceDeps {
  sqs: string;
  region: string;
  activity: Activity;
  invoke: (event: unknown) => Promise<InvokeResult>;
  peek: (name: string) => QueuePeek;
  hasten: (name: string) => void;
  /** True while the clock is being moved: nobody waits for windows or long for delays, and a failed message returns at once. */
  isMovingClock: () => boolean;
  offsetMs: () => number;
}

interface Message {
  MessageId: string;
  ReceiptHandle: string;
  Body: string;
  MD5OfBody: string;
  Attributes?: Record<string, string>;
  MessageAttributes?: Record<string, { DataType: string; StringValue?: string; BinaryValue?: string }>;
}

const longPollSeconds = 5;
const mostPerReceive = 10;

/** Receives from a queue and hands batches to a function; what failed returns after the queue's visibility timeout. */
export class QueueSource implements WorkSource {
  readonly #mapping: QueueMapping;
  readonly #deps: QueueSourceDeps;
  readonly #stop = new AbortController();
  readonly #running = new Set<Promise<void>>();
  #loop: Promise<void> = Promise.resolve();

  constructor(mapping: QueueMapping, deps: QueueSourceDeps) {
    this.#mapping = mapping;
    this.#deps = deps;
    deps.activity.add(this);
  }

  start(): void {
    this.#loop = this.#run();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.race([
      Promise.all([this.#loop, ...this.#running]),
      sleep(graceMs, undefined, { ref: false }),
    ]);
  }

  backlog(): Promise<string | undefined> {
    const { ready, delayed, inFlight } = this.#deps.peek(this.#mapping.queueName);
    if (delayed.length > 0 && this.#deps.isMovingClock()) this.#deps.hasten(this.#mapping.queueName);
    if (ready.length + delayed.length + inFlight.length === 0) return Promise.resolve(undefined);
    const parts = [`${ready.length} ready`, `${inFlight.length} in flight`, `${delayed.length} delayed`];
    return Promise.resolve(`queue ${this.#mapping.queueName}: ${parts.join(", ")}`);
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      if (this.#running.size >= this.#mapping.maximumConcurrency) await Promise.race(this.#running);
      const messages = await this.#collect().catch((error: unknown) => this.#failedReceive(error));
      if (messages.length > 0) this.#begin(messages);
    }
  }

  #begin(messages: Message[]): void {
    const work = this.#process(messages)
      .catch((error: unknown) => this.#failedReceive(error))
      .then(() => {
        this.#running.delete(work);
      });
    this.#running.add(work);
  }

  /** A batch: one receive, or as many as fit into the batching window. */
  async #collect(): Promise<Message[]> {
    const { batchSize, windowMs } = this.#mapping;
    const batch = await this.#receive(batchSize, longPollSeconds);
    const end = performance.now() + windowMs;
    while (batch.length > 0 && batch.length < batchSize && !this.#stop.signal.aborted) {
      const isOver = this.#deps.isMovingClock() || performance.now() >= end;
      const more = await this.#receive(batchSize - batch.length, isOver ? 0 : 1);
      batch.push(...more);
      if (more.length === 0 && isOver) break;
    }
    return batch;
  }

  /** The engine may be restarting or closing: what was received returns by its visibility timeout. */
  async #failedReceive(error: unknown): Promise<Message[]> {
    if (this.#stop.signal.aborted) return [];
    console.error(`queue ${this.#mapping.queueName}: ${String(error)}`);
    await sleep(200);
    return [];
  }

  async #receive(most: number, waitSeconds: number): Promise<Message[]> {
    const { Messages = [] } = await this.#call<{ Messages?: Message[] }>("ReceiveMessage", {
      MaxNumberOfMessages: Math.min(most, mostPerReceive),
      WaitTimeSeconds: waitSeconds,
      AttributeNames: ["All"],
      MessageSystemAttributeNames: ["All"],
      MessageAttributeNames: ["All"],
    });
    return Messages;
  }

  async #process(messages: Message[]): Promise<void> {
    const records = messages.map((message) => this.#recordOf(message));
    const { filters } = this.#mapping;
    const wanted = records.filter(
      (record) => filters.length === 0 || filters.some((each) => passes(each, record)),
    );
    const failed = wanted.length === 0 ? new Set<string>() : await this.#invoke(wanted);
    const done = messages.filter((message) => !failed.has(message.MessageId));
    await this.#inTens("DeleteMessageBatch", done, {});
    if (failed.size > 0 && this.#deps.isMovingClock()) {
      // The time that the retry would wait passes in the jump of the clock.
      const returned = messages.filter((message) => failed.has(message.MessageId));
      await this.#inTens("ChangeMessageVisibilityBatch", returned, { VisibilityTimeout: 0 });
    }
  }

  async #invoke(records: readonly { messageId: string }[]): Promise<Set<string>> {
    let failed = new Set<string>();
    await this.#deps.activity.track(
      async () => {
        failed = this.#failures(await this.#deps.invoke({ Records: records }), records);
      },
      () => failed.size < records.length,
    );
    return failed;
  }

  #failures(result: InvokeResult, records: readonly { messageId: string }[]): Set<string> {
    const all = new Set(records.map((record) => record.messageId));
    if ("error" in result) return all;
    if (!this.#mapping.reportsPartialFailures) return new Set();
    const answer = JSON.parse(result.payload) as { batchItemFailures?: { itemIdentifier: string }[] } | null;
    const named = answer?.batchItemFailures?.map((each) => each.itemIdentifier) ?? [];
    // An identifier that was not in the batch makes the whole batch fail, as in AWS.
    return named.every((id) => all.has(id)) ? new Set(named) : all;
  }

  #recordOf(message: Message): { messageId: string; body: string } {
    const attributes = { ...message.Attributes };
    for (const name of ["SentTimestamp", "ApproximateFirstReceiveTimestamp"]) {
      if (attributes[name] !== undefined) {
        attributes[name] = String(Math.floor(Number(attributes[name]) + this.#deps.offsetMs()));
      }
    }
    const record = {
      messageId: message.MessageId,
      receiptHandle: message.ReceiptHandle,
      body: message.Body,
      attributes,
      messageAttributes: Object.fromEntries(
        Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [
          name,
          {
            dataType: value.DataType,
            ...(value.StringValue === undefined ? {} : { stringValue: value.StringValue }),
            ...(value.BinaryValue === undefined ? {} : { binaryValue: value.BinaryValue }),
            stringListValues: [],
            binaryListValues: [],
          },
        ]),
      ),
      md5OfBody: message.MD5OfBody,
      eventSource: "aws:sqs",
      eventSourceARN: this.#mapping.queueArn,
      awsRegion: this.#deps.region,
    };
    return record;
  }

  async #inTens(
    operation: string,
    messages: readonly Message[],
    extra: Record<string, unknown>,
  ): Promise<void> {
    for (let i = 0; i < messages.length; i += mostPerReceive) {
      const entries = messages.slice(i, i + mostPerReceive);
      await this.#call(operation, {
        Entries: entries.map(({ ReceiptHandle }, n) => ({ Id: String(n), ReceiptHandle, ...extra })),
      });
    }
  }

  #call<T>(operation: string, body: Record<string, unknown>): Promise<T> {
    // A receive is broken off when the cloud closes; a delete must still reach the engine.
    const signal = operation === "ReceiveMessage" ? this.#stop.signal : undefined;
    const full = { QueueUrl: this.#mapping.queueUrl, ...body };
    return callEngine<T>(this.#deps.sqs, `AmazonSQS.${operation}`, full, signal);
  }
}

/** A mapping's filter sees the body as JSON where it is JSON. */
function passes(filter: unknown, record: { body: string }): boolean {
  try {
    return matchesPattern(filter, { ...record, body: JSON.parse(record.body) });
  } catch {
    return matchesPattern(filter, record);
  }
}
