import type { TeamRow } from "../../data/inbox.ts";

/** Those in whose name or post every word stands, whatever its case. */
export function matching(rows: readonly TeamRow[], wanted: string): readonly TeamRow[] {
  const words = wanted.toLocaleLowerCase("id").split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter(({ name, post }) => {
    const text = `${name} ${post}`.toLocaleLowerCase("id");
    return words.every((word) => text.includes(word));
  });
}
