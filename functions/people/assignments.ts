import type { AppraiserRef, Assignment } from "#shared/people/model.ts";
import { fullName, type Person } from "#shared/people/person.ts";
import { assignmentAt, covers, dayAfter, dayBefore } from "#shared/people/rules.ts";
import { officialEntity, personEntity, unitEntity } from "#shared/people/store.ts";
import { AppError } from "#shared/platform/errors.ts";
import type { AgencyTable } from "#shared/platform/table/table.ts";

/**
 * The assignments after a move: what was in force ends the day before, what was planned for later stays. Where the
 * move has an end, what was in force before goes on after it (a Plt leaves again).
 */
export function withMove(
  assignments: readonly Assignment[],
  move: Assignment,
  resumedId: Assignment["id"],
): Assignment[] {
  const inForce = assignmentAt(assignments, move.from);
  const kept = assignments.flatMap((one) => {
    if (!covers(one, move.from) && !(one.from > move.from && move.to !== undefined && one.from <= move.to))
      return [one];
    return one.from < move.from ? [{ ...one, to: dayBefore(move.from) }] : [];
  });
  const resumes =
    move.to !== undefined && inForce !== undefined && (inForce.to === undefined || inForce.to > move.to);
  const resumed =
    resumes && move.to !== undefined ? [{ ...inForce, id: resumedId, from: dayAfter(move.to) }] : [];
  return [...kept, move, ...resumed].sort((a, b) => (a.from < b.from ? -1 : 1));
}

/** Throws unless unit and appraiser exist, nobody appraises themself, and no circle of appraisers comes about. */
export async function checkAssignment(
  table: AgencyTable,
  person: Person,
  assignment: Assignment,
): Promise<void> {
  if (assignment.to !== undefined && assignment.to < assignment.from) throw new AppError("assignment.dates");
  if ((await table.get(unitEntity, { id: assignment.unit })) === undefined)
    throw new AppError("assignment.unknown");
  if (assignment.appraiser !== undefined)
    await checkAppraiser(table, person, assignment.appraiser, assignment.from);
}

/** Longer than any line of superiors; a longer one goes round. */
const longestLine = 30;

async function checkAppraiser(
  table: AgencyTable,
  person: Person,
  appraiser: AppraiserRef,
  day: string,
): Promise<void> {
  const line = [fullName(person)];
  let above: AppraiserRef | undefined = appraiser;
  while (above !== undefined && line.length < longestLine) {
    if (above.id === person.id) {
      if (line.length === 1) throw new AppError("assignment.own-appraiser");
      throw new AppError("assignment.circle", {
        values: { circle: [...line, fullName(person)].join(" → ") },
      });
    }
    if (above.kind === "official") {
      if ((await table.get(officialEntity, { id: above.id })) === undefined)
        throw new AppError("assignment.unknown");
      return;
    }
    const superior: Person | undefined = await table.get(personEntity, { id: above.id });
    if (superior === undefined) throw new AppError("assignment.unknown");
    line.push(fullName(superior));
    above = assignmentAt(superior.assignments, day)?.appraiser;
  }
}
