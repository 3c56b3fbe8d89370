import * as z from "zod";
import { BothLanguages, WindowKey } from "../cycles/model.ts";
import { idSchema } from "../platform/ids.ts";
import { PageQuery, pageModel } from "../platform/pages.ts";
import { can, route } from "../platform/route.ts";
import { Audience, LedgerState, SkipReason, StepId, StepNote } from "./model.ts";

const personId = z.union([idSchema("employee"), idSchema("official")]);

const ComingStep = z.object({
  at: z.string(),
  day: z.string(),
  /** Which of the cycle's calendars it follows: the agency's, or that of a group of units. */
  calendar: z.string(),
  window: z.string(),
  audience: Audience,
  step: z.string(),
  /** The steps that met on this day, with where they would have been. */
  covers: z.array(StepNote),
  /** Why it falls on that day. */
  why: z.array(z.string()),
});

const SkippedStep = z.object({
  window: z.string(),
  step: z.string(),
  reason: SkipReason,
  why: BothLanguages,
});

/** What would become of one person's steps at an instant, if nothing changed until then. */
const Foreseen = z.object({
  id: z.string(),
  name: z.string(),
  decision: z.enum(["send", "wait", "nothing"]),
  subject: z.string().optional(),
  /** When the mail would leave that cannot leave at once. */
  until: z.string().optional(),
  why: z.array(z.string()),
  skipped: z.array(SkippedStep),
});

const LedgerRow = z.object({
  personId: z.string(),
  name: z.string(),
  /** Who was written to, where somebody acts for the person. */
  recipient: z.string().optional(),
  audience: z.string(),
  step: z.string(),
  state: LedgerState,
  at: z.string(),
  reason: SkipReason.optional(),
  why: BothLanguages.optional(),
  bouncedAt: z.string().optional(),
});

const cycle = idSchema("cycle");

const ComingQuery = PageQuery.extend({
  cycle,
  /** The employees of a unit, with their own steps; without it the cycle's supervisors. */
  unit: idSchema("unit").optional(),
});

const LedgerQuery = PageQuery.extend({
  cycle,
  window: WindowKey,
  /** The deadline's version; the one in force where it is left out. */
  deadlineVersion: z.coerce.number().int().min(1).max(51).optional(),
  step: StepId.optional(),
  state: LedgerState.optional(),
});

const PreviewQuery = z.strictObject({
  cycle,
  person: personId,
  step: StepId,
  /** Which window's, where several have a step of that name; else the first that comes. */
  window: WindowKey.optional(),
});

const DeadAddress = z.object({ id: z.string(), name: z.string(), since: z.string() });

export const reminderRoutes = {
  listReminders: route({
    method: "GET",
    path: "/v1/reminders",
    access: can("reminders.read"),
    summary: "A cycle's reminders to come, and who would get what at the next of them and why.",
    query: ComingQuery,
    returns: pageModel(Foreseen).extend({ at: z.string().optional(), steps: z.array(ComingStep) }),
  }),
  readReminderLedger: route({
    method: "GET",
    path: "/v1/reminders/ledger",
    access: can("reminders.read"),
    summary: "What became of each step of each person in a window: sent, skipped and why, or unknown.",
    query: LedgerQuery,
    returns: pageModel(LedgerRow),
    errors: ["cycle.window-unknown"],
  }),
  previewReminder: route({
    method: "GET",
    path: "/v1/reminders/preview",
    access: can("reminders.read"),
    summary: "The mail that a person would get at a step, as it would look.",
    query: PreviewQuery,
    returns: Foreseen.extend({
      at: z.string(),
      mail: z.object({ subject: z.string(), text: z.string(), html: z.string() }).optional(),
    }),
  }),
  listDeadAddresses: route({
    method: "GET",
    path: "/v1/reminders/dead-addresses",
    access: can("reminders.read"),
    summary: "The people whom mail no longer reaches: their unit's operator is to correct the address.",
    query: PageQuery,
    returns: pageModel(DeadAddress),
  }),
} as const;
