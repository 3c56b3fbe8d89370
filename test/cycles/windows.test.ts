import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arrivalOf } from "#shared/cycles/late-arrival.ts";
import type { Cycle, Window } from "#shared/cycles/model.ts";
import { orderOf } from "#shared/cycles/order.ts";
import {
  closesInstant,
  closingOf,
  deadlineVersion,
  evaluationWindow,
  extendWindow,
  extensionsForOutage,
  findWindow,
  opensInstant,
  windowsOf,
  windowVerdict,
  withOutage,
} from "#shared/cycles/windows.ts";
import { isoInstant, Temporal } from "#shared/platform/clock.ts";
import { newId } from "#shared/platform/ids.ts";
import { aCycle, at, unitId } from "../support/cycles.ts";

const cycle = aCycle();
const evaluation = cycle.evaluations[0] ?? expect.fail("a semester has one evaluation");
const appraisal = evaluationWindow(evaluation, "appraisal");

function named(of: Cycle, key = appraisal) {
  return findWindow(of, key) ?? expect.fail(`no window ${key}`);
}

describe("a window", () => {
  test.each([
    ["2026-12-31T23:59:59.999+07:00", "not-yet"],
    ["2027-01-01T00:00:00+07:00", "open"],
    ["2027-01-15T23:59:59.999+07:00", "open"],
    ["2027-01-16T00:00:00+07:00", "closed"],
  ])("at %s is %s: the minute 23.59 still counts", (now, state) => {
    expect(windowVerdict(cycle, named(cycle), at(now)).state).toBe(state);
  });

  test("that is closed names itself and both instants", () => {
    expect(windowVerdict(cycle, named(cycle), at("2027-02-01T00:00:00Z"))).toEqual({
      state: "closed",
      code: "window.closed",
      key: appraisal,
      opensAt: "2026-12-31T17:00:00.000Z",
      closesAt: "2027-01-15T17:00:00.000Z",
      zone: "Asia/Jakarta",
    });
  });

  test("opens and closes by the clock of the person's unit", () => {
    const east = unitId();
    const group = { key: "east", calendar: { zone: "Asia/Jayapura" }, units: [east] };
    const wide = aCycle({ unitCalendars: [group] });
    const key = evaluationWindow(wide.evaluations[0] ?? evaluation, "appraisal");
    const late = at("2027-01-15T22:30:00+07:00");
    expect(windowVerdict(wide, named(wide, key), late).state).toBe("open");
    expect(windowVerdict(wide, named(wide, key), late, east).state).toBe("closed");
  });

  test("that ends in a doubled hour ends at the later reading", () => {
    const window: Window = { opensAt: "2027-10-01T00:00", closesAt: "2027-10-31T02:30", extensions: [] };
    expect(isoInstant(closesInstant(window, "Europe/Berlin"))).toBe("2027-10-31T01:31:00.000Z");
  });

  test("all of a semester: two phases and four steps", () => {
    expect(windowsOf(cycle).map((window) => window.step)).toEqual([
      "planning",
      "progress",
      "report",
      "organisation",
      "appraisal",
      "objection",
    ]);
  });
});

describe("an extension", () => {
  const now = at("2027-01-15T20:00:00+07:00");
  const longer = { closesAt: "2027-01-22T23:59", reason: "extension" as const, note: "Surat Wali Kota" };

  test("moves the deadline and counts its version", () => {
    const result = extendWindow(cycle, appraisal, longer, now);
    if ("code" in result) expect.fail(result.code);
    const { window } = named(result.cycle);
    expect(result.extended).toEqual([appraisal]);
    expect(closingOf(window)).toBe("2027-01-22T23:59");
    expect(window.closesAt).toBe("2027-01-15T23:59");
    expect(deadlineVersion(window)).toBe(2);
  });

  test("reopens a window that had closed", () => {
    const late = at("2027-01-18T09:00:00+07:00");
    expect(windowVerdict(cycle, named(cycle), late).state).toBe("closed");
    const result = extendWindow(cycle, appraisal, longer, late);
    if ("code" in result) expect.fail(result.code);
    expect(windowVerdict(result.cycle, named(result.cycle), late).state).toBe("open");
  });

  test.each([
    ["shorter", "2027-01-14T23:59", "cycle.extension-shrinks"],
    ["the same", "2027-01-15T23:59", "cycle.extension-shrinks"],
  ])("to %s is refused", (_name, closesAt, code) => {
    expect(extendWindow(cycle, appraisal, { ...longer, closesAt }, now)).toEqual({ code });
  });

  test("into the past is refused", () => {
    const result = extendWindow(cycle, appraisal, longer, at("2027-02-01T00:00:00Z"));
    expect(result).toEqual({ code: "cycle.extension-past" });
  });

  test("of a window the cycle does not have is refused", () => {
    expect(extendWindow(cycle, "evl_x.appraisal", longer, now)).toEqual({ code: "cycle.window-unknown" });
  });

  test("of the report takes the appraisal with it, so that what arrives can be appraised", () => {
    const report = evaluationWindow(evaluation, "report");
    const result = extendWindow(cycle, report, longer, now);
    if ("code" in result) expect.fail(result.code);
    expect(result.extended).toEqual([report, appraisal]);
    expect(closingOf(named(result.cycle).window)).toBe("2027-01-22T23:59");
  });

  test("never closes a window that was open, whatever is asked and in whatever order", () => {
    const days = fc.array(fc.integer({ min: -10, max: 40 }), { maxLength: 8 });
    fc.assert(
      fc.property(days, (asked) => {
        let current = cycle;
        for (const offset of asked) {
          const before = closingOf(named(current).window);
          const closesAt = Temporal.PlainDateTime.from("2027-01-15T23:59")
            .add({ days: offset })
            .toString({ smallestUnit: "minute" });
          const result = extendWindow(current, appraisal, { ...longer, closesAt }, now);
          if ("cycle" in result) current = result.cycle;
          expect(closingOf(named(current).window) >= before).toBe(true);
        }
      }),
    );
  });
});

