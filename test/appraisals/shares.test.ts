import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Stretch, sharesOf } from "#shared/appraisals/shares.ts";
import { Temporal } from "#shared/platform/clock.ts";

const year = { from: "2026-01-01", to: "2026-12-31" };

describe("a period split into parts is shown in days and whole months", () => {
  test.each<[string, Stretch, Stretch[], [number, number][]]>([
    ["one part is the whole", year, [year], [[365, 12]]],
    [
      "a transfer on 1 October: nine months and three",
      year,
      [
        { from: "2026-01-01", to: "2026-09-30" },
        { from: "2026-10-01", to: "2026-12-31" },
      ],
      [
        [273, 9],
        [92, 3],
      ],
    ],
    [
      "a move on the 17th: the month belongs to the post held on most of its days",
      { from: "2026-05-01", to: "2026-06-30" },
      [
        { from: "2026-05-01", to: "2026-05-16" },
        { from: "2026-05-17", to: "2026-06-30" },
      ],
      [
        [16, 1],
        [45, 1],
      ],
    ],
    [
      "equal days of a month: it belongs to the earlier post, in whatever order they are listed",
      { from: "2026-02-01", to: "2026-02-28" },
      [
        { from: "2026-02-15", to: "2026-02-28" },
        { from: "2026-02-01", to: "2026-02-14" },
      ],
      [
        [14, 0],
        [14, 1],
      ],
    ],
    [
      "uncovered days belong to nobody",
      { from: "2026-01-01", to: "2026-03-31" },
      [{ from: "2026-03-30", to: "2026-12-31" }],
      [[2, 1]],
    ],
    [
      "a leap February has 29 days",
      { from: "2028-02-01", to: "2028-02-29" },
      [{ from: "2028-01-01", to: "2028-12-31" }],
      [[29, 1]],
    ],
  ])("%s", (_words, period, parts, expected) => {
    expect(sharesOf(period, parts).map((share) => [share.days, share.months])).toEqual(expected);
  });

  test("parts that cover the period without gap share all its days and all its months", () => {
    const start = Temporal.PlainDate.from(year.from);
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 364 }), { maxLength: 5 }), (cuts) => {
        const days = [0, ...cuts.sort((a, b) => a - b), 365];
        const parts = days.slice(1).map((end, at) => ({
          from: start.add({ days: days[at] ?? 0 }).toString(),
          to: start.add({ days: end - 1 }).toString(),
        }));
        const shares = sharesOf(year, parts);
        expect(shares.reduce((sum, share) => sum + share.days, 0)).toBe(365);
        expect(shares.reduce((sum, share) => sum + share.months, 0)).toBe(12);
      }),
    );
  });
});
