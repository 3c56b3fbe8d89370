import * as z from "zod";
import { Lateness } from "#shared/cycles/receipts.ts";
import { sealedShape } from "#shared/cycles/seals.ts";
import { arrivals, evaluationStates, lateArrivals, predicates } from "#shared/cycles/states.ts";
import { fileFacts } from "#shared/evidence/model.ts";
import { behaviourValues } from "#shared/plans/berakhlak.ts";
import { targetShape } from "#shared/plans/model.ts";
import {
  bothLanguages,
  key,
  line,
  type ObjectMaker,
  prose,
  refusing,
  sha256,
  stripping,
  verdictModel,
  webLink,
} from "#shared/platform/fields.ts";
import { idSchema } from "#shared/platform/ids.ts";
import { partIdSchema } from "#shared/platform/part-id.ts";
import { organisationPredicates } from "./distribution.ts";
import { ratings } from "./matrix.ts";
import { appraisalVerdictCodes } from "./verdicts.ts";

export const RatingModel = z.enum(ratings);
export const PredicateModel = z.enum(predicates);
export const OrganisationPredicateModel = z.enum(organisationPredicates);
export const BehaviourValueModel = z.enum(behaviourValues);
export const EvaluationStateModel = z.enum(evaluationStates);

/** Periodic and annual are official; internal is a checkpoint such as the semester: provisional, without official number. */
export const EvaluationKind = z.enum(["periodic", "annual", "internal"]);
export type EvaluationKind = z.infer<typeof EvaluationKind>;

function reportShapes(object: ObjectMaker) {
  /** A link, a note or a file, of which the report says what was in it; `key` is what ratings refer to. */
  const Evidence = z.discriminatedUnion("kind", [
    object({ kind: z.literal("link"), key, title: line(200).min(1), url: webLink }),
    object({ kind: z.literal("note"), key, title: line(200).min(1), text: prose(2000) }),
    object({
      kind: z.literal("file"),
      key,
      title: line(200).min(1),
      fileId: idSchema("file"),
      ...fileFacts,
    }),
  ]);
  /** What was reached for one result: per indicator (by its key in the plan), in words, with evidence and obstacles. */
  const Realisation = object({
    result: idSchema("result"),
    reached: z.record(key, targetShape(object)).default({}),
    text: prose(2000).default(""),
    evidence: z.array(Evidence).max(20).default([]),
    obstacles: prose(2000).default(""),
  });
  return { Evidence, Realisation, Report: object({ realisations: z.array(Realisation).max(30) }) };
}

const storedReport = reportShapes(stripping);
export const { Evidence, Realisation, Report } = storedReport;
export type Evidence = z.infer<typeof Evidence>;
export type Realisation = z.infer<typeof Realisation>;
/** The employee's report on an evaluation's period. */
export type Report = z.infer<typeof Report>;

export function ratingShapes(object: ObjectMaker) {
  /** What a rating rests on: evidence of the report, a recorded feedback, or a document that the appraiser names. */
  const Basis = z.discriminatedUnion("kind", [
    object({ kind: z.literal("evidence"), result: idSchema("result"), key }),
    object({ kind: z.literal("feedback"), id: line(60).min(1) }),
    object({ kind: z.literal("document"), title: line(200).min(1), url: webLink.nullable().default(null) }),
  ]);
  const Judgement = object({
    rating: RatingModel.nullable().default(null),
    reason: prose(2000).default(""),
    basis: z.array(Basis).max(20).default([]),
  });
  const single = { rating: RatingModel, note: prose(1000).default("") };
  const Ratings = object({
    /** Hasil kerja and perilaku kerja as a whole: the two that meet in the matrix. */
    result: Judgement,
    behaviour: Judgement,
    /** One by one, as far as the appraiser rates them one by one. */
    results: z
      .array(object({ result: idSchema("result"), ...single }))
      .max(30)
      .default([]),
    behaviours: z
      .array(object({ value: BehaviourValueModel, ...single }))
      .max(7)
      .default([]),
    strengths: z.array(prose(1000)).max(10).default([]),
    improvements: z.array(prose(1000)).max(10).default([]),
  });
  return { Basis, Judgement, Ratings };
}

