import { expect, test } from "vitest";
import type { WindowKey } from "#shared/cycles/model.ts";
import { readWindowToken, writeWindowToken } from "#shared/cycles/window-token.ts";
import { Temporal } from "#shared/platform/clock.ts";
import { newId } from "#shared/platform/ids.ts";
import { partIdOf } from "#shared/platform/part-id.ts";
import { Proofs } from "#shared/platform/proofs.ts";

const keys = { current: "a".repeat(64), previous: "" };
const scope = { agency: newId("agency", 1), login: newId("login", 1) };
const partOf = (number: number) =>
  partIdOf({ employeeId: newId("employee", 1), cycleId: newId("cycle", 1), number });
const place = { part: partOf(1), window: "planning" as WindowKey };
const seenAt = Temporal.Instant.from("2026-07-15T16:00:00.123Z");
const token = writeWindowToken(new Proofs(keys, scope), place, seenAt);

test("says when the service was last seen, also after the key was rotated once", () => {
  expect(readWindowToken(new Proofs(keys, scope), place, token)?.seenAt.toString()).toBe(seenAt.toString());
  const rotated = { current: "b".repeat(64), previous: keys.current };
  expect(readWindowToken(new Proofs(rotated, scope), place, token)).toBeDefined();
  const twice = { current: "c".repeat(64), previous: rotated.current };
  expect(readWindowToken(new Proofs(twice, scope), place, token)).toBeUndefined();
});

test("no two are the same", () => {
  expect(writeWindowToken(new Proofs(keys, scope), place, seenAt)).not.toBe(token);
});

test.each([
  ["another agency", { ...scope, agency: newId("agency", 1) }, place],
  ["another login", { ...scope, login: newId("login", 1) }, place],
  ["another part", scope, { ...place, part: partOf(2) }],
  ["another window", scope, { ...place, window: "progress" as WindowKey }],
])("is nothing to %s", (_name, of, at) => {
  expect(readWindowToken(new Proofs(keys, of), at, token)).toBeUndefined();
});

test("is nothing once anything in it was changed", () => {
  const proofs = new Proofs(keys, scope);
  const [at, nonce, proof] = token.split(".");
  const forged = [
    `${Number(at) - 3_600_000}.${nonce}.${proof}`,
    `${at}.${"A".repeat(16)}.${proof}`,
    `${at}.${nonce}.${"A".repeat(22)}`,
    `${at}.${nonce}.`,
    `${token}.x`,
    "",
  ];
  for (const text of forged) expect(readWindowToken(proofs, place, text)).toBeUndefined();
});
