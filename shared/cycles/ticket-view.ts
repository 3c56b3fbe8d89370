import type * as z from "zod";
import type { AgencyRecord } from "../agencies/store.ts";
import { isUnresolved, type Ticket, type TicketView } from "../people/ticket.ts";
import { dayOf, Temporal } from "../platform/clock.ts";
import type { Stored } from "../platform/table/entity.ts";
import { agencyCalendar } from "./agency-calendar.ts";
import { countWorkingDays } from "./calendar.ts";
import type { WorkCalendar } from "./model.ts";

/** Days are counted over so many at most: a ticket that old is old. */
const countedDays = 366;

/**
 * Which working day of a ticket it is: the day on which it was opened is the first, days off count for nothing. A ticket
 * that was resolved stays at the day on which it was.
 */
export function ticketDay(
  { openedAt, closedAt }: Pick<Ticket, "openedAt" | "closedAt">,
  calendar: WorkCalendar,
  now: Temporal.Instant,
): number {
  const dayAt = (instant: Temporal.Instant) => dayOf(instant, calendar.zone);
  const to = dayAt(closedAt === undefined ? now : Temporal.Instant.from(closedAt));
  const opened = dayAt(Temporal.Instant.from(openedAt));
  const earliest = to.subtract({ days: countedDays });
  const from = Temporal.PlainDate.compare(opened, earliest) < 0 ? earliest : opened;
  return Math.max(1, countWorkingDays(calendar, from, to));
}

export function ticketView(
  ticket: Stored<Ticket>,
  agency: AgencyRecord,
  now: Temporal.Instant,
): z.input<typeof TicketView> {
  return { ...ticket, day: ticketDay(ticket, agencyCalendar(agency), now) };
}

/** How long an employee still reads what became of a ticket. */
const toldDays = 14;

/** Whether a ticket is news to its employee: unresolved, or decided not long ago. */
export function isNews(ticket: Pick<Ticket, "state" | "closedAt">, now: Temporal.Instant): boolean {
  if (isUnresolved(ticket)) return true;
  if (ticket.state === "withdrawn" || ticket.closedAt === undefined) return false;
  const until = Temporal.Instant.from(ticket.closedAt).add({ hours: 24 * toldDays });
  return Temporal.Instant.compare(now, until) < 0;
}
