import {
  type Day,
  dayInWords,
  joinMoment,
  timeInWords,
  zoneAbbreviation,
} from "#shared/platform/date-words.ts";
import type { Language } from "#shared/platform/text.ts";
import { dateFormat } from "../ui/date-format.ts";

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

/** "07.50.12": for what is counted live. */
export function secondOf(instant: string, reader: Reader): string {
  const seconds = String(new Date(instant).getUTCSeconds()).padStart(2, "0");
  return timeOf(instant, reader) + (reader.language === "id" ? "." : ":") + seconds;
}

/** A wall-clock minute of a zone ("2027-01-15T23:59"), as cycles write their times: "Jumat, 15 Januari 2027 pukul 23.59 WIB". */
export function wallMomentOf(local: string, { zone, language }: Reader): string {
  const at = `${local}:00Z`;
  return joinMoment(localOf(at, "UTC"), zoneAbbreviation(zone) ?? offsetOf(at, zone), language);
}

/** What the clocks of a zone show at an instant, written so that it compares with a cycle's times: "2027-01-08T07:50". */
export function wallClockAt(instant: string, zone: string): string {
  const { year, month, day, hour, minute } = localOf(instant, zone);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}

/** A date without a time ("2027-01-15"), which is the same day in every zone: "Jumat, 15 Januari 2027". */
export function dateOf(date: string, language: Language): string {
  return dayInWords(localOf(`${date}T00:00:00Z`, "UTC"), language);
}

/** "15 Jan": where the year stands elsewhere. */
export function shortDate(date: string, language: Language): string {
  const format = dateFormat(locales[language], {
    day: "numeric",
    month: "short",
    timeZone: "UTC",
  });
  return format.format(Date.parse(date));
}

/** "hari ini", "besok", "7 hari lagi", "3 hari yang lalu": by calendar days in the reader's zone. */
export function daysAway(instant: string, now: string, { zone, language }: Reader): string {
  return daysInWords((dayNumber(instant, zone) - dayNumber(now, zone)) / millisecondsOfDay, language);
}

/** The same of a number of days, negative where they are past. */
export function daysInWords(days: number, language: Language): string {
  if (language === "id" && days > 1) return `${days} hari lagi`;
  return new Intl.RelativeTimeFormat(locales[language], { numeric: "auto" }).format(days, "day");
}

/** "1.234,5" in Indonesian, "1,234.5" in English. */
export function numberOf(value: number, language: Language, fractionDigits = 2): string {
  return new Intl.NumberFormat(locales[language], { maximumFractionDigits: fractionDigits }).format(value);
}

/** "312 KB", "4,1 MB": rounded up, so that what is too large never reads as if it fitted. */
export function sizeOf(bytes: number, language: Language): string {
  const kilobytes = Math.ceil(bytes / 1024);
  if (kilobytes < 1000) return `${numberOf(kilobytes, language)} KB`;
  return `${numberOf(Math.ceil((bytes / 1024 / 1024) * 10) / 10, language, 1)} MB`;
}

/** "71 %" of a share between 0 and 1; never rounded up to a whole that it is not. */
export function percentOf(share: number, language: Language): string {
  const percent = share < 1 ? Math.min(99, Math.round(share * 100)) : Math.round(share * 100);
  return language === "id" ? `${percent} %` : `${percent}%`;
}

function localOf(instant: string, zone: string): Local {
  const format = dateFormat("en-GB", {
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
  const format = dateFormat("en-GB", { timeZone: zone, timeZoneName: "longOffset" });
  const name = format.formatToParts(new Date(instant)).find(({ type }) => type === "timeZoneName")?.value;
  return `UTC${(name ?? "").replace("GMT", "") || "+00:00"}`;
}
