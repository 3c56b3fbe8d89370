import { useQuery } from "@tanstack/preact-query";
import { useEffect } from "preact/hooks";
import { read } from "../data/queries.ts";
import type { Part } from "./my-parts.ts";

/**
 * The plan of a part, once one is known. Where the list of parts shows that somebody has moved it since it was read (sent
 * back, approved), it is read anew, however fresh it was.
 */
export function usePlanOf(part: Pick<Part, "id" | "cycleId" | "version"> | undefined) {
  const query = useQuery({
    ...read("plans", "readPlan", {
      params: { cycleId: part?.cycleId ?? noPart, partId: part?.id ?? noPart },
    }),
    enabled: part !== undefined,
  });
  const { data, refetch } = query;
  const isBehind = data !== undefined && part !== undefined && data.part.version < part.version;
  const version = part?.version;
  useEffect(() => {
    if (isBehind) void refetch();
  }, [isBehind, version, refetch]);
  return { ...query, isBehind };
}

/** Stands in the question until a part is known; it is not asked before. */
const noPart = "" as never;
