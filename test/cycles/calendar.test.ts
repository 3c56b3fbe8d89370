import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addWorkingDays,
  calendarByKey,
  calendarKeyOf,
  countWorkingDays,
  instantOn,
  isWorkingDay,
  missingYears,
  nextWorkingDay,
  previousWorkingDay,
  provisionalYears,
} from "#shared/cycles/calendar.ts";
import { WorkCalendar } from "#shared/cycles/model.ts";
import { nationalHolidays, withYears } from "#shared/cycles/national-holidays.ts";
import { day, officialCalendar, plainCalendar, unitId } from "../support/cycles.ts";

describe("the official years", () => {
  test.each([
    [2026, "decreed", 17, 8, "Nomor 1497 Tahun 2025"],
    [2027, "decreed", 18, 8, "Nomor 1205 Tahun 2026"],
  ])(
    "%i is %s: %i national days and %i of joint leave, by SKB %s",
    (year, status, national, joint, decree) => {
      const known = nationalHolidays.find((candidate) => candidate.year === year);
      expect(known?.status).toBe(status);
      expect(known?.daysOff.filter((off) => off.kind === "national")).toHaveLength(national);
      expect(known?.daysOff.filter((off) => off.kind === "joint-leave")).toHaveLength(joint);
      expect(known?.source).toContain(decree);
    },
  );

  test("2028 is provisional until its decree appears, and an agency's own list takes its place", () => {
    expect(provisionalYears(officialCalendar(), { from: "2027-12-01", to: "2028-02-01" })).toEqual([2028]);
    const own = withYears([{ year: 2028, status: "decreed", source: "SKB 2028", daysOff: [] }]);
    const calendar = officialCalendar({ years: own });
    expect(provisionalYears(calendar, { from: "2027-12-01", to: "2028-02-01" })).toEqual([]);
    expect(own.map((year) => year.year)).toEqual([2026, 2027, 2028]);
  });

  test("every day off lies in its year, once", () => {
    for (const { year, daysOff } of nationalHolidays) {
      expect(daysOff.every((off) => off.date.startsWith(`${year}-`))).toBe(true);
      expect(new Set(daysOff.map((off) => off.date)).size).toBe(daysOff.length);
    }
  });

  test("a year that nobody supplied is named", () => {
    expect(missingYears(officialCalendar(), { from: "2028-12-01", to: "2030-01-31" })).toEqual([2029, 2030]);
  });
});

describe("working days", () => {
  const calendar = officialCalendar();
  test.each([
    ["2027-01-01", false, "New Year's Day"],
    ["2027-01-05", false, "Isra Mikraj on a Tuesday"],
    ["2027-01-08", true, "a Friday"],
    ["2027-01-09", false, "a Saturday in a five-day week"],
    ["2027-03-09", false, "joint leave of Lebaran"],
    ["2027-03-16", true, "the first day after Lebaran's joint leave"],
    ["2028-02-29", true, "a leap day"],
  ])("%s: %s (%s)", (date, expected) => {
    expect(isWorkingDay(calendar, day(date))).toBe(expected);
  });

  test("a school works on Saturday, not on Sunday", () => {
    const school = officialCalendar({ workWeek: 6 });
    expect(isWorkingDay(school, day("2027-01-09"))).toBe(true);
    expect(isWorkingDay(school, day("2027-01-10"))).toBe(false);
  });

  test("Lebaran 2027: five working days lie between 5 and 17 March, the sixth is counted from the 4th", () => {
    expect(previousWorkingDay(calendar, day("2027-03-14")).toString()).toBe("2027-03-05");
    expect(nextWorkingDay(calendar, day("2027-03-06")).toString()).toBe("2027-03-16");
    expect(addWorkingDays(calendar, day("2027-03-05"), 1).toString()).toBe("2027-03-16");
    expect(addWorkingDays(calendar, day("2027-03-16"), -1).toString()).toBe("2027-03-05");
    expect(countWorkingDays(calendar, day("2027-03-05"), day("2027-03-17"))).toBe(3);
  });

  test("a year without data has its weekends only, so that a mail still finds a day", () => {
    expect(isWorkingDay(calendar, day("2031-01-01"))).toBe(true);
    expect(isWorkingDay(calendar, day("2031-01-04"))).toBe(false);
  });

  test("adding working days and taking them away leads back, in any calendar", () => {
    const offs = fc.array(fc.integer({ min: 0, max: 364 }), { maxLength: 40 });
    fc.assert(
      fc.property(
        offs,
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 1, max: 25 }),
        (off, start, count) => {
          const own = plainCalendar(off.map((days) => day("2027-01-01").add({ days }).toString()));
          const from = nextWorkingDay(own, day("2027-01-01").add({ days: start }));
          const there = addWorkingDays(own, from, count);
          expect(isWorkingDay(own, there)).toBe(true);
          expect(addWorkingDays(own, there, -count).toString()).toBe(from.toString());
          expect(countWorkingDays(own, from, there)).toBe(count + 1);
        },
      ),
    );
  });
});

