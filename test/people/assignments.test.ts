import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AppraiserRef, Assignment } from "#shared/people/model.ts";
import {
  assignmentAt,
  circlesOfAppraisers,
  covers,
  dayAfter,
  dayBefore,
  daysIn,
  needsDelegation,
  type Period,
  sharesOf,
  splitByAssignment,
  uncoveredDays,
} from "#shared/people/rules.ts";

type Stretchable = Pick<Assignment, "unit" | "appraiser"> & { from: string; to?: string };

const unit = (name: string) => name as Assignment["unit"];
const person = (name: string) => ({ kind: "employee", id: name }) as AppraiserRef;
const mayor = { kind: "official", id: "mayor" } as AppraiserRef;

function held(from: string, to: string | undefined, appraiser?: AppraiserRef, where = "A"): Stretchable {
  return { from, ...(to && { to }), ...(appraiser && { appraiser }), unit: unit(where) };
}

const semester: Period = { from: "2026-07-01", to: "2026-12-31" };
const brief = (stretches: readonly Period[]) => stretches.map(({ from, to }) => `${from}…${to}`);

describe("a period is split by who was the appraiser when", () => {
  it("is one part where nothing changes", () => {
    expect(brief(splitByAssignment(semester, [held("2020-01-01", undefined, person("x"))]))).toEqual([
      "2026-07-01…2026-12-31",
    ]);
  });

  it("a transfer on 1 October gives two parts, each with its own appraiser and unit", () => {
    const parts = splitByAssignment(semester, [
      held("2020-01-01", "2026-09-30", person("x"), "A"),
      held("2026-10-01", undefined, person("y"), "B"),
    ]);
    expect(parts.map(({ from, to, appraiser, unit }) => [from, to, appraiser?.id, unit])).toEqual([
      ["2026-07-01", "2026-09-30", "x", "A"],
      ["2026-10-01", "2026-12-31", "y", "B"],
    ]);
  });

  it("a new unit under the same appraiser splits too", () => {
    const parts = [
      held("2020-01-01", "2026-09-30", person("x"), "A"),
      held("2026-10-01", undefined, person("x"), "B"),
    ];
    expect(splitByAssignment(semester, parts)).toHaveLength(2);
  });

  it("a new title under the same appraiser in the same unit does not", () => {
    const both = [held("2020-01-01", "2026-09-30", person("x")), held("2026-10-01", undefined, person("x"))];
    expect(splitByAssignment(semester, both)).toMatchObject([{ ...semester, assignments: both }]);
  });

  it("a later assignment ends an earlier one that was left open", () => {
    const both = [held("2020-01-01", undefined, person("x")), held("2026-10-01", undefined, person("y"))];
    expect(brief(splitByAssignment(semester, both))).toEqual([
      "2026-07-01…2026-09-30",
      "2026-10-01…2026-12-31",
    ]);
  });

  it("days without an assignment belong to no part and are listed as uncovered", () => {
    const both = [held("2020-01-01", "2026-08-31", mayor), held("2026-09-08", undefined, mayor)];
    expect(brief(splitByAssignment(semester, both))).toEqual([
      "2026-07-01…2026-08-31",
      "2026-09-08…2026-12-31",
    ]);
    expect(brief(uncoveredDays(semester, both))).toEqual(["2026-09-01…2026-09-07"]);
  });

  it("an assignment without an appraiser is a part, and uncovered", () => {
    const both = [held("2020-01-01", "2026-08-31", mayor), held("2026-09-01", undefined)];
    expect(splitByAssignment(semester, both)).toHaveLength(2);
    expect(brief(uncoveredDays(semester, both))).toEqual(["2026-09-01…2026-12-31"]);
  });

  const day = fc.integer({ min: 0, max: 400 }).map((offset) => {
    let at = "2026-06-01";
    for (let i = 0; i < offset % 60; i++) at = dayAfter(at);
    return at;
  });
  const assignment = fc
    .tuple(day, fc.option(day, { nil: undefined }), fc.constantFrom("x", "y"), fc.constantFrom("A", "B"))
    .map(([a, b, who, where]) => {
      const [from, to] = b === undefined || a <= b ? [a, b] : [b, a];
      return held(from, to, person(who), where);
    });
  const june: Period = { from: "2026-06-10", to: "2026-07-20" };

  it("parts never overlap, are in order, and together are exactly the days on which somebody appraises", () => {
    fc.assert(
      fc.property(fc.array(assignment, { maxLength: 6 }), (assignments) => {
        const parts = splitByAssignment(june, assignments);
        const gaps = uncoveredDays(june, assignments);
        for (let at = june.from; at <= june.to; at = dayAfter(at)) {
          const holder = assignmentAt(assignments, at);
          const inPart = parts.filter((part) => covers(part, at));
          expect(inPart.map(({ appraiser, unit }) => [appraiser, unit])).toEqual(
            holder === undefined ? [] : [[holder.appraiser, holder.unit]],
          );
          expect(gaps.some((gap) => covers(gap, at))).toBe(holder === undefined);
        }
        expect(brief(parts)).toEqual(brief(parts).toSorted());
      }),
    );
  });

  it("shares add up: all days of all parts, and no month twice", () => {
    fc.assert(
      fc.property(fc.array(assignment, { maxLength: 6 }), (assignments) => {
        const parts = splitByAssignment(june, assignments);
        const shares = sharesOf(parts);
        const gaps = uncoveredDays(june, assignments);
        const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
        expect(sum(shares.map(({ days }) => days)) + sum(gaps.map(daysIn))).toBe(daysIn(june));
        expect(sum(shares.map(({ months }) => months))).toBeLessThanOrEqual(2);
      }),
    );
  });
});

