import { useQuery } from "@tanstack/preact-query";
import type { Api } from "../data/client.ts";
import { read } from "../data/queries.ts";
import type { Part } from "./my-parts.ts";

export type Appraiser = Awaited<ReturnType<Api["cycles"]["readAppraiser"]>>;

/** Who appraises a part; absent while it is not known, and where nobody does. */
export function useAppraiser(part: Pick<Part, "id" | "cycleId"> | undefined): Appraiser | undefined {
  const params = { cycleId: part?.cycleId ?? "", partId: part?.id ?? "" };
  return useQuery({ ...read("cycles", "readAppraiser", { params }), enabled: part !== undefined }).data;
}

/** "Dewi Anggraini, S.T. (Plt)": the capacity stands beside the name where it is not the usual one. */
export function appraiserName({ name, role }: Appraiser): string {
  return role === "Plt" || role === "Plh" ? `${name} (${role})` : name;
}
