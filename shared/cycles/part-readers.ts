import { reaches, reachOf } from "../people/reach.ts";
import { personOf } from "../platform/actor.ts";
import type { Id } from "../platform/ids.ts";
import { type PartId, type PartPlace, placeOfPart } from "../platform/part-id.ts";
import { holds } from "../platform/permissions.ts";
import type { CallContext } from "../platform/serve.ts";
import type { Stored } from "../platform/table/entity.ts";
import type { Part } from "./part.ts";
import { partEntity } from "./store.ts";

interface PartParams {
  readonly cycleId: Id<"cycle">;
  readonly partId: PartId;
}

/** Whether the caller is the part's own employee. */
export function isOwner(part: Part, context: Pick<CallContext, "actor">): boolean {
  return context.actor.employee !== undefined && part.employeeId === context.actor.employee;
}

/**
 * Whether the caller is the part's appraiser: former ones read and finish their own part, later ones never see it. Nobody
 * is one's own, even where the data says so.
 */
export function isAppraiser(part: Part, context: Pick<CallContext, "actor">): boolean {
  const person = personOf(context.actor);
  return person !== undefined && part.appraiser?.id === person && part.employeeId !== person;
}

/** Whether the caller oversees everybody's plans and evaluations without being part of them. */
export function oversees(context: Pick<CallContext, "actor">): boolean {
  return holds(context.actor.roles, "parts.oversee");
}

/**
 * The caller's own part, known by its id alone: it carries the employee whose it is. Nothing is read, so that saving a
 * draft is one write; whether there is such a part shows where it matters, at the submission.
 */
export async function ownPart(
  { cycleId, partId }: PartParams,
  { actor }: Pick<CallContext, "actor">,
): Promise<{ place: PartPlace } | undefined> {
  const place = placeOfPart(partId);
  const isOwn = actor.employee !== undefined && place.employeeId === actor.employee;
  return isOwn && place.cycleId === cycleId ? { place } : undefined;
}

/**
 * The part for its employee, its appraiser, the head of a unit above it and those who oversee all; for everybody else it
 * does not exist.
 */
export async function readerOfPart(
  params: PartParams,
  context: CallContext,
): Promise<{ part: Stored<Part> } | undefined> {
  const place = placeOfPart(params.partId);
  if (place.cycleId !== params.cycleId) return undefined;
  const part = await context.table.get(partEntity, place);
  if (part === undefined) return undefined;
  const mayRead =
    isOwner(part, context) || isAppraiser(part, context) || reaches(await reachOf(context), part.unit);
  return mayRead ? { part } : undefined;
}
