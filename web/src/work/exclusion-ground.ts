import type { Language } from "#shared/platform/text.ts";
import { dateOf } from "../i18n/format.ts";

const words = { id: "batas", en: "cut-off" } as const;

/** What an exclusion rests on: the paper as it was recorded, or the cut-off that follows from the dates of service. */
export function groundOf(rule: string, language: Language): string {
  const cutOff = /^cut-off (\S+)$/.exec(rule)?.[1];
  return cutOff === undefined ? rule : `${words[language]} ${dateOf(cutOff, language)}`;
}
