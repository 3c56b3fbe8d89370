import { describe, expect, test } from "vitest";
import { stripDays } from "../../../web/src/ui/deadline-days.ts";

const shown = (today: string, closing: string, holidays: readonly string[] = []) =>
  stripDays(today, closing, new Set(holidays)).map((day) =>
    day.kind === "gap" ? `+${day.days}` : `${day.dayOfMonth}${day.isFree ? " libur" : ""} ${day.is}`,
  );

describe("the strip of days to the closing", () => {
  test("begins today and ends on the closing day, weekends pale", () => {
    expect(shown("2027-01-08", "2027-01-15")).toEqual([
      "8 today",
      "9 libur between",
      "10 libur between",
      "11 between",
      "12 between",
      "13 between",
      "14 between",
      "15 closing",
    ]);
  });

  test("counts the days that it leaves out, and no day is lost between the two ends", () => {
    const days = stripDays("2027-01-04", "2027-01-29");
    expect(days).toHaveLength(8);
    const left = days.reduce((sum, day) => sum + (day.kind === "gap" ? day.days : 1), 0);
    expect(left).toBe(26);
    expect(shown("2027-01-04", "2027-01-29").slice(0, 3)).toEqual(["4 today", "+19", "24 libur between"]);
  });

  test("shows nine days as a gap, eight without one", () => {
    expect(shown("2027-01-07", "2027-01-15")[1]).toBe("+2");
    expect(shown("2027-01-08", "2027-01-15")).toHaveLength(8);
  });

  test("pales a holiday on a working day", () => {
    expect(shown("2027-01-04", "2027-01-06", ["2027-01-05"])).toEqual([
      "4 today",
      "5 libur between",
      "6 closing",
    ]);
  });

  test("is one circle on the last day, and nothing after it", () => {
    expect(shown("2027-01-15", "2027-01-15")).toEqual(["15 closing"]);
    expect(shown("2027-01-16", "2027-01-15")).toEqual([]);
  });

  test("goes over the end of a leap February", () => {
    expect(shown("2028-02-28", "2028-03-01").map((day) => day.split(" ")[0])).toEqual(["28", "29", "1"]);
  });

  test("knows the weekday of each day", () => {
    // A Friday to the Monday after it.
    const days = stripDays("2027-01-15", "2027-01-18");
    expect(days.map((day) => day.kind === "day" && day.weekday)).toEqual([5, 6, 7, 1]);
  });
});
