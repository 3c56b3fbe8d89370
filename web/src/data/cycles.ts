import { useQuery } from "@tanstack/preact-query";
import { useSearchParams } from "wouter-preact";
import type { Api } from "./client.ts";
import { read } from "./queries.ts";

export type Cycles = Awaited<ReturnType<Api["cycles"]["listCycles"]>>["items"];
export type Cycle = Cycles[number];

/** The cycle that pages are about: the one that the address names (`?siklus=`), else the one at hand. */
export function useCycle(): {
  /** Absent until they are known, and where there is none. */
  readonly cycle: Cycle | undefined;
  /** All of the agency's, the newest period first; absent until they are known. */
  readonly cycles: Cycles | undefined;
  readonly error: Error | null;
  readonly again: () => void;
} {
  const [search] = useSearchParams();
  const { data, error, refetch } = useQuery(read("cycles", "listCycles"));
  const cycles = data?.items;
  const wanted = search.get("siklus");
  const cycle = cycles?.find(({ id }) => id === wanted) ?? (cycles && cycleAtHand(cycles));
  return { cycle, cycles, error, again: () => void refetch() };
}

/** Which cycle most pages are about: of those that run, the one that began first has the nearest deadlines. */
export function cycleAtHand(cycles: Cycles): Cycle | undefined {
  const running = cycles.filter(({ state }) => state === "open" || state === "scoping");
  const [first] = running.sort((a, b) => (a.period.from < b.period.from ? -1 : 1));
  return first ?? cycles.find(({ state }) => state !== "cancelled") ?? cycles[0];
}
