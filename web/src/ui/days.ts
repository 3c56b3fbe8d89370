/** A calendar day without a zone: "2027-01-15". */
export type IsoDate = string;

const millisecondsOfDay = 24 * 60 * 60 * 1000;

/** Days since 1970; the difference of two is the days between them, in every zone. */
export function dayNumber(date: IsoDate): number {
  return Date.parse(`${date}T00:00:00Z`) / millisecondsOfDay;
}

export function dateOfDay(day: number): IsoDate {
  return new Date(day * millisecondsOfDay).toISOString().slice(0, 10);
}

/** 1 on a Monday, 7 on a Sunday. */
export function weekdayOf(day: number): number {
  // 1970 began on a Thursday.
  return ((day + 3) % 7) + 1;
}

export function isWeekend(day: number): boolean {
  return weekdayOf(day) > 5;
}
