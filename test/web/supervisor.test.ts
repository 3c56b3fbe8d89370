import { describe, expect, test } from "vitest";
import type { Counts } from "#shared/appraisals/distribution.ts";
import { standing } from "#shared/plans/rules.ts";
import type { TeamRow } from "../../web/src/data/inbox.ts";
import { findingsAt, notesToSend, slotOf } from "../../web/src/pages/supervisor/plan-notes.ts";
import {
  evaluationOf,
  groupsOf,
  isOfCycle,
  minutesLeft,
  neighbourOf,
  nextOf,
  seatsOf,
  settled,
  taskOf,
  unreported,
  waitsSince,
} from "../../web/src/pages/supervisor/queue.ts";
import {
  blankRatings,
  findingsOf,
  matrixOf,
  restsOn,
  standingOfRatings,
  toggled,
  withoutBlanks,
} from "../../web/src/pages/supervisor/ratings.ts";
import { roomOf } from "../../web/src/pages/supervisor/room-left.ts";
import { matching } from "../../web/src/pages/supervisor/search.ts";
import { standingOf, worstOf } from "../../web/src/work/standing.ts";

type Waiting = TeamRow["waiting"][number];

const evaluation = "evl_1";
const waits = (given: Partial<Waiting> = {}): Waiting =>
  ({
    what: "evaluation",
    evaluation,
    state: "reported",
    since: "2027-01-05",
    waitsFor: "appraiser",
    ...given,
  }) as Waiting;
const aPlan = waits({ what: "plan", state: "submitted", since: "2027-01-04" });
const forEmployee = waits({ state: "not-started", waitsFor: "employee" });

let made = 0;
function row(waiting: readonly Waiting[], given: Partial<TeamRow> = {}): TeamRow {
  const name = `Orang ${++made}`;
  const group = waiting.some(({ waitsFor }) => waitsFor === "appraiser")
    ? "open"
    : waiting.length > 0
      ? "wait"
      : "done";
  return {
    part: `prt_${made}`,
    name,
    post: "Analis",
    group,
    plan: { state: "approved", since: "" },
    evaluations: [{ id: evaluation, state: "reported", since: "" }],
    waiting,
    ...given,
  } as TeamRow;
}

describe("what of a person waits for me", () => {
  test("is the plan before the evaluation, and nothing where others are waited for", () => {
    expect(taskOf(row([waits(), aPlan]))).toBe("plan");
    expect(taskOf(row([waits()]))).toBe("evaluation");
    expect(taskOf(row([forEmployee]))).toBeUndefined();
  });

  test("has waited since the oldest of it came", () => {
    const both = row([waits(), aPlan, waits({ since: "2026-01-01", waitsFor: "employee" })]);
    expect(waitsSince(both, "appraiser")).toBe("2027-01-04");
    expect(waitsSince(row([]), "appraiser")).toBeUndefined();
  });

  test("is grouped in the service's order, and who has not reported is counted", () => {
    const rows = [
      row([waits({ state: "drafted" })]),
      row([waits()]),
      row([aPlan]),
      row([forEmployee]),
      row([]),
    ];
    const { open, ready, plans, waiting } = groupsOf(rows);
    expect([open.length, ready, plans, waiting]).toEqual([3, rows.slice(0, 2), [rows[2]], [rows[3]]]);
    expect(unreported(rows)).toBe(1);
    const onlyPlan = row([waits({ what: "plan", state: "returned", waitsFor: "employee" })]);
    expect(unreported([onlyPlan])).toBe(0);
  });

  test("is about the evaluation that the address names, else the one that waits, else the last one begun", () => {
    const two = row([waits({ evaluation: "evl_2" as never })], {
      evaluations: ["evl_1", "evl_2", "evl_3"].map((id) => ({
        id,
        state: "acknowledged",
        since: "",
      })) as never,
    });
    expect(evaluationOf(two, "evl_1")).toBe("evl_1");
    expect(evaluationOf(two, "evl_9")).toBe("evl_2");
    expect(evaluationOf({ ...two, waiting: [] }, null)).toBe("evl_3");
  });
});

