import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Counts,
  distributionCheck,
  distributionPattern,
  headResultRating,
  headroom,
  isFeasible,
  type OrganisationPredicate,
  organisationPredicates,
} from "#shared/appraisals/distribution.ts";
import type { Predicate } from "#shared/appraisals/matrix.ts";
import { breachText } from "#shared/appraisals/messages.ts";
import { predicates } from "#shared/cycles/states.ts";

/** Counts in the order Sangat Baik, Baik, Butuh Perbaikan, Kurang, Sangat Kurang. */
function counts(...numbers: [number, number, number, number, number]): Counts {
  return Object.fromEntries(predicates.map((predicate, at) => [predicate, numbers[at] ?? 0])) as Counts;
}

function countsOf(list: readonly Predicate[]): Counts {
  const [best = 0, good = 0, needs = 0, poor = 0, worst = 0] = predicates.map(
    (predicate) => list.filter((one) => one === predicate).length,
  );
  return counts(best, good, needs, poor, worst);
}

type Row = [string, OrganisationPredicate, Counts, string[]];
const rows: Row[] = [
  ["Istimewa: Sangat Baik may be 70%", "exceptional", counts(7, 3, 0, 0, 0), []],
  [
    "Istimewa: Sangat Baik may not be more than 70%",
    "exceptional",
    counts(8, 2, 0, 0, 0),
    ["at-most very-good 7"],
  ],
  ["Istimewa: others may be any", "exceptional", counts(0, 0, 0, 0, 10), []],
  ["Baik: Baik may be 70%, with some Butuh Perbaikan", "good", counts(2, 7, 1, 0, 0), []],
  ["Baik: some Kurang serves as well", "good", counts(2, 7, 0, 1, 0), []],
  ["Baik: Baik may not be more than 70%", "good", counts(1, 8, 1, 0, 0), ["at-most good 7"]],
  [
    "Baik: there must be some Butuh Perbaikan and/or Kurang",
    "good",
    counts(4, 6, 0, 0, 0),
    ["at-least needs-improvement,poor 1"],
  ],
  [
    "Baik: Sangat Kurang alone does not serve",
    "good",
    counts(3, 6, 0, 0, 1),
    ["at-least needs-improvement,poor 1"],
  ],
  [
    "Butuh Perbaikan: 60% Butuh Perbaikan and 10% Sangat Baik",
    "needs-improvement",
    counts(1, 3, 6, 0, 0),
    [],
  ],
  [
    "Butuh Perbaikan: not less than 60%",
    "needs-improvement",
    counts(0, 5, 5, 0, 0),
    ["at-least needs-improvement 6"],
  ],
  [
    "Butuh Perbaikan: Sangat Baik at most 10%",
    "needs-improvement",
    counts(2, 2, 6, 0, 0),
    ["at-most very-good 1"],
  ],
  ["Kurang: 60% Kurang, 10% Butuh Perbaikan, 10% Sangat Baik", "poor", counts(1, 2, 1, 6, 0), []],
  ["Kurang: not less than 60% Kurang", "poor", counts(0, 4, 1, 5, 0), ["at-least poor 6"]],
  ["Kurang: 10% Butuh Perbaikan", "poor", counts(0, 4, 0, 6, 0), ["at-least needs-improvement 1"]],
  ["Kurang: Sangat Baik at most 10%", "poor", counts(2, 1, 1, 6, 0), ["at-most very-good 1"]],
  ["Sangat Kurang: 60% and 10%, Baik allowed", "very-poor", counts(0, 3, 0, 1, 6), []],
  ["Sangat Kurang: not less than 60%", "very-poor", counts(0, 0, 5, 0, 5), ["at-least very-poor 6"]],
  [
    "Sangat Kurang: 10% Kurang and/or Butuh Perbaikan",
    "very-poor",
    counts(0, 4, 0, 0, 6),
    ["at-least poor,needs-improvement 1"],
  ],
  ["Sangat Kurang: no Sangat Baik", "very-poor", counts(1, 0, 3, 0, 6), ["at-most very-good 0"]],
  ["nobody rated", "poor", counts(0, 0, 0, 0, 0), []],
];

