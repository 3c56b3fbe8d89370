import { dateOfDay, dayNumber, type IsoDate, isWeekend, weekdayOf } from "./days.ts";

/** One circle of the strip, or the dots that stand for the days between. */
export type StripDay =
  | {
      readonly kind: "day";
      readonly date: IsoDate;
      readonly dayOfMonth: number;
      /** 1 on a Monday. */
      readonly weekday: number;
      readonly isFree: boolean;
      readonly is: "today" | "closing" | "between";
    }
  | { readonly kind: "gap"; readonly days: number };

/** As many as fit beside each other on the narrowest phone. */
const widest = 8;
/** Shown before the closing, where not all fit: the week in which it is done or not. */
const lastDays = 6;

/**
 * The days from today to the closing, both included. Where they are too many, the last ones are shown and the days
 * between today and them are counted. On the last day there is one; after it there are none.
 */
export function stripDays(
  today: IsoDate,
  closing: IsoDate,
  holidays: ReadonlySet<IsoDate> = new Set(),
): StripDay[] {
  const first = dayNumber(today);
  const last = dayNumber(closing);
  const count = last - first + 1;
  if (count <= 0) return [];
  const at = (day: number): StripDay => {
    const date = dateOfDay(day);
    return {
      kind: "day",
      date,
      dayOfMonth: Number(date.slice(8)),
      weekday: weekdayOf(day),
      isFree: isWeekend(day) || holidays.has(date),
      is: day === last ? "closing" : day === first ? "today" : "between",
    };
  };
  const range = (from: number, length: number) => Array.from({ length }, (_, index) => at(from + index));
  if (count <= widest) return range(first, count);
  return [at(first), { kind: "gap", days: count - 1 - lastDays }, ...range(last - lastDays + 1, lastDays)];
}
