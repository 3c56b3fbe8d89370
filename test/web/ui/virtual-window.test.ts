import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RowHeights } from "../../../web/src/ui/virtual-window.ts";

function heights(count: number, estimate = 60): RowHeights {
  const rows = new RowHeights(0, estimate);
  rows.resize(count);
  return rows;
}

describe("the rows that are drawn", () => {
  test("are those that are seen, and some more", () => {
    expect(heights(1000).windowOf(600, 1200, 2)).toEqual({ first: 8, end: 23 });
  });

  test("stay within the list at both ends", () => {
    expect(heights(1000).windowOf(-500, 300, 6)).toEqual({ first: 0, end: 12 });
    expect(heights(1000).windowOf(59_900, 61_000, 6)).toEqual({ first: 992, end: 1000 });
    expect(heights(3).windowOf(0, 800, 6)).toEqual({ first: 0, end: 3 });
    expect(heights(0).windowOf(0, 800, 6)).toEqual({ first: 0, end: 0 });
  });

  test("move when a row turns out taller", () => {
    const rows = heights(1000);
    expect(rows.measure(3, 100)).toBe(true);
    expect([rows.topOf(3), rows.topOf(4), rows.topOf(1000)]).toEqual([180, 280, 60_040]);
    expect(rows.measure(3, 100)).toBe(false);
  });

  test("keep what was measured when the list goes on, and forget it with the row", () => {
    const rows = heights(10);
    rows.measure(9, 100);
    rows.resize(20);
    expect(rows.topOf(20)).toBe(1240);
    rows.resize(5);
    rows.resize(10);
    expect(rows.topOf(10)).toBe(600);
  });

  test("cover what is seen without a hole, after any measurements", () => {
    const measured = fc.array(fc.tuple(fc.nat(299), fc.integer({ min: 20, max: 200 })), { maxLength: 60 });
    fc.assert(
      fc.property(measured, fc.nat(20_000), fc.integer({ min: 1, max: 2000 }), (changes, top, height) => {
        const rows = heights(300);
        rows.topOf(300);
        for (const [row, to] of changes) rows.measure(row, to);
        const seenTop = Math.min(top, rows.topOf(300) - 1);
        const seenEnd = Math.min(seenTop + height, rows.topOf(300));
        const { first, end } = rows.windowOf(seenTop, seenEnd, 0);
        expect(rows.topOf(first)).toBeLessThanOrEqual(seenTop);
        expect(rows.topOf(end)).toBeGreaterThanOrEqual(seenEnd);
        let sum = 0;
        for (let row = 0; row < 300; row++) sum += rows.heightOf(row);
        expect(rows.topOf(300)).toBe(sum);
      }),
      { numRuns: 300 },
    );
  });
});
