import { describe, expect, test } from "vitest";
import { Cycle, LocalDateTime } from "#shared/cycles/model.ts";
import {
  evaluationsFor,
  missingEvaluations,
  periodOf,
  planCycle,
  presetTimelines,
  withMissingEvaluations,
} from "#shared/cycles/timelines.ts";
import { type CycleAction, cycleStateAfter, cycleWorkflow } from "#shared/cycles/workflow.ts";
import { newId } from "#shared/platform/ids.ts";
import { aCycle, officialCalendar } from "../support/cycles.ts";

describe("planning a cycle", () => {
  test("semester II 2026 of preset pauh: one internal evaluation in the first 15 days after it", () => {
    const cycle = aCycle();
    expect(cycle.period).toEqual({ from: "2026-07-01", to: "2026-12-31" });
    expect(cycle.opensAt).toBe("2026-07-01T00:00");
    expect(cycle.cutOff).toBe("2026-12-02");
    expect(cycle.windows.planning).toMatchObject({
      opensAt: "2026-07-01T00:00",
      closesAt: "2026-07-15T23:59",
    });
    expect(cycle.windows.progress).toMatchObject({
      opensAt: "2026-07-01T00:00",
      closesAt: "2026-12-31T23:59",
    });
    expect(cycle.evaluations).toHaveLength(1);
    const [evaluation] = cycle.evaluations;
    expect(evaluation).toMatchObject({
      kind: "internal",
      provisional: true,
      title: { id: "Semester II 2026" },
      label: { id: "Evaluasi semester (internal)" },
    });
    expect(evaluation?.windows.report).toMatchObject({
      opensAt: "2027-01-01T00:00",
      closesAt: "2027-01-15T23:59",
    });
    expect(evaluation?.windows.organisation.closesAt).toBe("2027-01-12T23:59");
    expect(evaluation?.windows.appraisal.closesAt).toBe("2027-01-15T23:59");
    expect(evaluation?.windows.objection.opensAt).toBe("2027-01-16T00:00");
  });

  test("a year of preset lampung-pns: four quarters and the annual evaluation until 31 January", () => {
    const cycle = aCycle({ preset: "lampung-pns", period: { kind: "annual", year: 2026, index: 1 } });
    expect(cycle.evaluations.map((evaluation) => evaluation.title.id)).toEqual([
      "Triwulan I 2026",
      "Triwulan II 2026",
      "Triwulan III 2026",
      "Triwulan IV 2026",
      "Tahun 2026",
    ]);
    expect(cycle.evaluations.map((evaluation) => evaluation.kind)).toEqual([
      "periodic",
      "periodic",
      "periodic",
      "periodic",
      "annual",
    ]);
    expect(cycle.evaluations.at(-1)?.windows.appraisal.closesAt).toBe("2027-01-31T23:59");
    expect(cycle.evaluations.every((evaluation) => !evaluation.provisional)).toBe(true);
  });

  test.each(Object.entries(presetTimelines))(
    "preset %s plans its own kind of cycle, valid as stored",
    (preset, { cycle: kind }) => {
      const cycle = aCycle({
        preset: preset as keyof typeof presetTimelines,
        period: { kind, year: 2026, index: 1 },
      });
      expect(Cycle.parse(cycle)).toEqual(cycle);
    },
  );

  test.each([
    ["annual", 1, "2028-01-01", "2028-12-31"],
    ["semester", 1, "2028-01-01", "2028-06-30"],
    ["quarter", 1, "2028-01-01", "2028-03-31"],
    ["month", 2, "2028-02-01", "2028-02-29"],
  ] as const)("a %s (%i) of a leap year", (kind, index, from, to) => {
    expect(periodOf({ kind, year: 2028, index })).toEqual({ from, to });
  });

  test("a fifth quarter is refused", () => {
    const verdict = planCycle({
      preset: "pauh",
      period: { kind: "quarter", year: 2026, index: 5 },
      calendar: officialCalendar(),
      newEvaluationId: () => newId("evaluation", 1),
    });
    expect(verdict).toEqual({ verdict: "refused", code: "cycle.period-unknown" });
  });

  test("a year without holidays blocks planning and is named", () => {
    const verdict = planCycle({
      preset: "pauh",
      period: { kind: "semester", year: 2028, index: 2 },
      calendar: officialCalendar(),
      newEvaluationId: () => newId("evaluation", 1),
    });
    expect(verdict).toEqual({ verdict: "refused", code: "calendar.year-missing", years: [2029] });
  });

  test("a provisional year may be planned, and is pointed out", () => {
    const verdict = planCycle({
      preset: "pauh",
      period: { kind: "semester", year: 2027, index: 2 },
      calendar: officialCalendar(),
      newEvaluationId: () => newId("evaluation", 1),
    });
    expect(verdict).toMatchObject({ verdict: "proposed", provisionalYears: [2028] });
  });
});

