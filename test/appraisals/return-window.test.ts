import { describe, expect, test } from "vitest";
import { deemedReceivedAt } from "#shared/appraisals/return-window.ts";
import { unitId } from "#test/support/cycles.ts";

const decreed = (year: number, dates: readonly string[]) => ({
  year,
  status: "decreed" as const,
  source: "tests",
  daysOff: dates.map((date) => ({ date, kind: "national" as const, name: "libur" })),
});
const cycle = {
  calendar: { zone: "Asia/Jakarta", workWeek: 5 as const, years: [decreed(2027, ["2027-01-18"])] },
  unitCalendars: [] as never[],
};

describe("silence counts as receipt", () => {
  test.each([
    [
      "with the fifteenth working day, days off left out",
      "2027-01-05T02:00:00.000Z",
      "2027-01-26T17:00:00.000Z",
    ],
    ["counted from the day in the agency's zone", "2027-01-05T18:00:00.000Z", "2027-01-27T17:00:00.000Z"],
    ["of a result made on a Sunday from Monday on", "2027-01-10T02:00:00.000Z", "2027-01-29T17:00:00.000Z"],
  ])("%s", (_, submitted, deemed) => {
    expect(deemedReceivedAt(submitted, cycle, "unit")).toBe(deemed);
  });

  test("by the calendar of the unit: six days a week are over sooner, and another zone begins sooner", () => {
    const unit = unitId();
    const group = { key: "east", calendar: { workWeek: 6 as const, zone: "Asia/Jayapura" }, units: [unit] };
    const mixed = { ...cycle, unitCalendars: [group] };
    expect(deemedReceivedAt("2027-01-05T02:00:00.000Z", mixed, unit)).toBe("2027-01-22T15:00:00.000Z");
    expect(deemedReceivedAt("2027-01-05T02:00:00.000Z", mixed, unitId())).toBe("2027-01-26T17:00:00.000Z");
  });
});
