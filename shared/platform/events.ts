import * as z from "zod";
import { idSchema } from "./ids.ts";

/**
 * What follows from a write. The table's stream has one consumer, the relay; it sends a change of the entities named
 * here to each subscriber's queue. Nothing is published after a write: the event *is* the write.
 */
export const subscriptions = {
  /** Counts of a cycle by unit: the monitor. */
  tallies: { area: "reports", entities: { part: ["id", "employeeId", "cycleId", "number"] } },
  /** Parts of running cycles follow where people are. */
  people: { area: "cycles", entities: { person: ["id"] } },
  /** A roster's import goes on: its file is read again, its steps are planned, applied or taken back. */
  imports: { area: "people", entities: { import: ["id", "state"] } },
  /** An ordered table is made. */
  exports: { area: "reports", entities: { export: ["id", "state"] } },
  /** The hosted provider has an account for whoever is invited. */
  accounts: { area: "identity", entities: { invitation: ["invitationId", "number", "state"] } },
  /** What the operator sees of each agency: what runs, what stands still, what was mailed. Numbers and states alone. */
  health: {
    area: "health",
    entities: {
      cycle: ["id", "state"],
      opening: ["cycleId", "inScope", "excluded", "done"],
      import: ["id", "state", "chunks", "done", "undone"],
      recount: ["cycleId", "at", "caughtUp", "differing"],
      mailCount: ["day", "sent", "unknown", "skipped", "bounced"],
    },
  },
  /** Mail that a change calls for: returned plan, declined report, published result, decided ticket, invitation, a confirmation that is asked for, what a data check found, contracts that end. */
  notices: {
    area: "reminders",
    entities: {
      invitation: ["invitationId", "memberId", "number", "state", "channel"],
      confirmation: ["confirmationId", "number", "channel"],
      part: ["id"],
      ticket: ["employeeId", "state"],
      import: ["id", "state"],
      cycleCheck: ["cycleId"],
      contractList: ["day"],
    },
  },
} as const satisfies Record<string, Subscription>;

interface Subscription {
  /** The area whose function `on-<queue>` consumes the queue. */
  readonly area: string;
  /** The entities it hears of, each with those attributes that a message carries: no names, no words, no results of people. */
  readonly entities: Readonly<Record<string, readonly string[]>>;
}

export type SubscriptionName = keyof typeof subscriptions;

/** Work that has an instant. The sweeper (`functions/cycles/on-tick`) sends a due milestone to its area's queue
 * `<area>-milestones`, which `functions/<area>/on-milestones` consumes. */
export const milestoneKinds = {
  /** Plan all other milestones of a cycle anew, after it was planned, changed or extended. */
  "cycle.arm": "cycles",
  /** The working day before a cycle opens: its data check once more, for the administrators. */
  "cycle.check": "cycles",
  "cycle.open": "cycles",
  "cycle.close": "cycles",
  /** A recorded outage of the service: its step in every agency is planned, then each extends its own windows. */
  "outage.spread": "cycles",
  "outage.apply": "cycles",
  /** Every night of a running cycle: its counts are proved against its parts. */
  "cycle.recount": "reports",
  /** The end of the time for returning a result: silence counts as receipt. */
  "evaluation.deemed": "appraisals",
  /** After the time for a report: files that nothing names are removed. */
  "evidence.sweep": "evidence",
  "assignment.effective": "people",
  /** A morning on which contracts come on the list of those that end. */
  "contract.list": "people",
  "reminder.step": "reminders",
  "reminder.escalation": "reminders",
  "reminder.admin-list": "reminders",
  /** People whose mail had to wait, or whose claim's outcome must be settled. */
  "reminder.again": "reminders",
} as const satisfies Record<string, string>;

/** Work that may outlast a request: kept in the table, woken by a message; consumed by `functions/<area>/on-<queue>`. */
export const jobQueues = {
  openings: { area: "cycles" },
  digests: { area: "reminders" },
} as const satisfies Record<string, { area: string }>;

export type JobQueue = keyof typeof jobQueues;

/** One change as a subscriber gets it: the attributes that the subscription names, and the versions of the item. */
export const ChangeEvent = z.object({
  entity: z.string(),
  agency: idSchema("agency"),
  before: z.record(z.string(), z.unknown()).optional(),
  after: z.record(z.string(), z.unknown()).optional(),
  versionBefore: z.int().optional(),
  versionAfter: z.int().optional(),
});
export type ChangeEvent = z.infer<typeof ChangeEvent>;
