import type { Temporal } from "./clock.ts";
import type { Language } from "./text.ts";

const words = {
  id: {
    days: ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"],
    months: [
      "Januari",
      "Februari",
      "Maret",
      "April",
      "Mei",
      "Juni",
      "Juli",
      "Agustus",
      "September",
      "Oktober",
      "November",
      "Desember",
    ],
    hourSeparator: ".",
  },
  en: {
    days: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    months: [
      "January",
      "February",
      "March",
      "April",
      "May",
      "June",
      "July",
      "August",
      "September",
      "October",
      "November",
      "December",
    ],
    hourSeparator: ":",
  },
} as const satisfies Record<Language, unknown>;

/** The official abbreviations of Indonesia's zones; people write "pukul 23.59 WIB", never an offset. */
const zoneAbbreviations: Readonly<Record<string, string>> = {
  "Asia/Jakarta": "WIB",
  "Asia/Pontianak": "WIB",
  "Asia/Makassar": "WITA",
  "Asia/Ujung_Pandang": "WITA",
  "Asia/Jayapura": "WIT",
};

/** "Jumat", "Friday". */
export function weekdayInWords(date: Temporal.PlainDate, language: Language): string {
  return words[language].days[date.dayOfWeek - 1] ?? "";
}

/** "15 Januari 2027", "15 January 2027". Plain numbers do as well as Temporal, which browsers do not load. */
export function dateInWords(
  date: Pick<Temporal.PlainDate, "day" | "month" | "year">,
  language: Language,
): string {
  return `${date.day} ${words[language].months[date.month - 1] ?? ""} ${date.year}`;
}

/** "Jumat, 15 Januari 2027", "Friday, 15 January 2027". */
export function dayInWords(date: Temporal.PlainDate, language: Language): string {
  return `${weekdayInWords(date, language)}, ${dateInWords(date, language)}`;
}

/** "23.59" in Indonesian, "23:59" in English. */
export function timeInWords(time: Temporal.PlainTime | Temporal.PlainDateTime, language: Language): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(time.hour)}${words[language].hourSeparator}${two(time.minute)}`;
}

/** "WIB", "WITA", "WIT"; another zone by its offset at that instant, "UTC+08:00". */
export function zoneInWords(zone: string, at: Temporal.Instant): string {
  return zoneAbbreviations[zone] ?? `UTC${at.toZonedDateTimeISO(zone).offset}`;
}

/** A local date and time with its zone: "Jumat, 15 Januari 2027 pukul 23.59 WIB". */
export function momentInWords(local: Temporal.PlainDateTime, zone: string, language: Language): string {
  const at = local.toZonedDateTime(zone).toInstant();
  const joined = language === "id" ? " pukul " : " at ";
  return `${dayInWords(local.toPlainDate(), language)}${joined}${timeInWords(local, language)} ${zoneInWords(zone, at)}`;
}

/** An instant as people of a zone read it: "Senin, 1 Februari 2027 pukul 10.12 WIB". */
export function instantInWords(at: Temporal.Instant, zone: string, language: Language): string {
  return momentInWords(at.toZonedDateTimeISO(zone).toPlainDateTime(), zone, language);
}
