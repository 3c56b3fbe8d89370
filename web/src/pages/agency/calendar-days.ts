import type { Api } from "../../data/client.ts";

export type Calendar = Awaited<ReturnType<Api["agencies"]["readCalendar"]>>;
export type CalendarChange = Calendar["years"][number];

/** A day on which the agency's offices are closed, or would be by the national calendar. */
export interface CalendarDay {
  readonly date: string;
  readonly name: string;
  readonly kind: "national" | "joint-leave" | "local";
  /** The agency works on it all the same. */
  readonly isRemoved: boolean;
}

/** A year of the agency: the national days, and its own, in order of date. */
export function daysOfYear(calendar: Calendar, year: number): CalendarDay[] {
  const national = calendar.national.find((one) => one.year === year)?.daysOff ?? [];
  const { added = [], removed = [] } = calendar.years.find((one) => one.year === year) ?? {};
  const days = [
    ...national.map((day) => ({ ...day, isRemoved: removed.includes(day.date) })),
    ...added.map((day) => ({ ...day, kind: "local" as const, isRemoved: false })),
  ];
  return days.sort((a, b) => (a.date < b.date ? -1 : 1));
}

/** Every day off of the agency, as its cycles have them. */
export function daysOffOf(calendar: Calendar): CalendarDay[] {
  const years = new Set([...calendar.national, ...calendar.years].map(({ year }) => year));
  return [...years]
    .sort()
    .flatMap((year) => daysOfYear(calendar, year).filter(({ isRemoved }) => !isRemoved));
}
