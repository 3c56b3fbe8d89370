import { isRealDay } from "./days.ts";
import type { EmployeeKind } from "./model.ts";
import { isContractKind } from "./ranks.ts";

/** Why a text is no NIP. */
export type NipFault =
  | "nip.missing"
  | "nip.length"
  | "nip.characters"
  | "nip.digits-lost"
  | "nip.birth-date"
  | "nip.start-month"
  | "nip.sex";

/** What a valid NIP tells. PNS: birth date, month of appointment as CPNS, sex, sequence. */
export interface NipParts {
  readonly birthDate: string;
  readonly sex: "male" | "female";
  /** `YYYY-MM` for PNS; of PPPK only the year is known, since digits 13 and 14 are no month. */
  readonly start: string;
}

/**
 * Takes off what spreadsheets and people put around a NIP: spaces of every kind, apostrophes, dots, dashes, invisible
 * marks; full-width and other digits become 0 to 9. Letters stay, so that they can be seen to be wrong.
 */
export function normaliseNip(text: string): string {
  return text.normalize("NFKC").replace(/[\s\p{Cf}\p{Pd}.'"`´‘’‛“”_/]/gu, "");
}

/** An exponent (`1,98105E+17`) is what is left of a NIP that was once a number. */
export function isExponent(text: string): boolean {
  return /^\d(?:[.,]\d+)?E\+?\d{1,2}$/i.test(text.trim());
}

/**
 * A spreadsheet keeps 15 significant digits of a number, other programs 15 to 17: from 2^53 on the rest is invented.
 * Text that ends in 000 has been through that too, for no sequence begins at 000.
 */
export function hasLostDigits(text: string, isNumber: boolean): boolean {
  if (isExponent(text)) return true;
  const digits = normaliseNip(text);
  if (!/^\d{17,19}$/.test(digits)) return false;
  return (isNumber && BigInt(digits) >= 2n ** 53n) || (digits.length === 18 && digits.endsWith("000"));
}

/** Checks a normalised NIP. Where the kind is not known, the months of both layouts are allowed. */
export function checkNip(digits: string, kind?: EmployeeKind): NipFault | NipParts {
  if (digits === "") return "nip.missing";
  if (!/^\d+$/.test(digits)) return "nip.characters";
  if (digits.length !== 18) return "nip.length";
  if (digits.endsWith("000")) return "nip.digits-lost";
  const birthDate = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`;
  // Born between 1900 and 2099, on a day that the calendar has.
  if (!/^(?:19|20)/.test(birthDate) || !isRealDay(birthDate)) return "nip.birth-date";
  const month = Number(digits.slice(12, 14));
  const isMonth = month >= 1 && month <= 12;
  if (!isMonth && kind !== undefined && !isContractKind(kind)) return "nip.start-month";
  const sex = digits[14];
  if (sex !== "1" && sex !== "2") return "nip.sex";
  const year = digits.slice(8, 12);
  const start = isMonth && !(kind && isContractKind(kind)) ? `${year}-${digits.slice(12, 14)}` : year;
  return { birthDate, start, sex: sex === "1" ? "male" : "female" };
}
