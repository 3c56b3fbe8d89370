import { Temporal } from "#shared/platform/clock.ts";
import {
  type AppraiserRef,
  type Assignment,
  type Day,
  type PostKind,
  postKinds,
  type Unit,
} from "./model.ts";

/** A stretch of days, both ends included; without `to` it is still open. */
export interface Days {
  readonly from: Day;
  readonly to?: Day | undefined;
}

/** A stretch of days whose end is known. */
export interface Period {
  readonly from: Day;
  readonly to: Day;
}

export function covers(days: Days, day: Day): boolean {
  return days.from <= day && (days.to === undefined || day <= days.to);
}

/** Two references to one appraiser (or to nobody). */
export function sameAppraiser(a: AppraiserRef | undefined, b: AppraiserRef | undefined): boolean {
  return a?.kind === b?.kind && a?.id === b?.id;
}

/** The assignment in force on a day. Where two overlap, the one that began later holds: a move ends what was before. */
export function assignmentAt<A extends Days>(assignments: readonly A[], day: Day): A | undefined {
  return assignments
    .filter((assignment) => covers(assignment, day))
    .reduce<A | undefined>((latest, next) => (latest && latest.from > next.from ? latest : next), undefined);
}

/**
 * A stretch of a period in which one appraiser judges one person in one unit: what becomes a part.
 * `assignments` are those it is made of; a new title or Plt becoming definitive does not split.
 */
export interface Stretch<A extends Days = Assignment> extends Period {
  readonly unit: Assignment["unit"];
  readonly appraiser: AppraiserRef | undefined;
  readonly assignments: readonly A[];
}

type Splittable = Days & Pick<Assignment, "unit" | "appraiser">;

/** Splits a period by who was the appraiser when. Days without any assignment belong to no stretch. */
export function splitByAssignment<A extends Splittable>(
  period: Period,
  assignments: readonly A[],
): Stretch<A>[] {
  const stretches: Stretch<A>[] = [];
  for (const from of changeDays(period, assignments)) {
    const assignment = assignmentAt(assignments, from);
    if (assignment === undefined) continue;
    const to = lastDayFrom(from, period, assignments);
    const last = stretches.at(-1);
    if (last !== undefined && continues(last, assignment, from)) {
      const made = new Set([...last.assignments, assignment]);
      stretches[stretches.length - 1] = { ...last, to, assignments: [...made] };
    } else {
      stretches.push({
        from,
        to,
        unit: assignment.unit,
        appraiser: assignment.appraiser,
        assignments: [assignment],
      });
    }
  }
  return stretches;
}

function continues(last: Stretch<Splittable>, next: Splittable, from: Day): boolean {
  return (
    dayAfter(last.to) === from && last.unit === next.unit && sameAppraiser(last.appraiser, next.appraiser)
  );
}

/** The days of a period on which something may change: its first, each assignment's first, each day after a last. */
function changeDays(period: Period, assignments: readonly Days[]): Day[] {
  const days = new Set([period.from]);
  for (const { from, to } of assignments) {
    days.add(from);
    if (to !== undefined) days.add(dayAfter(to));
  }
  return [...days].filter((day) => covers(period, day)).sort();
}

function lastDayFrom(from: Day, period: Period, assignments: readonly Days[]): Day {
  const next = changeDays(period, assignments).find((day) => day > from);
  return next === undefined ? period.to : dayBefore(next);
}

/**
 * The days of a period on which nobody appraises the person: no assignment, or one without an appraiser.
 * @internal Tests hold parts against it.
 */
export function uncoveredDays(
  period: Period,
  assignments: readonly (Days & Pick<Assignment, "appraiser">)[],
): Period[] {
  const gaps: Period[] = [];
  for (const from of changeDays(period, assignments)) {
    if (assignmentAt(assignments, from)?.appraiser !== undefined) continue;
    const to = lastDayFrom(from, period, assignments);
    const last = gaps.at(-1);
    if (last !== undefined && dayAfter(last.to) === from) gaps[gaps.length - 1] = { ...last, to };
    else gaps.push({ from, to });
  }
  return gaps;
}

