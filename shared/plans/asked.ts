import * as z from "zod";
import { bothLanguages, prose, sha256 } from "#shared/platform/fields.ts";
import { partIdSchema } from "#shared/platform/part-id.ts";
import { PlanContent, PlanVerdict, ReturnPlan } from "./model.ts";

/** The code of the link by which an external official decides. It goes in the body: no log gets to see it. */
export const linkCode = z.string().min(20).max(200);

/** The plan as it was shown; `isSeenAnew` for one that is not the version that the link was made for. */
const shown = {
  code: linkCode,
  part: partIdSchema,
  version: z.int().positive(),
  hash: sha256,
  isSeenAnew: z.boolean().default(false),
};
export const ApproveAsked = z.strictObject({ ...shown, note: prose(2000).default("") });
export const ReturnAsked = z.strictObject({ ...shown, reason: ReturnPlan.shape.reason });

/**
 * How a plan stands that an official was asked about: as the link has it, sent anew since, decided on through the link, or
 * no longer waiting for it (another appraiser, decided already, taken away).
 */
export const askedPlanStates = ["asked", "changed", "approved", "returned", "settled"] as const;

/** One person's plan on the official's page. */
export const AskedPlanView = z.object({
  part: partIdSchema,
  name: z.string(),
  post: z.string(),
  state: z.enum(askedPlanStates),
  /** What there is to decide on; null where nothing is any more. */
  plan: z
    .object({
      version: z.int(),
      hash: sha256,
      content: PlanContent,
      /** What stood open when it was submitted. */
      questions: z.array(PlanVerdict.pick({ code: true, path: true }).extend({ text: bothLanguages })),
      /** It came after its deadline: approving accepts that. */
      isLate: z.boolean(),
      /** An earlier version is in force until this one is approved. */
      isAmendment: z.boolean(),
    })
    .nullable(),
});
export type AskedPlanView = z.input<typeof AskedPlanView>;