const storedRatings = ratingShapes(stripping);
const sentRatings = ratingShapes(refusing);
export const { Basis, Judgement, Ratings } = storedRatings;
export type Basis = z.infer<typeof Basis>;
export type Judgement = z.infer<typeof Judgement>;
/** An appraiser's ratings of one evaluation, drafted or final. */
export type Ratings = z.infer<typeof Ratings>;

/** Ratings being written. One filled in for several people at once stays `bulk` until it is saved for this person. */
export const RatingDraft = z.object({
  version: z.int().positive(),
  origin: z.enum(["individual", "bulk"]),
  ratings: Ratings,
  savedAt: z.iso.datetime(),
  /** Who wrote it for an external official; absent where the appraiser did. */
  preparedBy: idSchema("member").optional(),
});
export type RatingDraft = z.infer<typeof RatingDraft>;

/** The report as sent: which plan it reports on, with its receipt. */
export const SubmittedReport = z.object({
  planVersion: z.int().positive(),
  report: Report,
  hash: sha256,
  submittedAt: z.iso.datetime(),
  /** The number of its receipt, `<part>-<n>`. */
  receipt: line(80),
  arrival: z.enum(arrivals).default("on-time"),
});
export type SubmittedReport = z.infer<typeof SubmittedReport>;

/** A report that came after its deadline without proof: what is known and claimed of it, and what became of it. */
export const LateReport = Lateness.omit({ token: true }).extend({
  arrival: z.enum(lateArrivals),
  receivedAt: z.iso.datetime(),
  /** Its receipt, which stays whatever is decided. */
  receipt: line(80),
  /** The appraiser's word, where the agency leaves it to them: making a rating final accepts the report. */
  decision: z
    .object({
      kind: z.enum(["accepted", "declined"]),
      reason: prose(2000),
      at: z.iso.datetime(),
      by: z.union([idSchema("employee"), idSchema("official")]),
    })
    .nullable(),
});
export type LateReport = z.infer<typeof LateReport>;

export const AppraisalVerdict = verdictModel(appraisalVerdictCodes);

/** A final evaluation: immutable. A reopened one gets a new version; every earlier one is kept. */
export const EvaluationVersion = z.object({
  number: z.int().positive(),
  kind: EvaluationKind,
  period: z.object({ from: z.iso.date(), to: z.iso.date() }),
  planVersion: z.int().positive(),
  report: Report,
  ratings: Ratings,
  predicate: PredicateModel,
  isProvisional: z.boolean(),
  organisationPredicate: OrganisationPredicateModel,
  /** Whether the person heads the unit, whose achievement then is their work result. */
  headsUnit: z.boolean(),
  /** Identifiers in the legal catalogue, so that a later edition of it does not change what was cited. */
  legalBasis: z.array(z.string()),
  questions: z.array(AppraisalVerdict),
  hash: sha256,
  submittedAt: z.iso.datetime(),
  submittedBy: z.union([idSchema("employee"), idSchema("official")]),
});
export type EvaluationVersion = z.infer<typeof EvaluationVersion>;

/** How a result reached its employee. "Telah menerima" is a fact, never an agreement; silence and refusal do not block. */
export const Reception = z.object({
  kind: z.enum(["acknowledged", "refused", "deemed"]),
  at: z.iso.datetime(),
  /** The employee's answer, or the reason of a refusal. */
  answer: prose(2000),
});
export type Reception = z.infer<typeof Reception>;

/** One line of the trail of an evaluation that was withdrawn or reopened. */
export const Reopening = z.object({
  kind: z.enum(["withdrawn", "reopened"]),
  version: z.int().positive(),
  from: EvaluationStateModel,
  reason: prose(2000),
  at: z.iso.datetime(),
  by: z.union([idSchema("employee"), idSchema("official")]),
});
export type Reopening = z.infer<typeof Reopening>;

const version = z.int().min(0);

