import * as z from "zod";
import { PartSummary } from "#shared/cycles/part.ts";
import { Lateness, Receipt } from "#shared/cycles/receipts.ts";
import { Seal, sealedShape } from "#shared/cycles/seals.ts";
import { lateArrivals } from "#shared/cycles/states.ts";
import { bothLanguages, sha256 } from "#shared/platform/fields.ts";
import { idSchema } from "#shared/platform/ids.ts";
import { partIdSchema } from "#shared/platform/part-id.ts";
import { byLink, can, route } from "#shared/platform/route.ts";
import { ApproveAsked, AskedPlanView, ReturnAsked } from "./asked.ts";
import {
  ApprovePlan,
  FrameDraft,
  PlanDecision,
  PlanState,
  PlanVerdict,
  PlanVersion,
  ResultDraft,
  ReturnPlan,
  SavePlanFrame,
  SaveResultDraft,
} from "./model.ts";
import { type PlanAction, planWorkflow } from "./workflow.ts";

/** A finding with its sentence. */
const FindingView = PlanVerdict.pick({ code: true, weight: true, path: true }).extend({
  text: bothLanguages,
});

const PlanVersionView = PlanVersion.extend({ questions: z.array(FindingView) });

const planActions = Object.keys(planWorkflow.steps) as [PlanAction, ...PlanAction[]];

/** A part's plan on one page. Drafts are there for their employee alone: nobody reads along while somebody writes. */
export const PlanView = z.object({
  part: PartSummary,
  state: PlanState,
  since: z.string(),
  /** 0 where there is none. The approved one is in force until the next is approved. */
  submittedVersion: z.int(),
  approvedVersion: z.int(),
  /** What the caller may do now, as far as the state goes. */
  actions: z.array(z.enum(planActions)),
  /** The version in force and the last submitted one, whole; the others by their heads in `history`. */
  versions: z.array(PlanVersionView),
  history: z.array(PlanVersion.pick({ number: true, basedOn: true, hash: true, submittedAt: true })),
  decisions: z.array(PlanDecision),
  /** Where the last submitted version came late, by its window as it stands now: what is known of that. */
  late: Lateness.omit({ token: true })
    .extend({ arrival: z.enum(lateArrivals), receivedAt: z.string() })
    .nullable(),
  receipts: z.array(Receipt.omit({ part: true, sequence: true, evaluation: true })),
  /** For its employee while it may be submitted: what a submission that comes late without proof must carry. */
  windowToken: z.string().nullable(),
  draft: z
    .object({
      frame: FrameDraft.nullable(),
      results: z.array(ResultDraft),
      /** What a submission of the drafts would still lack, or be asked about. */
      findings: z.array(FindingView),
    })
    .nullable(),
});
export type PlanView = z.input<typeof PlanView>;

const SubmitPlan = z.strictObject(sealedShape);

/** Which results of which part of one's own to begin from; all of its plan where none are named. */
const CopyPlan = z.strictObject({
  from: partIdSchema,
  results: z.array(idSchema("result")).min(1).max(30).optional(),
});

const plan = "/v1/cycles/{cycleId}/parts/{partId}/plan";
const own = { when: "own-part" } as const;
const appraiser = { when: "appraiser-of-part" } as const;
/** Why a plan cannot be decided on through a link. */
const linkedErrors = [
  "confirmation.invalid",
  "confirmation.expired",
  "confirmation.used",
  "confirmation.changed",
  "state.transition",
  "part.excluded",
  "window.not-yet",
  "window.closed",
  "edit.conflict",
] as const;

