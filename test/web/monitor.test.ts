import { describe, expect, test } from "vitest";
import { addressOf } from "../../web/src/pages/agency/monitor-address.ts";
import { phaseAtHand, phasesOf } from "../../web/src/pages/agency/monitor-phase.ts";
import {
  flatten,
  growTree,
  keptBy,
  type MonitorRow,
  type Part,
  pathTo,
  queuesOf,
  standingOf,
  ungoverned,
  worstFirst,
} from "../../web/src/pages/agency/monitor-tree.ts";
import { aCycle } from "../support/cycles.ts";

type Units = Parameters<typeof growTree>[1];
type Tally = Partial<Omit<MonitorRow, "unit" | "parent">>;

const row = (unit: string, over: Tally = {}): MonitorRow => ({
  unit,
  name: unit,
  total: 0,
  done: 0,
  waitingForAppraiser: 0,
  waitingForEmployee: 0,
  notStarted: 0,
  withoutEvaluation: 0,
  late: 0,
  states: {},
  excluded: 0,
  excludedBy: {},
  predicates: {},
  ...over,
});
const units = [
  { id: "city", name: "Kota", version: 1 },
  { id: "office", name: "Dinas", parent: "city", version: 1 },
  { id: "section", name: "Seksi", parent: "office", version: 1 },
  { id: "school", name: "SD", parent: "city", version: 1 },
  { id: "empty", name: "Kosong", parent: "city", version: 1 },
] as unknown as Units;

describe("the tree of units", () => {
  const rows = [
    row("office", { total: 2, done: 2, excludedBy: { "study-leave": 1 }, excluded: 1 }),
    row("section", {
      total: 4,
      done: 1,
      waitingForAppraiser: 2,
      waitingForEmployee: 1,
      predicates: { good: 1 },
    }),
    row("school", { excluded: 3, excludedBy: { "other-system": 2, "study-leave": 1 } }),
    row("empty", { withoutEvaluation: 2 }),
  ];
  const top = growTree(rows, units);

  test("adds up from below, and holds only units in which there is somebody", () => {
    expect(flatten(top).map(({ node: { name }, depth }) => `${depth} ${name}`)).toEqual([
      "0 Kota",
      "1 Dinas",
      "2 Seksi",
      "1 SD",
    ]);
    expect(top.figures).toMatchObject({ total: 6, done: 3, withSupervisor: 2, withEmployee: 1, excluded: 4 });
    // Nobody of that unit is shown in this phase; at the top they are counted all the same.
    expect(top.figures.withoutEvaluation).toBe(2);
    expect(top.figures.excludedBy).toEqual({ "study-leave": 2, "other-system": 2 });
    expect(pathTo("office", top).at(-1)).toMatchObject({
      own: { total: 2 },
      figures: { total: 6, predicates: { good: 1 } },
    });
  });

  test("begins where there is more than one way down", () => {
    expect(growTree([row("section", { total: 4 })], units).name).toBe("Seksi");
    expect(growTree([row("office", { total: 1 }), row("section", { total: 4 })], units).name).toBe("Dinas");
    expect(growTree([], units).figures.total).toBe(0);
  });

  test("keeps at the top what is not known any more", () => {
    const found = growTree([row("office", { total: 1 }), row("gone", { total: 2 })], units);
    expect(found.figures.total).toBe(3);
    expect(pathTo("gone", found)).toHaveLength(2);
  });

  test("leads from the top to a unit, and nowhere to one that is not in it", () => {
    expect(pathTo("section", top).map(({ id }) => id)).toEqual(["city", "office", "section"]);
    expect(pathTo("empty", top)).toEqual([]);
  });

  test("puts the most open people first, then the smaller share done, then the name", () => {
    const nodes = growTree(
      [
        row("b", { total: 10, done: 5 }),
        row("a", { total: 10, done: 5 }),
        row("large", { total: 100, done: 95 }),
        row("most", { total: 50, done: 40 }),
      ],
      [],
    ).below;
    expect(worstFirst(nodes).map(({ id }) => id)).toEqual(["most", "a", "b", "large"]);
  });
});

