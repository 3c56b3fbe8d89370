import { Temporal } from "../platform/clock.ts";
import type { CyclePlan, Period, UnitCalendar, WorkCalendar } from "./model.ts";

type Day = Temporal.PlainDate;

const closedDays = new WeakMap<WorkCalendar, ReadonlySet<string>>();
const overridden = new WeakMap<UnitCalendar, { base: WorkCalendar; calendar: WorkCalendar }>();

/** The key of the agency's own calendar, beside the keys of the unit groups. */
export const agencyCalendarKey = "agency";

/**
 * Whether offices work on that day. A year the calendar does not know has its weekends only: planning is refused for
 * it (`missingYears`), but a mail that must go out is not lost to it.
 */
export function isWorkingDay(calendar: WorkCalendar, day: Day): boolean {
  return day.dayOfWeek <= calendar.workWeek && !daysOffOf(calendar).has(day.toString());
}

/** The day itself when it is a working day, otherwise the first one after it. */
export function nextWorkingDay(calendar: WorkCalendar, day: Day): Day {
  return firstWorkingDay(calendar, day, 1);
}

/** The day itself when it is a working day, otherwise the last one before it. */
export function previousWorkingDay(calendar: WorkCalendar, day: Day): Day {
  return firstWorkingDay(calendar, day, -1);
}

/** The n-th working day after (before, when negative) a day; the day itself is not counted. */
export function addWorkingDays(calendar: WorkCalendar, day: Day, count: number): Day {
  const direction = count < 0 ? -1 : 1;
  let current = day;
  for (let left = Math.abs(count); left > 0; left--) {
    current = firstWorkingDay(calendar, current.add({ days: direction }), direction);
  }
  return current;
}

/** How many working days lie between two days, both counted. */
export function countWorkingDays(calendar: WorkCalendar, from: Day, to: Day): number {
  let count = 0;
  for (let day = from; Temporal.PlainDate.compare(day, to) <= 0; day = day.add({ days: 1 })) {
    if (isWorkingDay(calendar, day)) count++;
  }
  return count;
}

/** The instant of a wall-clock time on a day; where a zone skips that time, the next one that exists. */
export function instantOn(day: Day, time: string, zone: string): Temporal.Instant {
  return day.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) }).toInstant();
}

/** Years touched by a period for which the calendar has no days off. */
export function missingYears(calendar: WorkCalendar, period: Period): number[] {
  return yearsOf(period).filter((year) => !calendar.years.some((known) => known.year === year));
}

/** Years touched by a period whose days off are not decreed yet. */
export function provisionalYears(calendar: WorkCalendar, period: Period): number[] {
  const touched = yearsOf(period);
  return calendar.years
    .filter((known) => known.status === "provisional" && touched.includes(known.year))
    .map((known) => known.year);
}

/** The agency's calendar as a unit keeps it. */
export function calendarOfUnit(base: WorkCalendar, override: UnitCalendar): WorkCalendar {
  const known = overridden.get(override);
  if (known?.base === base) return known.calendar;
  const calendar: WorkCalendar = {
    zone: override.zone ?? base.zone,
    workWeek: override.workWeek ?? base.workWeek,
    years: base.years.map((year) => ({
      ...year,
      daysOff: [
        ...year.daysOff.filter((day) => !(override.worksOnJointLeave && day.kind === "joint-leave")),
        ...(override.daysOff ?? []).filter((day) => Number(day.date.slice(0, 4)) === year.year),
      ],
    })),
  };
  overridden.set(override, { base, calendar });
  return calendar;
}

/** Which calendar a unit of the cycle goes by; units without one of their own go by the agency's. */
export function calendarKeyOf(plan: Pick<CyclePlan, "unitCalendars">, unitId: string | undefined): string {
  const group = plan.unitCalendars.find((candidate) => candidate.units.some((unit) => unit === unitId));
  return group?.key ?? agencyCalendarKey;
}

/** A calendar of the cycle by its key. */
export function calendarByKey(
  plan: Pick<CyclePlan, "calendar" | "unitCalendars">,
  key: string,
): WorkCalendar {
  const group = plan.unitCalendars.find((candidate) => candidate.key === key);
  return group ? calendarOfUnit(plan.calendar, group.calendar) : plan.calendar;
}

/** Every calendar that some unit of the cycle goes by, the agency's first. */
export function calendarsOf(
  plan: Pick<CyclePlan, "calendar" | "unitCalendars">,
): { key: string; calendar: WorkCalendar }[] {
  const keys = [agencyCalendarKey, ...plan.unitCalendars.map((group) => group.key)];
  return keys.map((key) => ({ key, calendar: calendarByKey(plan, key) }));
}

function yearsOf(period: Period): number[] {
  const first = Number(period.from.slice(0, 4));
  const last = Number(period.to.slice(0, 4));
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function firstWorkingDay(calendar: WorkCalendar, from: Day, direction: 1 | -1): Day {
  let day = from;
  // Two months without a working day is no calendar; the bound keeps absurd data from hanging a sweep.
  for (let tries = 0; tries < 62; tries++) {
    if (isWorkingDay(calendar, day)) return day;
    day = day.add({ days: direction });
  }
  return from;
}

function daysOffOf(calendar: WorkCalendar): ReadonlySet<string> {
  const known = closedDays.get(calendar);
  if (known) return known;
  const days = new Set(calendar.years.flatMap((year) => year.daysOff.map((day) => day.date)));
  closedDays.set(calendar, days);
  return days;
}
