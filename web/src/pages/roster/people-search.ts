import { keepPreviousData, useQuery } from "@tanstack/preact-query";
import { useEffect, useState } from "preact/hooks";
import type { Api } from "../../data/client.ts";
import { read } from "../../data/queries.ts";

export type PersonRow = Awaited<ReturnType<Api["people"]["listPeople"]>>["items"][number];

/** What somebody looks for by what they typed. */
export type Wanted =
  | { readonly kind: "nothing" }
  | { readonly kind: "too-short" }
  | { readonly kind: "part-of-nip"; readonly digits: number }
  | { readonly kind: "nip"; readonly nip: string }
  | { readonly kind: "name"; readonly name: string };

const lettersAtLeast = 3;
const nipDigits = 18;
/** As many as the service answers to a name. */
export const foundAtMost = 50;

export function wantedBy(typed: string): Wanted {
  const text = typed.trim();
  if (text === "") return { kind: "nothing" };
  const digits = text.replace(/[\s.'’_-]/g, "");
  if (/^\d+$/.test(digits)) {
    return digits.length === nipDigits
      ? { kind: "nip", nip: digits }
      : { kind: "part-of-nip", digits: digits.length };
  }
  return text.length < lettersAtLeast ? { kind: "too-short" } : { kind: "name", name: text.slice(0, 80) };
}

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
