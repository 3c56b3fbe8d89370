import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { GetPublicKeyCommand } from "@aws-sdk/client-kms";
import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { SendEmailCommand } from "@aws-sdk/client-sesv2";
import { SendMessageBatchCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Engines } from "#infra/local/engines/contract.ts";
import { noFaults } from "#infra/local/engines/fault-settings.ts";
import { clientsOf, startFixture } from "./fixture.ts";

let engines: Engines;
const TableName = "main";
const key = (pk: string) => ({ pk: { S: pk }, sk: { S: "x" } });
const put = (pk: string) => new PutItemCommand({ TableName, Item: key(pk) });
const transact = (...names: string[]) =>
  new TransactWriteItemsCommand({
    TransactItems: names.map((pk) => ({ Put: { TableName, Item: key(pk) } })),
  });

beforeAll(async () => {
  engines = await startFixture();
});
afterEach(() => {
  engines.faults.set(noFaults);
});
afterAll(() => engines.close());

test("without faults, everything succeeds", async () => {
  const { dynamodb } = clientsOf(engines);
  await Promise.all(Array.from({ length: 50 }, (_, index) => dynamodb.send(put(`n${index % 5}`))));
});

test("the same seed strikes the same calls", async () => {
  const { dynamodb } = clientsOf(engines);
  const run = async () => {
    engines.faults.set({ seed: 7, throttleRate: 0.5 });
    const outcomes: boolean[] = [];
    for (let count = 0; count < 20; count += 1) {
      outcomes.push(
        await dynamodb.send(put("seed")).then(
          () => true,
          () => false,
        ),
      );
    }
    return outcomes;
  };
  const first = await run();
  expect(new Set(first).size).toBe(2);
  expect(await run()).toEqual(first);
});

describe("throttling", () => {
  test("speaks each service's words", async () => {
    engines.faults.set({ throttleRate: 1 });
    const { dynamodb, sqs, s3, kms, ses } = clientsOf(engines);
    const name = (promise: Promise<unknown>) =>
      promise.then(
        () => "none",
        (error: Error) => error.name,
      );
    expect(await name(dynamodb.send(put("x")))).toMatch(
      /^(ThrottlingException|ProvisionedThroughputExceededException)$/,
    );
    expect(await name(dynamodb.send(transact("x")))).toBe("TransactionCanceledException");
    expect(
      await name(sqs.send(new SendMessageCommand({ QueueUrl: engines.queueUrl("work"), MessageBody: "x" }))),
    ).toBe("Throttling");
    expect(await name(s3.send(new ListObjectsV2Command({ Bucket: "uploads" })))).toBe("SlowDown");
    expect(await name(kms.send(new GetPublicKeyCommand({ KeyId: "signing" })))).toBe("ThrottlingException");
    expect(await name(ses.send(mailTo("a@b.id")))).toBe("TooManyRequestsException");
  });

  test("does nothing of the call, and the SDK's own tries get through a moderate one", async () => {
    engines.faults.set({ throttleRate: 1 });
    await expect(clientsOf(engines).dynamodb.send(put("throttled"))).rejects.toThrow();
    engines.faults.set({ throttleRate: 0.3 });
    await clientsOf(engines, "all", 10).dynamodb.send(put("tried"));
    engines.faults.set(noFaults);
    const { dynamodb } = clientsOf(engines);
    expect(
      (await dynamodb.send(new GetItemCommand({ TableName, Key: key("throttled") }))).Item,
    ).toBeUndefined();
  });
});

