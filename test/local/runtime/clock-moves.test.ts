import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { callEngine } from "#infra/local/engines/forward.ts";
import type { LocalCloud } from "#infra/local/runtime/local-cloud.ts";
import {
  changedAssembly,
  fixtureAssembly,
  json,
  request,
  startFixture,
  timesDone,
  wish,
} from "./fixture/fixture.ts";

let cloud: LocalCloud;
beforeAll(async () => {
  await fixtureAssembly();
});
beforeEach(async () => {
  cloud = await startFixture({ faults: { indexLagMs: 2_000 } });
});
afterEach(() => cloud.close());

/** The instants at which the sweeper ran. */
async function ticks(): Promise<string[]> {
  const { Items = [] } = await callEngine<{ Items?: { sk: { S: string } }[] }>(
    cloud.engines.admin.dynamodb,
    "DynamoDB_20120810.Query",
    {
      TableName: tableName(),
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": { S: "TICKS" } },
    },
  );
  return Items.map(({ sk }) => sk.S);
}

function tableName(): string {
  const [lambda] = cloud.functions.values();
  return lambda?.spec.environment["TABLE_NAME"] ?? "";
}

async function move(body: object, query = ""): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await request(cloud, `/_local/clock${query}`, {
    method: "POST",
    body: JSON.stringify(body),
    headers: json,
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe("moving the clock", () => {
  it("an idle day runs only its last tick", async () => {
    expect(await move({ advance: "P1D" })).toEqual({
      status: 200,
      body: { now: "2027-01-05T00:00:00.000Z", steps: 1, fired: { "fixture-tick": 1 } },
    });
    expect(await ticks()).toEqual(["2027-01-05T00:00:00.000Z"]);
  });

  it("with everyTick=1 an hour runs its four ticks", async () => {
    expect((await move({ advance: "PT1H" }, "?everyTick=1")).body["fired"]).toEqual({ "fixture-tick": 4 });
    expect(await ticks()).toEqual(
      ["15", "30", "45"].map((m) => `2027-01-04T00:${m}:00.000Z`).concat("2027-01-04T01:00:00.000Z"),
    );
  });

  it("what becomes due on the way is done at the first tick after it, and all that follows from it is done before the answer", async () => {
    await wish(cloud, { put: { pk: "DUE", sk: "opening", dueAt: "2027-01-04T17:00:00.000Z" } });
    await wish(cloud, { put: { pk: "DUE", sk: "late", dueAt: "2027-02-10T01:02:03.000Z" } });
    const { body } = await move({ to: "2027-03-01T08:00:00+07:00" });
    expect(body).toMatchObject({ now: "2027-03-01T01:00:00.000Z", fired: { "fixture-tick": 3 } });
    expect(await ticks()).toEqual([
      "2027-01-04T17:00:00.000Z",
      "2027-02-10T01:15:00.000Z",
      "2027-03-01T01:00:00.000Z",
    ]);
    expect([await timesDone(cloud, "opening"), await timesDone(cloud, "late")]).toEqual([1, 1]);
  });

  it("a delay on a queue passes in the jump, twenty times as fast", async () => {
    const { admin, queueUrl } = cloud.engines;
    const later = { QueueUrl: queueUrl("fixture-work"), MessageBody: '{"sk":"delayed"}', DelaySeconds: 40 };
    await callEngine(admin.sqs, "AmazonSQS.SendMessage", later);
    expect((await move({ advance: "PT20M" })).status).toBe(200);
    expect(await timesDone(cloud, "delayed")).toBe(1);
  });

  it("what fell due while the service was down is done at the next tick", async () => {
    await wish(cloud, { put: { pk: "DUE", sk: "overdue", dueAt: "2027-01-01T00:00:00.000Z" } });
    await move({ advance: "PT20M" });
    expect(await ticks()).toEqual(["2027-01-04T00:15:00.000Z"]);
    expect(await timesDone(cloud, "overdue")).toBe(1);
  });

  it("a running clock fires by itself", async () => {
    const running = await startFixture({ isHeld: false, startAt: "2027-01-04T00:14:58.000Z" });
    try {
      await wish(running, { put: { pk: "DUE", sk: "live", dueAt: "2027-01-04T00:15:00.000Z" } });
      await vi.waitFor(async () => expect(await timesDone(running, "live")).toBe(1), {
        timeout: 30_000,
        interval: 200,
      });
    } finally {
      await running.close();
    }
  });

  it("what lies behind the target is left alone", async () => {
    await wish(cloud, { put: { pk: "DUE", sk: "tomorrow", dueAt: "2027-01-05T00:00:00.001Z" } });
    await move({ advance: "P1D" });
    expect(await timesDone(cloud, "tomorrow")).toBe(0);
    await move({ advance: "PT15M" });
    expect(await timesDone(cloud, "tomorrow")).toBe(1);
  });

  it("never runs back", async () => {
    await move({ advance: "P1D" });
    expect((await move({ to: "2027-01-01T00:00:00Z" })).body["now"]).toBe("2027-01-05T00:00:00.000Z");
  });

  it("an expired item is gone once the clock has passed its time to live", async () => {
    const expiresAt = String(Date.parse("2027-01-04T12:00:00Z") / 1000);
    await callEngine(cloud.engines.admin.dynamodb, "DynamoDB_20120810.PutItem", {
      TableName: tableName(),
      Item: { pk: { S: "OLD" }, sk: { S: "x" }, expiresAt: { N: expiresAt } },
    });
    await move({ advance: "PT1H" });
    expect((await wish(cloud, { get: { pk: "OLD", sk: "x" } })).body["found"]).toBeDefined();
    await move({ advance: "P1D" });
    expect((await wish(cloud, { get: { pk: "OLD", sk: "x" } })).body["found"]).toBeUndefined();
  });

  it("nonsense is refused in words", async () => {
    expect((await move({ forward: 1 })).status).toBe(400);
    expect((await move({ to: "tomorrow" })).status).toBe(400);
  });
});

it("work that does not finish answers 409 and is named", async () => {
  const assembly = await changedAssembly("data", (template) => {
    for (const { Properties = {} } of Object.values(template.Resources)) {
      if (Properties["QueueName"] === "fixture-work") Properties["RedrivePolicy"] = undefined;
    }
  });
  const stuck = await startFixture({ assembly, patienceMs: 1_500 });
  try {
    await wish(stuck, { put: { pk: "RELAY#bad", sk: "bad-for-ever" } });
    const response = await request(stuck, "/_local/clock", {
      method: "POST",
      body: '{"advance":"PT1M"}',
      headers: json,
    });
    expect(response.status).toBe(409);
    expect(JSON.stringify(await response.json())).toContain("fixture-work");
  } finally {
    await stuck.close();
  }
});
