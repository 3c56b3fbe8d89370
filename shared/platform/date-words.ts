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

/** A calendar day in plain numbers; a Temporal one will do, but browsers do not load Temporal. */
export type Day = Pick<Temporal.PlainDate, "day" | "month" | "year" | "dayOfWeek">;
type TimeOfDay = Pick<Temporal.PlainTime, "hour" | "minute">;

/** "Jumat", "Friday". */
export function weekdayInWords(date: Pick<Day, "dayOfWeek">, language: Language): string {
  return words[language].days[date.dayOfWeek - 1] ?? "";
}

/** "Januari", "January". */
export function monthInWords(date: Pick<Day, "month">, language: Language): string {
  return words[language].months[date.month - 1] ?? "";
}

/** "15 Januari 2027", "15 January 2027". */
export function dateInWords(date: Omit<Day, "dayOfWeek">, language: Language): string {
  return `${date.day} ${monthInWords(date, language)} ${date.year}`;
}

/** "Jumat, 15 Januari 2027", "Friday, 15 January 2027". */
export function dayInWords(date: Day, language: Language): string {
  return `${weekdayInWords(date, language)}, ${dateInWords(date, language)}`;
}

/** "23.59" in Indonesian, "23:59" in English. */
export function timeInWords(time: TimeOfDay, language: Language): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(time.hour)}${words[language].hourSeparator}${two(time.minute)}`;
}

/** "WIB", "WITA", "WIT"; undefined for a zone elsewhere. */
export function zoneAbbreviation(zone: string): string | undefined {
  return zoneAbbreviations[zone];
}

/** As `zoneAbbreviation`, and a zone elsewhere by its offset at that instant, "UTC+08:00". */
export function zoneInWords(zone: string, at: Temporal.Instant): string {
  return zoneAbbreviation(zone) ?? `UTC${at.toZonedDateTimeISO(zone).offset}`;
}

/** A day and a time with the zone they are meant in: "Jumat, 15 Januari 2027 pukul 23.59 WIB". */
export function joinMoment(at: Day & TimeOfDay, zone: string, language: Language): string {
  const joined = language === "id" ? " pukul " : " at ";
  return `${dayInWords(at, language)}${joined}${timeInWords(at, language)} ${zone}`;
}

/** A local date and time with its zone: "Jumat, 15 Januari 2027 pukul 23.59 WIB". */
export function momentInWords(local: Temporal.PlainDateTime, zone: string, language: Language): string {
  const at = local.toZonedDateTime(zone).toInstant();
  return joinMoment(local, zoneInWords(zone, at), language);
}

/** An instant as people of a zone read it: "Senin, 1 Februari 2027 pukul 10.12 WIB". */
export function instantInWords(at: Temporal.Instant, zone: string, language: Language): string {
  return momentInWords(at.toZonedDateTimeISO(zone).toPlainDateTime(), zone, language);
}
