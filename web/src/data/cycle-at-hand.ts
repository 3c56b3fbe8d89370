import type { Api } from "./client.ts";

export type Cycle = Awaited<ReturnType<Api["cycles"]["listCycles"]>>["items"][number];

/** Which cycle most pages are about: of those that run, the one that began first has the nearest deadlines. */
export function cycleAtHand(cycles: readonly Cycle[]): Cycle | undefined {
  const running = cycles.filter(({ state }) => state === "open" || state === "scoping");
  const [first] = running.sort((a, b) => (a.period.from < b.period.from ? -1 : 1));
  return first ?? cycles.find(({ state }) => state !== "cancelled") ?? cycles[0];
}

/** The cycle that an address names (`?siklus=`), else the one at hand. */
export function cycleMeant(cycles: readonly Cycle[], search: URLSearchParams): Cycle | undefined {
  const wanted = search.get("siklus");
  return cycles.find(({ id }) => id === wanted) ?? cycleAtHand(cycles);
}
