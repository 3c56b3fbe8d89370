import { dateInWords, joinMoment, monthInWords, zoneAbbreviation } from "#shared/platform/date-words.ts";
import type { Language } from "#shared/platform/text.ts";
import { type Reader, shortDate } from "../../i18n/format.ts";
import { dayNumber, type IsoDate, weekdayOf } from "../../ui/days.ts";

/** A minute on the wall in the agency's zone, as windows have it: "2027-01-15T23:59". Later ones sort later. */
export type LocalTime = string;

export function dateOfTime(time: LocalTime): IsoDate {
  return time.slice(0, 10);
}

export function hourOfTime(time: LocalTime): string {
  return time.slice(11, 16);
}

/** "Jumat, 15 Januari 2027 pukul 23.59 WIB". */
export function localMoment(time: LocalTime, { language, zone }: Reader): string {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = time.split(/\D/).map(Number);
  const dayOfWeek = weekdayOf(dayNumber(dateOfTime(time)));
  return joinMoment({ year, month, day, hour, minute, dayOfWeek }, zoneAbbreviation(zone) ?? zone, language);
}

/** "Januari 2027". */
export function monthTitle(date: IsoDate, language: Language): string {
  return `${monthInWords(partsOf(date), language)} ${partsOf(date).year}`;
}

/** "13–15 Jan", "28 Des–3 Jan". */
export function shortSpan(from: IsoDate, to: IsoDate, language: Language): string {
  if (from === to) return shortDate(to, language);
  const isOneMonth = from.slice(0, 7) === to.slice(0, 7);
  const start = isOneMonth ? String(Number(from.slice(8))) : shortDate(from, language);
  return `${start}–${shortDate(to, language)}`;
}

/** "1 Juli–31 Desember 2026". */
export function longSpan(from: IsoDate, to: IsoDate, language: Language): string {
  const [first, last] = [partsOf(from), partsOf(to)];
  const isOneYear = first.year === last.year;
  const start = isOneYear ? `${first.day} ${monthInWords(first, language)}` : dateInWords(first, language);
  return `${start}–${dateInWords(last, language)}`;
}

function partsOf(date: IsoDate) {
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  return { year, month, day };
}