describe("the pattern of SE MenPANRB 3/2023", () => {
  test.each(rows)("%s", (_words, organisation, given, expected) => {
    const found = distributionCheck(organisation, given);
    expect(found.map(({ kind, of, limit }) => `${kind} ${of.join()} ${limit}`)).toEqual(expected);
  });

  test("the largest group is a wish without a figure, so it is never a breach", () => {
    expect(distributionCheck("exceptional", counts(1, 9, 0, 0, 0))).toEqual([]);
  });
});

describe("a small unit", () => {
  test("2 people, organisation Kurang: 2 Kurang and 1 Butuh Perbaikan are needed, infeasible", () => {
    expect(isFeasible("poor", 2)).toBe(false);
    const found = distributionCheck("poor", counts(0, 0, 0, 2, 0));
    expect(found).toEqual([
      { kind: "at-least", of: ["needs-improvement"], limit: 1, actual: 0, reason: "infeasible" },
    ]);
  });

  test("1 person, organisation Istimewa: 70% of 1 is 0 Sangat Baik, a warning with its reason", () => {
    const [found] = distributionCheck("exceptional", counts(1, 0, 0, 0, 0));
    expect(found).toMatchObject({ limit: 0, actual: 1, reason: "infeasible" });
    expect(found && breachText(found, 1).id).toBe(
      "Sangat Baik: 1 orang, pola membolehkan paling banyak 0. Untuk 1 orang pola ini tidak mungkin dipenuhi; penetapan tidak dihalangi.",
    );
  });

  test("5 people, organisation Butuh Perbaikan: 10% is less than one person", () => {
    const [found] = distributionCheck("needs-improvement", counts(1, 0, 4, 0, 0));
    expect(found).toMatchObject({ limit: 0, actual: 1, reason: "under-one" });
  });

  test("that Sangat Baik is not allowed at all is no rounding", () => {
    const [found] = distributionCheck("very-poor", counts(1, 0, 3, 0, 6));
    expect(found?.reason).toBe("pattern");
  });
});

/** All ways to give five predicates to `total` people. */
function* distributions(total: number): Generator<Counts> {
  for (let a = 0; a <= total; a++) {
    for (let b = 0; a + b <= total; b++) {
      for (let c = 0; a + b + c <= total; c++) {
        for (let d = 0; a + b + c + d <= total; d++) yield counts(a, b, c, d, total - a - b - c - d);
      }
    }
  }
}

const isLargest = (group: readonly Predicate[], given: Counts) =>
  group.every((one) => predicates.every((other) => given[other] <= given[one]));
const meetsAll = (organisation: OrganisationPredicate, given: Counts) =>
  distributionCheck(organisation, given).length === 0 &&
  distributionPattern[organisation].every((rule) => rule.kind !== "most" || isLargest(rule.of, given));

test("a pattern is feasible exactly where some distribution meets all of it, wishes included (1 to 14 people)", () => {
  for (const organisation of organisationPredicates) {
    for (let total = 1; total <= 14; total++) {
      const exists = [...distributions(total)].some((given) => meetsAll(organisation, given));
      expect([organisation, total, isFeasible(organisation, total)]).toEqual([organisation, total, exists]);
    }
  }
});

test("every pattern is feasible for 15 people and more", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...organisationPredicates),
      fc.integer({ min: 15, max: 100_000 }),
      (organisation, n) => {
        expect(isFeasible(organisation, n)).toBe(true);
      },
    ),
  );
});

