import * as z from "zod";
import { prose } from "#shared/platform/fields.ts";
import { type Id, idSchema } from "#shared/platform/ids.ts";
import { entity } from "#shared/platform/table/entity.ts";
import { keys } from "#shared/platform/table/keys.ts";
import { accessPattern } from "#shared/platform/table/query.ts";
import { organisationPredicates } from "./distribution.ts";

/** A unit's achievement in one evaluation of a cycle, set by the leader of the organisation above (SE MenPANRB 3/2023). */
export const OrganisationRating = z.object({
  unit: idSchema("unit"),
  predicate: z.enum(organisationPredicates),
  reason: prose(2000),
  setAt: z.iso.datetime(),
  /** A member is an administrator or planner who set it on the leader's behalf. */
  setBy: z.union([idSchema("employee"), idSchema("official"), idSchema("member")]),
  onBehalf: z.boolean(),
});

const OrganisationRatingItem = OrganisationRating.extend({
  cycleId: idSchema("cycle"),
  evaluationId: idSchema("evaluation"),
});
export type OrganisationRatingItem = z.infer<typeof OrganisationRatingItem>;

export const organisationRatingEntity = entity({
  name: "organisationRating",
  keyClass: "organisationPredicates",
  schema: 1,
  model: OrganisationRatingItem,
  key: (agency, ref: Pick<OrganisationRatingItem, "cycleId" | "evaluationId" | "unit">) =>
    keys.organisationPredicate(agency, ref.cycleId, ref.evaluationId, ref.unit),
});

/** What the units of an evaluation were given. `A#<a>#C#<c>#PREDICATES` / `<evaluation>#…` */
export function organisationRatings(cycle: Id<"cycle">, evaluation: Id<"evaluation">) {
  return accessPattern([organisationRatingEntity], (agency) => {
    const { pk, sk } = keys.organisationPredicate(agency, cycle, evaluation, "" as Id<"unit">);
    return { partition: pk, beginsWith: sk };
  });
}