describe("PPPK paruh waktu are evaluated quarterly, whatever the preset", () => {
  test("a semester cycle gets two quarters for them alone, and the year where it ends with it, and they do not take part in the internal one", () => {
    const cycle = aCycle({ kind: "PPPK_PARUH_WAKTU" });
    const titles = (kind: "PNS" | "PPPK_PARUH_WAKTU") =>
      evaluationsFor(cycle, kind).map((evaluation) => evaluation.title.id);
    expect(titles("PPPK_PARUH_WAKTU")).toEqual(["Triwulan III 2026", "Triwulan IV 2026", "Tahun 2026"]);
    expect(titles("PNS")).toEqual(["Semester II 2026"]);
  });

  test("a monthly year keeps the annual evaluation for them beside their quarters", () => {
    const cycle = aCycle({
      preset: "lampung-iku",
      period: { kind: "annual", year: 2026, index: 1 },
      kind: "PPPK_PARUH_WAKTU",
    });
    expect(evaluationsFor(cycle, "PPPK_PARUH_WAKTU").map((evaluation) => evaluation.periodKind)).toEqual([
      "annual",
      "quarter",
      "quarter",
      "quarter",
      "quarter",
    ]);
    expect(evaluationsFor(cycle, "PNS")).toHaveLength(13);
  });

  test.each([
    ["the first semester", "pauh", "semester", 1, ["quarter 1", "quarter 2"]],
    ["the second semester", "pauh", "semester", 2, ["quarter 3", "quarter 4", "annual 1"]],
    ["a third quarter", "pauh", "quarter", 3, []],
    ["a last quarter", "pauh", "quarter", 4, ["annual 1"]],
    ["a month", "lampung-iku", "month", 3, []],
    ["a year of quarters", "pauh", "annual", 1, []],
    ["a year of months", "lampung-iku", "annual", 1, ["quarter 1", "quarter 2", "quarter 3", "quarter 4"]],
  ] as const)("what %s lacks for them is added once", (_name, preset, kind, index, lacking) => {
    const cycle = aCycle({ preset, period: { kind, year: 2026, index } });
    const lacks = (plan: typeof cycle) =>
      missingEvaluations(plan, "PPPK_PARUH_WAKTU").map((one) => `${one.kind} ${one.index}`);
    expect(lacks(cycle)).toEqual(lacking);
    const newId = () => "evl_1" as never;
    const complete = withMissingEvaluations(cycle, "PPPK_PARUH_WAKTU", newId);
    expect(complete.evaluations).toHaveLength(cycle.evaluations.length + lacking.length);
    expect(lacks(complete)).toEqual([]);
    expect(missingEvaluations(cycle, "PNS")).toEqual([]);
    expect(evaluationsFor(complete, "PNS")).toEqual(cycle.evaluations);
  });

  test("until they are added, a year of months holds for them as for everybody", () => {
    const cycle = aCycle({ preset: "lampung-iku", period: { kind: "annual", year: 2026, index: 1 } });
    expect(evaluationsFor(cycle, "PPPK_PARUH_WAKTU")).toEqual(cycle.evaluations);
  });
});

describe("a cycle's life", () => {
  test.each([
    ["open", "planned", "scoping"],
    ["scoped", "scoping", "open"],
    ["close", "open", "closed"],
    ["reopen", "closed", "open"],
    ["undo", "open", "planned"],
    ["cancel", "planned", "cancelled"],
  ] as const)("%s leads from %s to %s", (action, from, to) => {
    expect(cycleStateAfter(action, from)).toBe(to);
  });

  test("every other move is refused", () => {
    const states = ["planned", "scoping", "open", "closed", "cancelled"] as const;
    const allowed = Object.keys(cycleWorkflow.steps).flatMap((action) =>
      states
        .filter((state) => cycleStateAfter(action as CycleAction, state))
        .map((state) => `${action} ${state}`),
    );
    expect(allowed).toEqual([
      "open planned",
      "scoped scoping",
      "close open",
      "reopen closed",
      "undo scoping",
      "undo open",
      "cancel planned",
    ]);
  });
});

test.each([
  ["2027-02-28T23:59", true],
  ["2027-02-29T23:59", false],
  ["2027-01-01T24:00", false],
  ["2027-01-01", false],
  ["2027-01-01T08:00Z", false],
])("%s as a wall-clock time: %s", (text, valid) => {
  expect(LocalDateTime.safeParse(text).success).toBe(valid);
});
