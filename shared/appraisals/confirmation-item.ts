import * as z from "zod";
import { PlanDecision } from "#shared/plans/model.ts";
import { derivedId } from "#shared/platform/digest.ts";
import { sha256 } from "#shared/platform/fields.ts";
import { type Id, idSchema } from "#shared/platform/ids.ts";
import { partIdSchema } from "#shared/platform/part-id.ts";
import { entity } from "#shared/platform/table/entity.ts";
import { keys } from "#shared/platform/table/keys.ts";
import { mostAtOnce } from "./limits.ts";

/** One prepared draft, by the digest of its ratings as they were when the link was made or last put right through it. */
export const PreparedDraft = z.object({
  part: partIdSchema,
  hash: sha256,
  /** Made final through this link: once, whatever becomes of the result later. */
  isConfirmed: z.boolean(),
});

/** One submitted plan, by the version that waited when the link was made or was last decided on through it. */
export const AskedPlan = z.object({
  part: partIdSchema,
  version: z.int().positive(),
  hash: sha256,
  /** Decided through this link: once, whatever becomes of the plan later. */
  decision: PlanDecision.shape.decision.nullable(),
});

/**
 * What an external official is asked for: to confirm drafts in one evaluation, or to decide on the plans of a cycle. The
 * link's code is derived from the id and `number` and never stored; asking again raises the number, and the link before is
 * void.
 */
export const Confirmation = z.object({
  confirmationId: idSchema("confirmation"),
  official: idSchema("official"),
  cycleId: idSchema("cycle"),
  /** Absent where it is about plans. */
  evaluationId: idSchema("evaluation").optional(),
  number: z.int().min(1).max(9999),
  state: z.enum(["open", "used"]),
  expiresAt: z.iso.datetime(),
  /** To the official's own mail; without an address, handed over by whoever asked. */
  channel: z.enum(["mail", "slip"]),
  drafts: z.array(PreparedDraft).max(mostAtOnce.drafts),
  plans: z.array(AskedPlan).max(mostAtOnce.plans).default([]),
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

/** What there is of a link while its official still decides. */
export type BoundTo = Pick<Confirmation, "drafts" | "plans">;

/** Once the last of them is decided on, the link has done its work. */
export function stateOfLink({ drafts, plans }: BoundTo): Confirmation["state"] {
  const isDone =
    drafts.every(({ isConfirmed }) => isConfirmed) && plans.every(({ decision }) => decision !== null);
  return isDone ? "used" : "open";
}

/** An official is asked once for an evaluation, and once for the plans of a cycle, as often as it takes. */
export function confirmationIdOf(
  agency: Id<"agency">,
  { official, cycleId, evaluationId }: Pick<Confirmation, "official" | "cycleId" | "evaluationId">,
): Id<"confirmation"> {
  return derivedId("confirmation", agency, official, evaluationId ?? cycleId);
}
