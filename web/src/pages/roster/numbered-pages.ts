import { type FetchQueryOptions, type QueryKey, useQueries } from "@tanstack/preact-query";
import { useCallback, useState } from "preact/hooks";

/** Rows of a preview lie in pages of so many. */
const pageSize = 200;

interface PageOf<Item> {
  items: Item[];
  next?: number | undefined;
}
type PageRead<Item> = (
  page: number,
) => FetchQueryOptions<PageOf<Item>, Error> & { readonly queryKey: QueryKey };

export interface NumberedRows<Item> {
  /** Undefined until its page is there. */
  readonly at: (row: number) => Item | undefined;
  /** Asks for the page in which a row lies. */
  readonly need: (row: number) => void;
  readonly error: Error | null;
}

/** A long list of which only the pages that somebody scrolled to are read. */
export function useNumberedPages<Item>(pageOf: PageRead<Item>): NumberedRows<Item> {
  const [wanted, setWanted] = useState<readonly number[]>([1]);
  const answers = useQueries({ queries: wanted.map((page) => pageOf(page)) });
  const pages = new Map(wanted.map((page, index) => [page, answers[index]]));
  const need = useCallback((row: number) => {
    const page = pageOfRow(row);
    setWanted((now) => (now.includes(page) ? now : [...now, page]));
  }, []);
  return {
    at: (row) => pages.get(pageOfRow(row))?.data?.items[row % pageSize],
    need,
    error: answers.find(({ error }) => error !== null)?.error ?? null,
  };
}

function pageOfRow(row: number): number {
  return Math.floor(row / pageSize) + 1;
}
