import { setTimeout as sleep } from "node:timers/promises";
import { callEngine } from "../engines/forward.ts";
import { type Activity, graceMs, type WorkSource } from "./activity.ts";
import { matchesPattern } from "./event-pattern.ts";
import type { InvokeResult } from "./lambda.ts";
import type { FunctionError } from "./lambda-worker.ts";

/** Settings of a mapping from a table's stream to a function, as the template gives them. */
export interface StreamMapping {
  name: string;
  /** The stream as the function sees it, and as the engine knows it. */
  eventSourceArn: string;
  engineStreamArn: string;
  batchSize: number;
  /** Undefined: until it succeeds, as AWS's -1. */
  maximumRetries: number | undefined;
  isBisecting: boolean;
  reportsPartialFailures: boolean;
  filters: readonly unknown[];
}

/** What a stream source needs of its surroundings. */
export interface StreamSourceDeps {
  dynamodb: string;
  region: string;
  activity: Activity;
  invoke: (event: unknown) => Promise<InvokeResult>;
  /** Sends the description of a given-up batch to the mapping's failure destination. */
  onGivenUp: (description: unknown) => Promise<void>;
  /** The place to go on from, by shard; kept so that a killed run loses and skips nothing. */
  checkpoints: { get(shard: string): string | undefined; set(shard: string, sequence: string): void };
  /** Virtual minus real time: the engine stamps records with the real one. */
  offsetMs: () => number;
}

interface StreamRecord {
  eventName: string;
  dynamodb: { SequenceNumber: string; ApproximateCreationDateTime?: number };
}

interface Shard {
  id: string;
  iterator: string | undefined;
  isCaughtUp: boolean;
}

const busyPauseMs = 10;
const idlePauseMs = 100;
const retryPausesMs = [50, 100, 200, 400, 800, 1000];

/** Reads a table's stream in order and hands batches to a function, with Lambda's rules for retries and partial failures. */
export class StreamSource implements WorkSource {
  readonly #mapping: StreamMapping;
  readonly #deps: StreamSourceDeps;
  readonly #stop = new AbortController();
  readonly #shards = new Map<string, Shard>();
  #loop: Promise<void> = Promise.resolve();
  /** Counts the polls begun, so that "caught up" is only said of a poll that began after the question. */
  #polls = 0;
  #wake: () => void = () => undefined;
  #lastError: FunctionError | undefined;

  constructor(mapping: StreamMapping, deps: StreamSourceDeps) {
    this.#mapping = mapping;
    this.#deps = deps;
    deps.activity.add(this);
  }

