import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { planVerdictText } from "#shared/plans/messages.ts";
import type { Indicator, PlanContent, PlannedResult, Target } from "#shared/plans/model.ts";
import { assemblePlan, checkPlan, type PlanContext, reviseFrom, standing } from "#shared/plans/rules.ts";
import type { PlanVerdictCode } from "#shared/plans/verdicts.ts";
import { contentDigest } from "#shared/platform/digest.ts";
import { isBlocked } from "#shared/platform/verdict.ts";
import { indicator, planContext, plannedResult, planOf, resultId } from "#test/support/appraisal-samples.ts";

const withIndicator = (over: Partial<Indicator>) =>
  planOf([plannedResult(1, { indicators: [indicator(over)] })]);
const withResult = (over: Partial<PlannedResult>) => planOf([plannedResult(1, over)]);
const codes = (plan: PlanContent, context: PlanContext = planContext) =>
  checkPlan(plan, context).map((verdict) => verdict.code);

describe("a complete, measurable plan has no finding", () => {
  test.each<[string, PlanContent, Partial<PlanContext>?]>([
    [
      "with main and additional results",
      planOf([plannedResult(1), plannedResult(2, { kind: "additional" })]),
    ],
    [
      "with exactly as many results as allowed",
      planOf([plannedResult(1), plannedResult(2)]),
      { maxResults: 2 },
    ],
    ["due on the first day of its period", withIndicator({ target: { kind: "date", day: "2026-07-01" } })],
    ["due on the last day of its period", withIndicator({ target: { kind: "date", day: "2026-12-31" } })],
    ["with a range from zero", withIndicator({ target: { kind: "range", from: "0", to: "5" } })],
    ["with a range of one value", withIndicator({ target: { kind: "range", from: "5", to: "5" } })],
    [
      "with an additional result that serves none",
      planOf([plannedResult(1), plannedResult(2, { kind: "additional", serves: null })]),
    ],
  ])("%s", (_words, plan, over) => {
    expect(codes(plan, { ...planContext, ...over })).toEqual([]);
  });
});

const jpt: PlanContext = { ...planContext, form: "jpt" };
const blocking: [string, PlanVerdictCode, PlanContent, PlanContext?][] = [
  ["no result", "plan.no-result", planOf([])],
  ["no main result", "plan.no-main-result", withResult({ kind: "additional" })],
  [
    "more results than the agency allows",
    "plan.too-many-results",
    planOf([plannedResult(1), plannedResult(2)]),
    { ...planContext, maxResults: 1 },
  ],
  ["the same result twice", "plan.result-repeated", planOf([plannedResult(1), plannedResult(1)])],
  ["a result without wording", "plan.result-text", withResult({ text: "" })],
  ["a result without indicator", "plan.no-indicator", withResult({ indicators: [] })],
  ["an indicator without wording", "plan.indicator-text", withIndicator({ text: "" })],
  [
    "one key for two indicators",
    "plan.indicator-repeated",
    withResult({ indicators: [indicator(), indicator({ text: "Lain" })] }),
  ],
  [
    "no aspect on the form of administrators and functional officers",
    "plan.aspect-missing",
    withIndicator({ aspect: null }),
  ],
  ["no perspective on the form of high leaders", "plan.perspective-missing", withResult({}), jpt],
  ["no target", "plan.target-missing", withIndicator({ target: null })],
  ["an empty target text", "plan.target-missing", withIndicator({ target: { kind: "text", text: "" } })],
  [
    "a reversed range",
    "plan.range-reversed",
    withIndicator({ target: { kind: "range", from: "9", to: "3" } }),
  ],
];

describe("what blocks a submission", () => {
  test.each(blocking)("%s: %s", (_words, code, plan, context = planContext) => {
    const verdicts = checkPlan(plan, context);
    expect(verdicts.map((verdict) => verdict.code)).toContain(code);
    expect(isBlocked(verdicts)).toBe(true);
  });
});

