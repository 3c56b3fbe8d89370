import { expect, test } from "vitest";
import { compareKeys, keyCondition, matchesKey } from "#infra/local/engines/dynamodb-shapes.ts";

const key = { hash: "pk", range: "sk" };
const names = { "#p": "pk", "#s": "sk", "#o": "other" };
const values = { ":p": { S: "P" }, ":a": { S: "b" }, ":z": { S: "d" } };
const read = (KeyConditionExpression: string) =>
  keyCondition(
    { KeyConditionExpression, ExpressionAttributeNames: names, ExpressionAttributeValues: values },
    key,
  );

test.each<[string, string, string[]]>([
  ["pk = :p", "every one", ["a", "b", "c", "d", "e"]],
  ["#p = :p AND #s = :a", "equal", ["b"]],
  ["(#p = :p) and (sk < :z)", "less", ["a", "b", "c"]],
  ["pk=:p AND sk<=:z", "at most", ["a", "b", "c", "d"]],
  ["sk > :a AND pk = :p", "more, in the other order", ["c", "d", "e"]],
  ["pk = :p AND :a <= sk", "at least, with the value first", ["b", "c", "d", "e"]],
  [":p = pk AND sk BETWEEN :a AND :z", "between", ["b", "c", "d"]],
  ["begins_with(#s, :a) AND pk = :p", "a beginning", ["b"]],
])("%s: %s", (expression, _, expected) => {
  const condition = read(expression);
  expect(condition.hash).toEqual({ S: "P" });
  const items = ["a", "b", "c", "d", "e"].map((sk) => ({ pk: { S: "P" }, sk: { S: sk } }));
  const found = items.filter((item) => matchesKey(item, key, condition)).map((item) => item.sk.S);
  expect(found).toEqual(expected);
  expect(matchesKey({ pk: { S: "Q" }, sk: { S: "b" } }, key, condition)).toBe(false);
  expect(matchesKey({ pk: { S: "P" } }, key, condition)).toBe(false);
});

test("a condition on another attribute gives no partition", () => {
  expect(read("#o = :p").hash).toBeUndefined();
  expect(read("").hash).toBeUndefined();
  expect(read("pk > :p").hash).toBeUndefined();
});

test("keys are ordered by value as numbers, by bytes as text", () => {
  expect(compareKeys({ N: "9" }, { N: "10" })).toBeLessThan(0);
  expect(compareKeys({ S: "9" }, { S: "10" })).toBeGreaterThan(0);
  expect(compareKeys({ S: "\u{1F600}" }, { S: "\uFFFD" })).toBeGreaterThan(0);
});
