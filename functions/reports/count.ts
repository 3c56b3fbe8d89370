import { partEntity } from "#shared/cycles/store.ts";
import { isoInstant, systemClock } from "#shared/platform/clock.ts";
import type { Id } from "#shared/platform/ids.ts";
import { type PartId, placeOfPart } from "#shared/platform/part-id.ts";
import type { AgencyTable } from "#shared/platform/table/table.ts";
import { untilUnrefused, type Write } from "#shared/platform/table/write.ts";
import { countedEntity, counterAttributes, tallyEntity } from "#shared/reports/store.ts";
import { countsToMove } from "#shared/reports/tally.ts";

/**
 * Ledger rows of at most this many parts move forward in one transaction with the tallies they change: in the worst
 * case each part leaves one unit for another, which makes 25 rows, 50 units and the total of the 100 items allowed.
 */
export const partsAtOnce = 25;

/** Counts these parts as they are now. Another consumer may have counted one in between: then it starts anew. */
export async function countParts(table: AgencyTable, ids: readonly PartId[]): Promise<void> {
  await untilUnrefused(async () => await table.write(await countingWrites(table, ids)));
}

async function countingWrites(table: AgencyTable, ids: readonly PartId[]): Promise<readonly Write[]> {
  const parts = await table.getMany(partEntity, ids.map(placeOfPart));
  const [cycleId] = parts.map((part) => part.cycleId);
  if (cycleId === undefined) return [];
  const ledger = await table.getMany(
    countedEntity,
    parts.map(({ id }) => ({ cycleId, part: id })),
  );
  const { moved, deltas } = countsToMove(parts, ledger);
  return [
    ...moved.map(({ before, after }) =>
      before === undefined ? table.create(countedEntity, after) : table.replace(countedEntity, before, after),
    ),
    ...tallyWrites(table, cycleId, deltas),
  ];
}

function tallyWrites(
  table: AgencyTable,
  cycleId: Id<"cycle">,
  deltas: ReadonlyMap<string, Readonly<Record<string, number>>>,
): Write[] {
  const countedAt = isoInstant(systemClock.now());
  return [...deltas].map(([unit, counts]) =>
    table.add(tallyEntity, { cycleId, unit }, counterAttributes(counts), { cycleId, unit, countedAt }),
  );
}
