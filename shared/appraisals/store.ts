import * as z from "zod";
import type { Part } from "#shared/cycles/part.ts";
import { partEntity } from "#shared/cycles/store.ts";
import { type EvidenceShelf, evidenceShelfEntity } from "#shared/evidence/store.ts";
import { type PlanVersionItem, planVersionEntity } from "#shared/plans/store.ts";
import { type Id, idSchema } from "#shared/platform/ids.ts";
import { type PartPlace, partIdSchema, placeOfPart } from "#shared/platform/part-id.ts";
import { entity, type Stored } from "#shared/platform/table/entity.ts";
import { keys, settledRange } from "#shared/platform/table/keys.ts";
import { accessPattern } from "#shared/platform/table/query.ts";
import type { AgencyTable } from "#shared/platform/table/table.ts";
import {
  EvaluationVersion,
  LateReport,
  RatingDraft,
  Reception,
  Reopening,
  Report,
  SubmittedReport,
} from "./model.ts";

/** The part and the evaluation that an item is about. */
const about = { part: partIdSchema, evaluation: idSchema("evaluation") };
type About = { readonly part: z.infer<typeof partIdSchema>; readonly evaluation: Id<"evaluation"> };

/** What has happened to one evaluation of a part, beside its drafts and its final versions. Its state lies on the part. */
export const EvaluationItem = z.object({
  ...about,
  report: SubmittedReport.nullable(),
  /** Where the last report came late; it stays when that report is declined. */
  late: LateReport.nullable().default(null),
  /** When its employee first opened the last final version; until then it may be withdrawn. */
  readAt: z.iso.datetime().nullable(),
  receipt: Reception.nullable(),
  reopenings: z.array(Reopening),
});
export type EvaluationItem = z.infer<typeof EvaluationItem>;

export const evaluationEntity = entity({
  name: "evaluation",
  keyClass: "person",
  schema: 1,
  model: EvaluationItem,
  key: (agency, ref: About) => keys.evaluation(agency, placeOfPart(ref.part), ref.evaluation),
});

const EvaluationVersionItem = EvaluationVersion.extend(about);
export type EvaluationVersionItem = z.infer<typeof EvaluationVersionItem>;

export const evaluationVersionEntity = entity({
  name: "evaluationVersion",
  keyClass: "person",
  schema: 1,
  model: EvaluationVersionItem,
  key: (agency, ref: About & { number: number }) =>
    keys.evaluationVersion(agency, placeOfPart(ref.part), ref.evaluation, ref.number),
});

const ReportDraftItem = z.object({ ...about, report: Report, savedAt: z.iso.datetime() });
export type ReportDraftItem = z.infer<typeof ReportDraftItem>;

export const reportDraftEntity = entity({
  name: "reportDraft",
  keyClass: "person",
  schema: 1,
  model: ReportDraftItem,
  key: (agency, ref: About) => keys.reportDraft(agency, placeOfPart(ref.part), ref.evaluation),
});

const RatingDraftItem = RatingDraft.omit({ version: true }).extend(about);
export type RatingDraftItem = z.infer<typeof RatingDraftItem>;

export const ratingDraftEntity = entity({
  name: "ratingDraft",
  keyClass: "person",
  schema: 1,
  model: RatingDraftItem,
  key: (agency, ref: About) => keys.ratingDraft(agency, placeOfPart(ref.part), ref.evaluation),
});

/** One evaluation of a part with everything that it rests on, as one query brings it. */
export interface EvaluationFile {
  readonly part: Stored<Part>;
  readonly evaluation: Id<"evaluation">;
  readonly planVersions: readonly PlanVersionItem[];
  readonly item: Stored<EvaluationItem> | undefined;
  /** The oldest first. */
  readonly finals: readonly EvaluationVersionItem[];
  readonly reportDraft: Stored<ReportDraftItem> | undefined;
  readonly ratingDraft: Stored<RatingDraftItem> | undefined;
  /** The files that the employee attached, sent or not. */
  readonly shelf: Stored<EvidenceShelf> | undefined;
}

/** The approved version of the part's plan: what is reported on and appraised. */
export function planInForce({
  part,
  planVersions,
}: Pick<EvaluationFile, "part" | "planVersions">): PlanVersionItem | undefined {
  return planVersions.find(({ number }) => number === part.plan.approvedVersion);
}

/**
 * Everything of one evaluation of a part; undefined where the part does not have it. A page may be read `eventually`: it
 * decides nothing. `A#<a>#E#<e>` / `C#<cycle>#PART#<nn>…`
 */
export async function readEvaluationFile(
  table: AgencyTable,
  place: PartPlace,
  evaluation: Id<"evaluation">,
  options: { eventually?: boolean } = {},
): Promise<EvaluationFile | undefined> {
  const found = await table.queryTogether(appraisedPart(place, options.eventually ?? false));
  const [part] = found.part;
  if (part?.evaluations[evaluation] === undefined) return undefined;
  const ofThis = (one: { evaluation: string }) => one.evaluation === evaluation;
  return {
    part,
    evaluation,
    planVersions: found.planVersion,
    item: found.evaluation.find(ofThis),
    finals: found.evaluationVersion.filter(ofThis),
    reportDraft: found.reportDraft.find(ofThis),
    ratingDraft: found.ratingDraft.find(ofThis),
    shelf: found.evidenceShelf.find(ofThis),
  };
}

function appraisedPart(place: PartPlace, eventually: boolean) {
  const kinds = [
    partEntity,
    planVersionEntity,
    evaluationEntity,
    evaluationVersionEntity,
    reportDraftEntity,
    ratingDraftEntity,
    evidenceShelfEntity,
  ] as const;
  return accessPattern(kinds, (agency) => {
    const { pk } = keys.part(agency, place);
    return { partition: pk, between: settledRange(place), eventually };
  });
}
