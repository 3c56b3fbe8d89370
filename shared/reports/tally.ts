import * as z from "zod";
import { isDeclined, isSuperseded, type Part } from "../cycles/part.ts";
import { idSchema } from "../platform/ids.ts";
import type { Stored } from "../platform/table/entity.ts";

/**
 * What one part adds to the counts of its unit and of the agency, as names of counters: `plan.<state>`,
 * `<phase>.<state>`, `<phase>.unbegun` while there is not even a plan to report on, `<phase>.late` where what was last
 * submitted came late, `<phase>.predicate.<predicate>` for a final one, and for the excluded only `excluded.<reason>`, so that they are counted apart. A part that lost its days
 * counts nowhere.
 */
export function countersOf(part: Pick<Part, "exclusion" | "plan" | "evaluations">): readonly string[] {
  if (isSuperseded(part)) return [];
  if (part.exclusion !== undefined) return [`excluded.${part.exclusion.reason}`];
  return [
    `plan.${part.plan.state}`,
    ...(part.plan.arrival === undefined ? [] : ["plan.late"]),
    ...Object.entries(part.evaluations).flatMap(([evaluation, { state, predicate, arrival }]) => [
      phaseCounters(evaluation) + state,
      ...(arrival === undefined || isDeclined({ state, arrival })
        ? []
        : [`${phaseCounters(evaluation)}late`]),
      ...(state === "not-started" && part.plan.submittedVersion === 0
        ? [`${phaseCounters(evaluation)}unbegun`]
        : []),
      ...(predicate === undefined ? [] : [`${phaseCounters(evaluation)}predicate.${predicate}`]),
    ]),
  ];
}

/**
 * How the counters of a phase begin. Of an evaluation's id its last eight of 26 letters (40 random bits) tell a cycle's
 * evaluations apart; with whole ids the agency's tally would be twice as long, and of each 4 KB a read pays.
 */
export function phaseCounters(phase: string): string {
  return phase === "planning" ? "plan." : `${phase.slice(-8)}.`;
}

/** The ends of counters of parts on which nobody has done anything. */
const untouched = [".draft", ".not-started", ".unbegun"];

/** Whether anybody has gone beyond a draft of the plan, or begun an evaluation. */
export function hasStarted(counts: Readonly<Record<string, number>>): boolean {
  return Object.entries(counts).some(
    ([counter, count]) =>
      count > 0 && !counter.startsWith("excluded.") && !untouched.some((end) => counter.endsWith(end)),
  );
}

/** What the counts of a cycle hold already of one part: the ledger from which the next difference is taken. */
export const Counted = z.object({
  cycleId: idSchema("cycle"),
  part: z.string(),
  /** The part's version that was counted; an older one is never counted after it. */
  source: z.int(),
  unit: z.string(),
  counters: z.array(z.string()),
});
export type Counted = z.infer<typeof Counted>;

/** Counters by name; a counter that is missing is 0. */
export type Deltas = Readonly<Record<string, number>>;

/** How the counts of each unit and of the total (`TOTAL`) change when a part goes from `before` to `after`. */
export function deltasOf(
  before: Pick<Counted, "unit" | "counters"> | undefined,
  after: Pick<Counted, "unit" | "counters">,
) {
  const byUnit = new Map<string, Map<string, number>>();
  const add = (unit: string, counter: string, amount: number) => {
    for (const place of [unit, total]) {
      const counts = byUnit.get(place) ?? new Map<string, number>();
      counts.set(counter, (counts.get(counter) ?? 0) + amount);
      byUnit.set(place, counts);
    }
  };
  for (const counter of before?.counters ?? []) if (before !== undefined) add(before.unit, counter, -1);
  for (const counter of after.counters) add(after.unit, counter, 1);
  return byUnit;
}

/** The rows of the ledger that move forward, and what the tallies change by: of parts as they are, and their rows. */
export function countsToMove(
  parts: readonly Stored<Part>[],
  ledger: readonly Stored<Counted>[],
): {
  readonly moved: readonly { readonly before: Stored<Counted> | undefined; readonly after: Counted }[];
  readonly deltas: ReadonlyMap<string, Deltas>;
} {
  const counted = new Map(ledger.map((row) => [row.part, row]));
  const moved = parts
    .map((part) => ({ before: counted.get(part.id), after: countedNow(part) }))
    .filter(({ before, after }) => before === undefined || before.source < after.source);
  return { moved, deltas: mergeDeltas(moved.map(({ before, after }) => deltasOf(before, after))) };
}

function countedNow(part: Stored<Part>): Counted {
  const { cycleId, id, version, unit } = part;
  return { cycleId, part: id, source: version, unit, counters: [...countersOf(part)] };
}

/** The place of the whole agency among the units. */
export const total = "TOTAL";

/** Adds up differences that go to the same place, leaving out what cancels. */
export function mergeDeltas(
  all: readonly ReadonlyMap<string, ReadonlyMap<string, number>>[],
): Map<string, Deltas> {
  const merged = new Map<string, Map<string, number>>();
  for (const [unit, counts] of all.flatMap((one) => [...one])) {
    const sum = merged.get(unit) ?? new Map<string, number>();
    for (const [counter, amount] of counts) sum.set(counter, (sum.get(counter) ?? 0) + amount);
    merged.set(unit, sum);
  }
  const kept = [...merged].map(([unit, counts]): [string, Deltas] => [
    unit,
    Object.fromEntries([...counts].filter(([, amount]) => amount !== 0)),
  ]);
  return new Map(kept.filter(([, counts]) => Object.keys(counts).length > 0));
}

/** The counts of several places as those of one. */
export function sumOfCounts(tallies: readonly { readonly counts: Deltas }[]): Deltas {
  const sums = new Map<string, number>();
  for (const { counts } of tallies)
    for (const [counter, count] of Object.entries(counts))
      sums.set(counter, (sums.get(counter) ?? 0) + count);
  return Object.fromEntries(sums);
}
