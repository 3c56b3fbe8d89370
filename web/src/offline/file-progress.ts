import { Store } from "../app/store.ts";

/** The file that is on its way now, by its draft's name, and how much of it has gone. */
export const fileProgress = new Store<{ readonly file: string; readonly share: number } | undefined>(
  undefined,
);
