import { useSearchParams } from "wouter-preact";
import { webPaths } from "#shared/platform/web-paths.ts";
import type { Standing } from "./monitor-tree.ts";

/** How the address names where somebody stands. */
export const standingNames = {
  done: "selesai",
  withSupervisor: "penilai",
  withEmployee: "pegawai",
  notStarted: "belum",
  excluded: "dikecualikan",
} as const satisfies Record<Standing, string>;

export const standings = Object.keys(standingNames) as readonly Standing[];

/** What the address asks for. Each change is a page of its own: going back works. */
export interface Place {
  readonly phase: string | undefined;
  readonly unit: string | undefined;
  readonly standing: Standing | undefined;
  /** The address of the same page with something else asked for; `undefined` asks for it no longer. */
  readonly to: (change: Change) => string;
}

interface Change {
  readonly siklus?: string | undefined;
  readonly fase?: string | undefined;
  readonly unit?: string | undefined;
  readonly status?: Standing | undefined;
}

export function usePlace(): Place {
  const [search] = useSearchParams();
  return {
    phase: search.get("fase") ?? undefined,
    unit: search.get("unit") ?? undefined,
    standing: standings.find((each) => standingNames[each] === search.get("status")),
    to: (change) => addressOf(search, change),
  };
}

export function addressOf(search: URLSearchParams, change: Change): string {
  const next = new URLSearchParams(search);
  const { status } = change;
  const named = { ...change, ...(status !== undefined && { status: standingNames[status] }) };
  for (const [name, value] of Object.entries(named)) {
    if (value === undefined) next.delete(name);
    else next.set(name, value);
  }
  const query = next.toString();
  return query === "" ? webPaths.monitor : `${webPaths.monitor}?${query}`;
}
