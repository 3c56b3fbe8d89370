import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isWorkingDay } from "#shared/cycles/calendar.ts";
import type { PeriodKind, Window, WorkCalendar } from "#shared/cycles/model.ts";
import { milestonesOf } from "#shared/reminders/milestones.ts";
import { type Audience, ReminderPolicy } from "#shared/reminders/model.ts";
import {
  daysBefore,
  defaultPolicy,
  planOf,
  policyOf,
  remindedWindows,
  reminderPlan,
} from "#shared/reminders/policy.ts";
import { aCycle, day, officialCalendar, plainCalendar, unitId } from "../support/cycles.ts";
import { aWindow } from "../support/reminders.ts";

/** A plan as a hand-made calendar writes it: "2027-01-08 d7", merged steps with "+" in the order of the policy. */
function plan(
  window: Window,
  periodKind: PeriodKind,
  audience: Audience,
  calendar: WorkCalendar = officialCalendar(),
) {
  const announces = audience === "employee";
  const result = reminderPlan({ window, periodKind, audience, calendar, policy: defaultPolicy, announces });
  return {
    steps: result.steps.map(
      ({ day: on, step, covers }) =>
        `${on} ${step}${covers.length > 1 ? ` (${covers.map((note) => note.step).join("+")})` : ""}`,
    ),
    dropped: result.dropped.map((note) => `${note.step} ${note.reason}`),
    times: result.steps.map((step) => step.at),
  };
}

const semester = aWindow("2027-01-01", "2027-01-15");

describe("steps before a deadline, against calendars made by hand", () => {
  test("semester II 2026, until Friday 15 January: 14 falls on New Year, before the opening, and is dropped", () => {
    expect(plan(semester, "semester", "supervisor")).toMatchObject({
      steps: ["2027-01-08 d7", "2027-01-12 d3", "2027-01-14 d1", "2027-01-15 d0"],
      dropped: ["d14 before-opening"],
    });
  });

  test("employees get theirs at 7, 3 and 0, and the opening on the first working day", () => {
    expect(plan(semester, "semester", "employee").steps).toEqual([
      "2027-01-04 open",
      "2027-01-08 d7",
      "2027-01-12 d3",
      "2027-01-15 d0",
    ]);
  });

  test("a deadline on Sunday: 1 and 0 are one mail on Friday, 7 moves from Sunday to Friday", () => {
    expect(plan(aWindow("2026-12-28", "2027-01-17"), "semester", "supervisor").steps).toEqual([
      "2026-12-31 d14",
      "2027-01-08 d7",
      "2027-01-14 d3",
      "2027-01-15 d0 (d1+d0)",
    ]);
  });

  test("Lebaran's joint leave before the deadline: 7, 3, 1 and 0 are one mail on the last working day", () => {
    expect(plan(aWindow("2027-03-01", "2027-03-15"), "semester", "supervisor").steps).toEqual([
      "2027-03-01 d14",
      "2027-03-05 d0 (d7+d3+d1+d0)",
    ]);
  });

  test("quarter: 7, 3, 1, 0; the tenth is a Saturday", () => {
    expect(plan(aWindow("2026-10-01", "2026-10-10"), "quarter", "supervisor").steps).toEqual([
      "2026-10-02 d7",
      "2026-10-07 d3",
      "2026-10-09 d0 (d1+d0)",
    ]);
  });

  test("month: 2 and 0 only", () => {
    expect(plan(aWindow("2026-08-01", "2026-08-05"), "month", "supervisor").steps).toEqual([
      "2026-08-03 d2",
      "2026-08-05 d0",
    ]);
  });

  test("annual, until Sunday 31 January", () => {
    expect(plan(aWindow("2027-01-01", "2027-01-31"), "annual", "supervisor").steps).toEqual([
      "2027-01-15 d14",
      "2027-01-22 d7",
      "2027-01-28 d3",
      "2027-01-29 d0 (d1+d0)",
    ]);
  });

  test("a six-day unit keeps its Saturday", () => {
    const school = officialCalendar({ workWeek: 6 });
    const window = aWindow("2027-01-01", "2027-01-16");
    expect(plan(window, "semester", "supervisor", school).steps).toEqual([
      "2027-01-02 d14",
      "2027-01-09 d7",
      "2027-01-13 d3",
      "2027-01-15 d1",
      "2027-01-16 d0",
    ]);
    expect(plan(window, "semester", "supervisor").steps.at(-1)).toBe("2027-01-15 d0 (d1+d0)");
  });

  test("a leap day counts like any other", () => {
    const calendar = plainCalendar();
    expect(plan(aWindow("2028-02-10", "2028-02-29"), "semester", "supervisor", calendar).steps).toEqual([
      "2028-02-15 d14",
      "2028-02-22 d7",
      "2028-02-25 d3",
      "2028-02-28 d1",
      "2028-02-29 d0",
    ]);
    expect(plan(aWindow("2028-02-20", "2028-03-02"), "quarter", "supervisor", calendar).steps).toEqual([
      "2028-02-24 d7",
      "2028-02-28 d3",
      "2028-03-01 d1",
      "2028-03-02 d0",
    ]);
  });

  test.each([
    ["Asia/Jakarta", "2027-01-08T01:00:00.000Z"],
    ["Asia/Makassar", "2027-01-08T00:00:00.000Z"],
    ["Asia/Jayapura", "2027-01-07T23:00:00.000Z"],
  ])("08:00 in %s", (zone, time) => {
    expect(plan(semester, "semester", "supervisor", officialCalendar({ zone })).times[0]).toBe(time);
  });

  test("a window that closes in the morning has its last mail the working day before", () => {
    const early: Window = { opensAt: "2027-01-01T00:00", closesAt: "2027-01-18T07:30", extensions: [] };
    expect(plan(early, "semester", "supervisor").steps.at(-1)).toBe("2027-01-15 d0 (d3+d1+d0)");
  });

  test("an opening so late that employees' first step meets it is one mail, with the step's wording", () => {
    expect(plan(aWindow("2026-08-01", "2026-08-06"), "month", "employee").steps).toEqual([
      "2026-08-03 d3 (open+d3)",
      "2026-08-06 d0",
    ]);
  });
});

