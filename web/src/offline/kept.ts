import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { databaseOf } from "../session/device.ts";
import type { Sending } from "./queue.ts";

/** What one person has on the device. */
interface KeptSchema extends DBSchema {
  /** What is being typed and has not become a write yet, by the field or form it belongs to. */
  drafts: { key: string; value: { readonly value: unknown; readonly savedAt: string } };
  /** Answers of the service that can be read without a network. */
  reads: {
    key: string;
    value: { readonly queryKey: readonly unknown[]; readonly data: unknown; readonly at: number };
  };
  /** Writes that the service has not confirmed yet, in the order they were made. */
  outbox: { key: number; value: Sending };
}

export type KeptDatabase = IDBPDatabase<KeptSchema>;

let opened: { readonly memberId: string; readonly database: Promise<KeptDatabase> } | undefined;
let isSomebodyKnown: () => void;
const somebody = new Promise<void>((resolve) => {
  isSomebodyKnown = resolve;
});

/** Opens a person's database, once for each person. */
export function openKept(memberId: string): Promise<KeptDatabase> {
  if (opened?.memberId !== memberId) opened = { memberId, database: open(memberId) };
  isSomebodyKnown();
  return opened.database;
}

/** The database of who is at work here, as soon as that is known. Rejects where another tab has taken it away. */
export async function keptDatabase(): Promise<KeptDatabase> {
  await somebody;
  if (opened === undefined) throw new Error("Another tab let go of the person's database.");
  return await opened.database;
}

function open(memberId: string): Promise<KeptDatabase> {
  return openDB<KeptSchema>(databaseOf(memberId), 1, {
    upgrade(database) {
      database.createObjectStore("drafts");
      database.createObjectStore("reads");
      database.createObjectStore("outbox", { keyPath: "id", autoIncrement: true });
    },
    // Another tab signs out or has a newer app: let go, and open again when asked next.
    blocking(_current, _wanted, event) {
      opened = undefined;
      (event.target as IDBDatabase).close();
    },
  });
}
