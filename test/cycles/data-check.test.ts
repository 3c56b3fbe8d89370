import { describe, expect, test } from "vitest";
import {
  type CheckedPerson,
  type CheckInput,
  dataCheck,
  type FindingCode,
  findingsToMend,
  type Severity,
  uncoveredStretches,
} from "#shared/cycles/data-check.ts";
import { exclusionNames, findingTexts } from "#shared/cycles/messages.ts";
import { cycleMilestones } from "#shared/cycles/milestones.ts";
import { exclusionRules } from "#shared/cycles/scope.ts";
import { aCycle, officialCalendar, unitId } from "../support/cycles.ts";

const unit = unitId();

function someone(id: string, change: Partial<CheckedPerson> = {}, appraiserId?: string): CheckedPerson {
  return {
    id,
    kind: "PNS",
    exclusions: [],
    nip: `nip-${id}`,
    email: `${id}@contoh.go.id`,
    bounces: 0,
    mayAppraiseByRank: true,
    headsRoot: false,
    assignments: [{ from: "2020-01-01", unitId: unit, ...(appraiserId ? { appraiserId } : {}) }],
    ...change,
  };
}

const mayor = { id: "ofc-mayor", email: "ajudan@contoh.go.id" };
const sekda = someone("sekda", {}, mayor.id);
const head = someone("head", {}, "sekda");
const clerk = someone("clerk", { mayAppraiseByRank: false }, "head");

function check(people: CheckedPerson[], change: Partial<CheckInput> = {}) {
  return dataCheck({ people, officials: [mayor], plan: aCycle(), day: "2026-07-01", ...change });
}

function codes(people: CheckedPerson[], change: Partial<CheckInput> = {}): [FindingCode, string[]][] {
  return check(people, change).map((finding) => [finding.code, finding.subjects]);
}

describe("the data check", () => {
  test("finds nothing where nothing is wrong", () => {
    expect(check([sekda, head, clerk])).toEqual([]);
  });

  test.each<[string, CheckedPerson[], FindingCode, string[]]>([
    ["no appraiser", [someone("a")], "person.no-appraiser", ["a"]],
    [
      "no unit",
      [sekda, someone("a", { assignments: [{ from: "2020-01-01", appraiserId: "sekda" }] })],
      "person.no-unit",
      ["a"],
    ],
    [
      "one NIP twice",
      [sekda, someone("a", { nip: "1" }, "sekda"), someone("b", { nip: "1" }, "sekda")],
      "person.duplicate-nip",
      ["a", "b"],
    ],
    ["own appraiser", [someone("a", {}, "a")], "person.own-appraiser", ["a"]],
    [
      "an unknown appraiser",
      [someone("a", {}, "ghost"), someone("b", {}, "ghost")],
      "person.appraiser-unknown",
      ["a", "b"],
    ],
    ["a dead address", [sekda, someone("a", { bounces: 2 }, "sekda")], "person.dead-address", ["a"]],
    [
      "an appraiser on unpaid leave",
      [
        someone("x", { exclusions: [{ reason: "unpaid-leave", from: "2026-01-01" }] }, mayor.id),
        someone("a", {}, "x"),
      ],
      "appraiser.not-in-service",
      ["x", "a"],
    ],
    [
      "an appraiser below pengawas without delegation",
      [sekda, someone("x", { mayAppraiseByRank: false }, "sekda"), someone("a", {}, "x")],
      "appraiser.below-pengawas",
      ["x"],
    ],
    [
      "part-time PPPK without quarters",
      [sekda, someone("a", { kind: "PPPK_PARUH_WAKTU" }, "sekda")],
      "person.needs-quarterly",
      ["a"],
    ],
  ])("names %s", (_name, people, code, subjects) => {
    expect(codes(people)).toEqual([[code, subjects]]);
  });

  test("an address that bounced once is not dead, a missing one is said", () => {
    expect(codes([sekda, someone("a", { bounces: 1 }, "sekda")])).toEqual([]);
    const { email: _email, ...mute } = someone("a", {}, "sekda");
    expect(codes([sekda, mute])).toEqual([["person.no-email", ["a"]]]);
  });

  test("a root post may leave its appraiser blank: it means the head", () => {
    expect(codes([someone("a", { headsRoot: true })])).toEqual([]);
  });

  test("a head of school appraises those whose assignment says delegation without a warning, and others with one", () => {
    const school = someone("x", { mayAppraiseByRank: false }, "sekda");
    const under = (id: string, isDelegated: boolean) =>
      someone(id, { assignments: [{ from: "2020-01-01", unitId: unit, appraiserId: "x", isDelegated }] });
    expect(codes([sekda, school, under("a", true), under("b", true)])).toEqual([]);
    const warned = [["appraiser.below-pengawas", ["x"]]];
    expect(codes([sekda, school, under("a", true), under("b", false)])).toEqual(warned);
    // One who is appraised by delegation delegates to nobody.
    const appraised = {
      ...school,
      assignments: [{ ...school.assignments[0], from: "2020-01-01", isDelegated: true }],
    };
    expect(codes([sekda, appraised, under("a", false)])).toEqual(warned);
  });

  test("an external appraiser without address is a warning, not a fault", () => {
    const findings = check([sekda], { officials: [{ id: mayor.id }] });
    expect(findings).toMatchObject([{ code: "appraiser.external-no-email", severity: "warning" }]);
  });

  test("a circle is named once, whoever leads into it", () => {
    const people = [
      someone("z", {}, "a"),
      someone("a", {}, "b"),
      someone("b", {}, "c"),
      someone("c", {}, "a"),
    ];
    expect(codes(people)).toEqual([["person.appraiser-circle", ["a", "b", "c"]]]);
  });

  test("the excluded need no appraiser", () => {
    const away = someone("a", { exclusions: [{ reason: "state-office", from: "2020-01-01" }] });
    expect(codes([away])).toEqual([]);
  });

  test("a year without holidays blocks, a provisional one warns, and what blocks stands first", () => {
    const plan = { ...aCycle(), calendar: officialCalendar({ years: [] }) };
    const findings = check([someone("a")], { plan });
    expect(findings[0]).toMatchObject({
      code: "calendar.year-missing",
      severity: "blocks",
      values: { year: "2026" },
    });
    const next = aCycle({ period: { kind: "semester", year: 2027, index: 2 } });
    expect(check([sekda], { plan: next, day: "2027-07-01" })).toMatchObject([
      { code: "calendar.year-provisional", severity: "warning", values: { year: "2028" } },
    ]);
  });

  test("windows changed by hand out of order are named", () => {
    const plan = aCycle();
    const evaluation = plan.evaluations[0] ?? expect.fail("no evaluation");
    const broken = {
      ...plan,
      evaluations: [
        {
          ...evaluation,
          windows: {
            ...evaluation.windows,
            organisation: { ...evaluation.windows.organisation, closesAt: "2027-01-20T23:59" },
          },
        },
      ],
    };
    expect(check([sekda], { plan: broken })).toMatchObject([
      { code: "cycle.window-order", window: `${evaluation.id}.organisation` },
    ]);
  });

  test("no finding ever carries a NIP", () => {
    const people = [
      someone("a", { nip: "196909152023052901" }),
      someone("b", { nip: "196909152023052901" }, "b"),
    ];
    expect(JSON.stringify(check(people))).not.toContain("196909152023052901");
  });

  test("each finding and each reason of exclusion has its words in both languages", () => {
    for (const { what, fix } of Object.values(findingTexts)) {
      expect([what.id, what.en, fix.id, fix.en].every((text) => text.length > 5)).toBe(true);
    }
    expect(Object.keys(exclusionNames)).toEqual(expect.arrayContaining(Object.keys(exclusionRules)));
  });
});

