import { dayNumber } from "./days.ts";
import { dayAt } from "./wall-clock.ts";

/** How long something still is: in calendar days, on its last day in hours, in its last hour in minutes. */
export interface TimeLeft {
  readonly unit: "days" | "hours" | "minutes" | "over";
  /** Whole units, never rounded up: who reads "1 jam lagi" has an hour. */
  readonly count: number;
}

const minute = 60_000;
const hour = 60 * minute;

/** People count days by the calendar: on Thursday night, Friday's closing is one day away however late it is. */
export function timeLeft(until: string, now: string, zone: string): TimeLeft {
  const left = Date.parse(until) - Date.parse(now);
  if (left <= 0) return { unit: "over", count: 0 };
  const days = dayNumber(dayAt(until, zone)) - dayNumber(dayAt(now, zone));
  if (days > 0) return { unit: "days", count: days };
  if (left >= hour) return { unit: "hours", count: Math.floor(left / hour) };
  return { unit: "minutes", count: Math.floor(left / minute) };
}
