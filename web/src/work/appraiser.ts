import { useQuery } from "@tanstack/preact-query";
import type { Api } from "../data/client.ts";
import { read } from "../data/queries.ts";
import type { Part } from "./my-parts.ts";

export type Appraiser = Awaited<ReturnType<Api["cycles"]["readAppraiser"]>>;

/** Who appraises a part, by name; not asked where nobody does. */
export function useAppraiser(part: Pick<Part, "id" | "cycleId" | "appraiser"> | undefined) {
  return useQuery({
    ...read("cycles", "readAppraiser", {
      params: { cycleId: part?.cycleId ?? nobodys, partId: part?.id ?? nobodys },
    }),
    enabled: part?.appraiser !== undefined,
    // Who appraises hardly changes; a ticket about it is answered on any day.
    staleTime: ({ state }) => (state.data?.ticket === undefined ? 10 : 0.5) * 60_000,
  });
}

/** "Dewi Anggraini, S.T. (Plt)": who acts for somebody else says so, as on paper. */
export function appraiserName({ name, role }: Pick<Appraiser, "name" | "role">): string {
  return role === "Plt" || role === "Plh" ? `${name} (${role})` : name;
}

/** Stands in the question until a part is known; it is not asked before. */
const nobodys = "" as never;