test.each([
  [{ done: 0, withSupervisor: 0, total: 0 }, false, { kind: "nobody" }],
  [{ done: 4, withSupervisor: 0, total: 4 }, true, { kind: "done" }],
  [{ done: 22, withSupervisor: 18, total: 44 }, false, { kind: "appraiser", count: 18, isMuch: true }],
  [{ done: 22, withSupervisor: 3, total: 28 }, false, { kind: "appraiser", count: 3, isMuch: false }],
  [{ done: 12, withSupervisor: 2, total: 18 }, false, { kind: "employee", count: 4, isMuch: false }],
  [{ done: 31, withSupervisor: 2, total: 34 }, false, { kind: "nearly" }],
  [{ done: 6, withSupervisor: 1, total: 8 }, false, { kind: "running" }],
  [{ done: 31, withSupervisor: 2, total: 34 }, true, { kind: "overdue", count: 3, isMuch: true }],
] as const)("a unit of %o, over: %s, is kept by %o", (figures, isOver, expected) => {
  expect(keptBy({ withEmployee: 0, notStarted: 0, ...figures }, isOver)).toMatchObject(expected);
});

describe("where a part stands", () => {
  const cycle = aCycle();
  const phase = cycle.evaluations[0]?.id ?? expect.fail("no evaluation");
  const part = (plan: object, state: string, over: object = {}) =>
    ({
      plan: { submittedVersion: 1, ...plan },
      evaluations: { [phase]: { state } },
      ...over,
    }) as unknown as Part;

  test.each([
    [part({ state: "draft", submittedVersion: 0 }, "not-started"), "notStarted", "notStarted"],
    [part({ state: "returned" }, "not-started"), "withEmployee", "withEmployee"],
    [part({ state: "submitted" }, "not-started"), "withSupervisor", "withEmployee"],
    [part({ state: "approved" }, "reported"), "done", "withSupervisor"],
    [part({ state: "approved" }, "refused"), "done", "withSupervisor"],
    [part({ state: "approved" }, "submitted"), "done", "done"],
    [part({ state: "approved" }, "drafted", { exclusion: {} }), "excluded", "excluded"],
  ] as const)("%#: as the service counts it", (each, planning, evaluation) => {
    expect(standingOf(each, "planning")).toBe(planning);
    expect(standingOf(each, phase)).toBe(evaluation);
  });

  test("is nowhere in an evaluation that is not theirs", () => {
    expect(standingOf(part({ state: "approved" }, "reported", { evaluations: {} }), phase)).toBeUndefined();
  });

  test("tells who waits for whom, the longest queue first", () => {
    const waiting = (id: string) =>
      part({ state: "submitted" }, "x", { appraiser: { kind: "employee", id } });
    const parts = [waiting("a"), waiting("b"), waiting("b"), part({ state: "approved" }, "x")];
    expect(queuesOf(parts, "planning").map(({ appraiser, count }) => [appraiser?.id, count])).toEqual([
      ["b", 2],
      ["a", 1],
    ]);
  });
});

test("a unit waits for an organisation predicate while neither it nor one above has one", () => {
  const rows = [row("section", { total: 1 }), row("school", { total: 2 }), row("empty")];
  const names = (rated: string[]) => ungoverned(rows, units, new Set(rated)).map(({ unit }) => unit);
  expect(names([])).toEqual(["section", "school"]);
  expect(names(["office"])).toEqual(["school"]);
  expect(names(["city"])).toEqual([]);
});

describe("the phase at hand", () => {
  const { calendar: _calendar, unitCalendars: _groups, ...bare } = aCycle();
  const phases = phasesOf({ ...bare, zone: "Asia/Jakarta", version: 1 });
  const [planning, evaluation] = phases;
  if (planning === undefined || evaluation === undefined) throw new Error("a semester has two phases");

  test("is the one that runs, then the next to open, at last the one that closed last", () => {
    expect(phaseAtHand(phases, planning.opensAt)).toBe(planning);
    expect(phaseAtHand(phases, evaluation.opensAt)).toBe(evaluation);
    expect(phaseAtHand(phases, evaluation.closesAt)).toBe(evaluation);
    expect(phaseAtHand(phases, "2099-01-01T00:00")).toBe(evaluation);
    expect(phaseAtHand(phases, "2000-01-01T00:00")).toBe(planning);
  });
});

test("the address changes in one thing and keeps the others", () => {
  const now = new URLSearchParams("fase=perencanaan&unit=a&status=selesai");
  expect(addressOf(now, { unit: "b" })).toBe("/pemantauan?fase=perencanaan&unit=b&status=selesai");
  expect(addressOf(now, { status: undefined, unit: undefined })).toBe("/pemantauan?fase=perencanaan");
  expect(addressOf(now, { status: "excluded" })).toContain("status=dikecualikan");
  expect(addressOf(new URLSearchParams(), {})).toBe("/pemantauan");
});