describe("the queue of a sitting", () => {
  const [first, second, third] = [row([waits()]), row([waits()]), row([aPlan])];
  const begun = [first, second, third];
  const parts = (seats: ReturnType<typeof seatsOf>) =>
    seats.map(({ row: { part }, isDone }) => [part, isDone]);

  test("keeps who is done in their place, and takes in at the end who came since", () => {
    const late = row([waits()]);
    const now = [{ ...first, group: "done" as const }, second, third, late];
    expect(parts(seatsOf(begun, now))).toEqual([
      [first.part, true],
      [second.part, false],
      [third.part, false],
      [late.part, false],
    ]);
  });

  test("of chosen people takes in nobody", () => {
    expect(parts(seatsOf([second], begun, true))).toEqual([[second.part, false]]);
  });

  test("goes on behind the person at hand, then from the beginning, past those who are done", () => {
    const seats = seatsOf(begun, [first, third]);
    expect(nextOf(seats, first.part)?.part).toBe(third.part);
    expect(nextOf(seats, third.part)?.part).toBe(first.part);
    expect(nextOf(seatsOf([first], [first]), first.part)).toBeUndefined();
    expect(nextOf(seats, "prt_elsewhere")?.part).toBe(first.part);
  });

  test("has neighbours that are done, too, and none beyond its ends", () => {
    const seats = seatsOf(begun, [first, third]);
    expect(neighbourOf(seats, first.part, 1)?.part).toBe(second.part);
    expect(neighbourOf(seats, first.part, -1)).toBeUndefined();
    expect(neighbourOf(seats, third.part, 1)).toBeUndefined();
  });

  test("says how long the rest takes only once it was measured", () => {
    const minute = 60_000;
    expect(minutesLeft([2 * minute, 3 * minute], 10)).toBeUndefined();
    expect(minutesLeft([2 * minute, 3 * minute, 20 * minute], 10)).toBe(30);
    expect(minutesLeft([1000, 1000, 1000], 2)).toBe(1);
    expect(minutesLeft([minute, minute, minute], 0)).toBeUndefined();
  });
});

describe("a step that the service has not confirmed yet", () => {
  test("takes the person from my list, or leaves what else of them waits", () => {
    const final = settled(row([waits()]), { evaluation, state: "submitted" });
    expect(final).toMatchObject({ group: "done", waiting: [], evaluations: [{ state: "submitted" }] });
    expect(settled(row([waits(), aPlan]), { plan: "approved" })).toMatchObject({
      group: "open",
      plan: { state: "approved" },
    });
    expect(settled(row([aPlan]), { plan: "returned" })).toMatchObject({
      group: "wait",
      waiting: [{ what: "plan", waitsFor: "employee" }],
    });
    expect(settled(row([waits()]), { evaluation, state: "drafted" })).toMatchObject({
      group: "open",
      waiting: [{ state: "drafted" }],
    });
  });
});

test("a part names its cycle", () => {
  const cycle = "cyc_sh1pjc821p04na3ec73t427kz9";
  expect(isOfCycle(`prt_9p9x36r2epv58h1zpwhac6n2md${cycle.slice(4)}01`, { id: cycle })).toBe(true);
  expect(isOfCycle(`prt_${cycle.slice(4)}9p9x36r2epv58h1zpwhac6n2md01`, { id: cycle })).toBe(false);
});

describe("ratings being written", () => {
  const page = {
    plan: { number: 1, hash: "", content: { results: [] } },
    report: { report: { realisations: [{ result: "res_1", evidence: [{ key: "b1", title: "Register" }] }] } },
    rater: { organisation: { name: "Dinas Sosial", predicate: "good", isHead: false } },
  } as unknown as Parameters<typeof findingsOf>[1];
  const codes = (list: readonly { code: string }[]) => list.map(({ code }) => code);
  const middle = { rating: "meets", reason: "", basis: [] } as const;

  test("lack what the service would refuse, the two ratings first", () => {
    const { missing, awaited } = standingOfRatings(findingsOf(blankRatings(), page));
    expect(codes(missing)).toEqual([
      "appraisal.rating-missing",
      "appraisal.rating-missing",
      "appraisal.strength-missing",
      "appraisal.improvement-missing",
    ]);
    expect(awaited).toEqual([]);
  });

  test("wait for others without lacking anything", () => {
    const ratings = { ...blankRatings(), result: { ...middle }, behaviour: { ...middle } };
    const complete = { ...ratings, strengths: ["Teliti", " "], improvements: ["Lebih cepat"] };
    const early = {
      ...page,
      report: null,
      rater: { organisation: { name: "", predicate: null, isHead: false } },
    } as unknown as typeof page;
    const { missing, awaited } = standingOfRatings(findingsOf(complete as never, early));
    expect(missing).toEqual([]);
    expect(codes(awaited)).toEqual(["appraisal.no-report", "appraisal.organisation-predicate-missing"]);
    expect(withoutBlanks(complete as never).strengths).toEqual(["Teliti"]);
  });

  test("off the middle ask for reason and evidence, which one press adds and another takes away", () => {
    const above = { rating: "above" as const, reason: "", basis: [] };
    const { missing } = standingOfRatings(findingsOf({ ...blankRatings(), result: above }, page));
    expect(codes(missing)).toContain("appraisal.reason-missing");
    const proof = { result: "res_1", key: "b1", title: "Register" };
    const resting = toggled(above, proof);
    expect(restsOn(resting, proof)).toBe(true);
    expect(toggled(resting, proof).basis).toEqual([]);
  });

  test("meet in the matrix with Di Atas on top and Di Bawah at the left", () => {
    const { rows, columns, cells, row: at, column } = matrixOf("above", "meets", ({ id }) => id);
    expect([rows[0], columns[0], at, column]).toEqual(["Di Atas", "Di Bawah", 0, 1]);
    expect(cells[0]).toEqual(["Kurang", "Baik", "Sangat Baik"]);
    expect(matrixOf(null, "below", ({ id }) => id)).toMatchObject({ row: undefined, column: 0 });
  });
});

