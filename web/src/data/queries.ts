import { type FetchQueryOptions, QueryClient, type QueryKey } from "@tanstack/preact-query";
import { Refused } from "#shared/platform/client.ts";
import { isUnreachable } from "../offline/unreachable.ts";
import { type Api, api, type Routes } from "./client.ts";

type Area = keyof Api & string;
/** The routes of an area that change nothing. */
export type ReadOf<A extends Area> = {
  [N in keyof Routes[A]]: Routes[A][N] extends { readonly method: "GET" } ? N : never;
}[keyof Routes[A]] &
  keyof Api[A] &
  string;
type CallOf<A extends Area, N extends ReadOf<A>> = Api[A][N] extends (...input: infer I) => Promise<infer O>
  ? { readonly input: I; readonly output: O }
  : never;

/**
 * How long an answer is taken for fresh, in milliseconds, where the usual half minute does not fit: what hardly changes is
 * asked for seldom, what people watch is asked for often.
 */
const freshness: Readonly<Record<string, number>> = {
  "identity/readMe": 5 * 60_000,
  "agencies/readAgency": 10 * 60_000,
  "agencies/readCalendar": 10 * 60_000,
  "people/listUnits": 10 * 60_000,
  "reports/readMonitor": 3_000,
  "reports/readMonitorUnits": 3_000,
  "reports/readMonitorTrend": 10 * 60_000,
  "people/readImport": 1_000,
  "reports/readExport": 1_000,
};
const usually = 30_000;

/** What a person reads of their own work without a network; it lies on their device. */
const kept: ReadonlySet<string> = new Set([
  "identity/readMe",
  "agencies/readAgency",
  "cycles/listCycles",
  "cycles/readCycle",
  "cycles/listParts",
  "cycles/readAppraiser",
  "plans/readPlan",
  "appraisals/readEvaluation",
  "appraisals/explainEvaluation",
  "appraisals/readInbox",
  "appraisals/readTeam",
]);

/** A read of the route table as a query: `useQuery(read("plans", "readPlan", { params }))`. */
export function read<A extends Area, N extends ReadOf<A>>(
  area: A,
  name: N,
  ...input: CallOf<A, N>["input"]
): FetchQueryOptions<CallOf<A, N>["output"], Error> & { readonly queryKey: QueryKey } {
  const route = `${area}/${name}`;
  const call = api[area][name] as (...input: unknown[]) => Promise<CallOf<A, N>["output"]>;
  return {
    queryKey: [area, name, ...input],
    queryFn: () => call(...input),
    staleTime: freshness[route] ?? usually,
    meta: { isKept: kept.has(route) },
  };
}

/** Makes reads anew, each named as `<area>/<route>`. */
export function refresh(reads: readonly string[]): void {
  for (const each of reads) void queries.invalidateQueries({ queryKey: each.split("/") });
}

/** Only what passes by itself is tried again: a refusal would be the same, and without a network what is kept shows. */
function isWorthAnother(failures: number, error: Error): boolean {
  if (isUnreachable(error)) return failures < 1;
  return error instanceof Refused && (error.status === 429 || error.status === 503) && failures < 3;
}

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      retry: isWorthAnother,
      // What the phone says of its network is often wrong; the request itself tells.
      networkMode: "always",
      gcTime: 24 * 60 * 60_000,
    },
    mutations: { networkMode: "always", retry: false },
  },
});

/** Settles when no answer is being waited for. */
export function nothingAsked(): Promise<void> {
  if (queries.isFetching() === 0) return Promise.resolve();
  return new Promise((resolve) => {
    const unwatch = queries.getQueryCache().subscribe(() => {
      if (queries.isFetching() > 0) return;
      unwatch();
      resolve();
    });
  });
}

/**
 * For a change that is shown before the service confirms it, where that is safe: `useMutation({ mutationFn, ...optimistic(key,
 * (shown, input) => …) })`. A refusal puts back what was shown.
 */
export function optimistic<Shown, Input>(queryKey: QueryKey, change: (shown: Shown, input: Input) => Shown) {
  return {
    onMutate: async (input: Input) => {
      // An answer on its way would paint over the change.
      await queries.cancelQueries({ queryKey });
      const before = queries.getQueryData<Shown>(queryKey);
      if (before !== undefined) queries.setQueryData(queryKey, change(before, input));
      return { before };
    },
    onError: (
      _error: unknown,
      _input: Input,
      context: { readonly before: Shown | undefined } | undefined,
    ) => {
      if (context?.before !== undefined) queries.setQueryData(queryKey, context.before);
    },
    onSettled: () => void queries.invalidateQueries({ queryKey }),
  };
}
