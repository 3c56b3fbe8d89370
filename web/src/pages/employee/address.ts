import type { Place } from "./today-duties.ts";

/** A page about one of my parts: the cycle and the part stand in its address, so that it can be sent and come back to. */
export function addressOf(
  path: string,
  { cycle, part }: Place,
  evaluation?: { readonly id: string },
): string {
  const search = new URLSearchParams({ siklus: cycle.id, bagian: part.id });
  if (evaluation !== undefined) search.set("evaluasi", evaluation.id);
  return `${path}?${search}`;
}
