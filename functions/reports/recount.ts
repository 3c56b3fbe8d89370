import type { Part } from "#shared/cycles/part.ts";
import { partEntity, partsOfUnit } from "#shared/cycles/store.ts";
import type { Unit } from "#shared/people/model.ts";
import { readUnits } from "#shared/people/store.ts";
import { groupsOf } from "#shared/platform/groups.ts";
import type { Id } from "#shared/platform/ids.ts";
import { type PartId, placeOfPart } from "#shared/platform/part-id.ts";
import type { AgencyTable } from "#shared/platform/table/table.ts";
import { ledgerOfCycle, talliesOfCycle } from "#shared/reports/store.ts";
import { total } from "#shared/reports/tally.ts";
import { countParts, partsAtOnce } from "./count.ts";
import type { NightlyCounts } from "./nights.ts";

const pageSize = 100;
/** So many units are listed side by side. */
const unitsAtOnce = 10;

/**
 * Proves the counts of a cycle from its parts. A part whose last change was never told is counted now; then the
 * tallies are compared with the sum of the ledger, from which only a fault of ours can part them.
 * Answers how many parts were caught up with, how many counters differ, and the counts as they are now.
 */
export async function recountCycle(
  table: AgencyTable,
  cycleId: Id<"cycle">,
): Promise<{ caughtUp: number; differing: number; counts: NightlyCounts }> {
  const counted = new Map<string, number>();
  for await (const { part, source } of table.each(ledgerOfCycle(cycleId))) counted.set(part, source);
  const units = await readUnits(table);
  const behind = await countBehind(table, counted);
  const caughtUp = behind + (await countUnheardOf(table, cycleId, units, counted));
  let compared = await compareCounters(table, cycleId);
  // Two moves that cancel out in a tally may look like a difference while they happen; a fault is there again.
  if (compared.differing > 0) compared = await compareCounters(table, cycleId);
  const { differing, tallies } = compared;
  return { caughtUp, differing, counts: { tallies, units } };
}

/** By part the version at which it was counted: some hundred bytes a part. */
type CountedVersions = ReadonlyMap<string, number>;

/** Parts that were counted and have changed since, also those that no list shows any more. */
async function countBehind(table: AgencyTable, counted: CountedVersions): Promise<number> {
  let caughtUp = 0;
  const ids = [...counted.keys()] as PartId[];
  for (const some of groupsOf(ids, pageSize)) {
    const parts = await table.getMany(partEntity, some.map(placeOfPart));
    caughtUp += await countThose(
      table,
      parts.filter((part) => (counted.get(part.id) ?? 0) < part.version),
    );
  }
  return caughtUp;
}

/** Parts that were never counted: those of the lists that have no row in the ledger. */
async function countUnheardOf(
  table: AgencyTable,
  cycleId: Id<"cycle">,
  units: readonly Unit[],
  counted: CountedVersions,
): Promise<number> {
  let caughtUp = 0;
  const unheardIn = async (unit: Unit["id"]) => {
    const found: Part[] = [];
    for await (const part of table.each(partsOfUnit(unit, cycleId))) {
      if (!counted.has(part.id)) found.push(part);
    }
    return found;
  };
  for (const some of groupsOf(units, unitsAtOnce)) {
    const unheard = await Promise.all(some.map(({ id }) => unheardIn(id)));
    caughtUp += await countThose(table, unheard.flat());
  }
  return caughtUp;
}

async function countThose(table: AgencyTable, parts: readonly Pick<Part, "id">[]): Promise<number> {
  for (const some of groupsOf(parts, partsAtOnce)) {
    await countParts(
      table,
      some.map(({ id }) => id),
    );
  }
  return parts.length;
}

/** A tally that is written while we add up is left out: there is nothing to compare it with. */
async function compareCounters(table: AgencyTable, cycleId: Id<"cycle">) {
  const before = await talliesNow(table, cycleId);
  const sums = new Map<string, number>();
  for await (const { unit, counters } of table.each(ledgerOfCycle(cycleId))) {
    for (const place of [unit, total]) {
      for (const counter of counters) {
        const name = `${place} ${counter}`;
        sums.set(name, (sums.get(name) ?? 0) + 1);
      }
    }
  }
  const after = await talliesNow(table, cycleId);
  const isStill = (unit: string) => before.get(unit)?.version === after.get(unit)?.version;
  const counts = new Map(
    [...after].flatMap(([unit, tally]) =>
      Object.entries(tally.counts).map(([counter, count]) => [`${unit} ${counter}`, count]),
    ),
  );
  const names = [...new Set([...sums.keys(), ...counts.keys()])];
  const differing = names.filter(
    (name) => isStill(name.split(" ")[0] ?? "") && (sums.get(name) ?? 0) !== (counts.get(name) ?? 0),
  ).length;
  return { differing, tallies: after };
}

async function talliesNow(table: AgencyTable, cycleId: Id<"cycle">) {
  const found = [];
  for await (const tally of table.each(talliesOfCycle(cycleId, { exact: true }))) found.push(tally);
  return new Map(found.map((tally) => [tally.unit, tally]));
}
