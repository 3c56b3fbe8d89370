import { useQuery } from "@tanstack/preact-query";
import type { Api } from "../../data/client.ts";
import { read } from "../../data/queries.ts";

export type Health = Awaited<ReturnType<Api["health"]["readHealth"]>>;
export type AgencyHealth = Health["agencies"][number];
export type Finding = Health["findings"][number];

const everyMilliseconds = 30_000;

export interface Watched {
  /** Absent until it is known for the first time; then the last that was heard. */
  readonly health: Health | undefined;
  readonly isLive: boolean;
  readonly error: Error | null;
  readonly again: () => void;
}

/** How the service is, asked for every half minute while the page is seen. */
export function useHealth(): Watched {
  const { data, error, refetch } = useQuery({
    ...read("health", "readHealth"),
    refetchInterval: everyMilliseconds,
  });
  return { health: data, isLive: error === null, error, again: () => void refetch() };
}
