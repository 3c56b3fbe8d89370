import {
  type Day,
  dayInWords,
  joinMoment,
  monthInWords,
  timeInWords,
  weekdayInWords,
  zoneAbbreviation,
} from "#shared/platform/date-words.ts";
import { type Language, say } from "#shared/platform/text.ts";
import { dayNumber, weekdayOf } from "../ui/days.ts";
import { dayAt, wallClockAt } from "../ui/wall-clock.ts";
import type { Catalogue } from "./language.ts";

/** How somebody reads dates and numbers: their language, and the zone of their agency or unit. */
export interface Reader {
  readonly language: Language;
  readonly zone: string;
}

type Local = Day & { readonly hour: number; readonly minute: number };

const texts = {
  today: { id: "hari ini", en: "today" },
  tomorrow: { id: "besok", en: "tomorrow" },
  yesterday: { id: "kemarin", en: "yesterday" },
  ahead: { id: "{count} hari lagi", en: "in {count} days" },
  ago: { id: "{count} hari yang lalu", en: "{count} days ago" },
} as const satisfies Catalogue;

const locales = { id: "id-ID", en: "en-GB" } as const satisfies Record<Language, string>;
const groupSigns = { id: ".", en: "," } as const satisfies Record<Language, string>;
const millisecondsOfMinute = 60_000;

/** "Jumat, 15 Januari 2027": the day on which an instant (ISO 8601) falls in the reader's zone. */
export function dayOf(instant: string, { zone, language }: Reader): string {
  return dayInWords(localOf(wallClockAt(instant, zone)), language);
}

/** "Jumat, 15 Januari 2027 pukul 23.59 WIB", word for word as mails say it. */
export function momentOf(instant: string, { zone, language }: Reader): string {
  const local = wallClockAt(instant, zone);
  return joinMoment(localOf(local), zoneAbbreviation(zone) ?? offsetOf(local, instant), language);
}

/** "09.42". */
export function timeOf(instant: string, { zone, language }: Reader): string {
  return timeInWords(localOf(wallClockAt(instant, zone)), language);
}

/** "07.50.12": for what is counted live. */
export function secondOf(instant: string, reader: Reader): string {
  const seconds = String(new Date(instant).getUTCSeconds()).padStart(2, "0");
  return timeOf(instant, reader) + (reader.language === "id" ? "." : ":") + seconds;
}

/** A wall-clock minute of a zone ("2027-01-15T23:59"), as cycles write their times: "Jumat, 15 Januari 2027 pukul 23.59 WIB". */
export function wallMomentOf(local: string, { zone, language }: Reader): string {
  const at = `${local}Z`;
  const name = zoneAbbreviation(zone) ?? offsetOf(wallClockAt(at, zone), at);
  return joinMoment(localOf(local), name, language);
}

/** A date without a time ("2027-01-15"), which is the same day in every zone: "Jumat, 15 Januari 2027". */
export function dateOf(date: string, language: Language): string {
  return dayInWords(localOf(`${date}T00:00`), language);
}

/** "15 Jan": where the year stands elsewhere. */
export function shortDate(date: string, language: Language): string {
  const { day, month } = localOf(`${date}T00:00`);
  return `${day} ${monthInWords({ month }, language).slice(0, 3)}`;
}

/** "Jum, 15 Jan", "Fri 15 Jan". */
export function shortDay(date: string, language: Language): string {
  const weekday = weekdayInWords(localOf(`${date}T00:00`), language).slice(0, 3);
  return weekday + (language === "id" ? ", " : " ") + shortDate(date, language);
}

/** "hari ini", "besok", "7 hari lagi", "3 hari yang lalu": by calendar days in the reader's zone. */
export function daysAway(instant: string, now: string, { zone, language }: Reader): string {
  return daysInWords(dayNumber(dayAt(instant, zone)) - dayNumber(dayAt(now, zone)), language);
}

/** The same of a number of days, negative where they are past. */
export function daysInWords(days: number, language: Language): string {
  if (days === 0) return say(texts.today, language);
  if (days === 1) return say(texts.tomorrow, language);
  if (days === -1) return say(texts.yesterday, language);
  return say(days > 0 ? texts.ahead : texts.ago, language, { count: Math.abs(days) });
}

/** "1.234,5" in Indonesian, "1,234.5" in English. */
export function numberOf(value: number, language: Language, fractionDigits = 2): string {
  // Most are whole, and for those a slow phone need not wake its library of languages.
  if (Number.isSafeInteger(value)) return String(value).replace(/\B(?=(\d{3})+$)/g, groupSigns[language]);
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

/** The parts of a wall-clock minute ("2027-01-15T23:59"). */
function localOf(local: string): Local {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = local.split(/\D/).map(Number);
  return { year, month, day, hour, minute, dayOfWeek: weekdayOf(dayNumber(local.slice(0, 10))) };
}

/** "UTC+08:00": by how much the clocks of a zone, which show `local` at an instant, are before UTC's. */
function offsetOf(local: string, instant: string): string {
  const minutes =
    Date.parse(`${local}Z`) / millisecondsOfMinute - Math.floor(Date.parse(instant) / millisecondsOfMinute);
  const two = (value: number) => String(value).padStart(2, "0");
  const ahead = Math.abs(minutes);
  return `UTC${minutes < 0 ? "-" : "+"}${two(Math.floor(ahead / 60))}:${two(ahead % 60)}`;
}
