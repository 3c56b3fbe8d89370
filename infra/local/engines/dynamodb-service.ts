import { setTimeout as delay } from "node:timers/promises";
import { type Answer, AwsError } from "./aws-error.ts";
import { dynamodbNeeds } from "./dynamodb-needs.ts";
import {
  batchEntries,
  findTable,
  type Item,
  itemName,
  itemWrites,
  type TableShape,
  type Tables,
} from "./dynamodb-shapes.ts";
import type { Faults } from "./faults.ts";
import { callEngine, engineSignature, readAll, sendToEngine } from "./forward.ts";
import { InFlight } from "./in-flight.ts";
import { IndexLag } from "./index-lag.ts";
import { readJsonCall } from "./json-request.ts";
import type { Call, Input, Service } from "./service.ts";

/** So few that their answer stays under 16 MB whatever their size (400 KB at most): nothing comes back unprocessed. */
const getAtOnce = 25;

/** DynamoDB: the engine's answers, with the faults that the engine never shows. */
export function dynamodbService(
  engine: URL,
  tables: Tables,
  faults: Faults,
  arnOf: (table: string) => string,
  lagClock: () => number,
): Service {
  const inFlight = new InFlight();
  const lag = new IndexLag(tables, faults, (shape, keys) => readItems(engine, shape, keys), lagClock);

  async function answer(call: Call): Promise<Answer> {
    const { operation, input } = call;
    switch (operation) {
      case "PutItem":
      case "UpdateItem":
      case "DeleteItem":
        return write(call, "write");
      case "TransactWriteItems":
        return write(call, "transaction");
      case "TransactGetItems":
        checkReads(input);
        return pass(engine, call);
      case "BatchWriteItem":
      case "BatchGetItem":
        return batch(call);
      case "Query":
        return input["IndexName"] !== undefined && faults.get().indexLagMs > 0
          ? rewritten(await pass(engine, call), (body) => lag.lagged(input, body))
          : pass(engine, call);
      default:
        return pass(engine, call);
    }
  }

  async function write(call: Call, kind: "write" | "transaction"): Promise<Answer> {
    const { operation, input } = call;
    const { areConflictsOn, conflictWindowMs } = faults.get();
    const items = areConflictsOn ? itemWrites(tables, operation, input).map(({ name }) => name ?? "") : [];
    const release = inFlight.begin(items, kind);
    try {
      const done = lag.write(operation, input, () => pass(engine, call));
      if (!areConflictsOn || conflictWindowMs === 0) return await done;
      const [answered] = await Promise.all([done, delay(conflictWindowMs)]);
      return answered;
    } finally {
      release();
    }
  }

  function checkReads(input: Input): void {
    if (!faults.get().areConflictsOn) return;
    const gets = (input["TransactItems"] ?? []) as { Get?: { TableName: string; Key: Item } }[];
    const names = gets.map(({ Get }) => {
      const shape = findTable(tables, Get?.TableName);
      return shape === undefined ? "" : (itemName(shape, Get?.Key) ?? "");
    });
    inFlight.begin(names, "transactional read");
  }

  async function batch(call: Call): Promise<Answer> {
    const isWrite = call.operation === "BatchWriteItem";
    const split = isWrite ? splitWrites(call.input, faults) : splitGets(call.input, faults);
    if (split === undefined) return send(call);
    if (split.kept === undefined) throw allUnprocessed();
    const answered = await send({ ...call, input: { ...call.input, RequestItems: split.kept } }, true);
    const member = isWrite ? "UnprocessedItems" : "UnprocessedKeys";
    return rewritten(answered, (body: Input) => ({ ...body, [member]: split.left }));
  }

  function send(call: Call, isChanged = false): Promise<Answer> {
    const body = isChanged ? Buffer.from(JSON.stringify(call.input)) : call.request.body;
    const changed = { ...call, request: { ...call.request, body } };
    return lag.write(call.operation, call.input, () => pass(engine, changed));
  }

  return {
    read: readJsonCall,
    needs: (call) => dynamodbNeeds(tables, call.operation, call.input, arnOf),
    answer,
  };
}

