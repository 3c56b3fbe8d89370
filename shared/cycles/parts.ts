import type { Assignment, Day } from "../people/model.ts";
import { fullName, type Person } from "../people/person.ts";
import { assignmentAt, dayAfter, dayBefore, sameAppraiser, splitByAssignment } from "../people/rules.ts";
import { canonicalJson } from "../platform/canonical.ts";
import type { Cycle } from "./model.ts";
import { isSuperseded, newPart, type Part, supersededReason } from "./part.ts";
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
 * Compares a person's parts of a cycle with what is expected. Together the parts cover exactly the expected days, in
 * order. A stretch that goes on keeps its part; a wrong appraiser or unit is corrected in place, also on a part that
 * is closed; a move closes its part the day before and opens the next number. Only the last is open, and none that is
 * closed opens again: days that would be its go to a new number. A part whose days are all gone is superseded: it
 * stays to be read, and is neither listed nor counted.
 */
export function reconcileParts(
  existing: readonly Part[],
  expected: readonly Expected[],
  person: Person | undefined,
  cycle: ScopeCycle,
  at: string,
): PartChanges {
  const living = existing.filter((part) => !isSuperseded(part)).sort(byBeginning);
  if (person === undefined) return changesOf(living.map((part) => [part, superseded(part, at)]));
  // Nothing is known of these days: an assignment that was ended by mistake takes no work away.
  if (expected.length === 0) return { created: [], changed: [] };
  const [excluded] = expected.filter(({ exclusion }) => exclusion !== undefined);
  if (excluded !== undefined && living.length > 0) return changesOf(withExclusion(living, excluded));
  const pieces = piecesOf(living, expected);
  const used = new Set(pieces.map(({ part }) => part));
  let number = Math.max(0, ...existing.map((part) => part.number));
  const next = pieces.map(({ part, days }, index): [Part | undefined, Part] => {
    const isLast = index === pieces.length - 1;
    const base = part ?? newPart(person, cycle, days, ++number, days, at);
    const facts = asExpected(base, days, person, cycle, at);
    return [part, isLast || facts.closedAt !== undefined ? facts : { ...facts, closedAt: at }];
  });
  const gone = living.filter((part) => !used.has(part));
  return changesOf([...next, ...gone.map((part): [Part, Part] => [part, superseded(part, at)])]);
}

function byBeginning(a: Part, b: Part): number {
  return a.from === b.from ? a.number - b.number : a.from < b.from ? -1 : 1;
}

/** Who is excluded keeps all parts with their days, so that they are there again if the exclusion is taken back. */
function withExclusion(living: readonly Part[], { assignment, exclusion }: Expected): [Part, Part][] {
  const last = living.at(-1);
  return living.map((part) => [
    part,
    part === last ? { ...part, ...placeOf(assignment), exclusion } : { ...part, exclusion },
  ]);
}

function changesOf(pairs: readonly (readonly [Part | undefined, Part])[]): PartChanges {
  return {
    created: pairs.flatMap(([current, next]) => (current === undefined ? [next] : [])),
    changed: pairs.flatMap(([current, next]) =>
      current === undefined || sameFacts(current, next) ? [] : [{ current, next }],
    ),
  };
}

/** The days of one part, as they should be; without a part a new one takes them. */
interface Piece {
  readonly part: Part | undefined;
  readonly days: Expected;
}

/** Cuts each stretch among the parts that it goes on with. */
function piecesOf(living: readonly Part[], expected: readonly Expected[]): Piece[] {
  const byStretch = Map.groupBy(living, (part) => stretchOf(part, expected));
  // Who was excluded had no days of the cycle; now that there are, the first stretch without a part takes it up.
  const homeless = (byStretch.get(undefined) ?? []).filter(({ closedAt }) => closedAt === undefined);
  const pieces = expected.flatMap((stretch) => {
    const parts = byStretch.get(stretch) ?? homeless.splice(0, 1);
    return cutAmong(stretch, parts);
  });
  return withOpenEnd(pieces);
}

