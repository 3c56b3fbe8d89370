import { useQuery } from "@tanstack/preact-query";
import { useMay, useMe } from "../../app/me.ts";
import type { Cycle } from "../../data/cycle-at-hand.ts";
import { peopleOf } from "../../data/inbox.ts";
import { read } from "../../data/queries.ts";

/**
 * The units whose predicate somebody may set, as far as the lists tell: those of the people they appraise, but for their
 * own; who plans cycles sets any on the leader's behalf. The service knows exactly and decides.
 */
export function useLedUnits(cycle: Cycle | undefined): {
  readonly units: readonly string[] | undefined;
  readonly onBehalf: boolean;
  readonly error: Error | null;
} {
  const { employeeId, officialId } = useMe();
  const onBehalf = useMay("cycles.plan");
  const isPerson = cycle !== undefined && (employeeId ?? officialId) !== undefined;
  const id = cycle?.id ?? "";
  const team = useQuery({ ...peopleOf("readTeam", id), enabled: isPerson });
  const parts = useQuery({
    ...read("cycles", "listParts", { params: { cycleId: id }, query: {} }),
    enabled: isPerson && employeeId !== undefined,
  });
  const all = useQuery({ ...read("people", "listUnits"), enabled: onBehalf });
  const own = new Set<string>(parts.data?.items.map(({ unit }) => unit));
  const isOwnKnown = employeeId === undefined || parts.data !== undefined;
  const led = [...new Set(team.data?.map(({ unit }) => unit as string))].filter((unit) => !own.has(unit));
  const isKnown = !isPerson || (team.data !== undefined && isOwnKnown);
  return {
    units: onBehalf ? all.data?.items.map((unit) => unit.id) : isKnown ? led : undefined,
    onBehalf,
    error: team.error ?? parts.error ?? all.error,
  };
}