/** Saves a report being written; `version` is the one last read, 0 for a new one. */
export const SaveReport = z.strictObject({ version, report: reportShapes(refusing).Report });
/** Saves ratings being written, for this person; `version` as above. */
export const SaveRatings = z.strictObject({ version, ratings: sentRatings.Ratings });
/** Sends the report draft that was read. */
export const SubmitReport = z.strictObject({ version: z.int().positive(), ...sealedShape });
export const DeclineReport = z.strictObject({ reason: prose(2000).min(1) });
/** Makes the rating draft final that was read. */
export const SubmitEvaluation = z.strictObject({ version: z.int().positive() });
/** Fills "semua Sesuai" into drafts for several people; parts that have a draft keep it. */
export const DraftInBulk = z.strictObject({ parts: z.array(partIdSchema).min(1).max(100) });
export const AcknowledgeEvaluation = z.strictObject({ answer: prose(2000).default("") });
export const RefuseEvaluation = z.strictObject({ reason: prose(2000).min(1) });
export const ReopenEvaluation = z.strictObject({ reason: prose(2000).min(1) });
export const SetOrganisationPredicate = z.strictObject({
  version,
  predicate: OrganisationPredicateModel,
  reason: prose(2000).default(""),
});

const people = z.int().min(0);
const perPredicate = <T extends z.ZodType>(value: T) => z.record(PredicateModel, value);

/** The room shown before rating, on the wire. */
export const HeadroomModel = z.object({
  total: people,
  rated: people,
  /** How many carry each predicate so far. */
  counts: perPredicate(people),
  isFeasible: z.boolean(),
  room: perPredicate(people),
  cap: perPredicate(people.nullable()),
  needs: z.array(z.object({ of: z.array(PredicateModel), missing: people })),
});

/** A breach of the distribution pattern, on the wire. */
export const BreachModel = z.object({
  kind: z.enum(["at-most", "at-least"]),
  of: z.array(PredicateModel),
  limit: people,
  actual: people,
  reason: z.enum(["pattern", "infeasible", "under-one"]),
});

const MatrixCell = z.object({
  result: RatingModel,
  behaviour: RatingModel,
  predicate: PredicateModel,
  label: bothLanguages,
  /** `lit` is the outcome, `path` its row and column. */
  mark: z.enum(["lit", "path", "plain"]),
});

const JudgementShown = z.object({
  rating: RatingModel,
  label: bothLanguages,
  summary: bothLanguages,
  criterion: bothLanguages.nullable(),
  reason: z.string(),
  basis: z.array(bothLanguages),
});

const step = { number: z.int().positive(), title: bothLanguages, summary: bothLanguages };

/** "Mengapa Baik?": from evidence to predicate as data that a page renders in order. */
export const Explanation = z.object({
  question: bothLanguages,
  equation: z.object({ result: bothLanguages, behaviour: bothLanguages, predicate: bothLanguages }),
  isProvisional: z.boolean(),
  steps: z.tuple([
    z.object({
      ...step,
      kind: z.literal("evidence"),
      results: z.array(
        z.object({
          result: idSchema("result"),
          kind: z.enum(["main", "additional"]),
          text: z.string(),
          rating: bothLanguages.nullable(),
          note: z.string(),
          measures: z.array(
            z.object({
              text: bothLanguages,
              standing: z.enum(["better", "on-target", "worse"]).nullable(),
            }),
          ),
          realisation: z.string(),
          obstacles: z.string(),
          evidence: z.array(Evidence),
        }),
      ),
    }),
    z.object({
      ...step,
      kind: z.literal("ratings"),
      result: JudgementShown,
      behaviour: JudgementShown,
      /** The values rated one by one. */
      values: z.array(
        z.object({
          value: BehaviourValueModel,
          name: bothLanguages,
          rating: bothLanguages,
          note: z.string(),
        }),
      ),
    }),
    z.object({
      ...step,
      kind: z.literal("matrix"),
      rows: z.array(z.array(MatrixCell)),
      changes: z.array(
        z.object({
          changed: z.enum(["result", "behaviour"]),
          rating: RatingModel,
          predicate: PredicateModel,
          text: bothLanguages,
        }),
      ),
    }),
    z.object({
      ...step,
      kind: z.literal("rule"),
      rules: z.array(
        z.object({ id: z.string(), citation: z.string(), title: bothLanguages, role: bothLanguages }),
      ),
    }),
    z.object({
      ...step,
      kind: z.literal("words"),
      strengths: z.array(z.string()),
      improvements: z.array(z.string()),
    }),
  ]),
  notes: z.array(bothLanguages),
});
export type Explanation = z.infer<typeof Explanation>;
