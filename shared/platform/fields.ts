import * as z from "zod";
import type { Verdict } from "./verdict.ts";

/**
 * How a family of shapes treats undeclared fields. What we store and return is made with `stripping`, what clients send
 * with `refusing`: one description, both readings, at every depth (zod's own `.strict()` reaches one level only).
 */
export type ObjectMaker = <S extends z.ZodRawShape>(shape: S) => z.ZodObject<S>;
export const stripping: ObjectMaker = (shape) => z.object(shape);
export const refusing: ObjectMaker = (shape) => z.strictObject(shape);

// Control characters break sheets, mails and PDF; Unicode is composed so that equal texts are equal bytes.
const oneLine = /^\P{Cc}*$/u;
const manyLines = /^(?:\P{Cc}|[\n\r\t])*$/u;

/** A text without line breaks, trimmed; may be empty. */
export function line(maximum: number) {
  return z.string().trim().normalize("NFC").max(maximum).regex(oneLine);
}

/** A text that may have line breaks, trimmed; may be empty. */
export function prose(maximum: number) {
  return z.string().trim().normalize("NFC").max(maximum).regex(manyLines);
}

/** A decimal number as text with a point, at most 12 digits and 4 decimals; never a binary float. */
export const decimalText = z.string().regex(/^-?\d{1,12}(\.\d{1,4})?$/);

/** SHA-256 in lower-case hexadecimal. */
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A short name that a client gives to a thing inside its parent (an indicator, a piece of evidence). */
export const key = z.string().regex(/^[a-z0-9-]{1,24}$/);

/** Where the web may lead a reader: http and https only, so that a stored link can never run script. */
export const webLink = z.url({ protocol: /^https?$/ }).max(2000);

/** A text in both languages. */
export const bothLanguages = z.object({ id: z.string(), en: z.string() });

/** A rule's finding on the wire; `codes` is the closed list of its area. */
export function verdictModel<const C extends readonly [string, ...string[]]>(codes: C) {
  return z.object({
    code: z.enum(codes),
    weight: z.enum(["blocking", "question"]),
    path: z.string(),
    values: z.record(z.string(), z.union([z.string(), z.number(), bothLanguages])),
  }) satisfies z.ZodType<Verdict>;
}
