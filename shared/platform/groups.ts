/** A list in groups of at most `size`, in order: for what goes out side by side, or in one request. */
export function* groupsOf<T>(items: readonly T[], size: number): Generator<T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
