import { describe, expect, test } from "vitest";
import type { evaluationStates } from "#shared/cycles/states.ts";
import { aCycle, unitId } from "#test/support/cycles.ts";
import { makePart } from "#test/support/work.ts";
import {
  awaitedOf,
  dayPartAt,
  dutiesOf,
  type Place,
  upcomingOf,
} from "../../web/src/pages/employee/today-duties.ts";

const cycle = aCycle();
const [evaluation] = cycle.evaluations;
if (evaluation === undefined) throw new Error("a semester has one evaluation");
const { id: evaluationId } = evaluation;
type PlanOfPart = Place["part"]["plan"];

/** My part of the second semester of 2026, in Jakarta: planning closes on 15 July, the report on 15 January. */
function place(
  plan: Partial<PlanOfPart> = {},
  state: (typeof evaluationStates)[number] = "not-started",
  over: object = {},
): Place {
  const part = makePart(cycle, { unit: unitId() });
  const evaluations = { [evaluationId]: { state, since: "", version: 0 } };
  return {
    cycle: { ...cycle, zone: "Asia/Jakarta", version: 1 },
    part: { ...part, plan: { ...part.plan, ...plan }, evaluations, version: 1, ...over },
  } as unknown as Place;
}

const approved = { state: "approved", submittedVersion: 1, approvedVersion: 1 } as const;
const inPlanning = "2026-07-06T02:00:00Z";
const inAutumn = "2026-10-06T02:00:00Z";
const inReport = "2027-01-08T00:50:00Z";
const kinds = (places: readonly Place[], now: string) =>
  dutiesOf(places, now).map(({ kind, standing }) => `${kind} ${standing?.state ?? ""}`.trim());

describe("what is expected of an employee", () => {
  test.each<[string, Place, string, string[]]>([
    ["a plan while it is planned", place(), inPlanning, ["plan open"]],
    ["a plan that was never sent, whose window is over", place(), inAutumn, ["plan closed"]],
    [
      "a plan that came back, also after planning",
      place({ state: "returned", submittedVersion: 1 }),
      inAutumn,
      ["plan open"],
    ],
    [
      "nothing while the appraiser has the plan",
      place({ state: "submitted", submittedVersion: 1 }),
      inAutumn,
      [],
    ],
    ["nothing between an approved plan and the report", place(approved), inAutumn, []],
    ["a report in its window", place(approved), inReport, ["report open"]],
    ["nothing once it is sent", place(approved, "reported"), inReport, []],
    ["a result to be read, without deadline", place(approved, "submitted"), inReport, ["result"]],
    [
      "nothing of who is excluded",
      place({}, "not-started", {
        exclusion: { reason: "unpaid-leave", rule: "x", from: "2026-07-01", to: "2026-12-31" },
      }),
      inPlanning,
      [],
    ],
  ])("is %s", (_, one, now, expected) => {
    expect(kinds([one], now)).toEqual(expected);
  });

  test("is the plan before the report that needs it, although that closes sooner", () => {
    const one = place({ state: "returned", submittedVersion: 1 });
    const extensions = [{ closesAt: "2027-01-29T23:59" }];
    const windows = { ...one.cycle.windows, progress: { ...one.cycle.windows.progress, extensions } };
    const extended = { ...one, cycle: { ...one.cycle, windows } } as unknown as Place;
    expect(kinds([extended], inReport)).toEqual(["plan open", "report open"]);
  });

  test("stands in the order in which it closes, over all parts; what is closed stands last", () => {
    const places = [place(), place(approved, "submitted"), place(approved)];
    expect(kinds(places, inReport)).toEqual(["report open", "result", "report open", "plan closed"]);
  });
});

test("what lies with the appraiser or above is told apart from one's own", () => {
  expect(
    awaitedOf([place({ state: "submitted" }), place(approved, "drafted"), place(approved, "refused")]),
  ).toMatchObject([{ waitsFor: "appraiser" }, { waitsFor: "appraiser" }, { waitsFor: "superior" }]);
  expect(awaitedOf([place()])).toEqual([]);
});

test("an empty day says what opens next, and when", () => {
  const one = place(approved);
  expect(upcomingOf([one], [one.cycle], inAutumn)).toEqual({
    step: "report",
    title: evaluation.title,
    opensAt: "2026-12-31T17:00:00.000Z",
  });
  expect(upcomingOf([one], [one.cycle], inReport)).toBeUndefined();
});

test.each([
  ["2027-01-08T03:59:00Z", "morning"],
  ["2027-01-08T04:00:00Z", "noon"],
  ["2027-01-08T08:00:00Z", "afternoon"],
  ["2027-01-08T11:30:00Z", "evening"],
] as const)("at %s Jakarta is greeted for the %s", (now, part) => {
  expect(dayPartAt(now, "Asia/Jakarta")).toBe(part);
});
