import { useQuery } from "@tanstack/preact-query";
import { type Me, useMe } from "../app/me.ts";
import { type Api, api } from "./client.ts";
import { cycleMeant } from "./cycle-at-hand.ts";
import { useCycle } from "./cycles.ts";
import { queries, read } from "./queries.ts";

/** One of my people in a cycle: where plan and evaluations stand, and what of it waits for whom. */
export type TeamRow = Awaited<ReturnType<Api["appraisals"]["readTeam"]>>["items"][number];

/** As the service gives them at once; forty people are one page. */
const pageRows = 200;
/** A list ends somewhere: nobody appraises more people than these pages hold. */
const mostPages = 20;
/** People who stay on a list change it themselves, and then it is changed here. */
const freshMilliseconds = 5 * 60_000;

/** My people in a cycle: those of whom something waits (`readInbox`, the most complete first), or all (`readTeam`). */
export function peopleOf(list: "readInbox" | "readTeam", cycle: string) {
  return {
    queryKey: ["appraisals", list, { cycle }],
    queryFn: () => everyPage((cursor) => api.appraisals[list]({ query: { cycle, limit: pageRows, cursor } })),
    staleTime: freshMilliseconds,
    meta: { isKept: true },
  };
}

/** What waits for an external official whom one assists. Not kept: it is theirs, and the naming may end any day. */
export function assistedPeople(official: string, cycle: string) {
  const params = { officialId: official };
  return {
    queryKey: ["appraisals", "readAssistedInbox", { official, cycle }],
    queryFn: () =>
      everyPage((cursor) =>
        api.appraisals.readAssistedInbox({ params, query: { cycle, limit: pageRows, cursor } }),
      ),
    staleTime: freshMilliseconds,
  };
}

async function everyPage(
  pageAt: (cursor: string | undefined) => Promise<{ items: TeamRow[]; next?: string | undefined }>,
): Promise<readonly TeamRow[]> {
  const rows: TeamRow[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const { items, next } = await pageAt(cursor);
    rows.push(...items);
    if (next === undefined) break;
    cursor = next;
  }
  return rows;
}

/** Whether I have people to appraise in the cycle at hand, and how many of them wait for me. */
export function useInbox(): {
  readonly appraises: boolean;
  readonly open: number;
  /** The service, or what the device keeps, has yet to say so. */
  readonly isAsking: boolean;
} {
  const takesPart = isInCycles(useMe());
  const { cycle } = useCycle(takesPart);
  const canAsk = takesPart && cycle !== undefined;
  const { data: waiting, isLoading } = useQuery({
    ...peopleOf("readInbox", cycle?.id ?? noCycle),
    enabled: canAsk,
  });
  // Who has done everything still has people.
  const { data: team } = useQuery({
    ...read("appraisals", "readTeam", { query: { cycle: cycle?.id ?? noCycle, limit: 1 } }),
    enabled: canAsk && waiting?.length === 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return {
    appraises: [...(waiting ?? []), ...(team?.items ?? [])].length > 0,
    open: waiting?.filter(({ group }) => group === "open").length ?? 0,
    isAsking: isLoading,
  };
}

/**
 * Asks for whoever has just come what their first page will, before it has been drawn: the cycles, which nearly every
 * page is about, and what `useInbox` asks on all of them.
 */
export async function askAhead(me: Me): Promise<void> {
  if (me.roles.includes("operator")) return;
  const { items } = await queries.fetchQuery(read("cycles", "listCycles"));
  const cycle = cycleMeant(items, new URLSearchParams(location.search));
  if (isInCycles(me) && cycle !== undefined) await queries.prefetchQuery(peopleOf("readInbox", cycle.id));
}

/** The operator, who appraises nobody and is appraised by nobody, has no cycles either. */
export function isInCycles({ employeeId, officialId }: Me): boolean {
  return (employeeId ?? officialId) !== undefined;
}

/** Stands in the question until a cycle is known; it is not asked before. */
const noCycle = "";
