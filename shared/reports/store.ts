import * as z from "zod";
import type { Id } from "../platform/ids.ts";
import { entity } from "../platform/table/entity.ts";
import { keys } from "../platform/table/keys.ts";
import { accessPattern } from "../platform/table/query.ts";
import { Counted, total } from "./tally.ts";

/** Counters are attributes of their own, since only those can be added to without reading. */
const counterPrefix = "n.";

/** The counts of one unit of a cycle, or of the agency (`TOTAL`); each counter is an attribute `n.<counter>`. */
export const tallyEntity = entity({
  name: "tally",
  keyClass: "tally",
  schema: 1,
  model: z.record(z.string(), z.unknown()).transform(readTally),
  key: (agency, ref: { cycleId: Id<"cycle">; unit: string }) => keys.tally(agency, ref.cycleId, ref.unit),
});

export interface TallyRecord {
  readonly unit: string;
  readonly countedAt: string;
  readonly counts: Readonly<Record<string, number>>;
}

function readTally(row: Record<string, unknown>): TallyRecord {
  const counts = Object.entries(row).filter(([name]) => name.startsWith(counterPrefix));
  return {
    unit: String(row["unit"]),
    countedAt: String(row["countedAt"]),
    counts: Object.fromEntries(
      counts.map(([name, value]) => [name.slice(counterPrefix.length), Number(value)]),
    ),
  };
}

/** Differences of counters as attributes to add to. */
export function counterAttributes(deltas: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(deltas).map(([counter, amount]) => [counterPrefix + counter, amount]),
  );
}

/** The agency's total alone: the dashboard's one read, half a unit at any number of people. `…#TALLY` / `TOTAL` */
export function totalOfCycle(cycle: Id<"cycle">) {
  return accessPattern([tallyEntity], (agency) => ({
    partition: keys.tally(agency, cycle, total).pk,
    between: [total, total],
    eventually: true,
  }));
}

/** The agency's total and its units. `A#<a>#C#<c>#TALLY` */
export function talliesOfCycle(cycle: Id<"cycle">, { exact = false } = {}) {
  return accessPattern([tallyEntity], (agency) => ({
    partition: keys.tally(agency, cycle, "").pk,
    eventually: !exact,
  }));
}

export const countedEntity = entity({
  name: "counted",
  keyClass: "counted",
  schema: 1,
  model: Counted,
  key: (agency, ref: { cycleId: Id<"cycle">; part: string }) => keys.counted(agency, ref.cycleId, ref.part),
});

/** Every row of the ledger, consistently: each part of the cycle once. `A#<a>#C#<c>#COUNTED` */
export function ledgerOfCycle(cycle: Id<"cycle">) {
  return accessPattern([countedEntity], (agency) => ({ partition: keys.counted(agency, cycle, "").pk }));
}
