import { queries } from "../../data/queries.ts";
import { linkApi } from "../../session/open-api.ts";
import type { Confirmation } from "./link.ts";

/** The question behind the page. Nothing of it is kept: it is the official's. */
export function pageOf(code: string) {
  return {
    queryKey: ["confirmation", code],
    queryFn: () => linkApi.readConfirmation({ body: { code } }),
    staleTime: 0,
    gcTime: 0,
    meta: { isKept: false },
  };
}

/** What was decided on stands on the page as the service answered it. */
export function changePage(code: string, change: (page: Confirmation) => Partial<Confirmation>): void {
  queries.setQueryData<Confirmation>(pageOf(code).queryKey, (now) => now && { ...now, ...change(now) });
}

/** What was not as it had been shown is shown as it is. */
export function lookAgain(code: string): void {
  void queries.invalidateQueries({ queryKey: pageOf(code).queryKey });
}

/** The same list with one of its people as they are now. */
export function withOne<T extends { readonly part: string }>(list: readonly T[], one: T): T[] {
  return list.map((other) => (other.part === one.part ? one : other));
}