describe("after a deadline", () => {
  test("escalation on the first working day, then three Mondays, then the administrator's list", () => {
    expect(plan(semester, "semester", "superior").steps).toEqual([
      "2027-01-18 escalation",
      "2027-01-25 weekly-1",
      "2027-02-01 weekly-2",
      "2027-02-08 weekly-3",
    ]);
    expect(plan(semester, "semester", "admin").steps).toEqual(["2027-02-15 admin-list"]);
  });

  test("joint leave moves escalation and Mondays later, never earlier", () => {
    expect(plan(aWindow("2027-02-20", "2027-03-05"), "semester", "superior").steps).toEqual([
      "2027-03-16 escalation",
      "2027-03-22 weekly-1",
      "2027-03-29 weekly-2",
      "2027-04-05 weekly-3",
    ]);
    expect(plan(aWindow("2027-02-10", "2027-02-26"), "semester", "superior").steps).toEqual([
      "2027-03-01 escalation",
      "2027-03-16 weekly-2 (weekly-1+weekly-2)",
      "2027-03-22 weekly-3",
    ]);
  });

  test("a deadline in the middle of the week: escalation next day, the first weekly on Monday", () => {
    expect(plan(aWindow("2027-01-18", "2027-01-27"), "quarter", "superior").steps.slice(0, 2)).toEqual([
      "2027-01-28 escalation",
      "2027-02-01 weekly-1",
    ]);
  });
});

describe("an extension", () => {
  const extended = (made: string): Window => ({
    ...semester,
    extensions: [{ closesAt: "2027-01-22T23:59", reason: "extension", note: "surat", at: made }],
  });

  test("made in the evening of the last day: all steps anew for the new deadline, today's not again", () => {
    expect(plan(extended("2027-01-15T13:00:00.000Z"), "semester", "supervisor")).toMatchObject({
      steps: ["2027-01-19 d3", "2027-01-21 d1", "2027-01-22 d0"],
      dropped: ["d14 before-extension", "d7 before-extension"],
    });
  });

  test("made a day early: the step of that day is still to come", () => {
    expect(plan(extended("2027-01-14T13:00:00.000Z"), "semester", "supervisor").steps[0]).toBe(
      "2027-01-15 d7",
    );
  });

  test("does not announce the opening again", () => {
    expect(plan(extended("2027-01-15T13:00:00.000Z"), "semester", "employee").steps).toEqual([
      "2027-01-19 d3",
      "2027-01-22 d0",
    ]);
  });
});

