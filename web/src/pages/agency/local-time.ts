import { joinMoment, zoneAbbreviation } from "#shared/platform/date-words.ts";
import type { Language } from "#shared/platform/text.ts";
import { type Reader, shortDate } from "../../i18n/format.ts";
import { dateFormat } from "../../ui/date-format.ts";
import { dayNumber, type IsoDate, weekdayOf } from "../../ui/days.ts";

/** A minute on the wall in the agency's zone, as windows have it: "2027-01-15T23:59". Later ones sort later. */
export type LocalTime = string;

const locales = { id: "id-ID", en: "en-GB" } as const satisfies Record<Language, string>;

/** What the agency's clocks show at an instant. */
export function localTimeOf(instant: string, zone: string): LocalTime {
  // Sweden writes times as 2027-01-15 23:59.
  const format = dateFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
  return format.format(Date.parse(instant)).replace(" ", "T");
}

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

/** "Jum, 15 Jan". */
export function shortDay(date: IsoDate, language: Language): string {
  return inWords(date, language, { weekday: "short", day: "numeric", month: "short" });
}

/** "Januari 2027". */
export function monthTitle(date: IsoDate, language: Language): string {
  return inWords(date, language, { month: "long", year: "numeric" });
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
  const isOneYear = from.slice(0, 4) === to.slice(0, 4);
  const year = isOneYear ? {} : ({ year: "numeric" } as const);
  const start = inWords(from, language, { day: "numeric", month: "long", ...year });
  return `${start}–${inWords(to, language, { day: "numeric", month: "long", year: "numeric" })}`;
}

function inWords(date: IsoDate, language: Language, parts: Intl.DateTimeFormatOptions): string {
  return dateFormat(locales[language], { ...parts, timeZone: "UTC" }).format(Date.parse(date));
}