/** How much of a period a stretch is, both ways of counting. */
export interface Share {
  readonly days: number;
  /** Whole months, for credit points: a month belongs to the stretch that has most of its days, a tie to the earlier. */
  readonly months: number;
}

/** @uncalled docs/rules.md#rules-that-nothing-calls-yet */
export function sharesOf(stretches: readonly Period[]): Share[] {
  const months = stretches.map(() => 0);
  for (const month of monthsOf(stretches)) {
    const counts = stretches.map((stretch) => overlapDays(stretch, month));
    const winner = counts.indexOf(Math.max(...counts));
    months[winner] = (months[winner] ?? 0) + 1;
  }
  return stretches.map((stretch, index) => ({ days: daysIn(stretch), months: months[index] ?? 0 }));
}

/** The calendar months that any of these stretches touches. */
function monthsOf(stretches: readonly Period[]): Period[] {
  const names = new Set<string>();
  for (const { from, to } of stretches) {
    const end = Temporal.PlainYearMonth.from(to.slice(0, 7));
    let month = Temporal.PlainYearMonth.from(from.slice(0, 7));
    while (Temporal.PlainYearMonth.compare(month, end) <= 0) {
      names.add(month.toString());
      month = month.add({ months: 1 });
    }
  }
  return [...names].sort().map((name) => ({
    from: `${name}-01`,
    to: `${name}-${Temporal.PlainYearMonth.from(name).daysInMonth}`,
  }));
}

function overlapDays(a: Period, b: Period): number {
  const [, from = a.from] = [a.from, b.from].sort();
  const [to = a.to] = [a.to, b.to].sort();
  return from > to ? 0 : daysIn({ from, to });
}

/** The number of days of a stretch, both ends included. */
export function daysIn({ from, to }: Period): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days + 1;
}

export function dayAfter(day: Day): Day {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toString();
}

export function dayBefore(day: Day): Day {
  return Temporal.PlainDate.from(day).subtract({ days: 1 }).toString();
}

/**
 * Circles in which people appraise each other, as lists of their ids (each list begins with its smallest id).
 * A person who appraises themself is a circle of one. Nobody stands in two, since everyone has one appraiser.
 */
export function circlesOfAppraisers<T extends string>(appraiserOf: ReadonlyMap<T, T>): T[][] {
  const circles: T[][] = [];
  const finished = new Set<T>();
  for (const start of appraiserOf.keys()) {
    const path: T[] = [];
    const onPath = new Set<T>();
    let person: T | undefined = start;
    while (person !== undefined && !finished.has(person) && !onPath.has(person)) {
      path.push(person);
      onPath.add(person);
      person = appraiserOf.get(person);
    }
    if (person !== undefined && onPath.has(person))
      circles.push(fromSmallest(path.slice(path.indexOf(person))));
    for (const visited of path) finished.add(visited);
  }
  return circles.sort((a, b) => ((a[0] ?? "") < (b[0] ?? "") ? -1 : 1));
}

function fromSmallest<T extends string>(circle: readonly T[]): T[] {
  const first = circle.indexOf(circle.toSorted()[0] as T);
  return [...circle.slice(first), ...circle.slice(0, first)];
}

/** A unit and all that lie below it, however deep. */
export function unitsBelow(top: Unit["id"], units: readonly Pick<Unit, "id" | "parent">[]): Set<string> {
  const children = Map.groupBy(units, ({ parent }) => parent);
  const below = new Set<Unit["id"]>([top]);
  // A set is walked while it grows, and takes nobody twice, so that even a circle ends.
  for (const unit of below) for (const { id } of children.get(unit) ?? []) below.add(id);
  return below;
}

/**
 * The direct superior appraises, lowest rank pejabat pengawas (PermenPANRB 6/2022 Article 1); others (heads of schools
 * and health centres are functional officers) do so by delegation: worth a warning, never an error.
 */
export function needsDelegation(kind: PostKind | undefined): boolean {
  return kind !== undefined && postKinds.indexOf(kind) > postKinds.indexOf("pengawas");
}
