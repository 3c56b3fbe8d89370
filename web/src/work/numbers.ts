import { numberText } from "#shared/plans/wording.ts";
import type { Language } from "#shared/platform/text.ts";

const marks = { id: { group: ".", point: "," }, en: { group: ",", point: "." } } as const;

/**
 * What somebody typed as a decimal with a point, as the service takes it: "1.200,5" in Indonesian and "1,200.5" in English
 * are 1200.5. A mark of the other language is taken for the point where it cannot be meant to group. Undefined where it is
 * no number.
 */
export function decimalOf(typed: string, language: Language): string | undefined {
  const text = typed.trim().replace(/\s/g, "");
  const { group, point } = marks[language];
  const isGrouped = new RegExp(`^-?\\d{1,3}(\\${group}\\d{3})+(\\${point}\\d*)?$`).test(text);
  const plain = isGrouped
    ? text.replaceAll(group, "").replace(point, ".")
    : text.replace(text.includes(point) ? point : group, ".");
  return /^-?\d{1,12}(\.\d{1,4})?$/.test(plain) ? plain : undefined;
}

/** As somebody of that language would type it. */
export function typedOf(decimal: string, language: Language): string {
  return numberText(decimal)[language];
}
