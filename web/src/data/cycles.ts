import { useQuery } from "@tanstack/preact-query";
import { useSearchParams } from "wouter-preact";
import { type Cycle, cycleMeant } from "./cycle-at-hand.ts";
import { read } from "./queries.ts";

/** The cycle that pages are about: the one that the address names (`?siklus=`), else the one at hand. Not asked for unless `isWanted`. */
export function useCycle(isWanted = true): {
  /** Absent until they are known, and where there is none. */
  readonly cycle: Cycle | undefined;
  /** All of the agency's, the newest period first; absent until they are known. */
  readonly cycles: readonly Cycle[] | undefined;
  readonly error: Error | null;
  readonly again: () => void;
} {
  const [search] = useSearchParams();
  const { data, error, refetch } = useQuery({ ...read("cycles", "listCycles"), enabled: isWanted });
  const cycles = data?.items;
  const cycle = cycles && cycleMeant(cycles, search);
  return { cycle, cycles, error, again: () => void refetch() };
}
