/** What somebody looks for by what they typed. */
export type Wanted =
  | { readonly kind: "nothing" }
  | { readonly kind: "too-short" }
  | { readonly kind: "part-of-nip"; readonly digits: number }
  | { readonly kind: "nip"; readonly nip: string }
  | { readonly kind: "name"; readonly name: string };

const lettersAtLeast = 3;
const nipDigits = 18;
export function wantedBy(typed: string): Wanted {
  const text = typed.trim();
  if (text === "") return { kind: "nothing" };
  const digits = text.replace(/[\s.'’_-]/g, "");
  if (/^\d+$/.test(digits)) {
    return digits.length === nipDigits
      ? { kind: "nip", nip: digits }
      : { kind: "part-of-nip", digits: digits.length };
  }
  return text.length < lettersAtLeast ? { kind: "too-short" } : { kind: "name", name: text.slice(0, 80) };
}