describe("the room", () => {
  const counts: Counts = { "very-good": 5, good: 29, "needs-improvement": 2, poor: 0, "very-poor": 0 };

  test("has its line at the group of the person at hand, and leaves out what nobody has", () => {
    const { groups, limit } = roomOf({ total: 44, counts }, "good", "good");
    expect(limit).toEqual({ predicate: "good", people: 30 });
    expect(groups.map(({ predicate }) => predicate)).toEqual(["very-good", "good", "needs-improvement"]);
    expect(roomOf({ total: 44, counts }, "exceptional", undefined).limit).toEqual({
      predicate: "very-good",
      people: 30,
    });
  });

  test("warns of the pattern only for the person who would go beyond it", () => {
    const full = { ...counts, good: 30 };
    expect(roomOf({ total: 44, counts }, "good", "good").breach).toBeUndefined();
    expect(roomOf({ total: 44, counts: full }, "good", "good").breach).toEqual({
      kind: "at-most",
      of: ["good"],
      limit: 30,
      actual: 31,
      reason: "pattern",
    });
    expect(roomOf({ total: 44, counts: full }, "good", "very-good").breach).toBeUndefined();
    const one = { ...counts, "very-good": 0, good: 0, "needs-improvement": 0 };
    expect(roomOf({ total: 1, counts: one }, "good", "good").breach?.reason).toBe("infeasible");
  });
});

test("what was reached stands to its target as the service says it", () => {
  const number = (value: string) => ({ kind: "number", value }) as const;
  const range = { kind: "range", from: "60", to: "85" } as const;
  const day = (on: string) => ({ kind: "date", day: on }) as const;
  const text = { kind: "text", text: "selesai" } as const;
  const targets = [null, number("48"), range, day("2026-12-31"), text];
  const reached = [number("41"), number("48"), number("72.5"), day("2026-12-30"), day("2027-01-02"), text];
  for (const direction of [null, "maximise", "minimise", "stabilise"] as const)
    for (const target of targets)
      for (const value of reached)
        expect(standingOf({ target, direction }, value) ?? null).toBe(standing({ target, direction }, value));
  expect(standingOf({ target: range, direction: "maximise" }, undefined)).toBeUndefined();
  expect(worstOf(["better", undefined, "on-target"])).toBe("on-target");
  expect(worstOf([undefined])).toBeUndefined();
});

test("people are found by any words of name or post, whatever their case", () => {
  const rows = [row([], { name: "Siti Aminah" }), row([], { name: "Budi", post: "Siti Hinggil" })];
  expect(matching(rows, "aminah SITI")).toEqual([rows[0]]);
  expect(matching(rows, " ")).toEqual(rows);
});

describe("notes on a plan", () => {
  test("belong to the smallest part that the path names", () => {
    expect(slotOf("results.res_1.indicators.waktu.target")).toBe("results.res_1.indicators.waktu");
    expect(slotOf("results.res_1.serves")).toBe("results.res_1");
    expect(slotOf("expectations.service")).toBe("expectations.service");
    expect(slotOf("results")).toBe("");
    const questions = [{ path: "results.res_1.text" }, { path: "results" }];
    expect(findingsAt({ questions }, "results.res_1")).toEqual([questions[0]]);
    expect(findingsAt({ questions }, "")).toEqual([questions[1]]);
  });

  test("are sent where something stands in them", () => {
    const notes = [
      { path: "", text: "  " },
      { path: "results.res_1", text: " Lengkapi. " },
    ];
    expect(notesToSend(notes)).toEqual([{ path: "results.res_1", text: "Lengkapi." }]);
  });
});
