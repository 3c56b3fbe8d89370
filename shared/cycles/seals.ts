import * as z from "zod";
import { line, sha256 } from "../platform/fields.ts";
import { partIdSchema, placeOfPart } from "../platform/part-id.ts";
import { entity } from "../platform/table/entity.ts";
import { keys } from "../platform/table/keys.ts";
import type { AgencyTable } from "../platform/table/table.ts";
import { WriteRefused } from "../platform/table/write.ts";

/**
 * What the server saw of a draft that could not be sent whole: its hash and when that arrived. A phone's own clock proves
 * nothing; this does.
 */
export const Seal = z.object({ part: partIdSchema, hash: sha256, receivedAt: z.string() });
export type Seal = z.infer<typeof Seal>;

/** What a submission says of itself that was written in time and could not be sent (docs/adr/0015-sealed-draft.md). */
export const sealedShape = {
  /** Its hash, recorded before the deadline, proves its time; else the token says when the service last answered. */
  sealed: z.literal(true).optional(),
  windowToken: line(120).optional(),
  /** When it was sealed, as the device says: kept, and never believed. */
  sealedAt: z.iso.datetime().optional(),
};

const Sealed = z.object(sealedShape);
export type Sealed = z.infer<typeof Sealed>;

export const sealEntity = entity({
  name: "seal",
  keyClass: "person",
  schema: 1,
  model: Seal,
  key: (agency, ref: Pick<Seal, "part" | "hash">) => keys.seal(agency, placeOfPart(ref.part), ref.hash),
});

/** The same draft may be sealed again and again; the first time is what counts. */
export async function keepFirstSeal(table: AgencyTable, seal: Seal): Promise<Seal> {
  try {
    await table.write([table.create(sealEntity, seal)]);
    return seal;
  } catch (error) {
    if (!(error instanceof WriteRefused)) throw error;
    return (await table.get(sealEntity, seal)) ?? seal;
  }
}
