import { useQueries } from "@tanstack/preact-query";
import type { Cycle } from "../../data/cycle-at-hand.ts";
import { useCycle } from "../../data/cycles.ts";
import { read } from "../../data/queries.ts";
import type { Place } from "./today-duties.ts";

/** My parts of every cycle that runs; most people have one, who was transferred has several. */
export function useMyPlaces(): {
  /** Absent until all of them are known. */
  readonly places: readonly Place[] | undefined;
  readonly cycles: readonly Cycle[] | undefined;
  readonly error: Error | null;
  readonly again: () => void;
} {
  const { cycles, error, again } = useCycle();
  const running = (cycles ?? []).filter(({ state }) => state === "open" || state === "scoping");
  const answers = useQueries({
    queries: running.map(({ id }) => ({
      ...read("cycles", "listParts", { params: { cycleId: id }, query: {} }),
      // Who comes here asks what is new.
      refetchOnMount: "always" as const,
    })),
  });
  const failed = answers.find(({ error, data }) => error !== null && data === undefined);
  const isKnown = cycles !== undefined && answers.every(({ data }) => data !== undefined);
  return {
    places: isKnown
      ? running.flatMap((cycle, at) => (answers[at]?.data?.items ?? []).map((part) => ({ cycle, part })))
      : undefined,
    cycles,
    error: cycles === undefined ? error : (failed?.error ?? null),
    again: () => {
      again();
      void failed?.refetch();
    },
  };
}
