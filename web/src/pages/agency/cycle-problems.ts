import type { Cycle } from "../../data/cycle-at-hand.ts";
import type { WindowChanges } from "./cycle-windows.ts";
import { windowsOf } from "./cycle-windows.ts";
import type { LocalTime } from "./local-time.ts";

/** What is typed about the opening itself. */
export interface OpeningChange {
  readonly opensAt?: LocalTime;
  readonly cutOff?: string;
}

/** What keeps typed times from being saved: a part is missing, or it closes before it opens. */
export type Problem = "incomplete" | "closes-before-opens";

/** The key of the opening among windows. */
export const openingKey = "pembukaan";

/** By window, as far as something is wrong with what was typed. */
export function problemsOf(
  cycle: Cycle,
  changes: WindowChanges,
  opening: OpeningChange,
): Readonly<Record<string, Problem>> {
  const problems: Record<string, Problem> = {};
  for (const [key, { opensAt, closesAt }] of Object.entries(changes)) {
    if (!isWhole(opensAt) || !isWhole(closesAt)) problems[key] = "incomplete";
    else if (opensAt >= closesAt) problems[key] = "closes-before-opens";
  }
  const { opensAt = cycle.opensAt, cutOff = cycle.cutOff } = opening;
  if (!isWhole(opensAt) || cutOff === "") problems[openingKey] = "incomplete";
  return problems;
}

/** What differs from what the service has, as it is sent, and how many things that are. */
export function changesOf(cycle: Cycle, changes: WindowChanges, opening: OpeningChange) {
  const known = new Map(windowsOf(cycle).map((window) => [window.key, window]));
  const windows = Object.entries(changes).filter(
    ([key, { opensAt, closesAt }]) =>
      known.get(key)?.opensAt !== opensAt || known.get(key)?.closesAt !== closesAt,
  );
  const { opensAt, cutOff } = opening;
  // Whose opening was taken back opens at the old time too, once somebody says so.
  const opens = opensAt !== undefined && (opensAt !== cycle.opensAt || cycle.held === true);
  const cuts = cutOff !== undefined && cutOff !== cycle.cutOff;
  return {
    count: windows.length + Number(opens) + Number(cuts),
    ...(windows.length > 0 && { windows: Object.fromEntries(windows) }),
    ...(opens && { opensAt }),
    ...(cuts && { cutOff }),
  };
}

function isWhole(time: LocalTime): boolean {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(time);
}
