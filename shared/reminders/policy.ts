import type { Settings } from "../agencies/model.ts";
import {
  addWorkingDays,
  agencyCalendarKey,
  calendarByKey,
  instantOn,
  nextWorkingDay,
  previousWorkingDay,
} from "../cycles/calendar.ts";
import type { CyclePlan, PeriodKind, Window, WorkCalendar } from "../cycles/model.ts";
import { closesInstant, closingOf, type NamedWindow, opensInstant, windowsOf } from "../cycles/windows.ts";
import { isoInstant, Temporal } from "../platform/clock.ts";
import type { Audience, DroppedStep, PlannedStep, ReminderPolicy, StepId, StepNote } from "./model.ts";

/** What every agency starts from: rarely enough not to annoy, often enough that nobody misses the last day. */
export const defaultPolicy: ReminderPolicy = {
  sendFrom: "08:00",
  sendUntil: "18:00",
  supervisorSteps: {
    annual: [14, 7, 3, 1, 0],
    semester: [14, 7, 3, 1, 0],
    quarter: [7, 3, 1, 0],
    month: [2, 0],
  },
  staffOnlySteps: { annual: [7, 1], semester: [7, 1], quarter: [7, 1], month: [2] },
  employeeSteps: [7, 3, 0],
  weeklyEscalations: 3,
  agedAfterWorkingDays: 5,
  capMails: 6,
  capDays: 14,
  absenceWorkingDays: 3,
  leaseMinutes: 10,
};

/** The policy of an agency: what every agency starts from, at the hour that it chose. */
export function policyOf(settings: Pick<Settings, "reminderHour">): ReminderPolicy {
  const hour = (value: number) => `${String(value).padStart(2, "0")}:00`;
  const sendUntil = [defaultPolicy.sendUntil, hour(settings.reminderHour + 2)].sort().at(-1);
  return {
    ...defaultPolicy,
    sendFrom: hour(settings.reminderHour),
    sendUntil: sendUntil ?? defaultPolicy.sendUntil,
  };
}

/** The mails of one window for one audience, in order of time, and the steps that fall away. */
export interface ReminderPlan {
  readonly steps: readonly PlannedStep[];
  readonly dropped: readonly DroppedStep[];
}

/** What a plan of reminders depends on. */
export interface PlanInput {
  window: Window;
  periodKind: PeriodKind;
  audience: Audience;
  calendar: WorkCalendar;
  policy: ReminderPolicy;
  /** Whether the opening itself is told (employees: the phase they fill in). */
  announces?: boolean;
}

interface Candidate extends StepNote {
  day: Temporal.PlainDate;
}

/**
 * The dated steps of a window. Steps before the deadline move earlier to a working day, the opening's notice and the
 * steps after the deadline move later; those that meet on a day are one mail with the most urgent wording. A step that
 * would fall before the phase opened, or before the deadline was extended, is dropped.
 */
export function reminderPlan(input: PlanInput): ReminderPlan {
  const { window, calendar, policy, audience } = input;
  const candidates =
    audience === "superior" || audience === "admin" ? afterDeadline(input) : beforeDeadline(input);
  const opens = opensInstant(window, calendar.zone);
  const extendedAt = window.extensions.at(-1)?.at;
  const dropped: DroppedStep[] = [];
  const byDay = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const { day, ...note } = candidate;
    const at = instantOn(day, policy.sendFrom, calendar.zone);
    if (Temporal.Instant.compare(at, opens) < 0) dropped.push({ ...note, reason: "before-opening" });
    else if (extendedAt !== undefined && isoInstant(at) <= extendedAt)
      dropped.push({ ...note, reason: "before-extension" });
    else byDay.set(day.toString(), [...(byDay.get(day.toString()) ?? []), candidate]);
  }
  const steps = [...byDay].map(([day, met]): PlannedStep => {
    const at = isoInstant(instantOn(Temporal.PlainDate.from(day), policy.sendFrom, calendar.zone));
    const covers = met.map(({ day: _day, ...note }) => note);
    return { step: mostUrgent(covers), audience, at, day, covers };
  });
  return { steps: steps.sort((a, b) => (a.at < b.at ? -1 : 1)), dropped };
}

/** A window that reminds somebody: who, and how long its period is. */
export interface RemindedWindow {
  named: NamedWindow;
  audience: Audience;
  periodKind: PeriodKind;
  announces: boolean;
}

/** Which steps of a cycle remind whom: employees of what they fill in, supervisors of what they decide, superiors after it. */
export function remindedWindows(plan: Pick<CyclePlan, "kind" | "windows" | "evaluations">): RemindedWindow[] {
  const audiences: Partial<Record<NamedWindow["step"], readonly Audience[]>> = {
    planning: ["employee", "supervisor", "superior", "admin"],
    report: ["employee"],
    organisation: ["supervisor", "superior", "admin"],
    appraisal: ["supervisor", "superior", "admin"],
  };
  return windowsOf(plan).flatMap((named) =>
    (audiences[named.step] ?? []).map((audience) => ({
      named,
      audience,
      periodKind: named.evaluation?.periodKind ?? plan.kind,
      announces: audience === "employee",
    })),
  );
}

