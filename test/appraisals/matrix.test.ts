import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  neighbours,
  type Predicate,
  predicateMatrix,
  predicateOf,
  type Rating,
  ratings,
} from "#shared/appraisals/matrix.ts";
import { predicateDocumentLabels, predicateLabels, ratingLabels } from "#shared/appraisals/messages.ts";
import { predicates } from "#shared/cycles/states.ts";

const cells: [string, string, string][] = [
  ["Di Atas Ekspektasi", "Di Bawah Ekspektasi", "Kurang"],
  ["Di Atas Ekspektasi", "Sesuai Ekspektasi", "Baik"],
  ["Di Atas Ekspektasi", "Di Atas Ekspektasi", "Sangat Baik"],
  ["Sesuai Ekspektasi", "Di Bawah Ekspektasi", "Kurang"],
  ["Sesuai Ekspektasi", "Sesuai Ekspektasi", "Baik"],
  ["Sesuai Ekspektasi", "Di Atas Ekspektasi", "Baik"],
  ["Di Bawah Ekspektasi", "Di Bawah Ekspektasi", "Sangat Kurang"],
  ["Di Bawah Ekspektasi", "Sesuai Ekspektasi", "Butuh Perbaikan"],
  ["Di Bawah Ekspektasi", "Di Atas Ekspektasi", "Butuh Perbaikan"],
];

const ratingNamed = (label: string) => {
  const rating = ratings.find((one) => ratingLabels[one].id === label);
  if (!rating) throw new Error(label);
  return rating;
};

describe("the predicate matrix", () => {
  test.each(cells)("hasil kerja %s and perilaku kerja %s make %s", (result, behaviour, predicate) => {
    expect(predicateLabels[predicateOf(ratingNamed(result), ratingNamed(behaviour))].id).toBe(predicate);
  });

  test("has no other cell", () => {
    expect(Object.values(predicateMatrix).flatMap(Object.values)).toHaveLength(cells.length);
  });

  test("one cell only gives Sangat Baik", () => {
    expect(
      Object.values(predicateMatrix)
        .flatMap(Object.values)
        .filter((one) => one === "very-good"),
    ).toHaveLength(1);
  });
});

type Matrix = (result: Rating, behaviour: Rating) => Predicate;
const rating = fc.constantFrom(...ratings);
const isBetter = (one: Predicate, other: Predicate) => predicates.indexOf(one) < predicates.indexOf(other);

/** Behaviour below expectation is never bought back: whatever the result, the predicate stays Kurang or worse. */
function neverBoughtBack(matrix: Matrix): void {
  fc.assert(
    fc.property(rating, (result) => {
      expect(["poor", "very-poor"]).toContain(matrix(result, "below"));
    }),
  );
}

/** Raising one rating never lowers the predicate. */
function neverPunished(matrix: Matrix): void {
  fc.assert(
    fc.property(rating, rating, rating, (low, high, other) => {
      fc.pre(ratings.indexOf(low) < ratings.indexOf(high));
      expect(isBetter(matrix(low, other), matrix(high, other))).toBe(false);
      expect(isBetter(matrix(other, low), matrix(other, high))).toBe(false);
    }),
  );
}

describe("whatever the ratings", () => {
  test("bad behaviour is never bought back by results", () => neverBoughtBack(predicateOf));
  test("a better rating never makes a worse predicate", () => neverPunished(predicateOf));

  test("both guarantees fail on a broken matrix", () => {
    const bought: Matrix = (result, behaviour) =>
      result === "above" && behaviour === "below" ? "good" : predicateOf(result, behaviour);
    const swapped: Matrix = (result, behaviour) => predicateOf(behaviour, result);
    expect(() => neverBoughtBack(bought)).toThrow();
    expect(() => neverBoughtBack(swapped)).toThrow();
    const punished: Matrix = (result, behaviour) =>
      result === "above" ? "poor" : predicateOf(result, behaviour);
    expect(() => neverPunished(punished)).toThrow();
  });

  test("the neighbours are the four cells that one changed rating reaches", () => {
    fc.assert(
      fc.property(rating, rating, (result, behaviour) => {
        const near = neighbours(result, behaviour);
        expect(near).toHaveLength(4);
        for (const { changed, rating: to, predicate } of near) {
          expect(to).not.toBe(changed === "result" ? result : behaviour);
          expect(predicate).toBe(changed === "result" ? predicateOf(to, behaviour) : predicateOf(result, to));
        }
      }),
    );
  });
});

test("a screen says Kurang, a document the form's Kurang/Misconduct; every other word is the same on both", () => {
  expect(predicateLabels.poor.id).toBe("Kurang");
  expect(predicateDocumentLabels.poor).toBe("Kurang/Misconduct");
  for (const predicate of predicates.filter((one) => one !== "poor")) {
    expect(predicateDocumentLabels[predicate]).toBe(predicateLabels[predicate].id);
  }
});
