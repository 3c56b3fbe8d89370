import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ScopedPerson, scopeOf, scopeOfPerson } from "#shared/cycles/scope.ts";
import { aCycle, day } from "../support/cycles.ts";

const cycle = aCycle();
const person: ScopedPerson = { id: "emp", kind: "PNS", exclusions: [] };

describe("in scope of semester II 2026", () => {
  test("who serves throughout", () => {
    expect(scopeOfPerson(person, cycle)).toMatchObject({
      scope: "in",
      from: "2026-07-01",
      to: "2026-12-31",
      joiner: false,
      leaver: false,
      evaluations: [cycle.evaluations[0]?.id],
    });
  });

  test("a joiner, from the day of joining, up to the cut-off itself", () => {
    expect(scopeOfPerson({ ...person, serviceFrom: "2026-12-02" }, cycle)).toMatchObject({
      scope: "in",
      from: "2026-12-02",
      joiner: true,
    });
  });

  test("who retires within the period, until that day", () => {
    expect(scopeOfPerson({ ...person, serviceTo: "2026-10-31" }, cycle)).toMatchObject({
      scope: "in",
      to: "2026-10-31",
      leaver: true,
    });
  });

  test("who was on unpaid leave for a part, with the pause listed", () => {
    const leave = { reason: "unpaid-leave" as const, from: "2026-06-01", to: "2026-08-31" };
    expect(scopeOfPerson({ ...person, exclusions: [leave] }, cycle)).toMatchObject({
      scope: "in",
      pauses: [{ reason: "unpaid-leave", from: "2026-07-01", to: "2026-08-31" }],
    });
  });
});

describe("excluded, each with reason, rule and dates", () => {
  test.each([
    ["unpaid-leave"],
    ["temporary-dismissal"],
    ["pre-retirement-leave"],
    ["state-office"],
    ["study-leave"],
    ["other-system"],
  ] as const)("%s over the whole period", (reason) => {
    const verdict = scopeOfPerson({ ...person, exclusions: [{ reason, from: "2025-01-01" }] }, cycle);
    expect(verdict).toMatchObject({ scope: "excluded", reason, from: "2026-07-01", to: "2026-12-31" });
    expect(verdict.scope === "excluded" && verdict.rule).toBeTruthy();
  });

  test("in post one day after the cut-off", () => {
    expect(scopeOfPerson({ ...person, serviceFrom: "2026-12-03" }, cycle)).toMatchObject({
      scope: "excluded",
      reason: "after-cut-off",
    });
  });

  test("retired before the period began", () => {
    expect(scopeOfPerson({ ...person, serviceTo: "2026-06-30" }, cycle)).toMatchObject({
      scope: "excluded",
      reason: "left-before",
    });
  });

  test("retired in its first weeks", () => {
    expect(scopeOfPerson({ ...person, serviceTo: "2026-07-15" }, cycle)).toMatchObject({
      scope: "excluded",
      reason: "left-early",
    });
  });

  test("two exclusions that together leave too little; overlapping days count once", () => {
    const first = { reason: "unpaid-leave" as const, from: "2026-07-01", to: "2026-10-01" };
    const second = { reason: "state-office" as const, from: "2026-09-01", to: "2026-12-15" };
    expect(scopeOfPerson({ ...person, exclusions: [second, first] }, cycle)).toMatchObject({
      scope: "excluded",
      reason: "state-office",
    });
    const shorter = { ...second, to: "2026-12-01" };
    expect(scopeOfPerson({ ...person, exclusions: [first, shorter] }, cycle).scope).toBe("in");
  });
});

test("the excluded are counted apart, by reason", () => {
  const people: ScopedPerson[] = [
    person,
    { ...person, id: "b", exclusions: [{ reason: "unpaid-leave", from: "2026-01-01" }] },
    { ...person, id: "c", exclusions: [{ reason: "unpaid-leave", from: "2026-01-01" }] },
    { ...person, id: "d", serviceTo: "2026-01-01" },
  ];
  expect(scopeOf(people, cycle)).toMatchObject({
    inScope: 1,
    excluded: 3,
    excludedBy: { "unpaid-leave": 2, "left-before": 1 },
  });
});

test("who is in scope serves at least the cut-off's days, and whoever does is in", () => {
  const offset = fc.integer({ min: -60, max: 260 });
  fc.assert(
    fc.property(offset, offset, (start, length) => {
      const from = day("2026-06-01").add({ days: start });
      const to = from.add({ days: Math.abs(length) });
      const verdict = scopeOfPerson(
        { ...person, serviceFrom: from.toString(), serviceTo: to.toString() },
        cycle,
      );
      const first = from.toString() > "2026-07-01" ? from : day("2026-07-01");
      const last = to.toString() < "2026-12-31" ? to : day("2026-12-31");
      expect(verdict.scope).toBe(first.until(last).days + 1 >= 30 ? "in" : "excluded");
    }),
  );
});
