import * as z from "zod";
import { InstantText, PeriodKind, type WindowKey } from "../cycles/model.ts";
import { Day } from "../people/model.ts";

/** Days before a deadline on which a mail is due; 0 is the day itself. */
const Steps = z.array(z.int().min(0).max(90)).max(10);
const StepsByPeriod = z.record(PeriodKind, Steps);

/** The policy of reminders as an agency's data; `defaultPolicy` holds what every agency starts from. */
export const ReminderPolicy = z.object({
  /** Local wall-clock times between which mail may leave. */
  sendFrom: z.string().regex(/^\d{2}:\d{2}$/),
  sendUntil: z.string().regex(/^\d{2}:\d{2}$/),
  supervisorSteps: StepsByPeriod,
  /** The steps at which a supervisor is mailed for whom only the second list has entries. */
  staffOnlySteps: StepsByPeriod,
  employeeSteps: Steps,
  weeklyEscalations: z.int().min(0).max(3),
  /** Items that wait longer than so many working days are mentioned in the next digest. */
  agedAfterWorkingDays: z.int().min(1).max(60),
  capMails: z.int().min(1).max(14),
  capDays: z.int().min(1).max(60),
  /** Leave of at least so many working days counts as absence. */
  absenceWorkingDays: z.int().min(1).max(30),
  /** After so many minutes a claim without an outcome becomes `unknown`. */
  leaseMinutes: z.int().min(1).max(120),
});
export type ReminderPolicy = z.infer<typeof ReminderPolicy>;

/** Whose mails a plan of steps is for. */
export const Audience = z.enum(["employee", "supervisor", "superior", "admin"]);
export type Audience = z.infer<typeof Audience>;

/** One step: `open`, so many days before (`d7`), the escalation after the deadline, its weekly repetition, the final list. */
export type StepId = "open" | `d${number}` | "escalation" | `weekly-${number}` | "admin-list";
export const StepId = z
  .string()
  .regex(/^(open|d\d{1,2}|escalation|weekly-[1-3]|admin-list)$/)
  .transform((text) => text as StepId);

/** Where a step would have been, had its day been a working day. */
export const StepNote = z.object({
  step: StepId,
  nominalDay: Day,
  moved: z.enum(["earlier", "later"]).optional(),
});
export type StepNote = z.infer<typeof StepNote>;

/** One mail of a plan: the most urgent of the steps that meet on its day, and which they are. */
export const PlannedStep = z.object({
  step: StepId,
  audience: Audience,
  at: InstantText,
  day: Day,
  covers: z.array(StepNote).min(1),
});
export type PlannedStep = z.infer<typeof PlannedStep>;

/** A step that will not be mailed, and why: the phase was not open yet, or the deadline was extended after it. */
export interface DroppedStep extends StepNote {
  reason: "before-opening" | "before-extension";
}

/** Why a step was not mailed. Every planned step ends in the ledger as sent, unknown or skipped with one of these. */
export const SkipReason = z.enum([
  "done",
  "staff-only",
  "superseded",
  "extended",
  "deadline-passed",
  "no-address",
  "dead-address",
  "absent",
  "inactive",
  "daily-limit",
  "cap",
]);
export type SkipReason = z.infer<typeof SkipReason>;

export const LedgerState = z.enum(["claimed", "sent", "unknown", "skipped"]);
export type LedgerState = z.infer<typeof LedgerState>;

/** What happened to one step of one person. */
export const LedgerEntry = z.object({
  key: z.string(),
  state: LedgerState,
  at: InstantText,
  run: z.string().optional(),
  leaseUntil: InstantText.optional(),
  messageId: z.string().optional(),
  reason: SkipReason.optional(),
});
export type LedgerEntry = z.infer<typeof LedgerEntry>;

/** Names one step of one person under one deadline; a new deadline makes new keys. */
export interface LedgerName {
  cycleId: string;
  window: WindowKey;
  deadlineVersion: number;
  step: StepId;
  /** Whose work it is about; another person may receive the mail. */
  personId: string;
  /** A copy to a late appraiser is a mail of its own beside the superior's letter. */
  audience: Audience | "copy";
}