describe("shares of a split", () => {
  it("a month belongs to the part that has most of its days", () => {
    const parts = [
      { from: "2026-07-01", to: "2026-10-16" },
      { from: "2026-10-17", to: "2026-12-31" },
    ];
    expect(sharesOf(parts)).toEqual([
      { days: 108, months: 4 },
      { days: 76, months: 2 },
    ]);
  });

  it("a month divided in half belongs to the earlier", () => {
    const parts = [
      { from: "2026-11-01", to: "2026-11-15" },
      { from: "2026-11-16", to: "2026-11-30" },
    ];
    expect(sharesOf(parts).map(({ months }) => months)).toEqual([1, 0]);
  });
});

describe("circles of appraisers", () => {
  it("are found, each once, beginning with its smallest", () => {
    const graph = new Map([
      ["c", "a"],
      ["a", "b"],
      ["b", "c"],
      ["d", "a"],
      ["e", "f"],
      ["f", "e"],
      ["g", "g"],
      ["h", "i"],
    ]);
    expect(circlesOfAppraisers(graph)).toEqual([["a", "b", "c"], ["e", "f"], ["g"]]);
  });

  it("there are none in a tree, and a long chain does no harm", () => {
    const chain = new Map(Array.from({ length: 50_000 }, (_, index) => [String(index + 1), String(index)]));
    expect(circlesOfAppraisers(chain)).toEqual([]);
  });

  it("whoever climbs from anywhere ends at the top or in a circle that was named", () => {
    const names = fc.constantFrom(..."abcdefgh");
    fc.assert(
      fc.property(fc.array(fc.tuple(names, names), { maxLength: 8 }), (pairs) => {
        const graph = new Map(pairs);
        const inCircles = new Set(circlesOfAppraisers(graph).flat());
        for (const start of graph.keys()) {
          let at: string | undefined = start;
          for (let steps = 0; at !== undefined && steps < 8; steps++) at = graph.get(at);
          expect(at === undefined || inCircles.has(at)).toBe(true);
        }
        for (const member of inCircles) expect(inCircles.has(graph.get(member) ?? "")).toBe(true);
      }),
    );
  });
});

it("only posts below pejabat pengawas need a delegation to appraise", () => {
  const posts = ["jpt-pratama", "administrator", "pengawas", "fungsional", "pelaksana", undefined] as const;
  expect(posts.map(needsDelegation)).toEqual([false, false, false, true, true, false]);
});

it("the day before the day after is the day", () => {
  expect(dayAfter("2028-02-28")).toBe("2028-02-29");
  expect(dayBefore("2027-01-01")).toBe("2026-12-31");
});
