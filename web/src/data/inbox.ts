import { useQuery } from "@tanstack/preact-query";
import { useMe } from "../app/me.ts";
import { useCycle } from "./cycles.ts";
import { read } from "./queries.ts";

/** Whether I have people to appraise in the cycle at hand, and how many of them wait for me. */
export function useInbox(): { readonly appraises: boolean; readonly open: number } {
  const { employeeId, officialId } = useMe();
  const { cycle } = useCycle();
  const { data } = useQuery({
    ...read("appraisals", "readInbox", { query: { cycle: cycle?.id ?? noCycle } }),
    enabled: cycle !== undefined && (employeeId ?? officialId) !== undefined,
  });
  const { open = 0 } = data?.counts ?? {};
  return { appraises: (data?.items.length ?? 0) > 0, open };
}

/** Stands in the question until a cycle is known; it is not asked before. */
const noCycle = "" as never;
