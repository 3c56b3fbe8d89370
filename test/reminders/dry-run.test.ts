import { describe, expect, test } from "vitest";
import type { CheckedPerson } from "#shared/cycles/data-check.ts";
import { dryRun, mailsOfPerson } from "#shared/reminders/dry-run.ts";
import { explainStep } from "#shared/reminders/explain.ts";
import { defaultPolicy } from "#shared/reminders/policy.ts";
import { aCycle, day, unitId } from "../support/cycles.ts";

const office = unitId();
const school = unitId();

function someone(
  id: string,
  appraiserId: string,
  unit = office,
  change: Partial<CheckedPerson> = {},
): CheckedPerson {
  return {
    id,
    kind: "PNS",
    exclusions: [],
    email: `${id}@contoh.go.id`,
    bounces: 0,
    mayAppraiseByRank: true,
    headsRoot: false,
    assignments: [{ from: "2020-01-01", unitId: unit, appraiserId }],
    ...change,
  };
}

const { email: _none, ...mute } = someone("mute", "head");
const people = [
  someone("sekda", "mayor"),
  someone("head", "sekda"),
  someone("clerk", "head"),
  someone("teacher", "principal", school),
  someone("principal", "sekda", school),
  someone("away", "head", office, { exclusions: [{ reason: "unpaid-leave", from: "2020-01-01" }] }),
  someone("dead", "head", office, { bounces: 2 }),
  mute,
];
const plan = aCycle({ unitCalendars: [{ key: "six", calendar: { workWeek: 6 }, units: [school] }] });
const run = dryRun({ plan, people, officials: [{ id: "mayor" }], policy: defaultPolicy, day: "2026-07-01" });

describe("the dry run", () => {
  test("of evaluations for some people mails them and who appraises them, and spares them the others'", () => {
    const roster = [...people, someone("parttime", "principal", school, { kind: "PPPK_PARUH_WAKTU" })];
    const complete = aCycle({ kind: "PPPK_PARUH_WAKTU" });
    const { steps } = dryRun({
      plan: complete,
      people: roster,
      officials: [{ id: "mayor", email: "walikota@contoh.go.id" }],
      policy: defaultPolicy,
      day: "2026-07-01",
    });
    const mailed = (evaluation: number, step: string, audience: string) => {
      const window = `${complete.evaluations[evaluation]?.id}.${step}`;
      const some = steps.filter((one) => one.window === window && one.audience === audience);
      return [...new Set(some.flatMap(({ recipients }) => recipients))].sort();
    };
    expect(mailed(1, "report", "employee")).toEqual(["parttime"]);
    expect(mailed(1, "appraisal", "supervisor")).toEqual(["principal"]);
    expect(mailed(0, "report", "employee")).toEqual(["clerk", "head", "principal", "sekda", "teacher"]);
    expect(mailed(0, "appraisal", "supervisor")).toEqual(["head", "mayor", "principal", "sekda"]);
    expect(mailed(1, "organisation", "supervisor")).toEqual(["head", "mayor", "principal", "sekda"]);
  });

  test("says who is in scope and who is excluded and why", () => {
    expect(run.scope).toMatchObject({ inScope: 7, excluded: 1, excludedBy: { "unpaid-leave": 1 } });
  });

  test("says who cannot be mailed, and leaves them out of every step", () => {
    expect(run.unreachable).toEqual([
      { personId: "dead", reason: "dead-address" },
      { personId: "mute", reason: "no-address" },
      { personId: "mayor", reason: "no-address" },
    ]);
    expect(run.steps.flatMap((step) => step.recipients)).not.toEqual(expect.arrayContaining(["mute"]));
  });

  test("says who would be mailed when: a supervisor's appraisal steps", () => {
    const steps = run.steps.filter(
      (step) => step.window.endsWith(".appraisal") && step.audience === "supervisor",
    );
    expect(
      steps.filter((step) => step.recipients.includes("head")).map((step) => `${step.day} ${step.step}`),
    ).toEqual(["2027-01-08 d7", "2027-01-12 d3", "2027-01-14 d1", "2027-01-15 d0"]);
    expect(steps.filter((step) => step.recipients.includes("clerk"))).toEqual([]);
  });

  test("goes by the calendar of each one's unit", () => {
    const days = (id: string) => mailsOfPerson(run, id).map((mail) => mail.day);
    expect(days("teacher").filter((on) => on >= "2027-01-01")).toContain("2027-01-02");
    expect(days("clerk").filter((on) => on >= "2027-01-01")).toContain("2027-01-04");
  });

  test("shows one mail a day per person", () => {
    const mails = mailsOfPerson(run, "head");
    expect(new Set(mails.map((mail) => mail.day)).size).toBe(mails.length);
    expect(mails.find((mail) => mail.day === "2027-01-08")?.steps.length).toBeGreaterThan(1);
  });

  test("explains each step: what it is, where it was moved from, what met", () => {
    const step = {
      step: "d0" as const,
      covers: [
        { step: "d1" as const, nominalDay: "2027-01-16", moved: "earlier" as const },
        { step: "d0" as const, nominalDay: "2027-01-17", moved: "earlier" as const },
      ],
    };
    expect(explainStep(step, day("2027-01-17"), "id")).toEqual([
      "Ini pengingat pada hari batas waktu Minggu, 17 Januari 2027.",
      "Mestinya Minggu, 17 Januari 2027; dimajukan ke hari kerja terakhir sebelumnya.",
      "2 pengingat bertemu di hari ini dan menjadi satu surel.",
    ]);
  });
});
