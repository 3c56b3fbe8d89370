import type { PeriodKind, Window, WorkCalendar } from "#shared/cycles/model.ts";
import { closesInstant, closingOf, deadlineVersion } from "#shared/cycles/windows.ts";
import { isoInstant, type Temporal } from "#shared/platform/clock.ts";
import type { Audience, PlannedStep } from "#shared/reminders/model.ts";
import { defaultPolicy, reminderPlan } from "#shared/reminders/policy.ts";
import type { DueMail, WaitingItem, Work } from "#shared/reminders/rules.ts";
import { plainCalendar } from "./cycles.ts";

/** A window by its first and last day. */
export function aWindow(opens: string, closes: string, extensions: Window["extensions"] = []): Window {
  return { opensAt: `${opens}T00:00`, closesAt: `${closes}T23:59`, extensions };
}

/** So many waiting items. */
export function waiting(
  count: number,
  kind: WaitingItem["kind"] = "appraisal",
  since = "2027-01-14T00:00:00.000Z",
): WaitingItem[] {
  return Array.from({ length: count }, (_, index) => ({ kind, name: `Pegawai ${index + 1}`, since }));
}

/** A window with its plan of steps for one audience. */
export interface Setting {
  id: string;
  window: Window;
  periodKind: PeriodKind;
  calendar: WorkCalendar;
}

export function aSetting(change: Partial<Setting> = {}): Setting {
  return {
    id: "semester",
    window: aWindow("2027-01-01", "2027-01-15"),
    periodKind: "semester",
    calendar: plainCalendar(["2027-01-01"]),
    ...change,
  };
}

const plans = new WeakMap<Setting, Map<Audience, readonly PlannedStep[]>>();
const closings = new WeakMap<Setting, Temporal.Instant>();

/** The steps of a setting; made once, for simulations ask at every tick. */
export function stepsOf(setting: Setting, audience: Audience): readonly PlannedStep[] {
  const known = plans.get(setting)?.get(audience);
  if (known) return known;
  const { window, periodKind, calendar } = setting;
  const announces = audience === "employee";
  const { steps } = reminderPlan({
    window,
    periodKind,
    audience,
    calendar,
    policy: defaultPolicy,
    announces,
  });
  plans.set(setting, (plans.get(setting) ?? new Map()).set(audience, steps));
  return steps;
}

function closingInstant(setting: Setting): Temporal.Instant {
  const instant = closings.get(setting) ?? closesInstant(setting.window, setting.calendar.zone);
  closings.set(setting, instant);
  return instant;
}

/** Every step of a setting that is due by now, for one person. */
export function dueOf(
  setting: Setting,
  audience: Audience,
  personId: string,
  work: Work,
  now: Temporal.Instant,
): DueMail[] {
  const steps = stepsOf(setting, audience);
  const until = isoInstant(now);
  return steps
    .filter((step) => step.at <= until)
    .map((step, index) => dueFrom(setting, step, steps.slice(index + 1), personId, work));
}

/** One step of a setting as due for a person. */
export function dueFrom(
  setting: Setting,
  step: PlannedStep,
  later: readonly PlannedStep[],
  personId: string,
  work: Work,
): DueMail {
  const version = deadlineVersion(setting.window);
  return {
    cycleId: `cyc_${setting.id}`,
    window: `evl_${setting.id}.appraisal`,
    windowStep: work.audience === "employee" ? "report" : "appraisal",
    periodKind: setting.periodKind,
    title: { id: "Semester II 2026", en: "Semester II 2026" },
    closesLocal: closingOf(setting.window),
    closesAt: closingInstant(setting),
    zone: setting.calendar.zone,
    deadlineVersion: version,
    currentDeadlineVersion: version,
    step,
    later,
    personId,
    work,
  };
}
