import { useLocation, useSearchParams } from "wouter-preact";

/** What the address says beside its path, and addresses that say something else. */
export function useAddress(): {
  readonly said: URLSearchParams;
  /** This page with other words after `?`; one without value is left out. */
  readonly to: (words: Readonly<Record<string, string | undefined>>) => string;
} {
  const [path] = useLocation();
  const [said] = useSearchParams();
  return {
    said,
    to: (words) => {
      const query = new URLSearchParams(said);
      for (const [name, value] of Object.entries(words)) {
        if (value === undefined) query.delete(name);
        else query.set(name, value);
      }
      return query.toString() === "" ? path : `${path}?${query}`;
    },
  };
}
