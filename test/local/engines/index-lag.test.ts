import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Item, type TableShape, tableShape } from "#infra/local/engines/dynamodb-shapes.ts";
import { Faults } from "#infra/local/engines/faults.ts";
import { IndexLag } from "#infra/local/engines/index-lag.ts";

const schema = (hash: string, range: string) => [
  { AttributeName: hash, KeyType: "HASH" },
  { AttributeName: range, KeyType: "RANGE" },
];
const shape: TableShape = tableShape({
  name: "main",
  arn: "arn:aws:dynamodb:r:0:table/main",
  properties: {
    KeySchema: schema("pk", "sk"),
    GlobalSecondaryIndexes: [
      { IndexName: "team", KeySchema: schema("teamPk", "teamSk"), Projection: { ProjectionType: "ALL" } },
    ],
  },
});

/** A table in memory, a clock by hand, and the lag in front of them. */
function lagging(lagMs: number, seed = 1) {
  const items = new Map<string, Item>();
  let now = 0;
  const faults = new Faults({ indexLagMs: lagMs, seed });
  const read = async (_: TableShape, keys: readonly Item[]) =>
    keys.map((key) => items.get(String(key["pk"]?.["S"])));
  const lag = new IndexLag(new Map([["main", shape]]), faults, read, () => now);
  const query = {
    TableName: "main",
    IndexName: "team",
    KeyConditionExpression: "teamPk = :t",
    ExpressionAttributeValues: { ":t": { S: "T" } },
  };
  const current = (team: string, isForward = true) => {
    const found = [...items.values()].filter((item) => item["teamPk"]?.["S"] === team);
    const order = (item: Item) => String(item["teamSk"]?.["S"]);
    return found.sort((left, right) => (isForward ? 1 : -1) * order(left).localeCompare(order(right)));
  };
  return {
    items,
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
    put: (pk: string, team: string, sk: string, version: number) => {
      const item: Item = {
        pk: { S: pk },
        sk: { S: "x" },
        teamPk: { S: team },
        teamSk: { S: sk },
        version: { N: String(version) },
      };
      const store = async () => void items.set(pk, item);
      return lag.write("PutItem", { TableName: "main", Item: item }, store, () => true);
    },
    remove: (pk: string) =>
      lag.write(
        "DeleteItem",
        { TableName: "main", Key: { pk: { S: pk }, sk: { S: "x" } } },
        async () => void items.delete(pk),
        () => true,
      ),
    failedPut: (pk: string) =>
      lag.write(
        "PutItem",
        { TableName: "main", Item: { pk: { S: pk }, sk: { S: "x" } } },
        async () => undefined,
        () => false,
      ),
    query: (more: { Limit?: number; ScanIndexForward?: boolean; FilterExpression?: string } = {}) => {
      const all = current("T", more.ScanIndexForward !== false);
      const Items = all.slice(0, more.Limit);
      const answer = { Items, Count: Items.length, ScannedCount: Items.length };
      const last = Items.at(-1);
      const page =
        Items.length < all.length && last !== undefined ? { ...answer, LastEvaluatedKey: last } : answer;
      return lag.lagged({ ...query, ...more }, page);
    },
  };
}

const seen = ({ Items = [] }: { Items?: Item[] }) =>
  Items.map((item) => `${item["pk"]?.["S"]}${item["version"]?.["N"]}`);

describe("an index that lags", () => {
  test("misses an insert, then has it", async () => {
    const table = lagging(2_000);
    await table.put("a", "T", "1", 1);
    expect(table.query()).toMatchObject({ Items: [], Count: 0, ScannedCount: 0 });
    table.pass(2_000);
    expect(seen(table.query())).toEqual(["a1"]);
  });

  test("shows an update's old attributes, a moved item in its old place, and a deleted one", async () => {
    const table = lagging(2_000);
    for (const [pk, sk] of [
      ["a", "1"],
      ["b", "2"],
      ["c", "3"],
    ] as const)
      await table.put(pk, "T", sk, 1);
    table.pass(2_000);
    await table.put("a", "T", "1", 2);
    await table.put("b", "elsewhere", "2", 2);
    await table.remove("c");
    expect(seen(table.query())).toEqual(["a1", "b1", "c1"]);
    expect(seen(table.query({ ScanIndexForward: false }))).toEqual(["c1", "b1", "a1"]);
    table.pass(2_000);
    expect(seen(table.query())).toEqual(["a2"]);
  });

  test("keeps to the page's limit when it adds old entries", async () => {
    const table = lagging(2_000);
    await table.put("a", "T", "1", 1);
    await table.put("b", "T", "2", 1);
    table.pass(2_000);
    await table.remove("a");
    const page = table.query({ Limit: 1 });
    expect(seen(page)).toEqual(["a1"]);
    expect(page.LastEvaluatedKey).toMatchObject({ pk: { S: "a" }, teamPk: { S: "T" }, teamSk: { S: "1" } });
  });

  test("with a filter only misses what is not there yet", async () => {
    const table = lagging(2_000);
    await table.put("a", "T", "1", 1);
    table.pass(2_000);
    await table.put("a", "T", "1", 2);
    await table.put("b", "T", "2", 1);
    expect(seen(table.query({ FilterExpression: "version > :v" }))).toEqual(["a2"]);
  });

  test("does not lag behind a write that failed", async () => {
    const table = lagging(2_000);
    await table.put("a", "T", "1", 1);
    table.pass(2_000);
    await table.failedPut("a");
    expect(seen(table.query())).toEqual(["a1"]);
  });

  test("shows of every item some state of the last two seconds, never going back, and all of it in the end", async () => {
    const step = fc.record({
      pk: fc.constantFrom("a", "b", "c"),
      kind: fc.constantFrom("here", "away", "gone"),
      wait: fc.integer({ min: 0, max: 900 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), fc.integer(), async (steps, seed) => {
        const table = lagging(2_000, seed);
        const states = new Map<string, { at: number; shown: string | undefined }[]>();
        const latest = new Map<string, number>();
        let now = 0;
        for (const [version, { pk, kind, wait }] of steps.entries()) {
          if (kind === "gone") await table.remove(pk);
          else await table.put(pk, kind === "here" ? "T" : "U", pk, version);
          const shown = kind === "here" ? `${pk}${version}` : undefined;
          states.set(pk, [...(states.get(pk) ?? []), { at: now, shown }]);
          table.pass(wait);
          now += wait;
          const found = seen(table.query());
          expect(found).toEqual([...found].sort());
          for (const [name, history] of states) {
            const entry = found.find((one) => one.startsWith(name));
            // Every state that was current at some moment of the last two seconds may be shown.
            const oldest = history.findLastIndex(({ at }) => at <= now - 2_000);
            const possible = [...history.slice(Math.max(oldest, 0)).map(({ shown: one }) => one)];
            if (oldest < 0) possible.push(undefined);
            expect(possible).toContain(entry);
            if (entry !== undefined) {
              const number = Number(entry.slice(1));
              expect(number).toBeGreaterThanOrEqual(latest.get(name) ?? 0);
              latest.set(name, number);
            }
          }
        }
        table.pass(2_000);
        const final = [...states].flatMap(([, history]) => history.at(-1)?.shown ?? []).sort();
        expect(seen(table.query())).toEqual(final);
      }),
    );
  });
});
