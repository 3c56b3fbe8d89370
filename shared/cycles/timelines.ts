import type { Preset } from "../agencies/model.ts";
import type { EmployeeKind } from "../people/model.ts";
import { Temporal } from "../platform/clock.ts";
import type { Id } from "../platform/ids.ts";
import { missingYears, provisionalYears } from "./calendar.ts";
import type {
  CyclePlan,
  Evaluation,
  Period,
  PeriodChoice,
  PeriodKind,
  UnitCalendarGroup,
  Window,
  WorkCalendar,
} from "./model.ts";
import { evaluationLabel, periodTitle } from "./period-names.ts";
import { closingOf, windowsOf } from "./windows.ts";

/**
 * How long each window of an evaluation is by default, in calendar days counted from the day after its period ends.
 * Semester: the first 15 days. Annual: to 31 January, the default where each year's letter sets the day. Objections: 14
 * days from receipt, with time to publish before them. All are the agency's data; extension is normal.
 */
export const evaluationTimelines = {
  annual: { report: 31, organisation: 24, appraisal: 31, objection: 31 },
  semester: { report: 15, organisation: 12, appraisal: 15, objection: 31 },
  quarter: { report: 10, organisation: 7, appraisal: 10, objection: 31 },
  month: { report: 5, organisation: 3, appraisal: 5, objection: 21 },
} as const satisfies Record<
  PeriodKind,
  Record<"report" | "organisation" | "appraisal" | "objection", number>
>;

/** Days for making and approving plans, from the first day of the cycle (SKP: by the end of January in an annual one). */
export const planningDays = { annual: 31, semester: 15, quarter: 10, month: 5 } as const satisfies Record<
  PeriodKind,
  number
>;

/** Who joins with fewer days than these left in the period comes after the cut-off. A setting; no rule names it. */
export const minimumDays = { annual: 30, semester: 30, quarter: 30, month: 15 } as const satisfies Record<
  PeriodKind,
  number
>;

/**
 * What each preset runs: its usual cycle, and how its annual cycle is divided. Semester cycles are internal and have
 * one evaluation; official periods are months or quarters, and the year.
 */
export const presetTimelines = {
  "lampung-penilaian": { cycle: "annual", annualEvaluations: ["quarter", "annual"] },
  pauh: { cycle: "semester", annualEvaluations: ["quarter", "annual"] },
  "lampung-iku": { cycle: "annual", annualEvaluations: ["month", "annual"] },
  lhokseumawe: { cycle: "annual", annualEvaluations: ["quarter", "annual"] },
  "lampung-pns": { cycle: "annual", annualEvaluations: ["quarter", "annual"] },
} as const satisfies Record<Preset, { cycle: PeriodKind; annualEvaluations: readonly PeriodKind[] }>;

/** Kinds of people whose evaluations a rule fixes, whatever the agency's preset says. */
export const evaluationRules = [
  {
    kind: "PPPK_PARUH_WAKTU",
    requires: ["quarter", "annual"],
    rule: "KepmenPANRB 16/2025 diktum 13, 17, 18",
  },
] as const satisfies readonly { kind: EmployeeKind; requires: readonly PeriodKind[]; rule: string }[];

export interface PlanRequest {
  preset: Preset;
  period: PeriodChoice;
  calendar: WorkCalendar;
  unitCalendars?: UnitCalendarGroup[];
  newEvaluationId: () => Id<"evaluation">;
}

/** A proposal with every window, or why none can be made. Codes: `cycle.period-unknown`, `calendar.year-missing`. */
export type PlanVerdict =
  | { verdict: "proposed"; plan: CyclePlan; provisionalYears: number[] }
  | { verdict: "refused"; code: "cycle.period-unknown" }
  | { verdict: "refused"; code: "calendar.year-missing"; years: number[] };

/** After the last deadline, escalations and the weekly mails may still fall due: the calendar must know these days too. */
const daysAfterLastWindow = 45;

/** Proposes a cycle with all its windows from a preset; the agency may then change any of it. */
export function planCycle(request: PlanRequest): PlanVerdict {
  const period = periodOf(request.period);
  if (!period) return { verdict: "refused", code: "cycle.period-unknown" };
  const plan = propose(request, period);
  const years = missingYears(request.calendar, reachOf(plan));
  if (years.length > 0) return { verdict: "refused", code: "calendar.year-missing", years };
  return { verdict: "proposed", plan, provisionalYears: provisionalYears(request.calendar, reachOf(plan)) };
}

/** The days whose holidays a cycle depends on: from its opening until its last weekly mail. */
export function reachOf(plan: Pick<CyclePlan, "opensAt" | "windows" | "evaluations">): Period {
  const closings = windowsOf(plan).map(({ window }) => closingOf(window));
  const last = closings.sort().at(-1) ?? plan.windows.progress.closesAt;
  const to = Temporal.PlainDateTime.from(last).toPlainDate().add({ days: daysAfterLastWindow });
  return { from: plan.opensAt.slice(0, 10), to: to.toString() };
}

/** First and last day of a period, or undefined when the year has no such period. */
export function periodOf(choice: PeriodChoice): Period | undefined {
  const count = periodsInYear[choice.kind];
  if (!Number.isInteger(choice.index) || choice.index < 1 || choice.index > count) return undefined;
  const months = 12 / count;
  const from = Temporal.PlainDate.from({
    year: choice.year,
    month: (choice.index - 1) * months + 1,
    day: 1,
  });
  return { from: from.toString(), to: from.add({ months }).subtract({ days: 1 }).toString() };
}

