import type { Query } from "@tanstack/preact-query";

/** A page that was read while the person before was rated is not read again when its turn comes. */
export const prefetchedMilliseconds = 10 * 60_000;

const begunAt = Date.now();

/** The same for who opens it; what the device kept from an earlier visit is read anew. */
export function untilPrefetchedIsOld({ state }: Pick<Query, "state">): number {
  return state.dataUpdatedAt >= begunAt ? prefetchedMilliseconds : 0;
}
