import { numberOf } from "../../i18n/format.ts";
import { useLanguage } from "../../i18n/language.ts";

/** Counts as one reads them: "1.240". */
export function useNumber(): (count: number) => string {
  const language = useLanguage();
  return (count) => numberOf(count, language);
}
