import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import {
  BatchGetItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Engines } from "#infra/local/engines/contract.ts";
import { callEngine } from "#infra/local/engines/forward.ts";
import { clientsOf, fixtureOptions, startFixture } from "./fixture.ts";

interface Capacity {
  CapacityUnits?: number | undefined;
}

const TableName = "main";
const folder = mkdtempSync(join(tmpdir(), "kinerja-tables-"));
let engines: Engines;
let virtualNow = Date.now();

beforeAll(async () => {
  engines = await startFixture({ dataDir: folder, now: () => virtualNow });
});
afterAll(async () => {
  await engines.close();
  rmSync(folder, { recursive: true });
});

const restart = async (changes = {}) => {
  await engines.close();
  engines = await startFixture({ dataDir: folder, now: () => virtualNow, ...changes });
};
const key = (pk: string) => ({ pk: { S: pk }, sk: { S: "x" } });
const put = (pk: string, more = {}) => new PutItemCommand({ TableName, Item: { ...key(pk), ...more } });
const get = async (pk: string) =>
  (await clientsOf(engines).dynamodb.send(new GetItemCommand({ TableName, Key: key(pk) }))).Item;

describe("what was acknowledged", () => {
  test("is there after the engine was killed in the middle of writing", async () => {
    const { dynamodb } = clientsOf(engines);
    const acknowledged: string[] = [];
    const writer = async (name: string) => {
      for (let count = 0; ; count += 1) {
        await dynamodb.send(put(`${name}-${count}`));
        acknowledged.push(`${name}-${count}`);
        if (acknowledged.length === 150) process.kill(engines.enginePid ?? 0, "SIGKILL");
      }
    };
    await Promise.allSettled([writer("a"), writer("b"), writer("c")]);
    expect(acknowledged.length).toBeGreaterThanOrEqual(150);
    await restart();
    const found = await Promise.all(acknowledged.map(get));
    expect(found.filter((item) => item === undefined)).toEqual([]);
  });

  test("is in the stream after a restart too, in order", async () => {
    await restart();
    const { dynamodb } = clientsOf(engines);
    for (const pk of ["s1", "s2", "s1"]) await dynamodb.send(put(pk, { at: { N: String(Math.random()) } }));
    const url = new URL(engines.admin.dynamodb);
    const StreamArn = engines.streamArn(TableName);
    const stream = <T>(operation: string, input: object) =>
      callEngine<T>(url, `DynamoDBStreams_20120810.${operation}`, input);
    const { StreamDescription } = await stream<{ StreamDescription: { Shards: { ShardId: string }[] } }>(
      "DescribeStream",
      { StreamArn },
    );
    const ShardId = StreamDescription.Shards[0]?.ShardId;
    const from = { StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" };
    const { ShardIterator } = await stream<{ ShardIterator: string }>("GetShardIterator", from);
    const { Records } = await stream<{
      Records: { eventName: string; dynamodb: { Keys: { pk: { S: string } }; SequenceNumber: string } }[];
    }>("GetRecords", { ShardIterator, Limit: 1000 });
    const last = Records.slice(-3).map((record) => [record.dynamodb.Keys.pk.S, record.eventName]);
    expect(last).toEqual([
      ["s1", "INSERT"],
      ["s2", "INSERT"],
      ["s1", "MODIFY"],
    ]);
    const numbers = Records.map((record) => Number(record.dynamodb.SequenceNumber));
    expect(numbers).toEqual([...new Set(numbers)].sort((left, right) => left - right));
  });
});

function commandLineOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}

test("a second start ends the engine that a killed runner left behind", async () => {
  const orphan = engines.enginePid ?? 0;
  const second = await startFixture({ dataDir: folder, now: () => virtualNow });
  // Empty: gone, or a zombie that its parent has not buried yet.
  expect(commandLineOf(orphan)).toBe("");
  await engines.close();
  engines = second;
  expect(await get("s1")).toBeDefined();
});

test("the stream's missing index is there and used", () => {
  const database = new DatabaseSync(join(folder, "dynamodb.sqlite"), { readOnly: true });
  const plan = database
    .prepare(
      "EXPLAIN QUERY PLAN SELECT MAX(CAST(sequence_number AS INTEGER)) FROM _stream_records WHERE table_name = 'main'",
    )
    .all();
  database.close();
  expect(JSON.stringify(plan)).toContain("_stream_records_by_sequence");
});

test("a new index is added to a table that holds data, and changed keys are refused", async () => {
  const [table] = fixtureOptions().tables;
  if (table === undefined) throw new Error("the fixture has no table");
  const { AttributeDefinitions, GlobalSecondaryIndexes } = table.properties as Record<string, object[]>;
  const unit = {
    IndexName: "unit",
    KeySchema: [{ AttributeName: "unitPk", KeyType: "HASH" }],
    Projection: { ProjectionType: "ALL" },
  };
  const properties = {
    ...table.properties,
    AttributeDefinitions: [...(AttributeDefinitions ?? []), { AttributeName: "unitPk", AttributeType: "S" }],
    GlobalSecondaryIndexes: [...(GlobalSecondaryIndexes ?? []), unit],
  };
  await clientsOf(engines).dynamodb.send(put("u1", { unitPk: { S: "U" } }));
  await restart({ tables: [{ ...table, properties }] });
  const query = new QueryCommand({
    TableName,
    IndexName: "unit",
    KeyConditionExpression: "unitPk = :u",
    ExpressionAttributeValues: { ":u": { S: "U" } },
  });
  expect((await clientsOf(engines).dynamodb.send(query)).Count).toBe(1);
  const KeySchema = [{ AttributeName: "pk", KeyType: "HASH" }];
  const changed = { ...table, properties: { ...table.properties, KeySchema } };
  await engines.close();
  await expect(startFixture({ dataDir: folder, tables: [changed] })).rejects.toThrow("--fresh");
  engines = await startFixture({ dataDir: folder, now: () => virtualNow });
});

