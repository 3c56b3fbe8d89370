import { keepPreviousData, useQuery } from "@tanstack/preact-query";
import { useEffect, useState } from "preact/hooks";
import type { Api } from "../../data/client.ts";
import { read } from "../../data/queries.ts";
import { wantedBy } from "./wanted.ts";

export type PersonRow = Awaited<ReturnType<Api["people"]["listPeople"]>>["items"][number];

/** As many as the service answers to a name. */
export const foundAtMost = 50;

/** Not at each letter: a look for a name goes through the whole agency. */
const pauseMilliseconds = 350;

/** People by what is typed, once the typing rests; undefined while nothing is looked for, or not known yet. */
export function usePeopleSearch(typed: string) {
  const rested = useRested(typed);
  const wanted = wantedBy(rested);
  const query =
    wanted.kind === "nip" ? { nip: wanted.nip } : wanted.kind === "name" ? { name: wanted.name } : undefined;
  const { data, error, isFetching } = useQuery({
    ...read("people", "listPeople", { query: query ?? {} }),
    enabled: query !== undefined,
    placeholderData: keepPreviousData,
  });
  const isResting = rested.trim() !== typed.trim();
  return {
    wanted: wantedBy(typed),
    people: query === undefined ? undefined : data?.items,
    isSearching: isResting || isFetching,
    error,
  };
}

function useRested(text: string): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), pauseMilliseconds);
    return () => clearTimeout(timer);
  }, [text]);
  return rested;
}
