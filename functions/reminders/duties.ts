import {
  governing,
  liesWithin,
  type OrganisationPicture,
  readOrganisation,
} from "#shared/appraisals/organisation.ts";
import type { Cycle, Evaluation } from "#shared/cycles/model.ts";
import { opensInstant } from "#shared/cycles/windows.ts";
import { isoInstant } from "#shared/platform/clock.ts";
import type { Id } from "#shared/platform/ids.ts";
import type { AgencyTable } from "#shared/platform/table/table.ts";
import type { WaitingItem } from "#shared/reminders/rules.ts";
import { monitorRow } from "#shared/reports/monitor.ts";
import { talliesOfCycle } from "#shared/reports/store.ts";
import { total } from "#shared/reports/tally.ts";
import type { Scene } from "./scene.ts";

/** A head of a unit, as their superior's team shows them. */
export interface Head {
  readonly id: string;
  readonly unit: Id<"unit">;
}

/**
 * The organisation predicates that a leader still has to set in one evaluation: those of the units whose heads
 * they appraise, unless the unit lies within the leader's own, whose predicate comes from above and governs it too.
 */
export async function readDuties(
  scene: Scene,
  leader: { readonly unit?: string },
  heads: readonly Head[],
  cycle: Cycle,
  evaluation: Evaluation,
): Promise<WaitingItem[]> {
  const picture = await pictureOf(scene, cycle, evaluation);
  const own = leader.unit as Id<"unit"> | undefined;
  const concerned = await concernedUnits(scene, cycle, evaluation);
  const isConcerned = (unit: Id<"unit">) =>
    concerned?.some((one) => liesWithin(one, unit, picture.units)) ?? true;
  const units = [...new Set(heads.map(({ unit }) => unit))].filter(
    (unit) =>
      (own === undefined || !liesWithin(unit, own, picture.units)) &&
      governing(unit, picture) === undefined &&
      isConcerned(unit),
  );
  const since = isoInstant(opensInstant(evaluation.windows.organisation, cycle.calendar.zone));
  return units.map((unit) => ({
    kind: "organisation",
    name: picture.units.get(unit)?.name ?? "",
    since,
  }));
}

/**
 * The units whose people an evaluation concerns, where it is of some people only: no leader is asked what was achieved by
 * units that have nobody in it. The counts say so, seconds old. Undefined where it concerns everyone.
 */
async function concernedUnits(
  { table, concerned }: Scene,
  cycle: Cycle,
  evaluation: Evaluation,
): Promise<readonly Id<"unit">[] | undefined> {
  if (evaluation.onlyFor === undefined) return undefined;
  const known = concerned.get(evaluation.id) ?? readConcerned(table, cycle, evaluation);
  concerned.set(evaluation.id, known);
  return await known;
}

async function readConcerned(table: AgencyTable, cycle: Cycle, { id }: Evaluation): Promise<Id<"unit">[]> {
  const units: Id<"unit">[] = [];
  for await (const tally of table.each(talliesOfCycle(cycle.id))) {
    if (tally.unit !== total && monitorRow(tally, id).total > 0) units.push(tally.unit as Id<"unit">);
  }
  return units;
}

/** Units and predicates of an evaluation, read once for all the people of a page. */
function pictureOf(scene: Scene, cycle: Cycle, evaluation: Evaluation): Promise<OrganisationPicture> {
  const known = scene.pictures.get(evaluation.id);
  if (known !== undefined) return known;
  const picture = readOrganisation(scene.table, cycle.id, evaluation.id, { fresh: true });
  scene.pictures.set(evaluation.id, picture);
  return picture;
}
