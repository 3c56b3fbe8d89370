import type { Assignment, Day } from "../people/model.ts";
import { fullName, type Person } from "../people/person.ts";
import { assignmentAt, dayBefore, sameAppraiser, splitByAssignment } from "../people/rules.ts";
import type { Cycle } from "./model.ts";
import { newPart, type Part } from "./part.ts";
import { type ScopedPerson, scopeOfPerson } from "./scope.ts";

type ScopeCycle = Pick<Cycle, "id" | "period" | "cutOff" | "evaluations">;

/** What of a person a cycle's scope looks at. */
export function scopedPerson(person: Person): ScopedPerson {
  const first = person.assignments.map(({ from }) => from).sort()[0];
  const last = [dayBeforeRetirement(person), person.contractEnd].filter((day) => day !== undefined).sort()[0];
  return {
    id: person.id,
    kind: person.kind,
    ...(first === undefined ? {} : { serviceFrom: first }),
    ...(last === undefined ? {} : { serviceTo: last }),
    exclusions: person.exclusions.flatMap(({ reason, from, to, rule }) =>
      // In post after the cut-off follows from dates, which the rule itself looks at.
      reason === "after-cut-off" ? [] : [{ reason, from, rule, ...(to === undefined ? {} : { to }) }],
    ),
  };
}

/** A stretch of a cycle that is to be a part: days, who appraises where, and what is evaluated in it. */
interface Expected {
  readonly from: Day;
  readonly to: Day;
  readonly assignment: Assignment;
  readonly evaluations: readonly string[];
  readonly exclusion?: Part["exclusion"];
}

/**
 * The stretches of a person in a cycle as known on a day. Moves of later days are left to their own day, when they
 * close one part and open the next. Nothing where the person has no assignment at all; the data check says so.
 */
export function expectedParts(person: Person, cycle: ScopeCycle, day: Day): readonly Expected[] {
  const known = person.assignments.filter(({ from }) => from <= day).map((one) => asKnownOn(one, day));
  const scope = scopeOfPerson(scopedPerson(person), cycle);
  if (scope.scope === "excluded") {
    const assignment = assignmentAt(known, scope.to) ?? latest(known);
    if (assignment === undefined) return [];
    const { reason, rule, from, to } = scope;
    return [{ from, to, assignment, evaluations: [], exclusion: { reason, rule, from, to } }];
  }
  const stretches = splitByAssignment(scope, known);
  return stretches.flatMap(({ from, to, assignments }) => {
    const assignment = assignments.at(-1);
    if (assignment === undefined) return [];
    const evaluations = cycle.evaluations
      .filter(({ id, period }) => scope.evaluations.includes(id) && period.from <= to && period.to >= from)
      .map(({ id }) => id);
    return [{ from, to, assignment, evaluations }];
  });
}

/** An end to come may still be called off, and who follows is not there yet. */
function asKnownOn(assignment: Assignment, day: Day): Assignment {
  const { to, ...rest } = assignment;
  return to === undefined || to >= day ? rest : assignment;
}

/** How a person's parts must change to be as expected. What somebody wrote is never taken away. */
export interface PartChanges {
  readonly created: readonly Part[];
  readonly changed: readonly { readonly current: Part; readonly next: Part }[];
}

/**
 * Compares a person's parts of a cycle with what is expected. A stretch that goes on keeps its part; a wrong
 * appraiser on a part that begins the same day is corrected in place; a move ends its part the day before and
 * opens the next number. A part that is no longer expected is closed, and opened again when it is expected anew.
 */
export function reconcileParts(
  existing: readonly Part[],
  expected: readonly Expected[],
  person: Person | undefined,
  cycle: ScopeCycle,
  at: string,
): PartChanges {
  const isOpen = (part: Part) => part.closedAt === undefined;
  const candidates = [...existing.filter(isOpen), ...existing.filter((part) => !isOpen(part))];
  const changed: { current: Part; next: Part }[] = [];
  const created: Part[] = [];
  const kept = new Set<Part>();
  let number = Math.max(0, ...existing.map((part) => part.number));
  for (const stretch of expected) {
    const current = candidates.find((part) => !kept.has(part) && isStretchOf(part, stretch));
    if (current === undefined) {
      if (person === undefined) continue;
      number += 1;
      created.push(newPart(person, cycle, stretch, number, stretch, at));
      continue;
    }
    kept.add(current);
    const next = asExpected(current, stretch, person, at);
    if (!sameFacts(current, next)) changed.push({ current, next });
  }
  for (const current of existing.filter((part) => isOpen(part) && !kept.has(part))) {
    const following = created
      .map(({ from }) => from)
      .filter((from) => from > current.from)
      .sort()[0];
    const to = following === undefined ? current.to : dayBefore(following);
    changed.push({ current, next: { ...current, to, closedAt: at } });
  }
  return { created, changed };
}

function isStretchOf(part: Part, stretch: Expected): boolean {
  const isSamePlace =
    part.unit === stretch.assignment.unit && sameAppraiser(part.appraiser, stretch.assignment.appraiser);
  return part.from === stretch.from || (isSamePlace && part.from <= stretch.to && stretch.from <= part.to);
}

function asExpected(part: Part, stretch: Expected, person: Person | undefined, at: string): Part {
  const { assignment, exclusion } = stretch;
  return {
    ...part,
    name: person === undefined ? part.name : fullName(person),
    from: stretch.from,
    to: stretch.to,
    unit: assignment.unit,
    appraiser: assignment.appraiser,
    appraiserRole: assignment.role,
    post: assignment.position.title,
    postKind: assignment.position.kind,
    exclusion,
    closedAt: undefined,
    evaluations: evaluationsAs(stretch.evaluations, part, at),
  };
}

/** Those expected, and those that somebody has begun: whoever wrote for a period finishes it. */
function evaluationsAs(expected: readonly string[], part: Part, at: string): Part["evaluations"] {
  const begun = Object.entries(part.evaluations).filter(
    ([id, { state }]) => state !== "not-started" || expected.includes(id),
  );
  const added = expected
    .filter((id) => !(id in part.evaluations))
    .map((id) => [id, { state: "not-started" as const, since: at, version: 0 }]);
  return Object.fromEntries([...begun, ...added]);
}

function sameFacts(a: Part, b: Part): boolean {
  return (
    a.from === b.from &&
    a.to === b.to &&
    a.unit === b.unit &&
    sameAppraiser(a.appraiser, b.appraiser) &&
    a.appraiserRole === b.appraiserRole &&
    a.post === b.post &&
    a.postKind === b.postKind &&
    a.name === b.name &&
    a.closedAt === b.closedAt &&
    JSON.stringify(a.exclusion) === JSON.stringify(b.exclusion) &&
    sameKeys(a.evaluations, b.evaluations)
  );
}

function sameKeys(a: object, b: object): boolean {
  return Object.keys(a).sort().join() === Object.keys(b).sort().join();
}

function latest(assignments: readonly Assignment[]): Assignment | undefined {
  return [...assignments].sort((a, b) => (a.from < b.from ? 1 : -1))[0];
}

function dayBeforeRetirement(person: Person): Day | undefined {
  return person.retirement === undefined ? undefined : dayBefore(person.retirement);
}
