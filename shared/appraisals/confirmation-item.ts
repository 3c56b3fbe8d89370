import * as z from "zod";
import { derivedId } from "#shared/platform/digest.ts";
import { sha256 } from "#shared/platform/fields.ts";
import { type Id, idSchema } from "#shared/platform/ids.ts";
import { partIdSchema } from "#shared/platform/part-id.ts";
import { entity } from "#shared/platform/table/entity.ts";
import { keys } from "#shared/platform/table/keys.ts";

/** So many people at once: each is read, and each becomes final by itself. */
export const mostConfirmed = 40;

/** One prepared draft, by the digest of its ratings as they were when the link was made or last put right through it. */
export const PreparedDraft = z.object({
  part: partIdSchema,
  hash: sha256,
  /** Made final through this link: once, whatever becomes of the result later. */
  isConfirmed: z.boolean(),
});

/**
 * What an external official is asked to confirm in one evaluation. The link's code is derived from the id and `number` and
 * never stored; asking again raises the number, and the link before is void.
 */
export const Confirmation = z.object({
  confirmationId: idSchema("confirmation"),
  official: idSchema("official"),
  cycleId: idSchema("cycle"),
  evaluationId: idSchema("evaluation"),
  number: z.int().min(1).max(9999),
  state: z.enum(["open", "used"]),
  expiresAt: z.iso.datetime(),
  /** To the official's own mail; without an address, handed over by whoever asked. */
  channel: z.enum(["mail", "slip"]),
  drafts: z.array(PreparedDraft).min(1).max(mostConfirmed),
  askedBy: idSchema("member"),
  askedByName: z.string(),
  askedAt: z.iso.datetime(),
});
export type Confirmation = z.infer<typeof Confirmation>;

export const confirmationEntity = entity({
  name: "confirmation",
  keyClass: "confirmations",
  schema: 1,
  model: Confirmation,
  key: (agency, ref: Pick<Confirmation, "confirmationId">) => keys.confirmation(agency, ref.confirmationId),
});

/** An official is asked once for an evaluation, as often as it takes. */
export function confirmationIdOf(
  agency: Id<"agency">,
  { official, evaluationId }: Pick<Confirmation, "official" | "evaluationId">,
): Id<"confirmation"> {
  return derivedId("confirmation", agency, official, evaluationId);
}