/** The evaluations of a cycle that apply to a kind of people. */
export function evaluationsFor(plan: Pick<CyclePlan, "evaluations">, kind: EmployeeKind): Evaluation[] {
  const required = requiredPeriods(kind);
  const open = openTo(plan, kind);
  const ruled = open.filter(({ periodKind }) => required.includes(periodKind));
  // Everyone may have the year: it alone does not tell that their own periods were added.
  return ruled.some(({ periodKind }) => periodKind !== "annual") ? ruled : open;
}

/** The evaluations that a rule demands for a kind of people and that a cycle does not have yet. */
export function missingEvaluations(
  plan: Pick<CyclePlan, "period" | "evaluations">,
  kind: EmployeeKind,
): PeriodChoice[] {
  const open = openTo(plan, kind);
  return requiredPeriods(kind)
    .flatMap((required) => periodsEvaluatedIn(plan.period, required))
    .filter((choice) => {
      const { from } = periodOf(choice) ?? {};
      return !open.some(({ periodKind, period }) => periodKind === choice.kind && period.from === from);
    });
}

/** The plan with all that a rule demands for a kind of people: for them alone, and instead of what others have. */
export function withMissingEvaluations<P extends Pick<CyclePlan, "period" | "evaluations">>(
  plan: P,
  kind: EmployeeKind,
  newEvaluationId: () => Id<"evaluation">,
): P {
  const added = missingEvaluations(plan, kind).map((choice) => ({
    ...evaluationOf(choice, newEvaluationId()),
    onlyFor: [kind],
  }));
  return { ...plan, evaluations: [...plan.evaluations, ...added] };
}

function requiredPeriods(kind: EmployeeKind): readonly PeriodKind[] {
  return evaluationRules.find((rule) => rule.kind === kind)?.requires ?? [];
}

function openTo({ evaluations }: Pick<CyclePlan, "evaluations">, kind: EmployeeKind): Evaluation[] {
  return evaluations.filter(({ onlyFor }) => onlyFor?.includes(kind) ?? true);
}

/** Quarters lie within a cycle; the year is evaluated in the cycle that ends with it. */
function periodsEvaluatedIn(cycle: Period, kind: PeriodKind): PeriodChoice[] {
  const year = Number(cycle.to.slice(0, 4));
  const from = kind === "annual" ? `${year}-01-01` : cycle.from;
  return periodsWithin(kind, year, { ...cycle, from });
}

const periodsInYear = { annual: 1, semester: 2, quarter: 4, month: 12 } as const satisfies Record<
  PeriodKind,
  number
>;

function propose(request: PlanRequest, period: Period): CyclePlan {
  const { kind } = request.period;
  const opensAt = `${period.from}T00:00`;
  return {
    kind,
    title: periodTitle(request.period),
    period,
    cutOff: Temporal.PlainDate.from(period.to)
      .subtract({ days: minimumDays[kind] - 1 })
      .toString(),
    opensAt,
    calendar: request.calendar,
    unitCalendars: request.unitCalendars ?? [],
    windows: {
      planning: windowFrom(Temporal.PlainDate.from(period.from), planningDays[kind]),
      progress: { opensAt, closesAt: `${period.to}T23:59`, extensions: [] },
    },
    evaluations: evaluationsOf(request, period),
  };
}

function evaluationsOf(request: PlanRequest, period: Period): Evaluation[] {
  const kinds: readonly PeriodKind[] =
    request.period.kind === "annual"
      ? presetTimelines[request.preset].annualEvaluations
      : [request.period.kind];
  return kinds
    .flatMap((kind) => periodsWithin(kind, request.period.year, period))
    .map((choice) => evaluationOf(choice, request.newEvaluationId()));
}

function periodsWithin(kind: PeriodKind, year: number, whole: Period): PeriodChoice[] {
  return Array.from({ length: periodsInYear[kind] }, (_, index) => ({ kind, year, index: index + 1 })).filter(
    (choice) => {
      const period = periodOf(choice);
      return period && period.from >= whole.from && period.to <= whole.to;
    },
  );
}

function evaluationOf(choice: PeriodChoice, id: Id<"evaluation">): Evaluation {
  const period = periodOf(choice) ?? { from: `${choice.year}-01-01`, to: `${choice.year}-12-31` };
  const days = evaluationTimelines[choice.kind];
  const first = Temporal.PlainDate.from(period.to).add({ days: 1 });
  return {
    id,
    kind: evaluationKind[choice.kind],
    periodKind: choice.kind,
    period,
    title: periodTitle(choice),
    label: evaluationLabel(choice),
    provisional: choice.kind === "semester",
    windows: {
      report: windowFrom(first, days.report),
      organisation: windowFrom(first, days.organisation),
      appraisal: windowFrom(first, days.appraisal),
      objection: windowFrom(first.add({ days: days.appraisal }), days.objection),
    },
  };
}

const evaluationKind = {
  annual: "annual",
  semester: "internal",
  quarter: "periodic",
  month: "periodic",
} as const satisfies Record<PeriodKind, Evaluation["kind"]>;

/** From the first minute of a day to 23.59 of the last of so many days: shifts end at midnight, not at 16.00. */
function windowFrom(first: Temporal.PlainDate, days: number): Window {
  return { opensAt: `${first}T00:00`, closesAt: `${first.add({ days: days - 1 })}T23:59`, extensions: [] };
}