/** The stretch with which a part goes on: the first of its own place among its days, else one that begins with it, else the first. */
function stretchOf(part: Part, expected: readonly Expected[]): Expected | undefined {
  const among = expected.filter(({ from, to }) => part.from <= to && from <= part.to);
  return (
    among.find(({ assignment }) => isSamePlace(part, assignment)) ??
    among.find(({ from }) => from === part.from) ??
    among[0]
  );
}

function isSamePlace(part: Part, { unit, appraiser }: Assignment): boolean {
  return part.unit === unit && sameAppraiser(part.appraiser, appraiser);
}

/** Each part from its own first day on, the first from the beginning; of two with the same first day one takes all. */
function cutAmong(stretch: Expected, parts: readonly Part[]): Piece[] {
  const [first, ...others] = parts;
  const starts = [
    { part: first, from: stretch.from },
    ...others.flatMap((part, index) =>
      part.from > stretch.from && part.from > (parts[index]?.from ?? "") ? [{ part, from: part.from }] : [],
    ),
  ];
  return starts.map(({ part, from }, index) => {
    const following = starts[index + 1]?.from;
    return {
      part,
      days: { ...stretch, from, to: following === undefined ? stretch.to : dayBefore(following) },
    };
  });
}

/** A closed part does not open again: what follows its last day goes to a new one. */
function withOpenEnd(pieces: readonly Piece[]): Piece[] {
  const last = pieces.at(-1);
  const part = last?.part;
  if (last === undefined || part?.closedAt === undefined || part.to >= last.days.to) return [...pieces];
  const { days } = last;
  return [
    ...pieces.slice(0, -1),
    { part, days: { ...days, to: part.to } },
    { part: undefined, days: { ...days, from: dayAfter(part.to) } },
  ];
}

function asExpected(part: Part, days: Expected, person: Person, cycle: ScopeCycle, at: string): Part {
  const { assignment, exclusion } = days;
  return {
    ...part,
    from: days.from,
    to: days.to,
    ...placeOf(assignment),
    name: fullName(person),
    kind: person.kind,
    exclusion,
    evaluations: evaluationsOf(part, days, cycle, at),
  };
}

function placeOf({ unit, heads, appraiser, role, position }: Assignment) {
  const post = { post: position.title, postKind: position.kind, headsUnit: heads };
  return { unit, appraiser, appraiserRole: role, ...post };
}

/** What falls into the part's days, and what somebody has begun although it no longer does. */
function evaluationsOf(part: Part, days: Expected, cycle: ScopeCycle, at: string): Part["evaluations"] {
  const wanted = cycle.evaluations.filter(
    ({ id, period }) => days.evaluations.includes(id) && period.from <= days.to && period.to >= days.from,
  );
  const begun = Object.entries(part.evaluations).filter(([, { state }]) => state !== "not-started");
  const fresh = { state: "not-started" as const, since: at, version: 0 };
  const entries = wanted.map(({ id }) => [id, part.evaluations[id] ?? fresh] as const);
  return Object.fromEntries([...entries, ...begun]) as Part["evaluations"];
}

/** Its days went to others, or there were none: it stays as a record of what was written in it. */
function superseded(part: Part, at: string): Part {
  const { from, to } = part;
  const exclusion = { reason: supersededReason, rule: "Penugasan dikoreksi", from, to };
  return { ...part, closedAt: part.closedAt ?? at, exclusion };
}

function sameFacts(a: Part, b: Part): boolean {
  return canonicalJson(a) === canonicalJson(b);
}

function latest(assignments: readonly Assignment[]): Assignment | undefined {
  return [...assignments].sort((a, b) => (a.from < b.from ? 1 : -1))[0];
}

function dayBeforeRetirement(person: Person): Day | undefined {
  return person.retirement === undefined ? undefined : dayBefore(person.retirement);
}
