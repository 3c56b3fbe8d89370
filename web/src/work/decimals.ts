import type { Language } from "#shared/platform/text.ts";

/** At most 12 digits before the point and 4 after it, as the service keeps numbers. */
const kept = /^-?\d{1,12}(\.\d{1,4})?$/;

/**
 * A number as people type it, as the service keeps it ("1200.5"); undefined where it is none. Both signs are known as a
 * decimal point, since phones offer either; a sign between groups of three digits parts thousands in its own language.
 */
export function readDecimal(typed: string, language: Language): string | undefined {
  const text = typed
    .trim()
    .replaceAll(/[\s\u00a0]/g, "")
    .replace(/^−/, "-");
  const [group, point] = language === "id" ? [".", ","] : [",", "."];
  const isGrouped = new RegExp(`^-?[1-9]\\d{0,2}(\\${group}\\d{3})+(\\${point}\\d+)?$`).test(text);
  const plain = isGrouped ? text.replaceAll(group, "").replace(point, ".") : text.replace(",", ".");
  return kept.test(plain) ? plain : undefined;
}

/** The number as it stands in a field: with the language's decimal point and no sign between thousands. */
export function writeDecimal(value: string, language: Language): string {
  return language === "id" ? value.replace(".", ",") : value;
}
