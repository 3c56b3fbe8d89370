import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { knownStretches, placeOf } from "../../../web/src/ui/trend.ts";

const hour = 60 * 60 * 1000;
const night = (day: number, done = 0) => ({ at: day * 24 * hour, done, total: 100 });

describe("the course", () => {
  test("is one line while no night is missing, and a slow night is none", () => {
    const points = [night(1), night(2), { ...night(3), at: 3 * 24 * hour + 11 * hour }, night(4)];
    expect(knownStretches(points)).toEqual([points]);
  });

  test("breaks off where a night is missing, and a night between two gaps stands alone", () => {
    expect(knownStretches([night(1), night(2), night(4), night(7), night(8)])).toEqual([
      [night(1), night(2)],
      [night(4)],
      [night(7), night(8)],
    ]);
  });

  test("loses no point and invents none, and never bridges a day and a half", () => {
    const days = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 40 });
    fc.assert(
      fc.property(days, (some) => {
        const points = some.toSorted((a, b) => a - b).map((day) => night(day));
        const stretches = knownStretches(points);
        expect(stretches.flat()).toEqual(points);
        const breaks = stretches.map((stretch) => stretch[0]?.at ?? 0).slice(1);
        const missing = points.filter(({ at }, i) => i > 0 && at - (points[i - 1]?.at ?? 0) > 36 * hour);
        expect(breaks).toEqual(missing.map(({ at }) => at));
      }),
    );
  });

  test("stands within its picture: nothing done at the foot, everybody at the top, late points at the edge", () => {
    const span = { from: 0, to: 10 * 24 * hour };
    expect(placeOf(night(0, 0), span, 100)).toEqual({ x: 0, y: 100 });
    expect(placeOf(night(5, 50), span, 100)).toEqual({ x: 50, y: 50 });
    expect(placeOf(night(10, 100), span, 100)).toEqual({ x: 100, y: 0 });
    expect(placeOf(night(12, 120), span, 100)).toEqual({ x: 100, y: 0 });
    expect(placeOf(night(1, 0), span, 0)).toEqual({ x: 10, y: 100 });
  });
});
