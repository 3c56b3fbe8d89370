import { useQuery } from "@tanstack/preact-query";
import { useMemo } from "preact/hooks";
import type { Api } from "../../data/client.ts";
import { read } from "../../data/queries.ts";
import { type Branch, branchesOf } from "./unit-tree.ts";

export type Unit = Awaited<ReturnType<Api["people"]["listUnits"]>>["items"][number];
export type Official = Awaited<ReturnType<Api["people"]["listOfficials"]>>["items"][number];

/** The agency's tree, as one reads it. */
export function useUnits() {
  const { data, error, refetch } = useQuery(read("people", "listUnits"));
  const units = data?.items;
  return useMemo(() => {
    const byId = new Map((units ?? []).map((unit) => [unit.id as string, unit]));
    const branches: readonly Branch<Unit>[] = branchesOf(units ?? []);
    const nameOf = (id: string | undefined) => (id === undefined ? "" : (byId.get(id)?.name ?? ""));
    return { branches, byId, nameOf, isKnown: units !== undefined, error, again: () => void refetch() };
  }, [units, error, refetch]);
}

export function useOfficials() {
  const { data, error, refetch } = useQuery(read("people", "listOfficials"));
  return { officials: data?.items, error, again: () => void refetch() };
}

/** Units for a list to choose from, each under its parent by its indentation. */
export function unitOptions(branches: readonly Branch<Unit>[]) {
  return branches.map(({ unit, depth }) => ({
    value: unit.id as string,
    // Spaces that a browser does not fold.
    label: `${"\u00a0\u00a0\u00a0".repeat(depth)}${unit.name}`,
  }));
}