describe("unprocessed entries", () => {
  test("of a batch come back, and only they are undone", async () => {
    const { dynamodb } = clientsOf(engines);
    const names = Array.from({ length: 20 }, (_, index) => `u${index}`);
    engines.faults.set({ unprocessedRate: 0.5, seed: 3 });
    const request = { main: names.map((pk) => ({ PutRequest: { Item: key(pk) } })) };
    const answer = await dynamodb.send(new BatchWriteItemCommand({ RequestItems: request }));
    const left = (answer.UnprocessedItems?.["main"] ?? []).map((entry) => entry.PutRequest?.Item?.["pk"]?.S);
    expect(left.length).toBeGreaterThan(0);
    engines.faults.set(noFaults);
    const read = await dynamodb.send(
      new BatchGetItemCommand({ RequestItems: { main: { Keys: names.map(key) } } }),
    );
    const stored = (read.Responses?.["main"] ?? []).map((item) => item["pk"]?.S);
    expect([...stored, ...left].sort()).toEqual([...names].sort());
  });

  test("of a batch of reads come back as keys", async () => {
    const { dynamodb } = clientsOf(engines);
    engines.faults.set({ unprocessedRate: 0.5, seed: 3 });
    const Keys = Array.from({ length: 20 }, (_, index) => key(`u${index}`));
    const answer = await dynamodb.send(
      new BatchGetItemCommand({ RequestItems: { main: { Keys, ConsistentRead: true } } }),
    );
    const left = answer.UnprocessedKeys?.["main"];
    expect(left?.ConsistentRead).toBe(true);
    expect((left?.Keys?.length ?? 0) + (answer.Responses?.["main"]?.length ?? 0)).toBeLessThanOrEqual(20);
    expect(left?.Keys?.length).toBeGreaterThan(0);
  });

  test("of a whole batch are refused", async () => {
    engines.faults.set({ unprocessedRate: 1 });
    const request = new BatchWriteItemCommand({
      RequestItems: { main: [{ DeleteRequest: { Key: key("u1") } }] },
    });
    await expect(clientsOf(engines).dynamodb.send(request)).rejects.toMatchObject({
      name: "ProvisionedThroughputExceededException",
    });
  });
});

describe("conflicts", () => {
  const overlapping = async (
    commands: (PutItemCommand | TransactWriteItemsCommand | TransactGetItemsCommand)[],
  ) => {
    engines.faults.set({ areConflictsOn: true, conflictWindowMs: 50 });
    const { dynamodb } = clientsOf(engines);
    const sent = await Promise.allSettled(
      commands.map((command) => dynamodb.send(command as PutItemCommand)),
    );
    return sent.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  };

  test("cancel one of two transactions on the same item, naming the item's place", async () => {
    const refused = await overlapping([transact("k1", "k2"), transact("k3", "k2")]);
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatchObject({
      name: "TransactionCanceledException",
      CancellationReasons: [{ Code: "None" }, { Code: "TransactionConflict" }],
    });
  });

  test("refuse a single write or a transactional read beside a transaction", async () => {
    const [single] = await overlapping([transact("k4"), put("k4")]);
    expect(single?.name).toMatch(/^Transaction(Conflict|Canceled)Exception$/);
    const read = new TransactGetItemsCommand({ TransactItems: [{ Get: { TableName, Key: key("k5") } }] });
    expect((await overlapping([transact("k5"), read]))[0]).toMatchObject({
      name: "TransactionCanceledException",
    });
  });

  test("leave alone what does not overlap, and two single writes", async () => {
    expect(await overlapping([transact("k6"), transact("k7"), put("k8"), put("k8")])).toEqual([]);
  });

  test("end with the write that caused them", async () => {
    await overlapping([transact("k9"), transact("k9")]);
    expect(await overlapping([transact("k9")])).toEqual([]);
  });
});

