import { describe, expect, test } from "vitest";
import { say } from "#shared/platform/text.ts";
import { aCycle } from "#test/support/cycles.ts";
import type { Cycle } from "../../web/src/data/cycle-at-hand.ts";
import { daysOffOf, daysOfYear } from "../../web/src/pages/agency/calendar-days.ts";
import { fixOf } from "../../web/src/pages/agency/cycle-fixes.ts";
import { localMoment, longSpan, monthTitle, shortSpan } from "../../web/src/pages/agency/local-time.ts";
import { type Member, membersShown, splitRoles } from "../../web/src/pages/agency/members.ts";
import { indexAhead, yearAhead } from "../../web/src/pages/agency/periods.ts";
import { isAddress } from "../../web/src/work/addresses.ts";

describe("local times", () => {
  const reader = { language: "id", zone: "Asia/Jayapura" } as const;

  test("are said with weekday, hour and zone, also of a zone elsewhere", () => {
    expect(localMoment("2027-01-15T23:59", reader)).toBe("Jumat, 15 Januari 2027 pukul 23.59 WIT");
    expect(localMoment("2027-01-17T09:05", { language: "en", zone: "Asia/Tokyo" })).toBe(
      "Sunday, 17 January 2027 at 09:05 Asia/Tokyo",
    );
  });

  test("from and to name what they share once", () => {
    expect(shortSpan("2027-01-13", "2027-01-15", "id")).toBe("13–15 Jan");
    expect(shortSpan("2026-12-28", "2027-01-03", "id")).toBe("28 Des–3 Jan");
    expect(shortSpan("2027-01-15", "2027-01-15", "id")).toBe("15 Jan");
    expect(longSpan("2026-07-01", "2026-12-31", "id")).toBe("1 Juli–31 Desember 2026");
    expect(longSpan("2026-12-01", "2027-01-31", "en")).toBe("1 December 2026–31 January 2027");
    expect(monthTitle("2027-08-01", "id")).toBe("Agustus 2027");
  });
});

describe("the period that is proposed", () => {
  const taken = (from: string, state = "open") =>
    [{ kind: "semester", period: { from }, state }] as unknown as readonly Cycle[];

  test("has not begun, so that there is time to look at its schedule", () => {
    expect([yearAhead("semester", "2027-01-04", []), indexAhead("semester", 2027, "2027-01-04", [])]).toEqual(
      [2027, 2],
    );
    expect([yearAhead("semester", "2027-07-01", []), indexAhead("semester", 2028, "2027-07-01", [])]).toEqual(
      [2028, 1],
    );
    expect(indexAhead("month", 2027, "2027-01-04", [])).toBe(2);
    expect([yearAhead("annual", "2027-01-04", []), indexAhead("annual", 2028, "2027-01-04", [])]).toEqual([
      2028, 1,
    ]);
  });

  test("has no cycle yet; a cancelled one is none", () => {
    expect(yearAhead("semester", "2027-01-04", taken("2027-07-01"))).toBe(2028);
    expect(indexAhead("semester", 2027, "2027-01-04", taken("2027-07-01"))).toBe(1);
    expect(indexAhead("semester", 2027, "2027-01-04", taken("2027-07-01", "cancelled"))).toBe(2);
  });
});

describe("the calendar", () => {
  const calendar = {
    national: [
      {
        year: 2027,
        status: "decreed" as const,
        source: "SKB",
        daysOff: [
          { date: "2027-01-01", kind: "national" as const, name: "Tahun Baru" },
          { date: "2027-02-05", kind: "joint-leave" as const, name: "Cuti bersama" },
        ],
      },
    ],
    years: [
      { version: 1, year: 2027, added: [{ date: "2027-01-20", name: "Hari jadi" }], removed: ["2027-02-05"] },
      { version: 1, year: 2029, added: [{ date: "2029-03-01", name: "Pilkada" }], removed: [] },
    ],
  };

  test("has the nation's days and the agency's own in order, and keeps those that were taken out in sight", () => {
    expect(daysOfYear(calendar, 2027).map(({ date, isRemoved }) => [date, isRemoved])).toEqual([
      ["2027-01-01", false],
      ["2027-01-20", false],
      ["2027-02-05", true],
    ]);
  });

  test("is off on what is left, also in a year that only the agency knows", () => {
    expect(daysOffOf(calendar).map(({ date }) => date)).toEqual(["2027-01-01", "2027-01-20", "2029-03-01"]);
  });
});

describe("members", () => {
  const member = (name: string, roles: Member["roles"], email?: string) =>
    ({ memberId: name, name, roles, state: "active", version: 1, email }) as unknown as Member;
  const all = [
    member("Ayu", ["employee"], "ayu@uji.go.id"),
    member("Zainal", ["planner", "employee"]),
    member("Budi", ["agencyAdmin"]),
  ];
  const names = (shown: readonly Member[]) => shown.map(({ name }) => name);

  test("who manage come first, and alone when asked for", () => {
    expect(names(membersShown(all, { who: "everyone", wanted: "" }))).toEqual(["Budi", "Zainal", "Ayu"]);
    expect(names(membersShown(all, { who: "managers", wanted: "" }))).toEqual(["Budi", "Zainal"]);
    expect(names(membersShown(all, { who: "everyone", wanted: " AYU@ " }))).toEqual(["Ayu"]);
  });

  test("keep what follows from the roster, whatever roles are chosen", () => {
    expect(splitRoles(["employee", "planner", "official"])).toEqual({
      chosen: ["planner"],
      kept: ["employee", "official"],
    });
  });
});

test.each([
  ["a@b.id", true],
  [" ratna@contoh.go.id ", true],
  ["ratna@contoh", false],
  ["ratna contoh@go.id", false],
  ["", false],
])("the address %j is whole: %s", (text, isWhole) => {
  expect(isAddress(text)).toBe(isWhole);
});

describe("a finding", () => {
  const { calendar, unitCalendars: _groups, ...plan } = aCycle();
  const cycle = { ...plan, zone: calendar.zone, version: 1 };
  const speak: Parameters<typeof fixOf>[2] = (text, values) => say(text, "id", values);
  const about = (code: string, window?: string) => ({ code, ...(window && { window }) });

  test("about a window leads to it", () => {
    const key = `${cycle.evaluations[0]?.id}.report`;
    const finding = about("cycle.window-order", key);
    expect(fixOf(finding, cycle, speak)?.href).toBe(`/siklus/${cycle.id}?jendela=${key}`);
  });

  test("about the calendar leads to the settings; one about people to each of them", () => {
    expect(fixOf(about("calendar.year-missing"), cycle, speak)?.href).toBe("/pengaturan?lihat=kalender");
    expect(fixOf(about("person.no-appraiser"), cycle, speak)).toBeUndefined();
  });
});
