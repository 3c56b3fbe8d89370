import * as z from "zod";
import { WindowKey } from "../cycles/model.ts";
import { dayOf, type Temporal } from "../platform/clock.ts";
import { sha256 } from "../platform/digest.ts";
import type { Id } from "../platform/ids.ts";
import { idSchema } from "../platform/ids.ts";
import { entity } from "../platform/table/entity.ts";
import { keys } from "../platform/table/keys.ts";
import { accessPattern } from "../platform/table/query.ts";
import type { AgencyTable } from "../platform/table/table.ts";
import type { Write } from "../platform/table/write.ts";
import { Audience, LedgerEntry, type LedgerName, SkipReason, StepId } from "./model.ts";

/** One step of one person in the ledger, with whom it went to and whether it came back. */
export const ReminderRecord = LedgerEntry.extend({
  cycleId: idSchema("cycle"),
  window: WindowKey,
  deadlineVersion: z.int(),
  audience: z.enum([...Audience.options, "copy"]),
  step: StepId,
  personId: z.string(),
  /** Who was written to, where somebody acts for the person. */
  recipient: z.string().optional(),
  bouncedAt: z.string().optional(),
});
export type ReminderRecord = z.infer<typeof ReminderRecord>;

/** Spreads the writes of one step: a partition takes 1,000 a second, and a claim in a transaction counts twice. */
export const ledgerShards = 16;

export const reminderEntity = entity({
  name: "reminder",
  keyClass: "reminders",
  schema: 1,
  model: ReminderRecord,
  key: (agency, ref: LedgerName) =>
    keys.reminder(agency, {
      cycleId: ref.cycleId as Id<"cycle">,
      window: ref.window,
      deadlineVersion: ref.deadlineVersion,
      shard: ledgerShard(ref.personId),
      step: `${ref.audience}.${ref.step}`,
      person: ref.personId,
    }),
});

/** In which part of a window's ledger a person stands. */
export function ledgerShard(personId: string): number {
  return Number.parseInt(sha256(personId).slice(0, 8), 16) % ledgerShards;
}

/** One shard of a window's ledger, or of one step in it. `A#<a>#C#<c>#REMINDERS#<window>#<version>#<shard>` */
export function remindersOfWindow(
  place: Pick<LedgerName, "window" | "deadlineVersion"> & { cycleId: Id<"cycle"> },
  shard: number,
  step?: Pick<LedgerName, "audience" | "step">,
) {
  return accessPattern([reminderEntity], (agency) => ({
    partition: keys.reminder(agency, { ...place, shard, step: "", person: "" }).pk,
    ...(step === undefined ? {} : { beginsWith: `${step.audience}.${step.step}#` }),
  }));
}

/** What stands in the ledger for a step. */
export function recordOf(name: LedgerName, entry: LedgerEntry, recipient: string): ReminderRecord {
  const { cycleId, window, deadlineVersion, audience, step, personId } = name;
  return {
    ...entry,
    cycleId: cycleId as Id<"cycle">,
    window,
    deadlineVersion,
    audience,
    step,
    personId,
    ...(recipient === personId ? {} : { recipient }),
  };
}

const daySeconds = 24 * 60 * 60;

/**
 * The one reminder that a person gets on a day, made in the transaction that claims its steps: of two runs that would
 * both mail, one is refused. Kept longer than the cap's two weeks.
 */
export const mailDayEntity = entity({
  name: "mailDay",
  keyClass: "mailDays",
  schema: 1,
  model: z.object({
    person: z.string(),
    /** The day in the recipient's zone. */
    day: z.iso.date(),
    at: z.string(),
    /** The steps that the mail carries. */
    names: z.array(
      ReminderRecord.pick({
        cycleId: true,
        window: true,
        deadlineVersion: true,
        audience: true,
        step: true,
        personId: true,
      }),
    ),
  }),
  key: (agency, ref: { person: string; day: string }) => keys.mailDay(agency, ref.person, ref.day),
  expiresAt: (mailed) => Math.ceil(Date.parse(mailed.at) / 1000) + 60 * daySeconds,
});

/** A mail sent at once, so that the same change told twice is mailed once. */
export const noticeEntity = entity({
  name: "notice",
  keyClass: "mailDays",
  schema: 1,
  model: z.object({
    recipient: z.string(),
    /** Of which change: kind, thing and its version. */
    name: z.string(),
    state: z.enum(["claimed", "sent", "skipped"]),
    at: z.string(),
    leaseUntil: z.string().optional(),
    messageId: z.string().optional(),
    reason: SkipReason.optional(),
  }),
  key: (agency, ref: { recipient: string; name: string }) => keys.notice(agency, ref.recipient, ref.name),
  expiresAt: (notice) => Math.ceil(Date.parse(notice.at) / 1000) + 400 * daySeconds,
});

/** What becomes of a mail. `skipped`: a step that is not mailed, with its reason; `bounced`: it came back, or was marked as junk. */
export type MailEnd = "sent" | "unknown" | "skipped" | "bounced";

const counter = z.int().default(0);

/** The service's own day, whatever the agency's zone: the operator compares agencies by it. */
const countingZone = "Asia/Jakarta";

/**
 * What became of an agency's mails on a day, as numbers; the stream tells them to the operator's notes.
 * @internal Tests hold it against the ledger.
 */
export const mailCountEntity = entity({
  name: "mailCount",
  keyClass: "mailCounts",
  schema: 1,
  model: z.object({ day: z.iso.date(), sent: counter, unknown: counter, skipped: counter, bounced: counter }),
  key: (agency, ref: { day: string }) => keys.mailCount(agency, ref.day),
});

/** Adds to the counts of the day that it is. */
export function addMails(
  table: AgencyTable,
  counts: Readonly<Partial<Record<MailEnd, number>>>,
  now: Temporal.Instant,
): Write {
  const day = dayOf(now, countingZone).toString();
  return table.add(mailCountEntity, { day }, counts, { day });
}

/** Somebody whom mail no longer reaches: the unit operator's task, until the person has another address. */
export const deadAddressEntity = entity({
  name: "deadAddress",
  keyClass: "mailAddress",
  schema: 1,
  model: z.object({ person: z.string(), addressHash: z.string(), since: z.string() }),
  key: (agency, ref: { person: string }) => keys.deadAddress(agency, ref.person),
  expiresAt: (dead) => Math.ceil(Date.parse(dead.since) / 1000) + 400 * daySeconds,
});

/** Everyone whose address died. `A#<a>#ADDRESS#DEAD` */
export const deadAddresses = accessPattern([deadAddressEntity], (agency) => ({
  partition: keys.deadAddress(agency, "").pk,
}));
