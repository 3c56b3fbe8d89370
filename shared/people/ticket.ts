import * as z from "zod";
import { idSchema } from "../platform/ids.ts";
import { AppraiserRef } from "./model.ts";
import { type Person, placeOn } from "./person.ts";
import { sameAppraiser } from "./rules.ts";
import { type TicketState, ticketStates, ticketWorkflow } from "./workflow.ts";

/** Who appraises or should: by name as it was then, so that the ticket can be read whoever has moved since. */
const NamedAppraiser = z.object({
  name: z.string(),
  post: z.string().optional(),
  /** Absent where the name was only written down. */
  appraiser: AppraiserRef.optional(),
});
export type NamedAppraiser = z.infer<typeof NamedAppraiser>;

/** “Penilai saya keliru”: one ticket between an employee, the appraiser on record and the administrators; at most one per person. */
export const Ticket = z.object({
  employeeId: idSchema("employee"),
  /** The how manieth about this person; earlier ones are in the audit alone. */
  number: z.int().min(1),
  state: z.enum(ticketStates),
  openedBy: z.enum(["employee", "appraiser"]),
  openedAt: z.string(),
  /** The employee, as of then. */
  name: z.string(),
  post: z.string().optional(),
  unit: idSchema("unit").optional(),
  /** Who was on record then; absent where nobody was. */
  recorded: NamedAppraiser.optional(),
  /** Who it should be, where the employee knows. */
  wanted: NamedAppraiser.optional(),
  /** The employee's. */
  note: z.string().optional(),
  /** What the appraiser on record says to it. */
  view: z.object({ isMine: z.boolean(), note: z.string().optional(), at: z.string() }).optional(),
  /** Why it was declined. */
  reason: z.string().optional(),
  closedAt: z.string().optional(),
});
export type Ticket = z.infer<typeof Ticket>;

/** A ticket as its three parties read it; `day`: which working day it is, the one on which it was opened being the first. */
export const TicketView = Ticket.extend({ day: z.int().min(1), version: z.int() });

export function isUnresolved({ state }: Pick<Ticket, "state">): boolean {
  const states: readonly TicketState[] = ticketWorkflow.steps.settle.from;
  return states.includes(state);
}

/** Who appraises a person as the indexes have it: whoever that is today. */
export function appraiserNow(person: Pick<Person, "assignments" | "indexedOn">): AppraiserRef | undefined {
  return placeOn(person, person.indexedOn)?.appraiser;
}

/**
 * Whether a ticket has come to its end by itself: who was wanted appraises now; or, where nobody of the service was named,
 * somebody else does than was on record.
 */
export function isSettledBy(ticket: Ticket, appraiser: AppraiserRef | undefined): boolean {
  if (!isUnresolved(ticket) || appraiser === undefined) return false;
  const wanted = ticket.wanted?.appraiser;
  if (wanted !== undefined) return sameAppraiser(wanted, appraiser);
  return !sameAppraiser(ticket.recorded?.appraiser, appraiser);
}
