import * as z from "zod";
import { Zone } from "../agencies/model.ts";
import { Day, EmployeeKind } from "../people/model.ts";
import { Temporal } from "../platform/clock.ts";
import { idSchema } from "../platform/ids.ts";

/** A wall-clock minute without a zone, "2027-01-15T23:59"; which instant it is follows from the zone it is read in. */
export const LocalDateTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/)
  .refine((text) => isPlainDateTime(text), "no such date and time");

/** An instant as stored: ISO 8601 UTC with milliseconds. */
export const InstantText = z.iso.datetime({ precision: 3 });

/** A sentence or name in both languages. */
export const BothLanguages = z.object({ id: z.string().min(1).max(200), en: z.string().min(1).max(200) });

/** Days from and to, both inclusive. */
export const Period = z
  .object({ from: Day, to: Day })
  .refine((period) => period.from <= period.to, "ends before it begins");
export type Period = z.infer<typeof Period>;

/** The lengths of plan periods and of evaluations. Official are month or quarter, and annual; semester is internal. */
export const PeriodKind = z.enum(["annual", "semester", "quarter", "month"]);
export type PeriodKind = z.infer<typeof PeriodKind>;

/** The n-th period of its kind in a year; a year is its own first. */
export const PeriodChoice = z.strictObject({
  kind: PeriodKind,
  year: z.int().min(2000).max(2200),
  index: z.int().min(1).max(12),
});
export type PeriodChoice = z.infer<typeof PeriodChoice>;

/** A day on which offices are closed: by national decree, as joint leave (cuti bersama), or locally. */
export const DayOff = z.object({
  date: Day,
  kind: z.enum(["national", "joint-leave", "local"]),
  name: z.string().min(1).max(160),
});
export type DayOff = z.infer<typeof DayOff>;

/** One year's days off with where they come from; `provisional` until the joint decree of three ministers appears. */
export const HolidayYear = z.object({
  year: z.int().min(2000).max(2200),
  status: z.enum(["decreed", "provisional"]),
  source: z.string().min(1).max(400),
  note: z.string().max(400).optional(),
  daysOff: z.array(DayOff).max(120),
});
export type HolidayYear = z.infer<typeof HolidayYear>;

/** The agency's calendar: zone, five working days (Monday to Friday) or six (to Saturday), and the years it knows. */
export const WorkCalendar = z.object({
  zone: Zone,
  workWeek: z.union([z.literal(5), z.literal(6)]),
  years: z.array(HolidayYear).max(10),
});
export type WorkCalendar = z.infer<typeof WorkCalendar>;

/** What a unit does differently: schools and puskesmas work six days, wards work on joint leave, a province may span zones. */
export const UnitCalendar = z.object({
  zone: Zone.optional(),
  workWeek: z.union([z.literal(5), z.literal(6)]).optional(),
  worksOnJointLeave: z.boolean().optional(),
  daysOff: z.array(DayOff).max(60).optional(),
});
export type UnitCalendar = z.infer<typeof UnitCalendar>;

/** Units that share one deviating calendar; milestones and reminder steps are made once per such group. */
export const UnitCalendarGroup = z.object({
  key: z.string().regex(/^[a-z0-9-]{1,20}$/),
  calendar: UnitCalendar,
  units: z.array(idSchema("unit")).max(2000),
});
export type UnitCalendarGroup = z.infer<typeof UnitCalendarGroup>;

/** A later closing time of a window, with why; windows only ever grow. */
export const Extension = z.object({
  closesAt: LocalDateTime,
  reason: z.enum(["extension", "outage"]),
  note: z.string().min(1).max(500),
  at: InstantText,
  /** The recorded outage that it makes up for. */
  outage: idSchema("outage").optional(),
});
export type Extension = z.infer<typeof Extension>;

/** A stretch of wall-clock time in which something may be written. The closing minute itself still counts. */
export const Window = z
  .object({ opensAt: LocalDateTime, closesAt: LocalDateTime, extensions: z.array(Extension).max(50) })
  .refine((window) => window.opensAt < window.closesAt, "closes before it opens");
export type Window = z.infer<typeof Window>;

/** The steps of one evaluation in their order; together they are the cycle's phases appraisal and objection. */
export const EvaluationStep = z.enum(["report", "organisation", "appraisal", "objection"]);
export type EvaluationStep = z.infer<typeof EvaluationStep>;

/** One evaluation of a cycle. `internal` (semester) has no official number and a predicate marked "sementara". */
export const Evaluation = z.object({
  id: idSchema("evaluation"),
  kind: z.enum(["periodic", "annual", "internal"]),
  periodKind: PeriodKind,
  period: Period,
  title: BothLanguages,
  label: BothLanguages,
  provisional: z.boolean(),
  onlyFor: z.array(EmployeeKind).min(1).optional(),
  windows: z.record(EvaluationStep, Window),
});
export type Evaluation = z.infer<typeof Evaluation>;

export const CycleState = z.enum(["planned", "scoping", "open", "closed", "cancelled"]);
export type CycleState = z.infer<typeof CycleState>;

/** What an agency plans and the opening freezes: periods, windows, calendar. All times are read in the calendar's zone. */
export const CyclePlan = z.object({
  kind: PeriodKind,
  title: BothLanguages,
  period: Period,
  /** From this day on there is too little of the period left: who joins after it is excluded, counted apart. */
  cutOff: Day,
  opensAt: LocalDateTime,
  calendar: WorkCalendar,
  unitCalendars: z.array(UnitCalendarGroup).max(20),
  windows: z.object({ planning: Window, progress: Window }),
  evaluations: z.array(Evaluation).min(1).max(20),
});
export type CyclePlan = z.infer<typeof CyclePlan>;

/** An agency's plan period with its evaluations, as it lies in the table. */
export const Cycle = CyclePlan.extend({
  id: idSchema("cycle"),
  state: CycleState,
  /** Its opening was taken back: it opens when its planner says when. */
  held: z.boolean().optional(),
  /** When it took effect; rules, calendar and roster are those of this instant. */
  openedAt: z.string().optional(),
  /** What the opening found, once it is done. */
  opened: z.object({ inScope: z.int(), excluded: z.int(), hash: z.string() }).optional(),
});
export type Cycle = z.infer<typeof Cycle>;

/** Names one window of a cycle: a phase of the cycle, or a step of one of its evaluations ("evl_….appraisal"). */
export type WindowKey = "planning" | "progress" | `${string}.${EvaluationStep}`;

/** A window's key as clients send it; `findWindow` says whether the cycle has it. */
export const WindowKey = z
  .string()
  .regex(/^(planning|progress|evl_[0-9a-z]{26}\.(report|organisation|appraisal|objection))$/)
  .transform((text) => text as WindowKey);

function isPlainDateTime(text: string): boolean {
  try {
    return Temporal.PlainDateTime.from(text, { overflow: "reject" }).toString().startsWith(text);
  } catch {
    return false;
  }
}
