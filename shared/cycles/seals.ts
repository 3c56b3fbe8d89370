import * as z from "zod";
import { sha256 } from "../platform/fields.ts";
import { partIdSchema, placeOfPart } from "../platform/part-id.ts";
import { entity } from "../platform/table/entity.ts";
import { keys } from "../platform/table/keys.ts";

/**
 * What the server saw of a draft that could not be sent whole: its hash and when that arrived. A phone's own clock proves
 * nothing; this does.
 */
export const Seal = z.object({ part: partIdSchema, hash: sha256, receivedAt: z.string() });
export type Seal = z.infer<typeof Seal>;

export const sealEntity = entity({
  name: "seal",
  keyClass: "person",
  schema: 1,
  model: Seal,
  key: (agency, ref: Pick<Seal, "part" | "hash">) => keys.seal(agency, placeOfPart(ref.part), ref.hash),
});
