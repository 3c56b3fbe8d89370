import { Cron } from "croner";

/** When a schedule runs. */
export interface Timetable {
  /** The first run after an instant, in epoch milliseconds; undefined when there is none. */
  next(afterMs: number): number | undefined;
  /** Its period, where it runs at an even pace: such a schedule polls, and its idle runs may be skipped. */
  periodMs: number | undefined;
}

const unitsMs: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * Reads `rate(…)` or `cron(…)` of EventBridge. A rate is counted from the epoch, so that every run of the local cloud
 * ticks at the same instants (AWS counts from the schedule's creation). Throws on anything else.
 */
export function parseSchedule(expression: string, zone = "UTC"): Timetable {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  if (rate !== null) return everyPeriod(Number(rate[1]) * (unitsMs[rate[2] ?? ""] ?? 0));
  const cron = /^cron\((.+)\)$/.exec(expression);
  if (cron !== null) return byCron(cron[1] ?? "", zone);
  throw new Error(`Schedule expression ${expression} is not known to the local cloud.`);
}

function everyPeriod(periodMs: number): Timetable {
  return { periodMs, next: (afterMs) => (Math.floor(afterMs / periodMs) + 1) * periodMs };
}

function byCron(fields: string, zone: string): Timetable {
  const [minute, hour, dayOfMonth, month, dayOfWeek, year] = fields
    .split(" ")
    .map((field) => (field === "?" ? "*" : field));
  if (year === undefined) throw new Error(`cron(${fields}) needs six fields.`);
  const pattern = `0 ${minute} ${hour} ${dayOfMonth} ${month} ${sundayIsZero(dayOfWeek ?? "*")} ${year}`;
  // EventBridge writes `0/15` where others write `*/15`: croner calls that sloppy.
  const cron = new Cron(pattern, { timezone: zone, paused: true, sloppyRanges: true });
  const isEverywhere = [hour, dayOfMonth, month, dayOfWeek, year].every((field) => field === "*");
  const periodMs = isEverywhere ? minutePeriod(minute ?? "") : undefined;
  return { periodMs, next: (afterMs) => cron.nextRun(new Date(afterMs))?.getTime() };
}

/** `0/15`: every 15 minutes of every hour. */
function minutePeriod(minute: string): number | undefined {
  const minutes = Number(/^(?:\*|\d+)\/(\d+)$/.exec(minute)?.[1]);
  return 60 % minutes === 0 ? minutes * 60_000 : undefined;
}

/** EventBridge counts weekdays from 1 (Sunday), croner from 0; names are the same in both. */
function sundayIsZero(dayOfWeek: string): string {
  return dayOfWeek.replace(/(?<![#\d])[1-7](?!\d)/g, (day) => String(Number(day) - 1));
}
