import { type Decimal, decimal } from "#shared/platform/decimal.ts";
import type { Filling } from "#shared/platform/text.ts";
import type { Verdict } from "#shared/platform/verdict.ts";
import type { Indicator, PlanContent, PlanFrame, PlannedResult, PlanVersion, Target } from "./model.ts";
import { type PlanVerdictCode, planVerdicts } from "./verdicts.ts";
import { dayText, exampleFor, numberText, targetText } from "./wording.ts";

/** What a plan is checked against: its form, its period and what the agency asks for. */
export interface PlanContext {
  /** High leaders (JPT) plan by perspective, administrators and functional officers (JA/JF) by aspect. */
  readonly form: "jpt" | "ja-jf";
  /** First and last day of the part, ISO dates. */
  readonly period: { readonly from: string; readonly to: string };
  /** The indicator families that the agency wants plans to cover. */
  readonly families: readonly { readonly id: string; readonly name: string }[];
  readonly maxResults: number;
}

/** An agency's default; Kemenkeu allows ten indicators a person, no national rule limits results. */
export const defaultMaxResults = 10;

type Found = Verdict<PlanVerdictCode>;
type Values = Readonly<Record<string, Filling>>;

/**
 * Everything that a submission still lacks or should think about, in the order of the form. Blocking findings refuse it;
 * questions go with it to the appraiser (docs/rules.md#measurable-targets).
 */
export function checkPlan(content: PlanContent, context: PlanContext): Found[] {
  return [
    ...checkResultList(content.results, context),
    ...content.results.flatMap((result, at) => checkResult(result, at + 1, content, context)),
    ...checkFamilies(content.results, context),
  ];
}

function checkResultList(results: readonly PlannedResult[], context: PlanContext): Found[] {
  if (results.length === 0) return [found("plan.no-result", "results")];
  const list: Found[] = [];
  if (!results.some((result) => result.kind === "main")) list.push(found("plan.no-main-result", "results"));
  if (results.length > context.maxResults) {
    list.push(found("plan.too-many-results", "results", { count: results.length, max: context.maxResults }));
  }
  for (const [at, result] of results.entries()) {
    const earlier = results.slice(0, at);
    const alike = earlier.findIndex((other) => sameWords(other.text, result.text));
    if (earlier.some((other) => other.id === result.id)) {
      list.push(found("plan.result-repeated", `results.${result.id}`, { result: at + 1 }));
    } else if (alike >= 0) {
      const values = { result: at + 1, other: alike + 1 };
      list.push(found("plan.result-alike", `results.${result.id}.text`, values));
    }
  }
  return list;
}

function checkResult(
  result: PlannedResult,
  position: number,
  content: PlanContent,
  context: PlanContext,
): Found[] {
  const path = `results.${result.id}`;
  const values = { result: position };
  const list: Found[] = [];
  const isLeaderForm = content.approach === "quantitative" && context.form === "jpt";
  if (!result.text) list.push(found("plan.result-text", `${path}.text`, values));
  if (isCascaded(result, context) && !result.serves?.text) {
    list.push(found("plan.serves-missing", `${path}.serves`, values));
  }
  if (isLeaderForm && !result.perspective) {
    list.push(found("plan.perspective-missing", `${path}.perspective`, values));
  }
  if (result.indicators.length === 0) list.push(found("plan.no-indicator", `${path}.indicators`, values));
  for (const [at, indicator] of result.indicators.entries()) {
    const inPlace = (code: PlanVerdictCode, field: string, more: Values = {}) =>
      found(code, `${path}.indicators.${indicator.key}${field}`, { ...values, ...more });
    if (result.indicators.slice(0, at).some((other) => other.key === indicator.key)) {
      list.push(inPlace("plan.indicator-repeated", "", { key: indicator.key }));
    }
    list.push(...checkIndicator(indicator, content, context, inPlace));
  }
  return list;
}

/** The leaders' form has no column for the superior's result, and an additional result lies outside the cascade. */
function isCascaded(result: PlannedResult, { form }: PlanContext): boolean {
  return form === "ja-jf" && result.kind === "main";
}

type InPlace = (code: PlanVerdictCode, field: string, more?: Values) => Found;

function checkIndicator(
  indicator: Indicator,
  content: PlanContent,
  context: PlanContext,
  at: InPlace,
): Found[] {
  const list: Found[] = [];
  const needsAspect = content.approach === "quantitative" && context.form === "ja-jf";
  if (!indicator.text) list.push(at("plan.indicator-text", ".text"));
  if (needsAspect && !indicator.aspect) list.push(at("plan.aspect-missing", ".aspect"));
  if (!indicator.duty) list.push(at("plan.duty-missing", ".duty"));
  const example = exampleFor(indicator.aspect);
  const { target } = indicator;
  if (!target || (target.kind === "text" && !target.text)) {
    return [...list, at("plan.target-missing", ".target", { example })];
  }
  if (target.kind === "text") {
    // The qualitative form has its target as text; there a number, date or amount in it is enough.
    const isMeasurable = content.approach === "qualitative" && /\d/.test(target.text);
    return isMeasurable ? list : [...list, at("plan.target-unmeasurable", ".target", { example })];
  }
  if (target.kind === "date") return [...list, ...checkDate(target.day, context, at)];
  return [...list, ...checkMeasure(indicator, target, at)];
}