export const planRoutes = {
  readPlan: route({
    method: "GET",
    path: plan,
    access: can("plan.read", { when: "reader-of-part" }),
    summary: "A plan with its versions, decisions and notes; for its employee also the drafts.",
    returns: PlanView,
  }),
  saveResultDraft: route({
    method: "PUT",
    path: `${plan}/drafts/{resultId}`,
    access: can("plan.write", own),
    summary: "Save one result as a draft.",
    body: SaveResultDraft,
    returns: ResultDraft,
    errors: ["window.not-yet", "window.closed", "edit.conflict"],
  }),
  removeResultDraft: route({
    method: "DELETE",
    path: `${plan}/drafts/{resultId}`,
    access: can("plan.write", own),
    summary: "Take one result out of the drafts; `If-Match` names the version that was read.",
    errors: ["window.not-yet", "window.closed", "edit.conflict"],
  }),
  savePlanFrame: route({
    method: "PUT",
    path: `${plan}/frame`,
    access: can("plan.write", own),
    summary: "Save what a plan has beside its results: approach, expectations, annexes.",
    body: SavePlanFrame,
    returns: FrameDraft,
    errors: ["window.not-yet", "window.closed", "edit.conflict"],
  }),
  sealPlanDraft: route({
    method: "POST",
    path: `${plan}/seals`,
    access: can("plan.write", own),
    summary: "Record the hash of a draft that cannot be sent whole yet, with the time at which it arrived.",
    body: z.strictObject({ hash: sha256 }),
    returns: Seal.omit({ part: true }),
    errors: ["window.not-yet", "window.closed"],
  }),
  submitPlan: route({
    method: "POST",
    path: `${plan}/submission`,
    access: can("plan.submit", own),
    summary: "Submit the drafts as one plan, unchanged from then on, and get a numbered receipt.",
    body: SubmitPlan,
    returns: PlanView,
    errors: [
      "plan.incomplete",
      "state.transition",
      "part.excluded",
      "window.not-yet",
      "window.closed",
      "edit.conflict",
    ],
  }),
  approvePlan: route({
    method: "POST",
    path: `${plan}/approval`,
    access: can("plan.decide", appraiser),
    summary: "Approve the version that was read, named by its number and hash.",
    body: ApprovePlan,
    returns: PlanView,
    errors: ["state.transition", "part.excluded", "window.not-yet", "window.closed", "edit.conflict"],
  }),
  returnPlan: route({
    method: "POST",
    path: `${plan}/return`,
    access: can("plan.decide", appraiser),
    summary: "Return the version that was read, with a reason and notes beside its fields.",
    body: ReturnPlan,
    returns: PlanView,
    errors: ["state.transition", "part.excluded", "window.not-yet", "window.closed", "edit.conflict"],
  }),
  approveAskedPlan: route({
    method: "POST",
    path: "/v1/confirmations/plan-approval",
    access: byLink,
    summary:
      "Approve one plan that an external official was asked about, as it was shown, in the official's own name.",
    body: ApproveAsked,
    returns: AskedPlanView,
    errors: linkedErrors,
  }),
  returnAskedPlan: route({
    method: "POST",
    path: "/v1/confirmations/plan-return",
    access: byLink,
    summary:
      "Return one plan that an external official was asked about, with a reason, in the official's own name.",
    body: ReturnAsked,
    returns: AskedPlanView,
    errors: linkedErrors,
  }),
  amendPlan: route({
    method: "POST",
    path: `${plan}/amendment`,
    access: can("plan.write", own),
    summary: "Begin to amend an approved plan, which stays in force meanwhile; the drafts begin as it is.",
    returns: PlanView,
    errors: ["state.transition", "part.excluded", "window.not-yet", "window.closed", "edit.conflict"],
  }),
  keepPlan: route({
    method: "POST",
    path: `${plan}/kept`,
    access: can("plan.write", own),
    summary: "Give an amendment up: the approved plan goes on, and the drafts are as it is.",
    returns: PlanView,
    errors: ["state.transition", "part.excluded", "edit.conflict"],
  }),
  copyPlan: route({
    method: "POST",
    path: `${plan}/copy`,
    access: can("plan.write", own),
    summary: "Copy results of an earlier part or cycle of one's own into the drafts; what is there stays.",
    body: CopyPlan,
    returns: PlanView,
    errors: ["plan.source-empty", "window.not-yet", "window.closed", "edit.conflict"],
  }),
} as const;