describe("of any window in any calendar", () => {
  const offsets = fc.array(fc.integer({ min: 0, max: 90 }), { maxLength: 30 });
  const kinds = fc.constantFrom<PeriodKind>("annual", "semester", "quarter", "month");
  const audiences = fc.constantFrom<Audience>("employee", "supervisor", "superior", "admin");

  test("mails fall on working days after the opening, one a day, and no step is lost or doubled", () => {
    fc.assert(
      fc.property(
        offsets,
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 0, max: 30 }),
        kinds,
        audiences,
        fc.constantFrom<5 | 6>(5, 6),
        (off, opens, length, periodKind, audience, workWeek) => {
          const from = day("2027-01-01").add({ days: opens });
          const window = aWindow(from.toString(), from.add({ days: length }).toString());
          const calendar = plainCalendar(
            off.map((days) => day("2027-01-01").add({ days }).toString()),
            { workWeek },
          );
          const { steps, dropped } = reminderPlan({
            window,
            periodKind,
            audience,
            calendar,
            policy: defaultPolicy,
          });
          const days = steps.map((step) => step.day);
          expect(new Set(days).size).toBe(days.length);
          expect(days).toEqual([...days].sort());
          expect(days.every((on) => isWorkingDay(calendar, day(on)))).toBe(true);
          expect(days.every((on) => on >= from.toString())).toBe(true);
          const all = [...steps.flatMap((step) => step.covers), ...dropped].map((note) => note.step).sort();
          const expected = {
            employee: ["d0", "d3", "d7"],
            supervisor: defaultPolicy.supervisorSteps[periodKind].map((number) => `d${number}`).sort(),
            superior: ["escalation", "weekly-1", "weekly-2", "weekly-3"],
            admin: ["admin-list"],
          };
          expect(all).toEqual(expected[audience]);
          for (const step of steps) {
            for (const note of step.covers) {
              const early = daysBefore(note.step) !== undefined;
              expect(early ? step.day <= note.nominalDay : step.day >= note.nominalDay).toBe(true);
            }
          }
        },
      ),
    );
  });
});

test("the default policy is valid as an agency's data", () => {
  expect(ReminderPolicy.parse(defaultPolicy)).toEqual(defaultPolicy);
});

describe("milestones of a cycle", () => {
  test("carry every step with the deadline's version, in order of time", () => {
    const milestones = milestonesOf(aCycle(), defaultPolicy);
    const appraisal = milestones
      .filter((one) => "window" in one && one.window.endsWith(".appraisal") && "step" in one)
      .map((one) => ("step" in one ? `${one.at.slice(0, 10)} ${one.audience} ${one.step}` : ""));
    expect(appraisal).toEqual([
      "2027-01-08 supervisor d7",
      "2027-01-12 supervisor d3",
      "2027-01-14 supervisor d1",
      "2027-01-15 supervisor d0",
      "2027-01-18 superior escalation",
      "2027-01-25 superior weekly-1",
      "2027-02-01 superior weekly-2",
      "2027-02-08 superior weekly-3",
      "2027-02-15 admin admin-list",
    ]);
    expect(milestones.map((one) => one.at)).toEqual(milestones.map((one) => one.at).sort());
  });

  test("a group of units with other working days has steps of its own", () => {
    const group = { key: "six", calendar: { workWeek: 6 as const }, units: [unitId()] };
    const cycle = aCycle({
      unitCalendars: [group],
      preset: "lampung-pns",
      period: { kind: "annual", year: 2026, index: 1 },
    });
    const last = (calendar: string) =>
      milestonesOf(cycle, defaultPolicy)
        .filter((one) => one.calendar === calendar && "step" in one && one.step === "d0")
        .map((one) => one.at.slice(0, 10));
    expect(last("agency")).not.toEqual(last("six"));
    expect(last("six")).toContain("2026-10-10");
    expect(last("agency")).toContain("2026-10-09");
  });

  test("no two milestones of a calendar are the same", () => {
    const keys = milestonesOf(aCycle(), defaultPolicy).map((one) => JSON.stringify(one));
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe("plans that are kept for the next who asks", () => {
  const cycle = aCycle();
  const firsts = (of: typeof cycle, policy = defaultPolicy) =>
    remindedWindows(of).map((reminded) => planOf(of, reminded, policy).steps[0]?.at);

  test("are those that would be made anew, for each window and audience", () => {
    for (const reminded of [...remindedWindows(cycle), ...remindedWindows(cycle)]) {
      const { named, ...rest } = reminded;
      const { calendar } = cycle;
      const made = reminderPlan({ ...rest, window: named.window, calendar, policy: defaultPolicy });
      expect(planOf(cycle, reminded, defaultPolicy)).toEqual(made);
      expect(planOf(cycle, reminded, defaultPolicy)).toBe(planOf(cycle, reminded, defaultPolicy));
    }
  });

  test("are not told where hour, calendar or unit differ", () => {
    const before = firsts(cycle);
    expect(firsts(cycle, policyOf({ reminderHour: 10 }))).not.toEqual(before);
    expect(firsts({ ...cycle, calendar: { ...cycle.calendar, zone: "Asia/Jayapura" } })).not.toEqual(before);
    expect(firsts(cycle)).toEqual(before);
  });
});