function checkDate(day: string, { period }: PlanContext, at: InPlace): Found[] {
  if (period.from <= day && day <= period.to) return [];
  const values = { from: dayText(period.from), to: dayText(period.to) };
  return [at("plan.target-outside-period", ".target", values)];
}

/** Number or range, unit, direction and baseline; a zero target leaves its achievement undefined. */
function checkMeasure(indicator: Indicator, target: NumericTarget, at: InPlace): Found[] {
  const { unit, direction, baseline } = indicator;
  const example = exampleFor(indicator.aspect);
  const [low, high] = edges(target);
  const list: Found[] = [];
  if (low.gt(high)) {
    const values = { from: numberText(low.toFixed()), to: numberText(high.toFixed()) };
    list.push(at("plan.range-reversed", ".target", values));
  }
  if (low.eq(0) && high.eq(0)) list.push(at("plan.target-zero", ".target"));
  if (!unit) list.push(at("plan.unit-missing", ".unit", { example }));
  if (!direction) list.push(at("plan.direction-missing", ".direction", { example }));
  if (baseline === null) list.push(at("plan.baseline-missing", ".baseline", { example }));
  const start = baseline === null ? null : decimal(baseline);
  const isNoBetter =
    start !== null &&
    ((direction === "maximise" && high.lte(start)) || (direction === "minimise" && low.gte(start)));
  if (isNoBetter) {
    const values = { target: targetText(indicator), baseline: numberText(start.toFixed()) };
    list.push(at("plan.target-not-better", ".target", values));
  }
  return list;
}

function checkFamilies(results: readonly PlannedResult[], { families }: PlanContext): Found[] {
  const covered = new Set(
    results.flatMap((result) => result.indicators.map((indicator) => indicator.family)),
  );
  return families
    .filter((family) => !covered.has(family.id))
    .map((family) => found("plan.family-missing", "results", { family: family.name }));
}

/** How a reached value stands to its target; `null` where the two cannot be compared (no target, a text, no direction). */
export type Standing = "better" | "on-target" | "worse";

/**
 * Compares what was reached with the target, by its direction: a range is on target inside it, a date up to its day.
 * It is what a page shows beside the evidence; the rating stays the appraiser's judgement (domain: no arithmetic).
 */
export function standing(
  indicator: Pick<Indicator, "target" | "direction">,
  reached: Target | null,
): Standing | null {
  const { target, direction } = indicator;
  if (target?.kind === "date") {
    if (reached?.kind !== "date") return null;
    return reached.day === target.day ? "on-target" : reached.day < target.day ? "better" : "worse";
  }
  if (!isNumeric(target) || reached?.kind !== "number") return null;
  const value = decimal(reached.value);
  const [low, high] = edges(target);
  if (value.gte(low) && value.lte(high)) return "on-target";
  if (direction === null) return null;
  if (direction === "stabilise") return "worse";
  return value.gt(high) === (direction === "maximise") ? "better" : "worse";
}

/** A draft of one result with its place in the plan, as the drafts' items hold it. */
export interface PlacedResult {
  readonly order: number;
  readonly result: PlannedResult;
}

/** The content that drafts make together: by order, then by id, so that two readers always assemble the same plan. */
export function assemblePlan(frame: PlanFrame, drafts: readonly PlacedResult[]): PlanContent {
  const inOrder = [...drafts].sort((a, b) => a.order - b.order || (a.result.id < b.result.id ? -1 : 1));
  return { ...frame, results: inOrder.map((draft) => draft.result) };
}

/**
 * New drafts from an immutable version, for an amendment or after a return. Results keep their ids, so that evidence,
 * notes and history stay tied to them; the version itself is not touched.
 */
export function reviseFrom(version: Pick<PlanVersion, "content">): {
  frame: PlanFrame;
  results: PlacedResult[];
} {
  const { results, ...frame } = structuredClone(version.content);
  return { frame, results: results.map((result, at) => ({ order: at + 1, result })) };
}

type NumericTarget = Extract<Target, { kind: "number" | "range" }>;

function isNumeric(target: Target | null): target is NumericTarget {
  return target?.kind === "number" || target?.kind === "range";
}

function edges(target: NumericTarget): [low: Decimal, high: Decimal] {
  if (target.kind === "number") return [decimal(target.value), decimal(target.value)];
  return [decimal(target.from), decimal(target.to)];
}

function sameWords(a: string, b: string): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/\s+/g, " ").trim();
  return plain(a) !== "" && plain(a) === plain(b);
}

function found(code: PlanVerdictCode, path: string, values: Values = {}): Found {
  return { code, weight: planVerdicts[code].weight, path, values };
}