  start(): void {
    this.#loop = this.#run();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    this.#wake();
    await Promise.race([this.#loop, sleep(graceMs, undefined, { ref: false })]);
  }

  async backlog(): Promise<string | undefined> {
    const before = this.#polls;
    // Two polls begun since means that one began and ended since.
    for (let i = 0; i < 100 && this.#polls < before + 2 && !this.#stop.signal.aborted; i++) {
      this.#wake();
      await sleep(2);
    }
    const shards = [...this.#shards.values()];
    const isCaughtUp =
      this.#polls >= before + 2 && shards.length > 0 && shards.every((shard) => shard.isCaughtUp);
    if (isCaughtUp || this.#stop.signal.aborted) return undefined;
    const reason = this.#lastError === undefined ? "" : `: ${this.#lastError.errorMessage}`;
    return `stream of ${this.#mapping.name} has records to deliver${reason}`;
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const found = await this.#poll().catch((error: unknown) => this.#failedPoll(error));
      await this.#pause(found > 0 ? busyPauseMs : idlePauseMs);
    }
  }

  /** An engine that is restarting or closing answers nothing for a moment; iterators are taken anew. */
  #failedPoll(error: unknown): number {
    this.#shards.clear();
    if (!this.#stop.signal.aborted) this.#lastError = { errorType: "Poll", errorMessage: String(error) };
    return 0;
  }

  async #poll(): Promise<number> {
    this.#polls++;
    await this.#findShards();
    let found = 0;
    for (const shard of this.#shards.values()) found += await this.#readShard(shard);
    return found;
  }

  async #findShards(): Promise<void> {
    if (this.#shards.size > 0 && this.#polls % 50 !== 0) return;
    const { StreamDescription } = await this.#call<{ StreamDescription: { Shards: { ShardId: string }[] } }>(
      "DescribeStream",
      { StreamArn: this.#mapping.engineStreamArn },
    );
    for (const { ShardId: id } of StreamDescription.Shards) {
      if (!this.#shards.has(id)) this.#shards.set(id, { id, iterator: undefined, isCaughtUp: false });
    }
  }

  async #readShard(shard: Shard): Promise<number> {
    shard.iterator ??= await this.#iteratorOf(shard.id);
    if (shard.iterator === undefined) return 0;
    const { Records: records = [], NextShardIterator: next } = await this.#call<{
      Records?: StreamRecord[];
      NextShardIterator?: string;
    }>("GetRecords", { ShardIterator: shard.iterator, Limit: Math.min(this.#mapping.batchSize, 1000) });
    shard.isCaughtUp = records.length === 0;
    if (records.length > 0) await this.#deliverBatch(shard.id, records);
    shard.iterator = next;
    return records.length;
  }

  async #iteratorOf(shard: string): Promise<string | undefined> {
    const after = this.#deps.checkpoints.get(shard);
    const start =
      after === undefined
        ? { ShardIteratorType: "TRIM_HORIZON" }
        : { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: after };
    const { ShardIterator } = await this.#call<{ ShardIterator?: string }>("GetShardIterator", {
      StreamArn: this.#mapping.engineStreamArn,
      ShardId: shard,
      ...start,
    });
    return ShardIterator;
  }

  async #deliverBatch(shard: string, all: StreamRecord[]): Promise<void> {
    const records = all.map((record) => this.#asLambdaSees(record));
    const wanted = records.filter((record) => this.#isWanted(record));
    if (wanted.length > 0) await this.#deliver(shard, wanted, 0);
    const last = all.at(-1)?.dynamodb.SequenceNumber;
    if (last !== undefined && !this.#stop.signal.aborted) this.#deps.checkpoints.set(shard, last);
  }

  #isWanted(record: StreamRecord): boolean {
    const { filters } = this.#mapping;
    return filters.length === 0 || filters.some((filter) => matchesPattern(filter, record));
  }

  /** Delivers records until all succeeded or were given up; `retries` counts tries of the batch that begins here. */
  async #deliver(shard: string, records: StreamRecord[], retries: number): Promise<void> {
    const result = await this.#deps.activity.track(
      () => this.#deps.invoke({ Records: records }),
      (outcome) => "payload" in outcome && this.#firstFailed(outcome, records) !== 0,
    );
    if (this.#stop.signal.aborted) return;
    const failedAt = this.#firstFailed(result, records);
    if (failedAt === undefined) return this.#delivered(shard, records);
    if (failedAt > 0) this.#delivered(shard, records.slice(0, failedAt));
    this.#lastError =
      "error" in result ? result.error : { errorType: "Partial", errorMessage: "records reported as failed" };
    await this.#retry(shard, records.slice(failedAt), failedAt > 0 ? 0 : retries);
  }

  async #retry(shard: string, records: StreamRecord[], retries: number): Promise<void> {
    const { maximumRetries, isBisecting } = this.#mapping;
    if (maximumRetries !== undefined && retries >= maximumRetries) return this.#giveUp(records, retries + 1);
    await sleep(retryPausesMs[Math.min(retries, retryPausesMs.length - 1)]);
    if (!isBisecting || records.length === 1) return this.#deliver(shard, records, retries + 1);
    const middle = Math.ceil(records.length / 2);
    await this.#deliver(shard, records.slice(0, middle), retries + 1);
    if (!this.#stop.signal.aborted) await this.#deliver(shard, records.slice(middle), retries + 1);
  }

  #delivered(shard: string, records: readonly StreamRecord[]): void {
    this.#lastError = undefined;
    const last = records.at(-1);
    if (last !== undefined) this.#deps.checkpoints.set(shard, last.dynamodb.SequenceNumber);
  }

  /** Where the first failed record lies; undefined when all succeeded. */
  #firstFailed(result: InvokeResult, records: readonly StreamRecord[]): number | undefined {
    if ("error" in result) return 0;
    if (!this.#mapping.reportsPartialFailures) return undefined;
    const answer = JSON.parse(result.payload) as { batchItemFailures?: { itemIdentifier: string }[] } | null;
    const failed = new Set(answer?.batchItemFailures?.map((each) => each.itemIdentifier));
    if (failed.size === 0) return undefined;
    const index = records.findIndex((record) => failed.has(record.dynamodb.SequenceNumber));
    return Math.max(index, 0);
  }

  async #giveUp(records: readonly StreamRecord[], tries: number): Promise<void> {
    const first = records.at(0)?.dynamodb.SequenceNumber;
    const last = records.at(-1)?.dynamodb.SequenceNumber;
    await this.#deps.onGivenUp({
      version: "1.0",
      requestContext: { condition: "RetryAttemptsExhausted", approximateInvokeCount: tries },
      responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
      DDBStreamBatchInfo: {
        startSequenceNumber: first,
        endSequenceNumber: last,
        batchSize: records.length,
        streamArn: this.#mapping.eventSourceArn,
      },
    });
  }

  #asLambdaSees(record: StreamRecord): StreamRecord {
    const createdAt = record.dynamodb.ApproximateCreationDateTime;
    const dynamodb = { ...record.dynamodb };
    if (createdAt !== undefined) {
      dynamodb.ApproximateCreationDateTime = Math.floor(createdAt + this.#deps.offsetMs() / 1000);
    }
    const source = { eventSource: "aws:dynamodb", awsRegion: this.#deps.region };
    return { ...record, ...source, dynamodb, eventSourceARN: this.#mapping.eventSourceArn } as StreamRecord;
  }

  #call<T>(operation: string, body: Record<string, unknown>): Promise<T> {
    return callEngine<T>(
      this.#deps.dynamodb,
      `DynamoDBStreams_20120810.${operation}`,
      body,
      this.#stop.signal,
    );
  }

  /** Waits for the next poll; `backlog` ends the wait early. */
  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.#stop.signal.aborted ? 0 : ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
