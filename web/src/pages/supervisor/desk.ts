import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { pathTo, webPaths } from "#shared/platform/web-paths.ts";

/** Whose people are on the screen: one's own, or those of an external official for whom one prepares. */
export interface Desk {
  /** The official for whom one prepares; absent at one's own desk. */
  readonly official: string | undefined;
  /** Where the list is. */
  readonly list: string;
  readonly personAt: (part: string) => string;
}

const ownDesk: Desk = {
  official: undefined,
  list: webPaths.inbox,
  personAt: (part) => pathTo(webPaths.rating, { part }),
};

export function deskOf(official: string): Desk {
  return {
    official,
    list: `${webPaths.preparing}?${new URLSearchParams({ untuk: official })}`,
    personAt: (part) => pathTo(webPaths.preparingPerson, { official, part }),
  };
}

export const DeskContext = createContext<Desk>(ownDesk);

export function useDesk(): Desk {
  return useContext(DeskContext);
}
