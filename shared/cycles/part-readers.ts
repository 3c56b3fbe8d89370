import { personOf } from "../platform/actor.ts";
import type { Id } from "../platform/ids.ts";
import { type PartId, placeOfPart } from "../platform/part-id.ts";
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

/** Whether the caller is the part's appraiser: former ones read and finish their own part, later ones never see it. */
export function isAppraiser(part: Part, context: Pick<CallContext, "actor">): boolean {
  const person = personOf(context.actor);
  return person !== undefined && part.appraiser?.id === person;
}

/** The part for its employee, its appraiser and those who oversee all; for everybody else it does not exist. */
export async function readerOfPart(
  params: PartParams,
  context: CallContext,
): Promise<{ part: Stored<Part> } | undefined> {
  const place = placeOfPart(params.partId);
  if (place.cycleId !== params.cycleId) return undefined;
  const part = await context.table.get(partEntity, place);
  if (part === undefined) return undefined;
  const mayRead =
    isOwner(part, context) || isAppraiser(part, context) || holds(context.actor.roles, "people.read");
  return mayRead ? { part } : undefined;
}
