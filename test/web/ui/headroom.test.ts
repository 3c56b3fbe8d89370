import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Headroom, planHeadroom } from "../../../web/src/ui/headroom.ts";

const unit = (good: number, own?: string): Headroom => ({
  total: 44,
  groups: [
    { label: "Sangat Baik", people: 5, side: "top" },
    { label: "Baik", people: good, side: "top" },
    { label: "Butuh Perbaikan", people: 2, side: "bottom" },
  ],
  limit: { group: "Baik", people: 30 },
  own,
});

describe("the room that the pattern leaves", () => {
  test("lies between those rated and the limit, the person at hand before it", () => {
    const plan = planHeadroom(unit(21, "Baik"));
    expect(plan.own).toEqual({ from: 26, people: 1 });
    expect(plan.room).toEqual({ from: 27, people: 8 });
    expect(plan.limitAt).toBe(35);
    expect(plan.left).toBe(9);
  });

  test("stands after the groups above, for its limit is its own", () => {
    expect(planHeadroom({ ...unit(0), own: undefined }).room).toEqual({ from: 5, people: 30 });
  });

  test("is none at the limit, and beyond it the group goes on past the line", () => {
    expect(planHeadroom(unit(30))).toMatchObject({ room: undefined, left: 0, limitAt: 35 });
    const over = planHeadroom(unit(34));
    expect(over).toMatchObject({ room: undefined, left: -4, limitAt: 35 });
    expect(over.groups[1]).toMatchObject({ from: 5, people: 34 });
  });

  test("ends at the right with those who need improvement, and the person at hand before them", () => {
    const plan = planHeadroom(unit(3, "Butuh Perbaikan"));
    expect(plan.groups.at(-1)).toMatchObject({ from: 42, people: 2 });
    expect(plan.own).toEqual({ from: 41, people: 1 });
  });

  test("is not drawn where there is no pattern yet", () => {
    const { limit: _, ...open } = unit(21);
    expect(planHeadroom(open)).toMatchObject({ room: undefined, limitAt: undefined, left: undefined });
  });

  test("never overlaps anybody, and nobody is drawn outside the bar", () => {
    const people = fc.integer({ min: 0, max: 60 });
    const any = fc.record({ total: people, a: people, b: people, c: people, d: people, limit: people });
    const own = fc.constantFrom(undefined, "a", "b", "c", "d");
    fc.assert(
      fc.property(any, own, fc.constantFrom("a", "b"), ({ total, a, b, c, d, limit }, mine, limited) => {
        const plan = planHeadroom({
          total,
          groups: [
            { label: "a", people: a, side: "top" },
            { label: "b", people: b, side: "top" },
            { label: "c", people: c, side: "bottom" },
            { label: "d", people: d, side: "bottom" },
          ],
          limit: { group: limited, people: limit },
          own: mine,
        });
        const drawn = [...plan.groups, plan.own, plan.room].filter((each) => each !== undefined);
        const filled = drawn.filter((each) => each.people > 0).sort((one, two) => one.from - two.from);
        let end = 0;
        for (const { from, people } of filled) {
          expect(from).toBeGreaterThanOrEqual(end);
          end = from + people;
        }
        expect(end).toBeLessThanOrEqual(plan.total);
      }),
      { numRuns: 500 },
    );
  });
});
