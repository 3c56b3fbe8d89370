import { useQuery } from "@tanstack/preact-query";
import { useSearchParams } from "wouter-preact";
import type { Api } from "../data/client.ts";
import type { Cycle } from "../data/cycle-at-hand.ts";
import { useCycle } from "../data/cycles.ts";
import { read } from "../data/queries.ts";

export type Part = Awaited<ReturnType<Api["cycles"]["listParts"]>>["items"][number];

/** My own parts of the cycle at hand, and the one that pages are about: named by the address (`?bagian=`), else the last. */
export function useMyPart(): {
  readonly cycle: Cycle | undefined;
  readonly part: Part | undefined;
  /** Absent until they are known; most people have one, who was transferred has several. */
  readonly parts: readonly Part[] | undefined;
  readonly error: Error | null;
  readonly again: () => void;
} {
  const { cycle, cycles, error: cyclesError, again: cyclesAgain } = useCycle();
  const [search] = useSearchParams();
  const isNone = cycles !== undefined && cycle === undefined;
  const { data, error, refetch } = useQuery({
    ...read("cycles", "listParts", { params: { cycleId: cycle?.id ?? noCycle }, query: {} }),
    enabled: cycle !== undefined,
  });
  const parts = isNone ? [] : data?.items;
  const wanted = search.get("bagian");
  const part = parts?.find(({ id }) => id === wanted) ?? parts?.findLast(({ exclusion }) => !exclusion);
  return {
    cycle,
    part: part ?? parts?.at(-1),
    parts,
    error: cyclesError ?? error,
    again: cyclesError === null ? () => void refetch() : cyclesAgain,
  };
}

/** Stands in the question until a cycle is known; it is not asked before. */
const noCycle = "" as never;
