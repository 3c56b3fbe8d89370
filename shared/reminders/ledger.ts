import { isoInstant, type Temporal } from "../platform/clock.ts";
import { type ActionOf, transition } from "../platform/workflow.ts";
import type { LedgerEntry, LedgerName, LedgerState, SkipReason } from "./model.ts";
import { ledgerWorkflow } from "./workflow.ts";

/** What a change of the ledger leads to; `refused` names the state that stands in its way. */
export type LedgerVerdict = { entry: LedgerEntry } | { refused: LedgerState };

/** The text key of a step; with the deadline's version in it, an extension makes new steps. */
export function ledgerKey(name: LedgerName): string {
  return [name.cycleId, name.window, name.deadlineVersion, name.audience, name.step, name.personId].join("#");
}

/** Takes a step for one run. Whatever is written already, by whomever, stands. */
export function claimStep(
  entry: LedgerEntry | undefined,
  claim: { key: string; run: string; leaseMinutes: number },
  now: Temporal.Instant,
): LedgerVerdict {
  if (entry) return { refused: entry.state };
  const leaseUntil = isoInstant(now.add({ minutes: claim.leaseMinutes }));
  return { entry: { key: claim.key, state: "claimed", at: isoInstant(now), run: claim.run, leaseUntil } };
}

/** Records that the mail left. Only the run that claimed it may say so, or the mail service afterwards (no run). */
export function settleSent(
  entry: LedgerEntry,
  sent: { messageId: string; run?: string },
  now: Temporal.Instant,
): LedgerVerdict {
  if (!allowed("send", entry) || (sent.run !== undefined && sent.run !== entry.run))
    return { refused: entry.state };
  const { leaseUntil: _leaseUntil, ...rest } = entry;
  return { entry: { ...rest, state: "sent", at: isoInstant(now), messageId: sent.messageId } };
}

/** Records that a step is not mailed, and why. */
export function settleSkipped(
  entry: LedgerEntry | undefined,
  skip: { key: string; reason: SkipReason; run?: string },
  now: Temporal.Instant,
): LedgerVerdict {
  if (entry && (!allowed("skip", entry) || skip.run !== entry.run)) return { refused: entry.state };
  return { entry: { key: skip.key, state: "skipped", at: isoInstant(now), reason: skip.reason } };
}

/** A claim whose lease is over becomes unknown; any other entry stays as it is. */
export function expireClaim(entry: LedgerEntry, now: Temporal.Instant): LedgerEntry {
  if (!allowed("expire", entry) || (entry.leaseUntil ?? "") > isoInstant(now)) return entry;
  const { leaseUntil: _leaseUntil, ...rest } = entry;
  return { ...rest, state: "unknown", at: isoInstant(now) };
}

/** Whether a run may give its claim back, because its mail was refused and certainly did not leave. */
export function mayRelease(entry: LedgerEntry, run: string): boolean {
  return allowed("release", entry) && entry.run === run;
}

function allowed(action: ActionOf<typeof ledgerWorkflow>, entry: LedgerEntry): boolean {
  return transition(ledgerWorkflow, action, entry.state).allowed;
}
