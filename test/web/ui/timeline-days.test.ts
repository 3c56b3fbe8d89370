import { describe, expect, test } from "vitest";
import { arrowsOf, spanOf, timelineDays } from "../../../web/src/ui/timeline-days.ts";

const frame = { from: "2026-12-30", to: "2027-02-09", today: "2027-01-08" };

describe("the columns", () => {
  test("are one a day, both ends included", () => {
    const days = timelineDays(frame);
    expect(days).toHaveLength(42);
    expect([days[0]?.date, days.at(-1)?.date]).toEqual(["2026-12-30", "2027-02-09"]);
  });

  test("know weekends, and a holiday on a weekend is a holiday", () => {
    const days = timelineDays({ ...frame, holidays: new Set(["2027-01-01", "2027-02-06"]) });
    const kind = (date: string) => days.find((day) => day.date === date)?.is;
    expect(kind("2027-01-01")).toBe("holiday");
    expect(kind("2027-01-02")).toBe("weekend");
    expect(kind("2027-01-04")).toBe("work");
    expect(kind("2027-02-06")).toBe("holiday");
  });

  test("keep Saturdays where people work six days", () => {
    const days = timelineDays({ ...frame, workWeek: 6 });
    const free = days.filter(({ is }) => is === "weekend").map(({ date }) => date);
    expect(free).toContain("2027-01-03");
    expect(free).not.toContain("2027-01-02");
  });

  test("that are many are numbered on Mondays and today, never two beside each other", () => {
    const numbered = (today: string) =>
      timelineDays({ from: "2026-12-12", to: "2027-02-16", today })
        .filter(({ isNumbered }) => isNumbered)
        .map(({ date }) => date);
    expect(numbered("2027-01-08")).toContain("2027-01-08");
    expect(numbered("2027-01-08")).toContain("2027-01-04");
    expect(numbered("2027-01-08")).not.toContain("2027-01-05");
    expect(numbered("2027-01-05")).not.toContain("2027-01-04");
    expect(timelineDays(frame).every(({ isNumbered }) => isNumbered)).toBe(true);
  });

  test("name each month once, and not one that has no room for its name", () => {
    const named = timelineDays(frame).filter((day) => day.opensMonth);
    expect(named.map(({ date }) => date)).toEqual(["2027-01-01", "2027-02-01"]);
  });

  test("mark today once", () => {
    expect(timelineDays(frame).filter((day) => day.isToday)).toHaveLength(1);
  });

  test("hold a whole year and the weeks in which it is appraised", () => {
    expect(timelineDays({ from: "2027-01-01", to: "2028-02-15" }).at(-1)?.date).toBe("2028-02-15");
  });

  test("are bounded, whatever is asked for", () => {
    expect(timelineDays({ from: "2027-01-01", to: "2099-01-01" })).toHaveLength(450);
    expect(timelineDays({ from: "2027-01-02", to: "2027-01-01" })).toHaveLength(1);
  });
});

describe("a span", () => {
  test("counts its last day", () => {
    expect(spanOf(frame, "2027-01-01", "2027-01-15")).toEqual({ start: 2, length: 15 });
  });

  test("is cut at the edges, and absent outside", () => {
    expect(spanOf(frame, "2026-12-01", "2027-01-01")).toEqual({ start: 0, length: 3 });
    expect(spanOf(frame, "2027-02-08", "2027-03-01")).toEqual({ start: 40, length: 2 });
    expect(spanOf(frame, "2027-03-01", "2027-03-02")).toBeUndefined();
    expect(spanOf(frame, "2026-11-01", "2026-12-01")).toBeUndefined();
  });
});

test("nothing lies beyond the last column of a frame that is cut", () => {
  const decade = { from: "2027-01-01", to: "2037-01-01" };
  const columns = timelineDays(decade).length;
  expect(spanOf(decade, decade.from, decade.to)).toEqual({ start: 0, length: columns });
  expect(spanOf(decade, "2036-01-01", "2036-02-01")).toBeUndefined();
});

describe("the arrows", () => {
  test("join one to two and two to three, whatever the order of the lanes", () => {
    const arrows = arrowsOf([
      { order: 3, lane: 1, span: { start: 14, length: 3 } },
      { order: 1, lane: 2, span: { start: 5, length: 9 } },
      { order: 2, lane: 3, span: { start: 14, length: 1 } },
    ]);
    expect(arrows).toEqual([
      { from: 14, lane: 2, to: 14.5, toLane: 3 },
      { from: 15, lane: 3, to: 15.5, toLane: 1 },
    ]);
  });

  test("leave a piece to the right, never back through it", () => {
    const [arrow] = arrowsOf([
      { order: 1, lane: 0, span: { start: 0, length: 10 } },
      { order: 2, lane: 1, span: { start: 2, length: 3 } },
    ]);
    expect(arrow?.to).toBeGreaterThan(10);
  });

  test("are none within one lane", () => {
    const span = { start: 0, length: 1 };
    expect(
      arrowsOf([
        { order: 1, lane: 0, span },
        { order: 2, lane: 0, span },
      ]),
    ).toEqual([]);
  });
});
