import type { Part } from "#shared/cycles/part.ts";
import { partEntity, partsOfUnit } from "#shared/cycles/store.ts";
import { readUnits } from "#shared/people/store.ts";
import type { Id } from "#shared/platform/ids.ts";
import { type PartId, placeOfPart } from "#shared/platform/part-id.ts";
import type { Position } from "#shared/platform/table/query.ts";
import type { AgencyTable } from "#shared/platform/table/table.ts";
import { countedEntity, ledgerOfCycle, talliesOfCycle } from "#shared/reports/store.ts";
import { total } from "#shared/reports/tally.ts";
import { countParts, partsAtOnce } from "./count.ts";

const pageSize = 100;

/**
 * Proves the counts of a cycle from its parts. A part whose last change was never told is counted now; then the
 * tallies are compared with the sum of the ledger, from which only a fault of ours can part them.
 * Answers how many parts were caught up with, and how many counters differ.
 */
export async function recountCycle(
  table: AgencyTable,
  cycleId: Id<"cycle">,
): Promise<{ caughtUp: number; differing: number }> {
  const caughtUp = (await countBehind(table, cycleId)) + (await countUnheardOf(table, cycleId));
  const first = await countersThatDiffer(table, cycleId);
  // Two moves that cancel out in a tally may look like a difference while they happen; a fault is there again.
  return { caughtUp, differing: first === 0 ? 0 : await countersThatDiffer(table, cycleId) };
}

/** Parts that were counted and have changed since, also those that no list shows any more. */
async function countBehind(table: AgencyTable, cycleId: Id<"cycle">): Promise<number> {
  let caughtUp = 0;
  let after: Position | undefined;
  do {
    const page = await table.query(
      ledgerOfCycle(cycleId),
      after === undefined ? { limit: pageSize } : { limit: pageSize, after },
    );
    const counted = new Map(page.items.map((row) => [row.part, row.source]));
    const parts = await table.getMany(
      partEntity,
      page.items.map((row) => placeOfPart(row.part as PartId)),
    );
    caughtUp += await countThose(
      table,
      parts.filter((part) => (counted.get(part.id) ?? 0) < part.version),
    );
    after = page.next;
  } while (after !== undefined);
  return caughtUp;
}

/** Parts that were never counted: those of the lists that have no row in the ledger. */
async function countUnheardOf(table: AgencyTable, cycleId: Id<"cycle">): Promise<number> {
  let caughtUp = 0;
  for (const { id } of await readUnits(table)) {
    let after: Position | undefined;
    do {
      const page = await table.query(
        partsOfUnit(id, cycleId),
        after === undefined ? { limit: pageSize } : { limit: pageSize, after },
      );
      const rows = await table.getMany(
        countedEntity,
        page.items.map((part) => ({ cycleId, part: part.id })),
      );
      const counted = new Set(rows.map((row) => row.part));
      caughtUp += await countThose(
        table,
        page.items.filter((part) => !counted.has(part.id)),
      );
      after = page.next;
    } while (after !== undefined);
  }
  return caughtUp;
}

async function countThose(table: AgencyTable, parts: readonly Pick<Part, "id">[]): Promise<number> {
  for (let start = 0; start < parts.length; start += partsAtOnce) {
    const some = parts.slice(start, start + partsAtOnce);
    await countParts(
      table,
      some.map(({ id }) => id),
    );
  }
  return parts.length;
}

/** A tally that is written while we add up is left out: there is nothing to compare it with. */
async function countersThatDiffer(table: AgencyTable, cycleId: Id<"cycle">): Promise<number> {
  const before = await tallies(table, cycleId);
  const sums = new Map<string, number>();
  for await (const { unit, counters } of table.each(ledgerOfCycle(cycleId))) {
    for (const place of [unit, total]) {
      for (const counter of counters) {
        const name = `${place} ${counter}`;
        sums.set(name, (sums.get(name) ?? 0) + 1);
      }
    }
  }
  const after = await tallies(table, cycleId);
  const isStill = (unit: string) => before.get(unit)?.version === after.get(unit)?.version;
  const counts = new Map(
    [...after].flatMap(([unit, tally]) =>
      Object.entries(tally.counts).map(([counter, count]) => [`${unit} ${counter}`, count]),
    ),
  );
  const names = [...new Set([...sums.keys(), ...counts.keys()])];
  return names.filter(
    (name) => isStill(name.split(" ")[0] ?? "") && (sums.get(name) ?? 0) !== (counts.get(name) ?? 0),
  ).length;
}

async function tallies(table: AgencyTable, cycleId: Id<"cycle">) {
  const found = [];
  for await (const tally of table.each(talliesOfCycle(cycleId, { exact: true }))) found.push(tally);
  return new Map(found.map((tally) => [tally.unit, tally]));
}
