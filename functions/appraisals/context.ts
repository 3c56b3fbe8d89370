import { governing, type OrganisationPicture, readOrganisation } from "#shared/appraisals/organisation.ts";
import type { OrganisationRatingItem } from "#shared/appraisals/organisation-item.ts";
import type { FinalContext } from "#shared/appraisals/rules.ts";
import { type EvaluationFile, type EvaluationItem, planInForce } from "#shared/appraisals/store.ts";
import type { Part, PartEvaluation } from "#shared/cycles/part.ts";
import { AppError } from "#shared/platform/errors.ts";
import type { Id } from "#shared/platform/ids.ts";
import type { CallContext } from "#shared/platform/serve.ts";
import type { Stored } from "#shared/platform/table/entity.ts";

/** A file as pages show it: after a move, some of it was written by this very request. */
export type ShownFile = Omit<EvaluationFile, "item"> & { readonly item: EvaluationItem | undefined };

/** How far one evaluation of a part is. */
export function evaluationOf(part: Part, evaluation: Id<"evaluation">): PartEvaluation {
  const found = part.evaluations[evaluation];
  if (found === undefined) throw new AppError("not-found");
  return found;
}

const finalStates: readonly PartEvaluation["state"][] = [
  "submitted",
  "acknowledged",
  "refused",
  "deemed-received",
];

/** Whether a result is in force: only then has the evaluation a predicate. */
export function isFinalState(state: PartEvaluation["state"]): boolean {
  return finalStates.includes(state);
}

/** The days of the evaluation that are the part's: after a move each appraiser judges their own stretch. */
export function appraisedDays(part: Pick<Part, "from" | "to">, period: { from: string; to: string }) {
  return {
    from: part.from > period.from ? part.from : period.from,
    to: part.to < period.to ? part.to : period.to,
  };
}

/** The organisation that a part is appraised in: the unit, its name, and the predicate that governs it. */
export interface Organisation {
  readonly unit: Id<"unit">;
  readonly name: string;
  readonly rating: Stored<OrganisationRatingItem> | undefined;
  /** The person leads the very unit that was given the predicate, not a section below it. */
  readonly isHead: boolean;
  readonly picture: OrganisationPicture;
}

/** For the head of a unit that unit counts. A missing predicate is looked for again: it may have been set just now. */
export async function organisationFor(
  { table }: Pick<CallContext, "table">,
  part: Pick<Part, "unit" | "headsUnit" | "cycleId">,
  evaluation: Id<"evaluation">,
): Promise<Organisation> {
  const unit = part.headsUnit ?? part.unit;
  const known = await readOrganisation(table, part.cycleId, evaluation);
  const picture =
    governing(unit, known) === undefined
      ? await readOrganisation(table, part.cycleId, evaluation, { fresh: true })
      : known;
  const rating = governing(unit, picture);
  const isHead = part.headsUnit !== undefined && rating?.unit === part.headsUnit;
  return { unit, name: picture.units.get(unit)?.name ?? unit, rating, isHead, picture };
}

/** What ratings are checked against. Feedback counts as evidence once it is recorded; nothing records it yet. */
export function finalContext(file: ShownFile, { name, rating, isHead }: Organisation): FinalContext {
  return {
    plan: planInForce(file)?.content ?? null,
    report: file.item?.report?.report ?? null,
    organisation: { unit: name, predicate: rating?.predicate ?? null },
    headsUnit: isHead,
    feedback: new Set(),
  };
}
