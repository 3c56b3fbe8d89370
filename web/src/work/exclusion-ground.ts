import type { Language } from "#shared/platform/text.ts";
import { dateOf } from "../i18n/format.ts";

/** What an exclusion rests on: the paper as it was recorded, or the cut-off that follows from the dates of service. */
export function groundOf(rule: string, language: Language): string {
  const word = language === "id" ? "batas" : "cut-off";
  return rule.replace(/^cut-off (\S+)$/, (_, day: string) => `${word} ${dateOf(day, language)}`);
}
