import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LocalCloud } from "#infra/local/runtime/local-cloud.ts";
import { json, request, startFixture, timesDone, wish } from "./fixture/fixture.ts";

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startFixture();
});
afterAll(() => cloud.close());

const queue = (name: string) => cloud.queues().find((each) => each.name === name);

describe("from a write to its effect", () => {
  it("an item written by a request goes by the stream to the queue and is worked once", async () => {
    await wish(cloud, { put: { pk: "RELAY#1", sk: "through" } });
    await cloud.settle();
    expect(await timesDone(cloud, "through")).toBe(1);
  });

  it("a hundred items are each worked once", async () => {
    const names = Array.from({ length: 100 }, (_, i) => `many-${i}`);
    await Promise.all(names.map((sk) => wish(cloud, { put: { pk: `RELAY#${sk}`, sk } })));
    await cloud.settle();
    expect(await Promise.all(names.map((sk) => timesDone(cloud, sk)))).toEqual(names.map(() => 1));
  });

  it("an uploaded object reaches the rule's queue", async () => {
    await wish(cloud, { upload: "folder/roster.xlsx" });
    await cloud.settle();
    expect(await timesDone(cloud, "folder/roster.xlsx")).toBe(1);
  });
});

describe("mail", () => {
  it("is kept for the mailbox, and a bounce comes back through the bus to its queue", async () => {
    cloud.engines.faults.set({ mailBounceAddresses: ["gone@contoh.go.id"] });
    expect((await wish(cloud, { mailTo: "gone@contoh.go.id" })).status).toBe(200);
    expect((await wish(cloud, { mailTo: "here@contoh.go.id" })).status).toBe(200);
    await cloud.settle();
    const mailbox = (await (await request(cloud, "/_local/mail?to=here@contoh.go.id")).json()) as {
      subject: string;
      at: string;
    }[];
    expect(mailbox).toMatchObject([{ subject: "Halo", at: "2027-01-04T00:00:00.000Z" }]);
    expect(await timesDone(cloud, "gone@contoh.go.id")).toBe(1);
    expect(await timesDone(cloud, "here@contoh.go.id")).toBe(0);
  });
});

describe("failures", () => {
  it("of a batch only the failed message returns, is dead-lettered after three tries, and redrives", async () => {
    await Promise.all(
      ["bad-one", "fine-1", "fine-2"].map((sk) => wish(cloud, { put: { pk: `RELAY#${sk}`, sk } })),
    );
    await cloud.settle();
    expect(await timesDone(cloud, "fine-1")).toBe(1);
    expect(await timesDone(cloud, "fine-2")).toBe(1);
    const dead = queue("fixture-dead");
    expect(dead).toMatchObject({ ready: 1, deadLettersOf: "fixture-work" });
    expect(dead?.peek[0]?.body).toContain("bad-one");
    const redrive = { method: "POST", body: '{"queue":"fixture-dead"}', headers: json };
    expect(await (await request(cloud, "/_local/queues/redrive", redrive)).json()).toEqual({ moved: 1 });
    await cloud.settle();
    expect(queue("fixture-dead")?.ready).toBe(1);
  });

  it("a poisoned record is given up after its retries, told to the failure queue, and holds up nothing behind it", async () => {
    await wish(cloud, { put: { pk: "POISON#1", sk: "p" } });
    await wish(cloud, { put: { pk: "RELAY#after", sk: "after-poison" } });
    await cloud.settle();
    expect(await timesDone(cloud, "after-poison")).toBe(1);
    expect(queue("fixture-stream-dead")?.ready).toBe(1);
  });

  it("a function without the grant is refused, as in AWS", async () => {
    const { changedAssembly } = await import("./fixture/fixture.ts");
    const assembly = await changedAssembly("api", (template) => {
      for (const { Type, Properties = {} } of Object.values(template.Resources)) {
        if (
          Type === "AWS::IAM::Policy" &&
          String(Properties["PolicyName"]).startsWith("ServiceServiceRole")
        ) {
          const document = Properties["PolicyDocument"] as { Statement: { Action: string[] }[] };
          for (const statement of document.Statement) {
            if (Array.isArray(statement.Action))
              statement.Action = statement.Action.filter((action) => action !== "dynamodb:PutItem");
          }
        }
      }
    });
    const poorer = await startFixture({ assembly });
    try {
      expect((await wish(poorer, { put: { pk: "RELAY#1", sk: "x" } })).status).toBe(500);
      expect((await wish(poorer, { get: { pk: "RELAY#1", sk: "x" } })).body["found"]).toBeUndefined();
    } finally {
      await poorer.close();
    }
  });
});