const questions: [string, PlanVerdictCode, PlanContent][] = [
  [
    "a target in words only",
    "plan.target-unmeasurable",
    withIndicator({ target: { kind: "text", text: "lebih baik" } }),
  ],
  ["no unit", "plan.unit-missing", withIndicator({ unit: "" })],
  ["no direction", "plan.direction-missing", withIndicator({ direction: null })],
  ["no baseline", "plan.baseline-missing", withIndicator({ baseline: null })],
  ["a lower-is-better target at the baseline", "plan.target-not-better", withIndicator({ baseline: "48.0" })],
  [
    "a lower-is-better target above the baseline",
    "plan.target-not-better",
    withIndicator({ baseline: "41" }),
  ],
  [
    "a higher-is-better target at the baseline",
    "plan.target-not-better",
    withIndicator({ direction: "maximise", baseline: "48" }),
  ],
  ["a zero target", "plan.target-zero", withIndicator({ target: { kind: "number", value: "0.0" } })],
  [
    "a date after the period",
    "plan.target-outside-period",
    withIndicator({ target: { kind: "date", day: "2027-01-01" } }),
  ],
  ["no duty named", "plan.duty-missing", withIndicator({ duty: "" })],
  ["no superior's result", "plan.serves-missing", withResult({ serves: null })],
  [
    "two results worded alike",
    "plan.result-alike",
    planOf([plannedResult(1, { text: "A  b" }), plannedResult(2, { text: "a B" })]),
  ],
  ["a missing indicator family", "plan.family-missing", withIndicator({ family: null })],
];

describe("what is questioned, never blocked", () => {
  test.each(questions)("%s: %s", (_words, code, plan) => {
    const verdicts = checkPlan(plan, planContext);
    expect(verdicts.map((verdict) => verdict.code)).toEqual([code]);
    expect(isBlocked(verdicts)).toBe(false);
  });

  test("the measurable question comes with an example of the same aspect", () => {
    const [verdict] = checkPlan(withIndicator({ unit: "" }), planContext);
    expect(verdict && planVerdictText(verdict).id).toContain(
      "Contoh: paling lama 48 jam, turun dari 72 jam.",
    );
  });
});

describe("which form asks for what", () => {
  test("high leaders need neither aspect nor superior's result", () => {
    const plan = withResult({
      perspective: "service-recipients",
      serves: null,
      indicators: [indicator({ aspect: null })],
    });
    expect(codes(plan, jpt)).toEqual([]);
  });

  test("the qualitative form needs no aspect, and its target text is measurable once it names a figure", () => {
    const plan = (text: string) => ({
      ...withIndicator({ aspect: null, target: { kind: "text", text } }),
      approach: "qualitative" as const,
    });
    expect(codes(plan("90 persen pengaduan dijawab dalam 5 hari"))).toEqual([]);
    expect(codes(plan("pengaduan dijawab dengan baik"))).toEqual(["plan.target-unmeasurable"]);
  });

  test("a date within the period needs no unit, direction or baseline", () => {
    const target = { kind: "date", day: "2026-12-31" } as const;
    expect(codes(withIndicator({ target, unit: "", direction: null, baseline: null }))).toEqual([]);
  });
});

test("a finding points at its field by ids, so that a note stays where it was when results move", () => {
  const [verdict] = checkPlan(planOf([plannedResult(1), plannedResult(2, { text: "" })]), planContext);
  expect(verdict?.path).toBe(`results.${resultId(2)}.text`);
});

test("a finding counts results from one, as people do", () => {
  const sentences = (plan: PlanContent) =>
    checkPlan(plan, planContext).map((verdict) => planVerdictText(verdict).id);
  const [first, second] = [plannedResult(1, { text: "Sama" }), plannedResult(2, { text: "Sama" })];
  expect(sentences(planOf([first, second]))).toEqual([
    "Rumusan hasil kerja 2 sama dengan hasil kerja 1. Apakah keduanya memang berbeda?",
  ]);
  expect(sentences(planOf([first, first]))[0]).toContain("Hasil kerja 2 tercatat dua kali");
  expect(sentences(planOf([plannedResult(1), plannedResult(2, { text: "" })]))[0]).toContain(
    "Hasil kerja 2 belum",
  );
});

