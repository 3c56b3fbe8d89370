import { useQuery } from "@tanstack/preact-query";
import { useEffect, useMemo } from "preact/hooks";
import type { Cycle } from "../../data/cycles.ts";
import { read } from "../../data/queries.ts";
import type { PhaseId } from "./monitor-phase.ts";
import { growTree, type MonitorRow, type UnitNode } from "./monitor-tree.ts";

/** How often it is asked whether anything was counted; only while the page is seen. */
const everyMilliseconds = 3_000;

export interface Monitor {
  /** Absent until everything is known. */
  readonly top: UnitNode | undefined;
  readonly rows: readonly MonitorRow[];
  /** When the service last said that this is how it is. */
  readonly at: string | undefined;
  /** Grows with each count: what hangs on it is read anew. */
  readonly countedAt: string | undefined;
  readonly isLive: boolean;
  readonly error: Error | null;
  readonly again: () => void;
}

/** One row, which costs next to nothing, is asked for again and again; the units are read when it has changed. */
export function useMonitor(cycle: Cycle["id"], phase: PhaseId): Monitor {
  const query = { cycle, phase };
  const total = useQuery({
    ...read("reports", "readMonitor", { query }),
    refetchInterval: everyMilliseconds,
  });
  const units = useQuery(read("reports", "readMonitorUnits", { query }));
  const tree = useQuery(read("people", "listUnits"));

  const countedAt = total.data?.countedAt;
  const { data: shown, refetch } = units;
  const isBehind = shown !== undefined && countedAt !== undefined && (shown.countedAt ?? "") < countedAt;
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
    rows: rows ?? [],
    at: total.data?.now ?? shown?.now,
    countedAt: shown?.countedAt,
    isLive: total.error === null,
    error: top === undefined ? (total.error ?? units.error ?? tree.error) : null,
    again: () => {
      for (const each of [total, units, tree]) void each.refetch();
    },
  };
}
