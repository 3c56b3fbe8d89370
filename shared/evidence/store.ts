import * as z from "zod";
import { type Id, idSchema } from "#shared/platform/ids.ts";
import { partIdSchema, placeOfPart } from "#shared/platform/part-id.ts";
import { entity } from "#shared/platform/table/entity.ts";
import { keys } from "#shared/platform/table/keys.ts";
import { AttachedFile } from "./model.ts";
import { fileLimits } from "./rules.ts";

/** The files of one evaluation of a part, in one item: its version holds the limits under two devices at once. */
export const EvidenceShelf = z.object({
  part: partIdSchema,
  evaluation: idSchema("evaluation"),
  files: z.array(AttachedFile).max(fileLimits.perEvaluation),
});
export type EvidenceShelf = z.infer<typeof EvidenceShelf>;

export const evidenceShelfEntity = entity({
  name: "evidenceShelf",
  keyClass: "person",
  schema: 1,
  model: EvidenceShelf,
  key: (agency, ref: { readonly part: EvidenceShelf["part"]; readonly evaluation: Id<"evaluation"> }) =>
    keys.evidenceShelf(agency, placeOfPart(ref.part), ref.evaluation),
});
