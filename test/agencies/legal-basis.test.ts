import { describe, expect, test } from "vitest";
import { citation, legalBasisAt, legalCatalogue } from "#shared/agencies/legal-basis.ts";

const dayBefore = (day: string) => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);

describe("the rules in force on a day", () => {
  test.each([
    ["law", "2023-10-30", ["uu-5-2014"]],
    ["law", "2023-10-31", ["uu-20-2023"]],
    ["predicate", "2021-06-30", ["pp-46-2011"]],
    ["predicate", "2021-07-01", ["permenpanrb-8-2021"]],
    ["predicate", "2022-02-02", ["permenpanrb-8-2021"]],
    ["predicate", "2022-02-03", ["permenpanrb-6-2022"]],
    ["distribution", "2023-01-30", ["permenpanrb-6-2022"]],
    ["distribution", "2023-01-31", ["permenpanrb-6-2022", "se-menpanrb-3-2023"]],
    ["organisation", "2022-12-31", []],
  ] as const)("for %s on %s are %j", (topic, day, ids) => {
    expect(legalBasisAt(day, topic).map((rule) => rule.id)).toEqual(ids);
  });

  test("never include one that was revoked before", () => {
    expect(legalBasisAt("2026-12-31").map((rule) => rule.id)).not.toContain("uu-5-2014");
  });
});

describe("the catalogue", () => {
  test("has each rule once, and a successor takes over on the day after", () => {
    expect(new Set(legalCatalogue.map((rule) => rule.id)).size).toBe(legalCatalogue.length);
    for (const rule of legalCatalogue.filter((one) => one.successor !== null)) {
      const successor = legalCatalogue.find((one) => one.id === rule.successor);
      expect([rule.id, rule.to]).toEqual([rule.id, dayBefore(successor?.from ?? "")]);
    }
  });

  test("a rule without end has no successor, one with an end has one", () => {
    for (const rule of legalCatalogue) expect(rule.to === null).toBe(rule.successor === null);
  });
});

test("a citation names the articles where they are known", () => {
  const [rule] = legalBasisAt("2026-01-01", "plan").filter((one) => one.id === "permenpanrb-6-2022");
  if (!rule) throw new Error("missing from the catalogue");
  expect(citation(rule, "plan")).toBe("PermenPANRB 6/2022, Pasal 14");
  expect(citation(rule, "predicate")).toBe("PermenPANRB 6/2022");
});
