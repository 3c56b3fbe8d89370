import { useInfiniteQuery } from "@tanstack/preact-query";
import { api } from "../../data/client.ts";
import type { Cycle } from "../../data/cycle-at-hand.ts";

/** As many as the service gives at once. */
const pageSize = 200;

/** What would become of a cycle's supervisors at their next step, or of a unit's employees at theirs. */
export function useForeseen(cycle: Cycle["id"], unit: string | undefined, isWanted = true) {
  const { data, error, hasNextPage, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: ["reminders", "listReminders", "all", cycle, unit],
    queryFn: ({ pageParam }) =>
      api.reminders.listReminders({ query: { cycle, unit, limit: pageSize, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    enabled: isWanted,
  });
  return {
    at: data?.pages[0]?.at,
    steps: data?.pages[0]?.steps ?? [],
    people: data?.pages.flatMap(({ items }) => items),
    hasMore: hasNextPage,
    error,
    more: () => void fetchNextPage(),
    again: () => void refetch(),
  };
}
