import type * as z from "zod";
import type { Part } from "#shared/cycles/part.ts";
import { type Receipt, receiptEntity } from "#shared/cycles/receipts.ts";
import { partEntity } from "#shared/cycles/store.ts";
import { type PartPlace, partIdSchema, placeOfPart } from "#shared/platform/part-id.ts";
import { entity, type Stored } from "#shared/platform/table/entity.ts";
import { keys, settledRange } from "#shared/platform/table/keys.ts";
import { accessPattern } from "#shared/platform/table/query.ts";
import type { AgencyTable } from "#shared/platform/table/table.ts";
import { FrameDraft, PlanDecision, PlanVersion, ResultDraft } from "./model.ts";

/** The part on which an item hangs; its id says where that lies. */
const ofPart = { part: partIdSchema };

const PlanVersionItem = PlanVersion.extend(ofPart);
export type PlanVersionItem = z.infer<typeof PlanVersionItem>;

export const planVersionEntity = entity({
  name: "planVersion",
  keyClass: "person",
  schema: 1,
  model: PlanVersionItem,
  key: (agency, ref: Pick<PlanVersionItem, "part" | "number">) =>
    keys.planVersion(agency, placeOfPart(ref.part), ref.number),
});

/** `version` is every item's own; the plan's is `planVersion` here. */
const PlanDecisionItem = PlanDecision.omit({ version: true }).extend({
  ...ofPart,
  planVersion: PlanDecision.shape.version,
});
export type PlanDecisionItem = z.infer<typeof PlanDecisionItem>;

export const planDecisionEntity = entity({
  name: "planDecision",
  keyClass: "person",
  schema: 1,
  model: PlanDecisionItem,
  key: (agency, ref: Pick<PlanDecisionItem, "part" | "planVersion">) =>
    keys.planDecision(agency, placeOfPart(ref.part), ref.planVersion),
});

const ResultDraftItem = ResultDraft.omit({ version: true }).extend(ofPart);
export type ResultDraftItem = z.infer<typeof ResultDraftItem>;

export const resultDraftEntity = entity({
  name: "resultDraft",
  keyClass: "person",
  schema: 1,
  model: ResultDraftItem,
  key: (agency, ref: Pick<ResultDraftItem, "part"> & { result: { id: string } }) =>
    keys.draft(agency, placeOfPart(ref.part), ref.result.id),
});

const FrameDraftItem = FrameDraft.omit({ version: true }).extend(ofPart);
export type FrameDraftItem = z.infer<typeof FrameDraftItem>;

export const frameDraftEntity = entity({
  name: "frameDraft",
  keyClass: "person",
  schema: 1,
  model: FrameDraftItem,
  key: (agency, ref: Pick<FrameDraftItem, "part">) => keys.planFrame(agency, placeOfPart(ref.part)),
});

/** A part with its whole plan, as one query brings them. */
export interface PlanFile {
  readonly part: Stored<Part>;
  /** The oldest first. */
  readonly versions: readonly PlanVersionItem[];
  readonly decisions: readonly PlanDecisionItem[];
  readonly drafts: readonly Stored<ResultDraftItem>[];
  readonly frame: Stored<FrameDraftItem> | undefined;
  readonly receipts: readonly Receipt[];
}

/** How to read a plan. A page may be read `eventually` (half the units): it decides nothing, and what it shows carries
 * the version that a write must then match. Only the employee needs the drafts. */
export interface PlanReading {
  readonly eventually?: boolean;
  readonly drafts: boolean;
}

/** Everything of a part's plan. `A#<a>#E#<e>` / `C#<cycle>#PART#<nn>…` */
export async function readPlanFile(
  table: AgencyTable,
  place: PartPlace,
  reading: PlanReading = { drafts: true },
): Promise<PlanFile | undefined> {
  const found = await table.queryTogether(planOfPart(place, reading));
  const [part] = found.part;
  return (
    part && {
      part,
      versions: found.planVersion,
      decisions: found.planDecision,
      drafts: found.resultDraft,
      frame: found.frameDraft[0],
      receipts: found.receipt,
    }
  );
}

function planOfPart(place: PartPlace, { eventually = false, drafts }: PlanReading) {
  const kinds = [
    partEntity,
    planVersionEntity,
    planDecisionEntity,
    resultDraftEntity,
    frameDraftEntity,
    receiptEntity,
  ] as const;
  return accessPattern(kinds, (agency) => {
    const { pk, sk } = keys.part(agency, place);
    const range = drafts ? { beginsWith: sk } : { between: settledRange(place) };
    return { partition: pk, ...range, eventually };
  });
}

/** The version with that number. */
export function planVersionOf(file: Pick<PlanFile, "versions">, number: number): PlanVersionItem | undefined {
  return file.versions.find((version) => version.number === number);
}