describe("a recorded outage", () => {
  test("extends each window open in it that closes within three days, by whole days, for all", () => {
    const outage = { from: at("2027-01-15T21:00:00+07:00"), to: at("2027-01-15T23:00:00+07:00") };
    expect(extensionsForOutage(cycle, outage)).toEqual([
      { key: evaluationWindow(evaluation, "report"), closesAt: "2027-01-16T23:59" },
      { key: appraisal, closesAt: "2027-01-16T23:59" },
    ]);
  });

  test("of two and a half days gives three", () => {
    const outage = { from: at("2027-01-13T09:00:00+07:00"), to: at("2027-01-15T21:00:00+07:00") };
    const extensions = extensionsForOutage(cycle, outage);
    expect(extensions.find(({ key }) => key === appraisal)?.closesAt).toBe("2027-01-18T23:59");
  });

  test("extends once, with its reason, whatever is already later or over staying as it is", () => {
    const id = newId("outage", 1);
    const outage = {
      id,
      from: "2027-01-15T14:00:00.000Z",
      to: "2027-01-15T16:00:00.000Z",
      reason: "Listrik",
    };
    const now = at("2027-01-16T08:00:00+07:00");
    const extended = { ...cycle, ...withOutage(cycle, outage, now) };
    for (const step of ["report", "appraisal"] as const) {
      const { window } = findWindow(extended, evaluationWindow(evaluation, step)) ?? {};
      expect(window?.extensions).toEqual([
        {
          closesAt: "2027-01-16T23:59",
          reason: "outage",
          note: "Listrik",
          outage: id,
          at: "2027-01-16T01:00:00.000Z",
        },
      ]);
    }
    expect(extended.windows).toEqual(cycle.windows);
    expect(withOutage(extended, outage, now)).toBeUndefined();
    expect(withOutage(cycle, outage, at("2027-01-17T00:00:00+07:00"))).toBeUndefined();
  });

  test("long before a deadline moves nothing", () => {
    const outage = { from: at("2026-10-01T21:00:00+07:00"), to: at("2026-10-01T23:00:00+07:00") };
    expect(extensionsForOutage(cycle, outage)).toEqual([]);
  });
});

describe("the order of a period", () => {
  const facts = {
    reportsOutstanding: 2,
    organisationPredicateSet: false,
    appraisalsOutstanding: 5,
    published: false,
  };
  const now = at("2027-01-10T09:00:00+07:00");

  test("shows who waits for whom, with dates", () => {
    const lines = orderOf(evaluation, facts, "Asia/Jakarta", now);
    expect(lines.map((line) => [line.step, line.done, line.waitsFor ?? null])).toEqual([
      ["report", false, null],
      ["organisation", false, null],
      ["distribution", false, "organisation"],
      ["appraisal", false, "organisation"],
      ["publication", false, "organisation"],
      ["objection", false, "publication"],
    ]);
    expect(lines[1]?.dueAt).toBe("2027-01-12T23:59");
  });

  test("goes on step by step", () => {
    const later = {
      ...facts,
      organisationPredicateSet: true,
      appraisalsOutstanding: 0,
      reportsOutstanding: 0,
    };
    const lines = orderOf(evaluation, later, "Asia/Jakarta", now);
    expect(lines.filter((line) => line.done).map((line) => line.step)).toEqual([
      "report",
      "organisation",
      "distribution",
      "appraisal",
    ]);
    expect(lines.find((line) => line.step === "objection")?.waitsFor).toBe("publication");
  });
});

describe("a submission at the deadline", () => {
  const closesAt = closesInstant(evaluation.windows.appraisal, "Asia/Jakarta");
  const base = {
    closesAt,
    receivedAt: closesAt.add({ hours: 2 }),
    sealedOffline: true,
    outageCoversGap: false,
    published: false,
    policy: "appraiser-decides" as const,
  };
  test.each([
    ["received in time", { receivedAt: closesAt.subtract({ seconds: 1 }) }, "on-time"],
    [
      "late, its hash recorded before",
      { hashRecordedAt: closesAt.subtract({ minutes: 1 }) },
      "on-time-proven",
    ],
    ["late, its hash recorded too late", { hashRecordedAt: closesAt }, "late-appraiser-decides"],
    ["late without token or hash", { sealedOffline: false }, "refused"],
    ["late, agency refuses", { policy: "refuse" as const }, "refused"],
    [
      "late, outage covers it",
      { policy: "accept-in-outage" as const, outageCoversGap: true },
      "late-accepted",
    ],
    ["late, no outage", { policy: "accept-in-outage" as const }, "late-appraiser-decides"],
    [
      "after the grace, even proven",
      { receivedAt: closesAt.add({ hours: 24 }), hashRecordedAt: closesAt.subtract({ hours: 1 }) },
      "refused",
    ],
    [
      "after publication, even proven",
      { published: true, hashRecordedAt: closesAt.subtract({ hours: 1 }) },
      "refused",
    ],
  ])("%s → %s", (_name, change, expected) => {
    expect(arrivalOf({ ...base, ...change })).toBe(expected);
  });
});

test("a window never closes before it opens in any zone", () => {
  for (const zone of [
    "Asia/Jakarta",
    "Asia/Makassar",
    "Asia/Jayapura",
    "America/Sao_Paulo",
    "Europe/Berlin",
  ]) {
    for (const { window } of windowsOf(cycle)) {
      expect(Temporal.Instant.compare(opensInstant(window, zone), closesInstant(window, zone))).toBe(-1);
    }
  }
});