describe("days without assignment", () => {
  const plan = { period: { from: "2026-07-01", to: "2026-12-31" } };
  test.each([
    ["none", [{ from: "2020-01-01" }], []],
    ["before the first", [{ from: "2026-07-10" }], [{ from: "2026-07-01", to: "2026-07-09" }]],
    [
      "between two",
      [{ from: "2020-01-01", to: "2026-08-31" }, { from: "2026-09-08" }],
      [{ from: "2026-09-01", to: "2026-09-07" }],
    ],
    [
      "after the last",
      [{ from: "2020-01-01", to: "2026-12-30" }],
      [{ from: "2026-12-31", to: "2026-12-31" }],
    ],
    ["the whole", [], [{ from: "2026-07-01", to: "2026-12-31" }]],
    ["overlaps count once", [{ from: "2020-01-01", to: "2026-10-01" }, { from: "2026-09-01" }], []],
    [
      "an assignment of the next year does not reach back",
      [{ from: "2020-01-01", to: "2026-11-30" }, { from: "2027-01-01" }],
      [{ from: "2026-12-01", to: "2026-12-31" }],
    ],
  ])("%s", (_name, assignments, expected) => {
    expect(uncoveredStretches({ assignments }, plan)).toEqual(expected);
  });

  test("after retirement nothing is missing", () => {
    const retired = { assignments: [{ from: "2020-01-01", to: "2026-09-30" }], serviceTo: "2026-09-30" };
    expect(uncoveredStretches(retired, plan)).toEqual([]);
  });
});

describe("milestones", () => {
  test("are the check on the working day before, the opening and the close, in order", () => {
    expect(cycleMilestones(aCycle())).toEqual([
      { kind: "cycle.check", at: "2026-06-30T01:00:00.000Z" },
      { kind: "cycle.open", at: "2026-06-30T17:00:00.000Z" },
      { kind: "cycle.close", at: "2027-02-15T17:00:00.000Z" },
    ]);
  });

  test("a cycle closes when its last window has closed in the last of its zones", () => {
    const closing = (zone: string) =>
      cycleMilestones(aCycle({ unitCalendars: [{ key: "far", calendar: { zone }, units: [unitId()] }] })).at(
        -1,
      )?.at;
    expect(closing("Asia/Jayapura")).toBe("2027-02-15T17:00:00.000Z");
    expect(closing("Asia/Kolkata")).toBe("2027-02-15T18:30:00.000Z");
  });

  test("findings to mend count each person once, leave other warnings out, and keep those without people", () => {
    const found = (code: FindingCode, severity: Severity, ...subjects: string[]) => ({
      code,
      severity,
      subjects,
    });
    expect(
      findingsToMend([
        found("calendar.year-missing", "blocks"),
        found("calendar.year-missing", "blocks"),
        found("person.uncovered-days", "fix", "a"),
        found("person.uncovered-days", "fix", "a"),
        found("person.uncovered-days", "warning", "b"),
        found("person.no-email", "warning", "c"),
        found("person.dead-address", "warning", "d"),
      ]),
    ).toEqual([
      { code: "calendar.year-missing", count: 2 },
      { code: "person.uncovered-days", count: 1 },
      { code: "person.dead-address", count: 1 },
    ]);
  });
});
