import { describe, expect, test } from "vitest";
import type { Part } from "#shared/cycles/part.ts";
import { evaluationStates, planStates } from "#shared/cycles/states.ts";
import { newId } from "#shared/platform/ids.ts";
import { partIdOf } from "#shared/platform/part-id.ts";
import { type Stored, system } from "#shared/platform/table/entity.ts";
import {
  type Counted,
  countersOf,
  countsToMove,
  type Deltas,
  deltasOf,
  mergeDeltas,
  total,
} from "#shared/reports/tally.ts";
import { SeededRandom } from "#test/support/random.ts";

/**
 * The rule of counting on a table in memory: consumers read parts and ledger, then write both in one transaction that
 * holds only while the ledger is as they read it. Between the two anybody may write. The mutants beside it break one
 * half of the rule each.
 */
interface Table {
  readonly parts: Map<string, Stored<Part>>;
  readonly ledger: Map<string, Stored<Counted>>;
  readonly tallies: Map<string, Map<string, number>>;
}

type Step = ReturnType<typeof countsToMove>;

interface Rule {
  readonly name: string;
  /** What a consumer makes of a message: of the part as it was told, and as it is. */
  decide(told: Stored<Part>, before: Stored<Part> | undefined, table: Table): Step;
  /** Whether the ledger's version must be as it was read. */
  readonly isGuarded: boolean;
}

const current = (told: Stored<Part>, table: Table) => {
  const part = table.parts.get(told.id);
  const row = table.ledger.get(told.id);
  return { parts: part === undefined ? [] : [part], rows: row === undefined ? [] : [row] };
};

const rule: Rule = {
  name: "the rule",
  isGuarded: true,
  decide: (told, _before, table) => {
    const { parts, rows } = current(told, table);
    return countsToMove(parts, rows);
  },
};

const mutants: readonly Rule[] = [
  { ...rule, name: "no version check: the ledger is overwritten as it was not read", isGuarded: false },
  {
    ...rule,
    name: "differences from the event, not from the ledger",
    decide: (told, before, table) => {
      const { rows } = current(told, table);
      const step = countsToMove([told], rows);
      const counted = before && { unit: before.unit as string, counters: [...countersOf(before)] };
      return { ...step, deltas: mergeDeltas(step.moved.map(({ after }) => deltasOf(counted, after))) };
    },
  },
];

function stored<T extends object>(content: T, version: number): Stored<T> {
  return { ...content, version, [system]: { requests: [] } };
}

const units = [newId("unit", 1), newId("unit", 2), newId("unit", 3)];
const evaluation = newId("evaluation", 1);
const cycleId = newId("cycle", 1);

function newPart(random: SeededRandom): Stored<Part> {
  const place = { employeeId: newId("employee", 1), cycleId, number: 1 };
  const part: Part = {
    id: partIdOf(place),
    ...place,
    from: "2026-07-01",
    to: "2026-12-31",
    unit: random.pick(units),
    appraiserRole: "definitif",
    name: "x",
    kind: "PNS",
    post: "x",
    plan: { state: "draft", since: "", submittedVersion: 0, approvedVersion: 0 },
    evaluations: { [evaluation]: { state: "not-started", since: "", version: 0 } },
    receipts: 0,
  };
  return stored(part, 1);
}

function changedPart(part: Stored<Part>, random: SeededRandom): Stored<Part> {
  const change = random.integer(0, 3);
  const next: Part = {
    ...part,
    ...(change === 0 ? { unit: random.pick(units) } : {}),
    ...(change === 1 ? { plan: { ...part.plan, state: random.pick(planStates) } } : {}),
    ...(change === 2
      ? {
          evaluations: {
            [evaluation]: {
              state: random.pick(evaluationStates),
              since: "",
              version: 1,
              ...(random.next() < 0.5 ? { predicate: "good" as const } : {}),
            },
          },
        }
      : {}),
    ...(change === 3
      ? {
          exclusion:
            part.exclusion === undefined
              ? { reason: "study-leave", rule: "x", from: part.from, to: part.to }
              : undefined,
        }
      : {}),
  };
  return stored(next, part.version + 1);
}

interface Message {
  readonly told: Stored<Part>;
  readonly before: Stored<Part> | undefined;
}