describe("the sweep by TTL", () => {
  const seconds = (milliseconds: number) => ({ expiresAt: { N: String(Math.floor(milliseconds / 1000)) } });

  test("deletes what the virtual clock has passed, through the stream, and nothing else", async () => {
    const { dynamodb } = clientsOf(engines);
    await dynamodb.send(put("ttl-due", seconds(virtualNow + 60_000)));
    await dynamodb.send(put("ttl-later", seconds(virtualNow + 120_000)));
    await dynamodb.send(put("ttl-text", { expiresAt: { S: "1" } }));
    expect(await engines.sweepTtl()).toBe(0);
    virtualNow += 60_000;
    expect(await engines.sweepTtl()).toBe(1);
    expect(await Promise.all(["ttl-due", "ttl-later", "ttl-text"].map(get))).toEqual([
      undefined,
      expect.anything(),
      expect.anything(),
    ]);
    const database = new DatabaseSync(join(folder, "dynamodb.sqlite"), { readOnly: true });
    const last = database
      .prepare("SELECT event_name, keys_json FROM _stream_records ORDER BY id DESC LIMIT 1")
      .get();
    database.close();
    expect(last).toMatchObject({ event_name: "REMOVE", keys_json: expect.stringContaining("ttl-due") });
  });
});

describe("consumed capacity is DynamoDB's own arithmetic", () => {
  const text = (kilobytes: number) => ({ S: "x".repeat(kilobytes * 1024) });
  const ReturnConsumedCapacity = "TOTAL" as const;
  const units = (answer: { ConsumedCapacity?: Capacity | Capacity[] | undefined }) =>
    [answer.ConsumedCapacity ?? []].flat().reduce((sum, one) => sum + (one.CapacityUnits ?? 0), 0);

  beforeAll(async () => {
    const { dynamodb } = clientsOf(engines);
    await dynamodb.send(put("c0"));
    await dynamodb.send(put("c3", { text: text(3) }));
    await dynamodb.send(put("c5", { text: text(5) }));
  });

  test.each<[string, () => Promise<number>, number]>([
    [
      "a strong read of 3 KB",
      async () =>
        units(
          await send(
            new GetItemCommand({ TableName, Key: key("c3"), ConsistentRead: true, ReturnConsumedCapacity }),
          ),
        ),
      1,
    ],
    [
      "an eventual read of 3 KB",
      async () =>
        units(await send(new GetItemCommand({ TableName, Key: key("c3"), ReturnConsumedCapacity }))),
      0.5,
    ],
    [
      "an eventual read of 5 KB",
      async () =>
        units(await send(new GetItemCommand({ TableName, Key: key("c5"), ReturnConsumedCapacity }))),
      1,
    ],
    [
      "a read of a missing item",
      async () =>
        units(await send(new GetItemCommand({ TableName, Key: key("none"), ReturnConsumedCapacity }))),
      0.5,
    ],
    [
      "a batch of two reads, each rounded by itself",
      async () =>
        units(
          await send(
            new BatchGetItemCommand({
              RequestItems: { main: { Keys: [key("c0"), key("c5")] } },
              ReturnConsumedCapacity,
            }),
          ),
        ),
      1.5,
    ],
    [
      "a transactional read of 3 KB",
      async () =>
        units(
          await send(
            new TransactGetItemsCommand({
              TransactItems: [{ Get: { TableName, Key: key("c3") } }],
              ReturnConsumedCapacity,
            }),
          ),
        ),
      2,
    ],
    [
      "a write of a small item",
      async () =>
        units(await send(new PutItemCommand({ TableName, Item: key("w0"), ReturnConsumedCapacity }))),
      1,
    ],
    [
      "a write of 3 KB and its key",
      async () =>
        units(
          await send(
            new PutItemCommand({ TableName, Item: { ...key("w3"), text: text(3) }, ReturnConsumedCapacity }),
          ),
        ),
      4,
    ],
    [
      "a write that an index copies",
      async () =>
        units(
          await send(
            new PutItemCommand({
              TableName,
              Item: { ...key("w1"), teamPk: { S: "t" }, teamSk: { S: "1" } },
              ReturnConsumedCapacity,
            }),
          ),
        ),
      2,
    ],
    [
      "an update that moves it in the index",
      async () =>
        units(
          await send(
            new UpdateItemCommand({
              TableName,
              Key: key("w1"),
              UpdateExpression: "SET teamSk = :s",
              ExpressionAttributeValues: { ":s": { S: "2" } },
              ReturnConsumedCapacity,
            }),
          ),
        ),
      3,
    ],
    [
      "a transaction of two small writes",
      async () =>
        units(
          await send(
            new TransactWriteItemsCommand({
              TransactItems: [
                { Put: { TableName, Item: key("t1") } },
                { Put: { TableName, Item: key("t2") } },
              ],
              ReturnConsumedCapacity,
            }),
          ),
        ),
      4,
    ],
    [
      "a query of several small items, rounded together",
      async () =>
        units(
          await send(
            new QueryCommand({
              TableName,
              KeyConditionExpression: "pk = :p",
              ExpressionAttributeValues: { ":p": { S: "c3" } },
              ReturnConsumedCapacity,
            }),
          ),
        ),
      0.5,
    ],
  ])("%s", async (_, measure, expected) => {
    expect(await measure()).toBe(expected);
  });

  const send = ((command: GetItemCommand) => clientsOf(engines).dynamodb.send(command)) as ReturnType<
    typeof clientsOf
  >["dynamodb"]["send"];
});
