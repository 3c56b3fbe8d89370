import * as z from "zod";
import { BothLanguages, Period } from "#shared/cycles/model.ts";
import { PartSummary } from "#shared/cycles/part.ts";
import { Seal } from "#shared/cycles/seals.ts";
import { evaluationStates, lateArrivals, planStates } from "#shared/cycles/states.ts";
import { PlanVersion } from "#shared/plans/model.ts";
import { bothLanguages, sha256 } from "#shared/platform/fields.ts";
import { idSchema } from "#shared/platform/ids.ts";
import { PageQuery, pageModel } from "#shared/platform/pages.ts";
import { partIdSchema } from "#shared/platform/part-id.ts";
import { byLink, can, route } from "#shared/platform/route.ts";
import {
  AskConfirmation,
  AskPlanDecisions,
  ConfirmationAsked,
  ConfirmationView,
  ConfirmPrepared,
  CorrectPrepared,
  PreparedPerson,
  ReadConfirmation,
} from "./confirmations.ts";
import {
  AcknowledgeEvaluation,
  AppraisalVerdict,
  BreachModel,
  DeclineReport,
  DraftInBulk,
  EvaluationKind,
  EvaluationStateModel,
  EvaluationVersion,
  Explanation,
  HeadroomModel,
  LateReport,
  OrganisationPredicateModel,
  RatingDraft,
  RatingModel,
  Reception,
  RefuseEvaluation,
  ReopenEvaluation,
  Reopening,
  Report,
  SaveRatings,
  SaveReport,
  SetOrganisationPredicate,
  SubmitEvaluation,
  SubmitReport,
  SubmittedReport,
} from "./model.ts";
import { OrganisationRating } from "./organisation-item.ts";
import { type EvaluationAction, evaluationWorkflow } from "./workflow.ts";

const FindingView = AppraisalVerdict.pick({ code: true, weight: true, path: true }).extend({
  text: bothLanguages,
});

const ReportDraft = z.object({ version: z.int(), report: Report, savedAt: z.string() });

const evaluationActions = Object.keys(evaluationWorkflow.steps) as [EvaluationAction, ...EvaluationAction[]];

/** What an appraiser has beside the evidence: the own draft, what it still lacks, and the room that is left. */
const RaterView = z.object({
  draft: RatingDraft.nullable(),
  findings: z.array(FindingView),
  /** What the criteria of the overall work result suggest; null where they are silent. */
  suggestedResult: RatingModel.nullable(),
  organisation: z.object({
    unit: idSchema("unit"),
    name: z.string(),
    predicate: OrganisationPredicateModel.nullable(),
    label: bothLanguages.nullable(),
    rule: bothLanguages.nullable(),
    /** The person leads the very unit that was given the predicate: its achievement is their work result. */
    isHead: z.boolean(),
  }),
  /** Of everyone whom that predicate governs, drafts apart; null before it is set or anything was counted. */
  headroom: HeadroomModel.nullable(),
  breaches: z.array(BreachModel.extend({ text: bothLanguages })),
  /** The same words for several of one's people, to be looked at before sending. */
  repeated: z.array(z.object({ text: z.string(), people: z.array(z.string()) })),
});
export type RaterView = z.input<typeof RaterView>;

/**
 * One evaluation on one page. Its employee sees the own report draft and the final result; its appraiser the report and
 * the own rating draft; who oversees sees what was sent and what is final.
 */
export const EvaluationView = z.object({
  part: PartSummary,
  evaluation: z.object({
    id: idSchema("evaluation"),
    kind: EvaluationKind,
    title: BothLanguages,
    label: BothLanguages,
    /** The days that are appraised: the evaluation's as far as they are the part's. */
    period: Period,
    provisional: z.boolean(),
  }),
  state: EvaluationStateModel,
  since: z.string(),
  actions: z.array(z.enum(evaluationActions)),
  plan: PlanVersion.pick({ number: true, hash: true, content: true }).nullable(),
  report: SubmittedReport.nullable(),
  /** Where the last report came late: what is known of that, and what was decided. */
  late: LateReport.nullable(),
  /** For its employee while a report may be sent: what one that comes late without proof must carry. */
  windowToken: z.string().nullable(),
  reportDraft: ReportDraft.extend({ findings: z.array(FindingView) }).nullable(),
  final: EvaluationVersion.omit({ report: true, questions: true })
    .extend({
      label: bothLanguages,
      /** From this instant on silence counts as receipt; until then it is acknowledged or refused. */
      deemedReceivedAt: z.string(),
    })
    .nullable(),
  readAt: z.string().nullable(),
  receipt: Reception.nullable(),
  reopenings: z.array(Reopening),
  /** On the page itself only; the answer to a step leaves it out. */
  rater: RaterView.nullable(),
});
export type EvaluationView = z.input<typeof EvaluationView>;

