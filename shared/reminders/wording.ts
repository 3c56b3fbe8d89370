import { capitalised, type Language, say, type Text } from "../platform/text.ts";
import { common, type Noun, nouns } from "./messages.ts";

/** For whom and from whom a mail is written. `link` is an absolute http(s) address. */
export interface MailContext {
  language: Language;
  recipientName: string;
  agencyName: string;
  link: string;
  /** What follows from missing a deadline, only as the agency wrote it ("Sesuai Perwali …"). */
  agencyNote?: string;
}

/** Subject and paragraphs before they become text and HTML; `linkMark` stands where the link goes. */
export interface MailBody {
  subject: string;
  paragraphs: string[];
  button: string;
}

/** Stands for the mail's link until it is written as text or as HTML. Values cannot contain it: `plain` strips it. */
export const linkMark = "\uE000";

/** No value that people typed is longer than this in a mail. */
const longestValue = 120;

/** At most so many names stand in a list; the rest is a number. */
const namesShown = 5;

/**
 * A value that people typed, fit for one line of a mail: no line breaks or control characters (they could forge header
 * lines), nothing that turns the reading direction, no digits long enough for a NIP.
 */
export function plain(value: string): string {
  const oneLine = value
    .toWellFormed()
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, " ")
    .replace(/[\p{Cf}\p{Co}\p{Cn}\uFFFD]/gu, "")
    .replace(/\p{Nd}(?:[ .\-/]?\p{Nd}){15,}/gu, "•••")
    .replace(/\s+/gu, " ")
    .trim();
  return Array.from(oneLine).slice(0, longestValue).join("");
}

/** "5 penilaian", "1 appraisal", "2 appraisals". */
export function counted(count: number, noun: Noun, language: Language): string {
  if (language === "id") return `${count} ${noun.id}`;
  return `${count} ${count === 1 ? noun.one : noun.many}`;
}

/** "Budi, Sari dan Tono"; more than five names end in "dan 13 lainnya". The names are fit for a line already. */
export function listed(names: readonly string[], language: Language): string {
  const shown = names.slice(0, namesShown);
  const rest = names.length - shown.length;
  if (rest > 0) {
    const others = counted(rest, nouns.other, language);
    return say(common.andOthers, language, { names: shown.join(", "), rest: others });
  }
  if (shown.length < 2) return shown.join("");
  return `${shown.slice(0, -1).join(", ")} ${common.and[language]} ${shown.at(-1)}`;
}

const numberWords: Record<Language, readonly string[]> = {
  id: ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh"],
  en: ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
};

/** Small numbers in words, as a sentence begins: "Tiga"; larger ones in digits. */
export function numberInWords(count: number, language: Language): string {
  const word = numberWords[language][count];
  return word === undefined ? String(count) : capitalised(word);
}

/** A title in the mail's language, fit for one line. */
export function titleIn(title: Text, language: Language): string {
  return plain(title[language]);
}