test("an index lags behind its table through the endpoint too, and its table does not", async () => {
  engines.faults.set({ indexLagMs: 200, seed: 2 });
  const { dynamodb } = clientsOf(engines);
  const Item = { ...key("lag"), teamPk: { S: "L" }, teamSk: { S: "1" } };
  const query = new QueryCommand({
    TableName,
    IndexName: "team",
    KeyConditionExpression: "teamPk = :t",
    ExpressionAttributeValues: { ":t": { S: "L" } },
    ReturnConsumedCapacity: "TOTAL",
  });
  await dynamodb.send(new PutItemCommand({ TableName, Item }));
  const first = await dynamodb.send(query);
  expect(first).toMatchObject({ Count: 0, Items: [], ConsumedCapacity: { CapacityUnits: 0.5 } });
  expect((await dynamodb.send(new GetItemCommand({ TableName, Key: key("lag") }))).Item).toBeDefined();
  await expect.poll(async () => (await dynamodb.send(query)).Count, { interval: 20 }).toBe(1);
});

test("a lost answer leaves its effect, and a retry finds it", async () => {
  const { dynamodb } = clientsOf(engines);
  engines.faults.set({ lostAnswerRate: 1 });
  const once = new PutItemCommand({
    TableName,
    Item: key("lost"),
    ConditionExpression: "attribute_not_exists(pk)",
  });
  await expect(dynamodb.send(once)).rejects.toThrow(/socket hang up|ECONNRESET/);
  engines.faults.set(noFaults);
  await expect(dynamodb.send(once)).rejects.toMatchObject({ name: "ConditionalCheckFailedException" });
});

describe("a queue", () => {
  const QueueUrl = () => engines.queueUrl("work-dead");
  const send = (count: number) => {
    const Entries = Array.from({ length: count }, (_, index) => ({
      Id: `e${index}`,
      MessageBody: `m${index}`,
    }));
    return clientsOf(engines).sqs.send(new SendMessageBatchCommand({ QueueUrl: QueueUrl(), Entries }));
  };
  const depth = () => engines.peekQueue("work-dead").ready.length;

  test("may deliver twice what was sent once", async () => {
    engines.faults.set({ queueDuplicateRate: 1 });
    const before = depth();
    await clientsOf(engines).sqs.send(new SendMessageCommand({ QueueUrl: QueueUrl(), MessageBody: "x" }));
    expect(depth() - before).toBe(2);
    expect((await send(3)).Successful).toHaveLength(3);
    expect(depth() - before).toBe(8);
  });

  test("may lose what it acknowledged, to prove that a test notices", async () => {
    engines.faults.set({ queueLossRate: 1 });
    const before = depth();
    const sent = await clientsOf(engines).sqs.send(
      new SendMessageCommand({ QueueUrl: QueueUrl(), MessageBody: "x" }),
    );
    expect(sent.MessageId).toBeDefined();
    expect((await send(3)).Successful).toHaveLength(3);
    expect(depth()).toBe(before);
  });

  test("may refuse entries of a batch, by name", async () => {
    engines.faults.set({ unprocessedRate: 0.5, seed: 5 });
    const before = depth();
    const { Successful = [], Failed = [] } = await send(10);
    expect(Failed.length).toBeGreaterThan(0);
    expect(Successful.length + Failed.length).toBe(10);
    expect(depth() - before).toBe(Successful.length);
  });
});

const mailTo = (address: string) =>
  new SendEmailCommand({
    FromEmailAddress: "noreply@kinerja.example",
    Destination: { ToAddresses: [address] },
    Content: { Simple: { Subject: { Data: "s" }, Body: { Text: { Data: "t" } } } },
  });

describe("mail", () => {
  test("above the account's rate is refused", async () => {
    engines.faults.set({ mailPerSecond: 5 });
    const { ses } = clientsOf(engines);
    const sent = await Promise.allSettled(Array.from({ length: 8 }, () => ses.send(mailTo("a@b.id"))));
    expect(sent.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
  });

  test("bounces for the addresses that are set, in any case", async () => {
    engines.faults.set({ mailBounceAddresses: ["Gone@b.id"] });
    const { MessageId = "" } = await clientsOf(engines).ses.send(mailTo("gone@B.id"));
    expect(engines.mail.find(MessageId)?.outcome).toEqual({ "gone@b.id": "bounced" });
  });
});
