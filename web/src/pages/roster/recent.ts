import { useCallback } from "preact/hooks";
import { useDraft } from "../../offline/drafts.ts";

/** An import that was begun or looked at on this device. */
export interface RecentImport {
  readonly id: string;
  readonly fileName: string;
  readonly createdAt: string;
}

const atMost = 5;

/** With a newer look at an import on top, and none twice. */
export function withRecent(known: readonly RecentImport[], next: RecentImport): readonly RecentImport[] {
  return [next, ...known.filter(({ id }) => id !== next.id)].slice(0, atMost);
}

/**
 * The last imports of this device. An import is somebody's work of an hour, mostly of one person at one desk; its address
 * can be handed on. A list of the agency's imports would be an index of its own in the table.
 */
export function useRecentImports() {
  const { value, change, isRead } = useDraft<readonly RecentImport[]>("imports/recent", []);
  const keep = useCallback((next: RecentImport) => change(withRecent(value, next)), [change, value]);
  return { imports: value, keep, isRead };
}
