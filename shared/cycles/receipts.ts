import * as z from "zod";
import { sha256 } from "../platform/fields.ts";
import { type PartId, type PartPlace, partIdSchema, placeOfPart } from "../platform/part-id.ts";
import { entity } from "../platform/table/entity.ts";
import { keys } from "../platform/table/keys.ts";
import { accessPattern } from "../platform/table/query.ts";
import type { Part } from "./part.ts";
import { arrivals } from "./states.ts";

/** What is known of a submission that came late: by the service's clock, but for what the device claims. */
export const Lateness = z.object({
  /** The deadline that it missed. */
  closesAt: z.string(),
  /** When the service had last answered the person. */
  lastSeenAt: z.string(),
  /** When the device says that it was sealed. */
  claimedAt: z.string().optional(),
  /** Which window token it came with; a token that a receipt names is used. */
  token: z.string(),
});
export type Lateness = z.infer<typeof Lateness>;

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
  arrival: z.enum(arrivals),
  lateness: Lateness.optional(),
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

/** Every receipt of a part, the oldest first. `A#<a>#E#<e>` / `C#<cycle>#PART#<nn>#RECEIPT#…` */
export function receiptsOfPart(place: PartPlace) {
  return accessPattern([receiptEntity], (agency) => {
    const { pk, sk } = keys.receipt(agency, place, 0);
    return { partition: pk, beginsWith: sk.slice(0, sk.lastIndexOf("#") + 1) };
  });
}

/** The part's next receipt. The part itself must then be written with `receipts` grown by one, in the same transaction. */
export function nextReceipt(
  part: Pick<Part, "id" | "receipts">,
  about: Pick<Receipt, "what" | "evaluation" | "contentVersion" | "hash" | "receivedAt"> &
    Partial<Pick<Receipt, "arrival" | "lateness">>,
): Receipt {
  const sequence = part.receipts + 1;
  return { arrival: "on-time", ...about, part: part.id, sequence, number: receiptNumber(part.id, sequence) };
}

export function receiptNumber(part: PartId, sequence: number): string {
  return `${part}-${sequence}`;
}
