import * as z from "zod";
import { sha256 } from "../platform/fields.ts";
import { type PartId, partIdSchema, placeOfPart } from "../platform/part-id.ts";
import { entity } from "../platform/table/entity.ts";
import { keys } from "../platform/table/keys.ts";
import type { Part } from "./part.ts";

/** Tanda terima: that something was submitted, when, and exactly what. Never changed. */
export const Receipt = z.object({
  part: partIdSchema,
  /** `<part>-<n>`, as people quote it. */
  number: z.string(),
  sequence: z.int().positive(),
  what: z.enum(["plan", "report", "evaluation"]),
  /** The evaluation's id, where it is about one. */
  evaluation: z.string().optional(),
  /** Which version of the plan, or which final version of the evaluation; a report has one. */
  contentVersion: z.int().positive(),
  /** SHA-256 of the canonical content submitted. */
  hash: sha256,
  receivedAt: z.string(),
  /** How it stands to its deadline; proven: the server had recorded this very hash before the deadline. */
  arrival: z.enum(["on-time", "on-time-proven"]),
});
export type Receipt = z.infer<typeof Receipt>;

export const receiptEntity = entity({
  name: "receipt",
  keyClass: "person",
  schema: 1,
  model: Receipt,
  key: (agency, ref: Pick<Receipt, "part" | "sequence">) =>
    keys.receipt(agency, placeOfPart(ref.part), ref.sequence),
});

/** The part's next receipt. The part itself must then be written with `receipts` grown by one, in the same transaction. */
export function nextReceipt(
  part: Pick<Part, "id" | "receipts">,
  about: Pick<Receipt, "what" | "evaluation" | "contentVersion" | "hash" | "receivedAt"> &
    Partial<Pick<Receipt, "arrival">>,
): Receipt {
  const sequence = part.receipts + 1;
  return { arrival: "on-time", ...about, part: part.id, sequence, number: receiptNumber(part.id, sequence) };
}

export function receiptNumber(part: PartId, sequence: number): string {
  return `${part}-${sequence}`;
}
