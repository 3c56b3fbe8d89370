import { marshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { handler } from "#functions/events/relay.ts";
import { ChangeEvent, subscriptions } from "#shared/platform/events.ts";
import { type Id, newId } from "#shared/platform/ids.ts";
import type { QueueName } from "#shared/platform/queues.ts";
import { runUntil } from "#test/support/crashes.ts";
import { emptyQueues, takeMessages } from "#test/support/outbox.ts";

vi.mock("#shared/platform/queue-client.ts", () => import("#test/support/outbox.ts"));

beforeEach(emptyQueues);
afterEach(emptyQueues);

const agency = newId("agency", 1);
const names = Object.keys(subscriptions) as QueueName[];

function record(
  n: number,
  entity: string,
  content: object,
  of: Id<"agency"> | "none" = agency,
  before?: object,
): DynamoDBRecord {
  const row = { pk: of === "none" ? "LOGIN#x#y" : `A#${of}#E#e`, sk: "s", _entity: entity, _schema: 1 };
  const image = (fields: object, version: number) =>
    marshall({ ...row, ...fields, _version: version }, { removeUndefinedValues: true });
  return {
    eventName: before === undefined ? "INSERT" : "MODIFY",
    dynamodb: {
      SequenceNumber: `sequence-${n}`,
      NewImage: image(content, before === undefined ? 1 : 2),
      ...(before === undefined ? {} : { OldImage: image(before, 1) }),
    },
  } as DynamoDBRecord;
}

const relay = async (...Records: DynamoDBRecord[]) => await handler({ Records });

const personal = {
  name: "Siti Aminah",
  nip: "198001012005012001",
  email: "siti@pauh.go.id",
  post: "Analis Kebijakan",
  words: "Kinerja baik sekali",
};
/** As a part carries them. */
const results = { state: "deemed-received", predicate: "very-poor", hash: "f00d" };

describe("the relay", () => {
  test("tells each subscriber of its entities, with both versions and the attributes it asked for", async () => {
    const part = { id: "prt", employeeId: "emp", cycleId: "cyc", number: 1, plan: { state: "draft" } };
    const answer = await relay(record(1, "part", { ...part, number: 2 }, agency, part));
    expect(answer).toEqual({ batchItemFailures: [] });
    const { plan: _plan, ...counted } = part;
    expect(takeMessages("tallies").map((body) => ChangeEvent.parse(body))).toEqual([
      {
        entity: "part",
        agency,
        before: counted,
        after: { ...counted, number: 2 },
        versionBefore: 1,
        versionAfter: 2,
      },
    ]);
    expect(takeMessages("notices")).toHaveLength(1);
    expect(takeMessages("people")).toEqual([]);
  });

  test("says nothing of people: no name, number, address, word or result leaves with a message", async () => {
    const entities = new Set(Object.values(subscriptions).flatMap(({ entities: of }) => Object.keys(of)));
    expect(entities.size).toBeGreaterThan(3);
    let n = 0;
    for (const entity of entities)
      await relay(
        record(n++, entity, { id: "x", ...personal, evaluations: { e: results } }, agency, personal),
      );
    const told = JSON.stringify(names.map((name) => takeMessages(name)));
    for (const value of [...Object.values(personal), ...Object.values(results)])
      expect(told).not.toContain(value);
  });

  test("keeps still about entities that nobody subscribed to, and items of no agency", async () => {
    const answer = await relay(
      record(1, "session", personal, "none"),
      record(2, "part", { id: "x" }, "none"),
      record(3, "unheard-of", { id: "x" }),
      record(4, "audit", { id: "x" }),
    );
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(names.flatMap((name) => takeMessages(name))).toEqual([]);
  });

  test("gives a batch back from its first record when any queue refuses, so that nothing is lost", async () => {
    const records = [1, 2, 3].map((n) => record(n, "part", { id: `prt-${n}` }));
    for (let at = 1; at <= names.length; at++) {
      emptyQueues();
      let answer: Awaited<ReturnType<typeof handler>> | undefined;
      await runUntil({ at, effect: "lost" }, async () => {
        answer = await relay(...records);
      });
      expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: "sequence-1" }] });
      await relay(...records);
      const ids = takeMessages("tallies").map((body) => ChangeEvent.parse(body).after?.["id"]);
      expect(new Set(ids)).toEqual(new Set(["prt-1", "prt-2", "prt-3"]));
    }
  });

  test("gives a batch with a record that cannot be read back in the same way", async () => {
    const broken = { eventName: "INSERT", dynamodb: { SequenceNumber: "s2", NewImage: { pk: { X: "?" } } } };
    const answer = await relay(record(1, "part", { id: "x" }), broken as unknown as DynamoDBRecord);
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: "sequence-1" }] });
  });
});