function isSuccess({ status }: Answer): boolean {
  return status === 200;
}

/** The engine's answer as it is. */
async function pass(engine: URL, call: Call): Promise<Answer> {
  const { headers, body } = call.request;
  const sent = {
    "content-type": headers["content-type"],
    "content-length": String(body.length),
    "x-amz-target": headers["x-amz-target"],
    ...engineSignature,
  };
  const answer = await sendToEngine(engine, "POST", "/", sent, body);
  const kept: Record<string, string> = { "content-type": answer.headers["content-type"] ?? "" };
  const checksum = answer.headers["x-amz-crc32"];
  if (typeof checksum === "string") kept["x-amz-crc32"] = checksum;
  return { status: answer.status, headers: kept, body: await readAll(answer.stream) };
}

/** A successful answer with another body; its checksum no longer fits and goes. */
function rewritten<T extends object>(answer: Answer, change: (body: T) => object): Answer {
  if (!isSuccess(answer)) return answer;
  const { "content-type": type = "" } = answer.headers;
  const body = JSON.stringify(change(JSON.parse(answer.body.toString()) as T));
  return { status: answer.status, headers: { "content-type": type }, body };
}

interface Split {
  /** What is done; undefined: nothing of it. */
  kept: Record<string, unknown> | undefined;
  left: Record<string, unknown>;
}

/** Chooses entries to leave undone; undefined: none. */
function splitWrites(input: Input, faults: Faults): Split | undefined {
  const rate = faults.get().unprocessedRate;
  const kept: Record<string, unknown[]> = {};
  const left: Record<string, unknown[]> = {};
  for (const { table, entry } of batchEntries(input)) {
    const side = faults.happens(rate) ? left : kept;
    side[table] = [...(side[table] ?? []), entry];
  }
  if (Object.keys(left).length === 0) return undefined;
  return { kept: Object.keys(kept).length === 0 ? undefined : kept, left };
}

function splitGets(input: Input, faults: Faults): Split | undefined {
  const rate = faults.get().unprocessedRate;
  const kept: Record<string, unknown> = {};
  const left: Record<string, unknown> = {};
  const requested = (input["RequestItems"] ?? {}) as Record<string, { Keys?: Item[] }>;
  for (const [table, request] of Object.entries(requested)) {
    const sides = Object.groupBy(request.Keys ?? [], () => (faults.happens(rate) ? "left" : "kept"));
    if (sides.kept) kept[table] = { ...request, Keys: sides.kept };
    if (sides.left) left[table] = { ...request, Keys: sides.left };
  }
  if (Object.keys(left).length === 0) return undefined;
  return { kept: Object.keys(kept).length === 0 ? undefined : kept, left };
}

/** When nothing of a batch could be done, DynamoDB refuses the whole. */
function allUnprocessed(): AwsError {
  const message =
    "The level of configured provisioned throughput for one or more global secondary indexes of the table was exceeded.";
  return new AwsError(400, "ProvisionedThroughputExceededException", message);
}

/** Strong reads of some keys from the engine, in their order. */
async function readItems(
  engine: URL,
  shape: TableShape,
  keys: readonly Item[],
): Promise<(Item | undefined)[]> {
  const found = new Map<string | undefined, Item>();
  for (let from = 0; from < keys.length; from += getAtOnce) {
    const request = { Keys: keys.slice(from, from + getAtOnce), ConsistentRead: true };
    const answer = await callEngine<{ Responses?: Record<string, Item[]> }>(
      engine,
      "DynamoDB_20120810.BatchGetItem",
      { RequestItems: { [shape.name]: request } },
    );
    for (const item of answer.Responses?.[shape.name] ?? []) found.set(itemName(shape, item), item);
  }
  return keys.map((key) => found.get(itemName(shape, key)));
}