const OrganisationRatingView = OrganisationRating.extend({ version: z.int() });

const Waiting = z.object({
  what: z.enum(["plan", "evaluation"]),
  evaluation: idSchema("evaluation").optional(),
  state: z.enum([...planStates, ...evaluationStates]),
  since: z.string(),
  waitsFor: z.enum(["employee", "appraiser", "superior"]),
  /** What waits came after its deadline. */
  arrival: z.enum(lateArrivals).optional(),
});

/** One of an appraiser's people in a cycle. */
export const TeamRow = z.object({
  part: partIdSchema,
  employeeId: idSchema("employee"),
  name: z.string(),
  post: z.string(),
  unit: idSchema("unit"),
  from: z.string(),
  to: z.string(),
  /** open: waits for the appraiser. wait: only for the employee. */
  group: z.enum(["open", "wait", "done", "excluded"]),
  plan: z.object({ state: z.enum(planStates), since: z.string() }),
  evaluations: z.array(
    z.object({ id: idSchema("evaluation"), state: EvaluationStateModel, since: z.string() }),
  ),
  waiting: z.array(Waiting),
});
export type TeamRow = z.input<typeof TeamRow>;

const TeamQuery = PageQuery.extend({ cycle: idSchema("cycle") });
const InboxQuery = TeamQuery.extend({ limit: z.coerce.number().int().min(1).max(200).default(20) });

const evaluation = "/v1/cycles/{cycleId}/parts/{partId}/evaluations/{evaluationId}";
const confirmation = "/v1/officials/{officialId}/cycles/{cycleId}/evaluations/{evaluationId}/confirmation";
const planConfirmation = "/v1/officials/{officialId}/cycles/{cycleId}/plans/confirmation";
const linkErrors = ["confirmation.invalid", "confirmation.expired", "confirmation.used"] as const;
const own = { when: "own-part" } as const;
const assistant = { when: "assistant-of-official" } as const;
const appraiser = { when: "appraiser-of-part" } as const;
const reader = { when: "reader-of-part" } as const;

/** Why a rating cannot become final, whoever makes it so and from where. */
const finalErrors = [
  "appraisal.incomplete",
  "appraisal.organisation-first",
  "appraisal.no-plan",
  "state.transition",
  "part.excluded",
  "window.not-yet",
  "window.closed",
  "edit.conflict",
] as const;

