import { hashKey, type Query, type QueryClient } from "@tanstack/preact-query";
import { openKept } from "./kept.ts";

/** Answers older than this are dropped: the part of last semester is no longer somebody's page. */
const keptMilliseconds = 60 * 24 * 60 * 60 * 1000;

/** Puts what the device keeps of a person's reads into the cache, as old as it is; a network makes them anew. */
export async function restoreReads(memberId: string, queries: QueryClient): Promise<void> {
  const database = await openKept(memberId);
  for (const { queryKey, data, at } of await database.getAll("reads")) {
    const isTooOld = Date.now() - at > keptMilliseconds;
    if (isTooOld) await database.delete("reads", hashKey(queryKey));
    else if (queries.getQueryData(queryKey) === undefined)
      queries.setQueryData(queryKey, data, { updatedAt: at });
  }
}

/** Keeps the answers of reads marked `meta.isKept`: those that are there, and those to come until the answered function is called. */
export function keepReads(memberId: string, queries: QueryClient): () => void {
  const cache = queries.getQueryCache();
  for (const query of cache.getAll()) keep(memberId, query);
  return cache.subscribe(({ type, query }) => {
    if (type === "updated") keep(memberId, query);
  });
}

function keep(memberId: string, { queryKey, queryHash, meta, state }: Query): void {
  if (meta?.["isKept"] !== true || state.status !== "success") return;
  const read = { queryKey, data: state.data, at: state.dataUpdatedAt };
  void openKept(memberId).then((database) => database.put("reads", read, queryHash));
}
