import * as z from "zod";
import { BothLanguages } from "#shared/cycles/model.ts";
import { ExternalOfficial } from "#shared/people/model.ts";
import { AskedPlanView, linkCode } from "#shared/plans/asked.ts";
import { bothLanguages, refusing, sha256 } from "#shared/platform/fields.ts";
import { idSchema } from "#shared/platform/ids.ts";
import { partIdSchema } from "#shared/platform/part-id.ts";
import { AskedPlan, Confirmation, PreparedDraft } from "./confirmation-item.ts";
import { mostAtOnce } from "./limits.ts";
import { AppraisalVerdict, Evidence, PredicateModel, Ratings, ratingShapes } from "./model.ts";

/** As whoever asked sees it; the link itself only where there is no mail, and only in the answer to asking. */
export const ConfirmationAsked = Confirmation.pick({
  state: true,
  expiresAt: true,
  channel: true,
  askedByName: true,
  askedAt: true,
}).extend({
  drafts: z.array(PreparedDraft.pick({ part: true, isConfirmed: true })),
  plans: z.array(AskedPlan.pick({ part: true, decision: true })),
  link: z.url().optional(),
});

export const AskConfirmation = z.strictObject({ parts: z.array(partIdSchema).min(1).max(mostAtOnce.drafts) });
export const AskPlanDecisions = z.strictObject({ parts: z.array(partIdSchema).min(1).max(mostAtOnce.plans) });

export const ReadConfirmation = z.strictObject({ code: linkCode });
const shown = { code: linkCode, part: partIdSchema, hash: sha256 };
/** Puts one draft right, as it was shown. */
export const CorrectPrepared = z.strictObject({ ...shown, ratings: ratingShapes(refusing).Ratings });
/** Makes one draft final, as it was shown; `isSeenAnew` for one that had changed since the link was made. */
export const ConfirmPrepared = z.strictObject({ ...shown, isSeenAnew: z.boolean().default(false) });

/**
 * How a draft stands: as the link has it, changed since, made final through the link, or no longer waiting for it (another
 * appraiser, final already, taken away).
 */
export const preparedStates = ["prepared", "changed", "confirmed", "settled"] as const;

const Finding = AppraisalVerdict.pick({ code: true, weight: true, path: true }).extend({
  text: bothLanguages,
});

/** One person on the official's page. */
export const PreparedPerson = z.object({
  part: partIdSchema,
  name: z.string(),
  post: z.string(),
  state: z.enum(preparedStates),
  /** What is there to confirm; null where nothing is any more. */
  draft: z
    .object({
      hash: sha256,
      ratings: Ratings,
      predicate: PredicateModel.nullable(),
      findings: z.array(Finding),
      /** The report came late and waits for the official's word: confirming accepts it. */
      isLate: z.boolean(),
      /** The employee's evidence by result, which reasons may rest on. */
      evidence: z.array(
        z.object({ result: idSchema("result"), text: z.string(), evidence: z.array(Evidence) }),
      ),
    })
    .nullable(),
  /** Of what was made final through the link. */
  predicate: PredicateModel.nullable(),
});
export type PreparedPerson = z.input<typeof PreparedPerson>;

/** What the official's page shows: ratings of one evaluation, or plans of the cycle. */
export const ConfirmationView = z.object({
  agency: z.object({ name: z.string(), zone: z.string() }),
  official: ExternalOfficial.pick({ office: true, name: true }),
  askedByName: z.string(),
  askedAt: z.string(),
  expiresAt: z.string(),
  cycle: z.object({ title: BothLanguages }),
  /** Null where the link is about plans. */
  evaluation: z.object({ title: BothLanguages, provisional: z.boolean() }).nullable(),
  people: z.array(PreparedPerson),
  plans: z.array(AskedPlanView),
});
export type ConfirmationView = z.input<typeof ConfirmationView>;