test("every finding has a sentence without open placeholders in both languages", () => {
  const verdicts = [...blocking, ...questions].flatMap(([, , plan, context]) =>
    checkPlan(plan, context ?? planContext),
  );
  for (const text of verdicts.map(planVerdictText)) expect(text.id + text.en).not.toMatch(/\{\w+\}/);
});

const number = (value: string): Target => ({ kind: "number", value });
describe("how a reached value stands to its target", () => {
  test.each([
    ["higher is better, more than the target", "maximise", number("95"), number("96"), "better"],
    ["higher is better, less", "maximise", number("95"), number("94.9"), "worse"],
    ["lower is better, less", "minimise", number("60"), number("41"), "better"],
    ["lower is better, more", "minimise", number("60"), number("75"), "worse"],
    ["exactly the target, written otherwise", "minimise", number("60"), number("60.00"), "on-target"],
    ["inside the range", "stabilise", { kind: "range", from: "60", to: "85" }, number("85"), "on-target"],
    [
      "outside the range where it should be kept",
      "stabilise",
      { kind: "range", from: "60", to: "85" },
      number("90"),
      "worse",
    ],
    [
      "before the day",
      null,
      { kind: "date", day: "2026-12-31" },
      { kind: "date", day: "2026-12-30" },
      "better",
    ],
    [
      "after the day",
      null,
      { kind: "date", day: "2026-12-31" },
      { kind: "date", day: "2027-01-01" },
      "worse",
    ],
    ["words against a number", "maximise", number("95"), { kind: "text", text: "baik" }, null],
    ["no direction, off the target", null, number("95"), number("96"), null],
    ["not reported", "maximise", number("95"), null, null],
  ] as const)("%s", (_words, direction, target, reached, expected) => {
    expect(standing({ target, direction }, reached)).toBe(expected);
  });

  test("is turned round when the direction is turned round", () => {
    const value = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((n) => number(String(n)));
    fc.assert(
      fc.property(value, value, (target, reached) => {
        const up = standing({ target, direction: "maximise" }, reached);
        const down = standing({ target, direction: "minimise" }, reached);
        expect([up, down].sort()).toEqual(
          up === "on-target" ? ["on-target", "on-target"] : ["better", "worse"],
        );
      }),
    );
  });
});

describe("drafts and versions", () => {
  const plan = planOf([plannedResult(2), plannedResult(1), plannedResult(3)]);

  test("revising a version and assembling its drafts, in whatever order they are read, gives the same content", async () => {
    const { frame, results } = reviseFrom({ content: plan });
    const hash = contentDigest(plan);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(results, { minLength: results.length }), async (read) => {
        expect(contentDigest(assemblePlan(frame, read))).toBe(hash);
      }),
    );
  });

  test("new drafts are placed from one in the order of the version", () => {
    expect(reviseFrom({ content: plan }).results.map(({ order, result }) => [order, result.id])).toEqual([
      [1, resultId(2)],
      [2, resultId(1)],
      [3, resultId(3)],
    ]);
  });

  test("drafts in the same place stand by their ids", () => {
    const { frame, results } = reviseFrom({ content: plan });
    const inOnePlace = results.map((draft) => ({ ...draft, order: 1 }));
    expect(assemblePlan(frame, inOnePlace).results.map(({ id }) => id)).toEqual([
      resultId(1),
      resultId(2),
      resultId(3),
    ]);
  });

  test("changing a new draft leaves the version as it was", async () => {
    const before = contentDigest(plan);
    const [draft] = reviseFrom({ content: plan }).results;
    if (draft) draft.result.indicators.length = 0;
    expect(contentDigest(plan)).toBe(before);
  });
});