/** One history: parts change; messages are lost, doubled and shuffled, except that the last of each part arrives. */
function runHistory(seed: number, counting: Rule): boolean {
  const random = new SeededRandom(seed);
  const table: Table = { parts: new Map(), ledger: new Map(), tallies: new Map() };
  const queue: Message[] = [];
  const readers: { message: Message; step: Step }[] = [];
  const read = (message: Message) =>
    readers.push({ message, step: counting.decide(message.told, message.before, table) });
  const write = ({ message, step }: (typeof readers)[number]) => {
    const isRefused = step.moved.some(
      ({ before, after }) => table.ledger.get(after.part)?.version !== before?.version,
    );
    if (isRefused && counting.isGuarded) {
      read(message);
      return;
    }
    for (const { before, after } of step.moved)
      table.ledger.set(after.part, stored(after, (before?.version ?? 0) + 1));
    apply(table, step.deltas);
  };
  const parts = Array.from({ length: random.integer(1, 4) }, () => newPart(random));
  const last = new Map<string, Message>();
  const put = (part: Stored<Part>) => {
    const message = { told: part, before: table.parts.get(part.id) };
    table.parts.set(part.id, part);
    last.set(part.id, message);
    const copies = random.next() < 0.2 ? 0 : random.integer(1, 2);
    for (let copy = 0; copy < copies; copy++) queue.splice(random.integer(0, queue.length), 0, message);
  };
  for (const part of parts) put(part);
  for (let n = random.integer(5, 25); n > 0; n--) {
    const act = random.integer(0, 2);
    const message = queue[0];
    const reader = readers[random.integer(0, Math.max(0, readers.length - 1))];
    if (act === 0) put(changedPart(table.parts.get(random.pick(parts).id) ?? random.pick(parts), random));
    else if (act === 1 && message !== undefined) read(queue.shift() ?? message);
    else if (reader !== undefined) write(readers.splice(readers.indexOf(reader), 1)[0] ?? reader);
  }
  queue.push(...last.values());
  while (queue.length + readers.length > 0) {
    const message = random.next() < 0.5 ? queue.shift() : undefined;
    if (message !== undefined) read(message);
    const reader = readers.splice(random.integer(0, readers.length - 1), 1)[0];
    if (reader !== undefined) write(reader);
  }
  return sameCounts(table.tallies, wholeCount(table.parts.values()));
}

function apply(table: Table, deltas: ReadonlyMap<string, Deltas>): void {
  for (const [unit, counts] of deltas) {
    const tally = table.tallies.get(unit) ?? new Map<string, number>();
    for (const [counter, amount] of Object.entries(counts))
      tally.set(counter, (tally.get(counter) ?? 0) + amount);
    table.tallies.set(unit, tally);
  }
}

/** The counts as they must be, by looking at every part. */
function wholeCount(parts: Iterable<Stored<Part>>): Map<string, Map<string, number>> {
  const whole: Table = { parts: new Map(), ledger: new Map(), tallies: new Map() };
  for (const part of parts) {
    for (const unit of [part.unit as string, total]) {
      for (const counter of countersOf(part)) apply(whole, new Map([[unit, { [counter]: 1 }]]));
    }
  }
  return whole.tallies;
}

function sameCounts(a: Table["tallies"], b: Table["tallies"]): boolean {
  const names = (tallies: Table["tallies"]) =>
    [...tallies]
      .flatMap(([unit, counts]) =>
        [...counts]
          .filter(([, count]) => count !== 0)
          .map(([counter, count]) => `${unit} ${counter} ${count}`),
      )
      .sort()
      .join();
  return names(a) === names(b);
}

const histories = 10_000;

function wrongTotals(counting: Rule, from: number): number[] {
  return Array.from({ length: histories }, (_, n) => from + n).filter((seed) => !runHistory(seed, counting));
}

describe("counts under duplicated, re-ordered and partly lost messages", () => {
  test("are right in each of 10,000 histories once the last change of each part was told", () => {
    expect(wrongTotals(rule, 1)).toEqual([]);
  });

  test.each(mutants)("would be wrong with $name", (mutant) => {
    expect(wrongTotals(mutant, 1).length).toBeGreaterThan(100);
  });
});
