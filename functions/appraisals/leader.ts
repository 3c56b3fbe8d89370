import { liesWithin, readOrganisation } from "#shared/appraisals/organisation.ts";
import type { Part } from "#shared/cycles/part.ts";
import { isAppraiser } from "#shared/cycles/part-readers.ts";
import { partEntity, partsOfAppraiser, partsOfPerson } from "#shared/cycles/store.ts";
import type { Unit } from "#shared/people/model.ts";
import { unitEntity } from "#shared/people/store.ts";
import { personOf } from "#shared/platform/actor.ts";
import { AppError } from "#shared/platform/errors.ts";
import type { Id } from "#shared/platform/ids.ts";
import { holds } from "#shared/platform/permissions.ts";
import type { CallContext } from "#shared/platform/serve.ts";

interface Params {
  readonly cycleId: Id<"cycle">;
  readonly evaluationId: Id<"evaluation">;
  readonly unitId: Id<"unit">;
}

/**
 * Who may set a unit's predicate: the leader of the organisation above (SE MenPANRB 3/2023), who is the appraiser of the
 * unit's head; or a planner on that leader's behalf, which is recorded. Units are known to everyone, so that others are
 * told that they may not.
 */
export async function setterOfPredicate(
  { cycleId, evaluationId, unitId }: Params,
  context: CallContext,
): Promise<{ unit: Unit; onBehalf: boolean } | undefined> {
  const unit = await context.table.get(unitEntity, { id: unitId });
  if (unit === undefined) return undefined;
  if (await leadsFromAbove(context, cycleId, evaluationId, unit)) return { unit, onBehalf: false };
  if (!holds(context.actor.roles, "cycles.plan")) throw new AppError("forbidden");
  return { unit, onBehalf: true };
}

/** Whether the caller, not being of the unit, appraises its head. */
async function leadsFromAbove(
  context: CallContext,
  cycleId: Id<"cycle">,
  evaluationId: Id<"evaluation">,
  unit: Unit,
): Promise<boolean> {
  const { actor, table } = context;
  const person = personOf(actor);
  if (person === undefined || (await isOfUnit(context, cycleId, unit))) return false;
  const team = await table.queryTogether(partsOfAppraiser(person, cycleId));
  const { units } = await readOrganisation(table, cycleId, evaluationId);
  for (const candidate of team.part.filter((part) => isOf(unit, part))) {
    const theirs = await table.queryTogether(partsOfAppraiser(candidate.employeeId, cycleId));
    const heads =
      candidate.headsUnit === unit.id ||
      theirs.part.some((part) => part.closedAt === undefined && liesWithin(part.unit, unit.id, units));
    if (heads && (await stillAppraises(context, candidate))) return true;
  }
  return false;
}

/** The head and everyone else of the unit are not above it. */
async function isOfUnit({ actor, table }: CallContext, cycleId: Id<"cycle">, unit: Unit): Promise<boolean> {
  if (actor.employee === undefined) return false;
  const own = await table.queryTogether(partsOfPerson(actor.employee, cycleId));
  return own.part.some((part) => isOf(unit, part));
}

/** Whether somebody sits in the unit, or leads it from the unit above. */
function isOf({ id }: Pick<Unit, "id">, part: Pick<Part, "unit" | "headsUnit" | "closedAt">): boolean {
  return part.closedAt === undefined && (part.unit === id || part.headsUnit === id);
}

/** What decides is read from the table itself; the index only said where to look. */
async function stillAppraises(context: CallContext, candidate: Part): Promise<boolean> {
  const part = await context.table.get(partEntity, candidate);
  return part !== undefined && isAppraiser(part, context);
}
