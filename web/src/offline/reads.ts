import type { QueryClient } from "@tanstack/preact-query";
import { openKept } from "./kept.ts";

/** Answers older than this are not shown: the part of last semester is no longer somebody's page. */
const keptMilliseconds = 60 * 24 * 60 * 60 * 1000;

/** Puts what the device keeps of a person's reads into the cache, as old as it is; a network makes them anew. */
export async function restoreReads(memberId: string, queries: QueryClient): Promise<void> {
  const database = await openKept(memberId);
  for (const { queryKey, data, at } of await database.getAll("reads")) {
    const isKnown = queries.getQueryData(queryKey) !== undefined;
    if (!isKnown && Date.now() - at < keptMilliseconds)
      queries.setQueryData(queryKey, data, { updatedAt: at });
  }
}

/** Keeps the answers of reads marked `meta.isKept` from now on. */
export function keepReads(memberId: string, queries: QueryClient): () => void {
  return queries.getQueryCache().subscribe(({ type, query }) => {
    if (type !== "updated" || query.meta?.["isKept"] !== true || query.state.status !== "success") return;
    const { data, dataUpdatedAt: at } = query.state;
    void openKept(memberId).then((database) =>
      database.put("reads", { queryKey: query.queryKey, data, at }, query.queryHash),
    );
  });
}
