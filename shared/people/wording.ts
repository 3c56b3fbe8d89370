/** For lists and logs: a NIP tells birth date and sex (UU 27/2022), so only its year and last three digits are shown. */
export function maskNip(digits: string): string {
  const shown =
    digits.length >= 12 ? `${digits.slice(0, 4)}${"•".repeat(digits.length - 7)}${digits.slice(-3)}` : "";
  return shown === "" ? "•".repeat(digits.length) : shown;
}
