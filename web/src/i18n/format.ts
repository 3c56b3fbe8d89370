import {
  type Day,
  dayInWords,
  joinMoment,
  timeInWords,
  zoneAbbreviation,
} from "#shared/platform/date-words.ts";
import type { Language } from "#shared/platform/text.ts";

/** How somebody reads dates and numbers: their language, and the zone of their agency or unit. */
export interface Reader {
  readonly language: Language;
  readonly zone: string;
}

type Local = Day & { readonly hour: number; readonly minute: number };

const locales = { id: "id-ID", en: "en-GB" } as const satisfies Record<Language, string>;
const millisecondsOfDay = 24 * 60 * 60 * 1000;

/** "Jumat, 15 Januari 2027": the day on which an instant (ISO 8601) falls in the reader's zone. */
export function dayOf(instant: string, { zone, language }: Reader): string {
  return dayInWords(localOf(instant, zone), language);
}

/** "Jumat, 15 Januari 2027 pukul 23.59 WIB", word for word as mails say it. */
export function momentOf(instant: string, { zone, language }: Reader): string {
  return joinMoment(localOf(instant, zone), zoneAbbreviation(zone) ?? offsetOf(instant, zone), language);
}

/** "09.42". */
export function timeOf(instant: string, { zone, language }: Reader): string {
  return timeInWords(localOf(instant, zone), language);
}

/** A date without a time ("2027-01-15"), which is the same day in every zone: "Jumat, 15 Januari 2027". */
export function dateOf(date: string, language: Language): string {
  return dayInWords(localOf(`${date}T00:00:00Z`, "UTC"), language);
}

/** "hari ini", "besok", "7 hari lagi", "3 hari yang lalu": by calendar days in the reader's zone. */
export function daysAway(instant: string, now: string, { zone, language }: Reader): string {
  const days = (dayNumber(instant, zone) - dayNumber(now, zone)) / millisecondsOfDay;
  if (language === "id" && days > 1) return `${days} hari lagi`;
  return new Intl.RelativeTimeFormat(locales[language], { numeric: "auto" }).format(days, "day");
}

/** "1.234,5" in Indonesian, "1,234.5" in English. */
export function numberOf(value: number, language: Language, fractionDigits = 2): string {
  return new Intl.NumberFormat(locales[language], { maximumFractionDigits: fractionDigits }).format(value);
}

/** "71 %" of a share between 0 and 1; never rounded up to a whole that it is not. */
export function percentOf(share: number, language: Language): string {
  const percent = share < 1 ? Math.min(99, Math.round(share * 100)) : Math.round(share * 100);
  return language === "id" ? `${percent} %` : `${percent}%`;
}

function localOf(instant: string, zone: string): Local {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  });
  const parts = Object.fromEntries(
    format.formatToParts(new Date(instant)).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0 } = parts;
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  return { year, month, day, hour, minute, dayOfWeek: weekday === 0 ? 7 : weekday };
}

function dayNumber(instant: string, zone: string): number {
  const { year, month, day } = localOf(instant, zone);
  return Date.UTC(year, month - 1, day);
}

/** "UTC+08:00". */
function offsetOf(instant: string, zone: string): string {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeZoneName: "longOffset" });
  const name = format.formatToParts(new Date(instant)).find(({ type }) => type === "timeZoneName")?.value;
  return `UTC${(name ?? "").replace("GMT", "") || "+00:00"}`;
}