/** The plan of one reminded window by one of the cycle's calendars. */
export function planOf(
  plan: Pick<CyclePlan, "calendar" | "unitCalendars">,
  reminded: RemindedWindow,
  policy: ReminderPolicy,
  calendarKey: string = agencyCalendarKey,
): ReminderPlan {
  const { named, ...rest } = reminded;
  const calendar = calendarByKey(plan, calendarKey);
  const kept = plans.get(named.window) ?? new Map<string, KeptPlan>();
  plans.set(named.window, kept);
  const key = `${rest.audience} ${rest.periodKind} ${rest.announces} ${calendarKey}`;
  const known = kept.get(key);
  if (known?.calendar === calendar && known.policy === policy) return known.plan;
  const made = reminderPlan({ ...rest, window: named.window, calendar, policy });
  kept.set(key, { calendar, policy, plan: made });
  return made;
}

interface KeptPlan {
  readonly calendar: WorkCalendar;
  readonly policy: ReminderPolicy;
  readonly plan: ReminderPlan;
}

/** A run asks for the same few plans for each of thousands of people. */
const plans = new WeakMap<Window, Map<string, KeptPlan>>();

/** The day a window closes, as people of the calendar's zone say it. */
export function deadlineDay(window: Window): Temporal.PlainDate {
  return Temporal.PlainDateTime.from(closingOf(window)).toPlainDate();
}

/** The days before the deadline that a step stands for; the opening and what follows the deadline have none. */
export function daysBefore(step: StepId): number | undefined {
  return /^d\d+$/.test(step) ? Number(step.slice(1)) : undefined;
}

function beforeDeadline({
  window,
  periodKind,
  audience,
  calendar,
  policy,
  announces,
}: PlanInput): Candidate[] {
  const deadline = deadlineDay(window);
  const closes = closesInstant(window, calendar.zone);
  const numbers = audience === "employee" ? policy.employeeSteps : policy.supervisorSteps[periodKind];
  const steps = numbers.map((days): Candidate => {
    const nominal = deadline.subtract({ days });
    // A window may close in the morning, before the mail would leave: the day before is then its last chance.
    const late = Temporal.Instant.compare(instantOn(nominal, policy.sendFrom, calendar.zone), closes) >= 0;
    const day = previousWorkingDay(calendar, late ? nominal.subtract({ days: 1 }) : nominal);
    return { step: `d${days}`, nominalDay: nominal.toString(), day, ...movedFrom(nominal, day) };
  });
  return announces ? [...openingNotice(window, calendar, policy), ...steps] : steps;
}

function openingNotice(window: Window, calendar: WorkCalendar, policy: ReminderPolicy): Candidate[] {
  const opens = opensInstant(window, calendar.zone);
  const nominal = opens.toZonedDateTimeISO(calendar.zone).toPlainDate();
  const sameDay = instantOn(nominal, policy.sendFrom, calendar.zone);
  const first = Temporal.Instant.compare(sameDay, opens) < 0 ? nominal.add({ days: 1 }) : nominal;
  const day = nextWorkingDay(calendar, first);
  const at = instantOn(day, policy.sendFrom, calendar.zone);
  if (Temporal.Instant.compare(at, closesInstant(window, calendar.zone)) >= 0) return [];
  return [{ step: "open", nominalDay: nominal.toString(), day, ...movedFrom(nominal, day) }];
}

/** Escalation on the first working day after the deadline, then on Mondays; the list for the administrator follows them. */
function afterDeadline({ window, audience, calendar, policy }: PlanInput): Candidate[] {
  const deadline = deadlineDay(window);
  const first = addWorkingDays(calendar, deadline, 1);
  const nextDay = deadline.add({ days: 1 });
  const monday = (count: number) => first.add({ days: 8 - first.dayOfWeek + 7 * (count - 1) });
  const onMonday = (step: StepId, count: number): Candidate => {
    const day = nextWorkingDay(calendar, monday(count));
    return { step, nominalDay: monday(count).toString(), day, ...movedFrom(monday(count), day) };
  };
  if (audience === "admin") return [onMonday("admin-list", policy.weeklyEscalations + 1)];
  return [
    { step: "escalation", nominalDay: nextDay.toString(), day: first, ...movedFrom(nextDay, first) },
    ...Array.from({ length: policy.weeklyEscalations }, (_, index) =>
      onMonday(`weekly-${index + 1}`, index + 1),
    ),
  ];
}

function movedFrom(nominal: Temporal.PlainDate, day: Temporal.PlainDate): Pick<StepNote, "moved"> {
  const order = Temporal.PlainDate.compare(day, nominal);
  return order === 0 ? {} : { moved: order < 0 ? "earlier" : "later" };
}

/** Fewest days left first; of weekly mails that holidays pushed together, the last. */
function mostUrgent(notes: readonly StepNote[]): StepId {
  const ranked = notes.map(({ step }) => ({ step, rank: daysBefore(step) ?? (step === "open" ? 1000 : 0) }));
  return ranked.reduce((best, next) => (next.rank <= best.rank ? next : best)).step;
}
