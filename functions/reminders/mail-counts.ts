import type { Temporal } from "#shared/platform/clock.ts";
import type { AgencyTable } from "#shared/platform/table/table.ts";
import { addMails, type MailEnd } from "#shared/reminders/store.ts";

/** What became of mails while somebody was at it. */
export type MailCounter = Map<MailEnd, number>;

export function countMail(counter: MailCounter, end: MailEnd, more = 1): void {
  counter.set(end, (counter.get(end) ?? 0) + more);
}

/**
 * Adds to the day's counts what has been settled. They are for the operator's eye and follow the ledger: a worker that
 * dies before it gets here leaves them too small, and nothing makes them too large.
 */
export async function keepMailCounts(
  table: AgencyTable,
  counter: MailCounter,
  now: Temporal.Instant,
): Promise<void> {
  const counts = Object.fromEntries([...counter].filter(([, count]) => count > 0));
  if (Object.keys(counts).length > 0) await table.write([addMails(table, counts, now)]);
}