export const appraisalRoutes = {
  readEvaluation: route({
    method: "GET",
    path: evaluation,
    access: can("evaluation.read", reader),
    summary:
      "An evaluation: plan, report and result; for its appraiser also the rating draft and the room left.",
    returns: EvaluationView,
  }),
  saveReport: route({
    method: "PUT",
    path: `${evaluation}/report`,
    access: can("evaluation.report", own),
    summary: "Save the report as a draft.",
    body: SaveReport,
    returns: ReportDraft,
    errors: ["window.not-yet", "window.closed", "edit.conflict"],
  }),
  sealReport: route({
    method: "POST",
    path: `${evaluation}/report/seals`,
    access: can("evaluation.report", own),
    summary: "Record the hash of a report that cannot be sent whole yet, with the time at which it arrived.",
    body: z.strictObject({ hash: sha256 }),
    returns: Seal.omit({ part: true }),
    errors: ["window.not-yet", "window.closed"],
  }),
  submitReport: route({
    method: "POST",
    path: `${evaluation}/report/submission`,
    access: can("evaluation.report", own),
    summary: "Send the report that was read to the appraiser and get a numbered receipt.",
    body: SubmitReport,
    returns: EvaluationView,
    errors: [
      "report.incomplete",
      "appraisal.no-plan",
      "state.transition",
      "part.excluded",
      "window.not-yet",
      "window.closed",
      "edit.conflict",
    ],
  }),
  retractReport: route({
    method: "POST",
    path: `${evaluation}/report/withdrawal`,
    access: can("evaluation.report", own),
    summary: "Take the report back while the appraiser has not begun.",
    returns: EvaluationView,
    errors: ["state.transition", "part.excluded", "window.not-yet", "window.closed", "edit.conflict"],
  }),
  declineReport: route({
    method: "POST",
    path: `${evaluation}/report/decline`,
    access: can("evaluation.rate", appraiser),
    summary:
      "Decline a report that came late, with a reason that its employee reads; rating it means accepting it.",
    body: DeclineReport,
    returns: EvaluationView,
    errors: ["official.decides", "report.not-late", "state.transition", "part.excluded", "edit.conflict"],
  }),
  reopenReport: route({
    method: "POST",
    path: `${evaluation}/report/reopening`,
    access: can("evaluation.rate", appraiser),
    summary: "Let a person report after all whose evaluation was closed without report.",
    returns: EvaluationView,
    errors: ["official.decides", "state.transition", "part.excluded", "edit.conflict"],
  }),
  saveRatings: route({
    method: "PUT",
    path: `${evaluation}/ratings`,
    access: can("evaluation.prepare", { when: "preparer-of-part" }),
    summary:
      "Save ratings as a draft, at any time before they are final; whoever assists an official may, too.",
    body: SaveRatings,
    returns: RatingDraft,
    errors: ["state.transition", "part.excluded", "edit.conflict"],
  }),
  draftInBulk: route({
    method: "POST",
    path: "/v1/cycles/{cycleId}/evaluations/{evaluationId}/rating-drafts",
    access: can("evaluation.rate"),
    summary: "Draft “semua Sesuai” for several of my people; each is confirmed before it can become final.",
    body: DraftInBulk,
    returns: z.object({
      items: z.array(
        z.object({ part: partIdSchema, outcome: z.enum(["drafted", "kept", "no-plan", "past"]) }),
      ),
    }),
  }),
  submitEvaluation: route({
    method: "POST",
    path: `${evaluation}/submission`,
    access: can("evaluation.rate", appraiser),
    summary: "Make the rating draft that was read final; the predicate follows from it.",
    body: SubmitEvaluation,
    returns: EvaluationView,
    errors: ["official.decides", ...finalErrors],
  }),
  withdrawEvaluation: route({
    method: "POST",
    path: `${evaluation}/withdrawal`,
    access: can("evaluation.rate", appraiser),
    summary: "Take a final result back before its employee has read it.",
    returns: EvaluationView,
    errors: [
      "official.decides",
      "appraisal.already-read",
      "state.transition",
      "part.excluded",
      "window.not-yet",
      "window.closed",
      "edit.conflict",
    ],
  }),
  reopenEvaluation: route({
    method: "POST",
    path: `${evaluation}/reopening`,
    access: can("evaluation.rate", appraiser),
    summary: "Reopen a result with a reason; the earlier version is kept.",
    body: ReopenEvaluation,
    returns: EvaluationView,
    errors: [
      "official.decides",
      "state.transition",
      "part.excluded",
      "window.not-yet",
      "window.closed",
      "edit.conflict",
    ],
  }),
  acknowledgeEvaluation: route({
    method: "POST",
    path: `${evaluation}/acknowledgement`,
    access: can("evaluation.acknowledge", own),
    summary: "Say that one has received the result, with an answer if one likes; it does not mean agreeing.",
    body: AcknowledgeEvaluation,
    returns: EvaluationView,
    errors: ["state.transition", "part.excluded", "edit.conflict"],
  }),
  refuseEvaluation: route({
    method: "POST",
    path: `${evaluation}/refusal`,
    access: can("evaluation.acknowledge", own),
    summary: "Refuse receipt, with a reason that the appraiser's superior reads.",
    body: RefuseEvaluation,
    returns: EvaluationView,
    errors: ["state.transition", "part.excluded", "edit.conflict"],
  }),
  closeWithoutReport: route({
    method: "POST",
    path: `${evaluation}/no-report`,
    access: can("evaluation.rate", appraiser),
    summary: "Close as “belum ada laporan” once the time for reports is over.",
    returns: EvaluationView,
    errors: ["official.decides", "report.window-open", "state.transition", "part.excluded", "edit.conflict"],
  }),
  explainEvaluation: route({
    method: "GET",
    path: `${evaluation}/explanation`,
    access: can("evaluation.read", reader),
    summary: "Why this predicate: evidence, ratings, matrix, rule, words, and what would have changed it.",
    returns: Explanation,
    errors: ["appraisal.not-final"],
  }),
  listOrganisationPredicates: route({
    method: "GET",
    path: "/v1/organisation-predicates",
    access: can("organisation-predicate.read"),
    summary: "The predicates of units in one evaluation of a cycle.",
    query: PageQuery.extend({ cycle: idSchema("cycle"), evaluation: idSchema("evaluation") }),
    returns: pageModel(OrganisationRatingView),
  }),
  setOrganisationPredicate: route({
    method: "PUT",
    path: "/v1/organisation-predicates/{cycleId}/{evaluationId}/{unitId}",
    access: can("organisation-predicate.set", { when: "head-above-unit" }),
    summary: "Set a unit's predicate, as the leader above it or on that leader's behalf.",
    body: SetOrganisationPredicate,
    returns: OrganisationRatingView,
    errors: [
      "organisation-predicate.reason",
      "window.not-yet",
      "window.closed",
      "edit.conflict",
      "forbidden",
    ],
  }),
  readInbox: route({
    method: "GET",
    path: "/v1/inbox",
    access: can("inbox.read"),
    summary: "What waits for me in a cycle, the most complete first, then what waits for my people.",
    query: InboxQuery,
    returns: pageModel(TeamRow).extend({
      /** How many wait for me and for my people, where this one page holds them all. */
      counts: z.object({ open: z.int(), wait: z.int() }).optional(),
    }),
  }),
  readTeam: route({
    method: "GET",
    path: "/v1/team",
    access: can("team.read"),
    summary: "All whom I appraise in a cycle and how far each is.",
    query: TeamQuery,
    returns: pageModel(TeamRow),
  }),
  readAssistedInbox: route({
    method: "GET",
    path: "/v1/officials/{officialId}/inbox",
    access: can("evaluation.prepare", assistant),
    summary: "What waits for an external official whom I assist, and for that official's people.",
    query: InboxQuery,
    returns: pageModel(TeamRow),
  }),
  readAsked: route({
    method: "GET",
    path: confirmation,
    access: can("evaluation.prepare", assistant),
    summary: "What the official was last asked to confirm in an evaluation, and how far that is.",
    returns: z.object({ asked: ConfirmationAsked.nullable() }),
  }),
  askConfirmation: route({
    method: "POST",
    path: confirmation,
    access: can("evaluation.prepare", { ...assistant, fresh: true }),
    summary:
      "Ask the official to confirm these drafts by a one-time link: to the official's mail or, without an address, to hand over. An earlier link becomes void.",
    body: AskConfirmation,
    returns: ConfirmationAsked,
    errors: ["appraisal.incomplete", "state.transition"],
  }),
  readPlansAsked: route({
    method: "GET",
    path: planConfirmation,
    access: can("evaluation.prepare", assistant),
    summary: "The plans that the official was last asked to decide on, and how far that is.",
    returns: z.object({ asked: ConfirmationAsked.nullable() }),
  }),
  askPlanDecisions: route({
    method: "POST",
    path: planConfirmation,
    access: can("evaluation.prepare", { ...assistant, fresh: true }),
    summary:
      "Ask the official to decide on these plans by a one-time link: to the official's mail or, without an address, to hand over. An earlier link about plans becomes void.",
    body: AskPlanDecisions,
    returns: ConfirmationAsked,
    errors: ["state.transition", "part.excluded"],
  }),
  readConfirmation: route({
    method: "POST",
    path: "/v1/confirmations/reading",
    access: byLink,
    summary:
      "What an external official is asked for: each person with ratings, predicate and reasons, or each plan with its results.",
    body: ReadConfirmation,
    returns: ConfirmationView,
    errors: linkErrors,
  }),
  correctPrepared: route({
    method: "POST",
    path: "/v1/confirmations/correction",
    access: byLink,
    summary: "Put one prepared draft right before confirming it.",
    body: CorrectPrepared,
    returns: PreparedPerson,
    errors: [...linkErrors, "confirmation.changed", "state.transition", "part.excluded", "edit.conflict"],
  }),
  confirmPrepared: route({
    method: "POST",
    path: "/v1/confirmations/decision",
    access: byLink,
    summary: "Make one prepared draft final, as it was shown, in the official's own name.",
    body: ConfirmPrepared,
    returns: PreparedPerson,
    errors: [...linkErrors, "confirmation.changed", ...finalErrors],
  }),
} as const;
