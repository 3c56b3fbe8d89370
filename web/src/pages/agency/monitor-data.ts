import { useQuery } from "@tanstack/preact-query";
import { useEffect, useMemo } from "preact/hooks";
import type { Cycle } from "../../data/cycle-at-hand.ts";
import { read } from "../../data/queries.ts";
import type { PhaseId } from "./monitor-phase.ts";
import { growTree, type MonitorRow, type UnitNode } from "./monitor-tree.ts";

/** How often it is asked whether anything was counted; only while the page is seen. */
const everyMilliseconds = 3_000;

/** People who moved from unit to unit change no total: the units are asked for now and then all the same. */
const unitsMilliseconds = 30_000;

export interface Monitor {
  /** Absent until everything is known. */
  readonly top: UnitNode | undefined;
  /** The same as long as nothing was counted: what hangs on them is read anew with them. */
  readonly rows: readonly MonitorRow[];
  /** When the service last said that this is how it is. */
  readonly at: string | undefined;
  readonly isLive: boolean;
  readonly error: Error | null;
  readonly again: () => void;
}

const noRows: readonly MonitorRow[] = [];

/** One row, which costs next to nothing, is asked for again and again; the units are read when it has changed. */
export function useMonitor(cycle: Cycle["id"], phase: PhaseId): Monitor {
  const query = { cycle, phase };
  const total = useQuery({
    ...read("reports", "readMonitor", { query }),
    refetchInterval: everyMilliseconds,
  });
  const units = useQuery({
    ...read("reports", "readMonitorUnits", { query }),
    refetchInterval: unitsMilliseconds,
  });
  const tree = useQuery(read("people", "listUnits"));

  const { data: shown, refetch } = units;
  const isBehind = shown !== undefined && total.data !== undefined && differs(total.data.total, shown.items);
  const askedAt = total.dataUpdatedAt;
  useEffect(() => {
    // With every answer: one that was read in the meantime may have been older than the count.
    if (isBehind && askedAt > 0) void refetch();
  }, [isBehind, askedAt, refetch]);

  const rows = shown?.items;
  const known = tree.data?.items;
  const top = useMemo(() => rows && known && growTree(rows, known), [rows, known]);
  return {
    top,
    rows: rows ?? noRows,
    at: total.data?.now ?? shown?.now,
    isLive: total.error === null,
    error: top === undefined ? (total.error ?? units.error ?? tree.error) : null,
    again: () => {
      for (const each of [total, units, tree]) void each.refetch();
    },
  };
}

const counted = [
  "total",
  "done",
  "waitingForAppraiser",
  "waitingForEmployee",
  "notStarted",
  "excluded",
] as const;

/** Not by when it was counted: a clock that stands still, as a local cloud's may, tells nothing. */
function differs(total: Pick<MonitorRow, (typeof counted)[number]>, rows: readonly MonitorRow[]): boolean {
  return counted.some((name) => rows.reduce((sum, row) => sum + row[name], 0) !== total[name]);
}