describe("zones", () => {
  test.each([
    ["Asia/Jakarta", "2027-01-08T01:00:00Z"],
    ["Asia/Makassar", "2027-01-08T00:00:00Z"],
    ["Asia/Jayapura", "2027-01-07T23:00:00Z"],
    ["America/New_York", "2027-01-08T13:00:00Z"],
  ])("08:00 in %s", (zone, expected) => {
    expect(instantOn(day("2027-01-08"), "08:00", zone).toString()).toBe(expected);
  });

  test("08:00 stays 08:00 on both sides of a change of clocks", () => {
    const local = (date: string) =>
      instantOn(day(date), "08:00", "Europe/Berlin").toZonedDateTimeISO("Europe/Berlin").toPlainTime();
    expect(local("2027-03-27").toString()).toBe("08:00:00");
    expect(local("2027-03-28").toString()).toBe("08:00:00");
  });

  test("a time that a zone skips is the next one that exists", () => {
    const skipped = instantOn(day("2027-03-28"), "02:30", "Europe/Berlin");
    expect(skipped.toZonedDateTimeISO("Europe/Berlin").toPlainTime().toString()).toBe("03:30:00");
  });

  test("a zone that does not exist is refused", () => {
    expect(WorkCalendar.safeParse({ zone: "Asia/Atlantis", workWeek: 5, years: [] }).success).toBe(false);
    expect(WorkCalendar.safeParse({ zone: "Asia/Jayapura", workWeek: 5, years: [] }).success).toBe(true);
  });
});

describe("units with a calendar of their own", () => {
  const puskesmas = unitId();
  const plan = {
    calendar: officialCalendar(),
    unitCalendars: [
      {
        key: "six-days",
        calendar: {
          workWeek: 6 as const,
          worksOnJointLeave: true,
          zone: "Asia/Makassar",
          daysOff: [{ date: "2027-04-05", kind: "local" as const, name: "Hari jadi" }],
        },
        units: [puskesmas],
      },
    ],
  };
  const own = calendarByKey(plan, calendarKeyOf(plan, puskesmas));

  test("week, zone, local days and joint leave follow the unit", () => {
    expect(own.zone).toBe("Asia/Makassar");
    expect(isWorkingDay(own, day("2027-01-09"))).toBe(true);
    expect(isWorkingDay(own, day("2027-03-09"))).toBe(true);
    expect(isWorkingDay(own, day("2027-03-10"))).toBe(false);
    expect(isWorkingDay(own, day("2027-04-05"))).toBe(false);
  });

  test("every other unit goes by the agency's", () => {
    expect(calendarKeyOf(plan, unitId())).toBe("agency");
    expect(calendarKeyOf(plan, undefined)).toBe("agency");
    expect(calendarByKey(plan, "agency")).toBe(plan.calendar);
  });

  test("the unit's calendar is made once, not per question", () => {
    expect(calendarByKey(plan, "six-days")).toBe(own);
  });
});