describe("headroom", () => {
  test("44 people, organisation Baik, 5 Sangat Baik, 21 Baik, 2 Butuh Perbaikan: the limit is 30, room for 9 more Baik", () => {
    const room = headroom("good", counts(5, 21, 2, 0, 0), 44);
    expect(room.cap.good).toBe(30);
    expect(room.room.good).toBe(9);
    expect(room.room["very-good"]).toBe(16);
    expect(room.needs).toEqual([]);
  });

  test("places that others need are set aside", () => {
    const room = headroom("poor", counts(0, 2, 0, 5, 0), 10);
    expect(room.needs).toEqual([
      { of: ["poor"], missing: 1 },
      { of: ["needs-improvement"], missing: 1 },
    ]);
    expect(room.room).toEqual({ "very-good": 1, good: 1, "needs-improvement": 2, poor: 2, "very-poor": 1 });
  });

  test("in a unit too small for the pattern only the maximums limit the room", () => {
    const room = headroom("poor", counts(0, 0, 0, 0, 0), 2);
    expect(room.isFeasible).toBe(false);
    expect(room.room).toEqual({ "very-good": 0, good: 2, "needs-improvement": 2, poor: 2, "very-poor": 2 });
  });
});

/** Whether the people not rated yet can be rated so that no figure of the pattern is broken. */
function canFinish(organisation: OrganisationPredicate, given: Counts, total: number): boolean {
  const rated = predicates.reduce((sum, one) => sum + given[one], 0);
  return [...distributions(total - rated)].some((rest) => {
    const sum = Object.fromEntries(predicates.map((one) => [one, given[one] + rest[one]])) as Counts;
    return distributionCheck(organisation, sum).length === 0;
  });
}

type HeadroomRule = typeof headroom;

/** Room left means that one more still lets the pattern be met; no room means that it cannot. */
function headroomAgrees(rule: HeadroomRule): void {
  const list = fc.array(fc.constantFrom(...predicates), { maxLength: 9 });
  fc.assert(
    fc.property(
      fc.constantFrom(...organisationPredicates),
      list,
      fc.integer({ min: 1, max: 5 }),
      (organisation, rated, more) => {
        const given = countsOf(rated);
        const total = rated.length + more;
        fc.pre(isFeasible(organisation, total) && canFinish(organisation, given, total));
        const { room } = rule(organisation, given, total);
        for (const predicate of predicates) {
          const next = { ...given, [predicate]: given[predicate] + 1 };
          expect([predicate, room[predicate] > 0]).toEqual([predicate, canFinish(organisation, next, total)]);
        }
      },
    ),
    { numRuns: 300 },
  );
}

describe("headroom and counts", () => {
  test("always agree: room exactly where one more person can still be followed by a whole pattern", () => {
    headroomAgrees(headroom);
  });

  test("do not agree when the needs of others are forgotten", () => {
    const forgetful: HeadroomRule = (organisation, given, total) => {
      const known = headroom(organisation, given, total);
      const room = Object.fromEntries(
        predicates.map((one) => [one, (known.cap[one] ?? total) - given[one]]),
      ) as Counts;
      return { ...known, room };
    };
    expect(() => headroomAgrees(forgetful)).toThrow();
  });

  test("room never exceeds the people left, and is never negative", () => {
    const list = fc.array(fc.constantFrom(...predicates), { maxLength: 60 });
    fc.assert(
      fc.property(
        fc.constantFrom(...organisationPredicates),
        list,
        fc.nat(60),
        (organisation, rated, more) => {
          const { room } = headroom(organisation, countsOf(rated), rated.length + more);
          for (const predicate of predicates) {
            expect(room[predicate]).toBeGreaterThanOrEqual(0);
            expect(room[predicate]).toBeLessThanOrEqual(more);
          }
        },
      ),
    );
  });
});

test.each([
  ["exceptional", "above"],
  ["good", "meets"],
  ["needs-improvement", "below"],
  ["poor", "below"],
  ["very-poor", "below"],
] as const)("the head of a unit whose achievement is %s has the result rating %s", (organisation, rating) => {
  expect(headResultRating(organisation)).toBe(rating);
});
