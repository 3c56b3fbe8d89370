import { isoInstant, type Temporal } from "../platform/clock.ts";
import type { Id } from "../platform/ids.ts";
import { auditedWrites } from "../platform/table/commit.ts";
import { entity } from "../platform/table/entity.ts";
import { indexKeys, keys } from "../platform/table/keys.ts";
import { accessPattern } from "../platform/table/query.ts";
import { type AgencyTable, changed } from "../platform/table/table.ts";
import { untilUnrefused } from "../platform/table/write.ts";
import { personEntity } from "./store.ts";
import { appraiserNow, isSettledBy, isUnresolved, Ticket } from "./ticket.ts";
import { ticketWorkflow } from "./workflow.ts";

/** Beside its person. While it is unresolved, the agency and the appraiser on record find it, the oldest first. */
export const ticketEntity = entity({
  name: "ticket",
  keyClass: "person",
  schema: 1,
  model: Ticket,
  key: (agency, ref: Pick<Ticket, "employeeId">) => keys.ticket(agency, ref.employeeId),
  indexes: (agency, ticket) => {
    if (!isUnresolved(ticket)) return {};
    const { employeeId, openedAt, recorded } = ticket;
    const place = `${openedAt}#${employeeId}`;
    return {
      ...indexKeys.reserve(agency, "TICKETS", place),
      ...(recorded?.appraiser === undefined
        ? {}
        : indexKeys.team(agency, recorded.appraiser.id, `TICKET#${place}`)),
    };
  },
});

/** The agency's unresolved tickets, the oldest first. Index `reserve`: `A#<a>#R#TICKETS` / `<opened at>#<e>` */
export const unresolvedTickets = accessPattern([ticketEntity], (agency) => ({
  index: "reserve",
  partition: indexKeys.reserve(agency, "TICKETS", "").reservePk,
}));

/** Those about people of whom somebody is on record as the appraiser. Index `team`: `A#<a>#S#<appraiser>` / `TICKET#…` */
export function ticketsOfAppraiser(appraiser: string) {
  return accessPattern([ticketEntity], (agency) => ({
    index: "team",
    partition: indexKeys.team(agency, appraiser, "").teamPk,
    beginsWith: "TICKET#",
  }));
}

/** A person's appraiser may have changed, by whatever means: a ticket that this answers is over. Looking twice changes nothing. */
export async function settleTicket(
  table: AgencyTable,
  id: Id<"employee">,
  now: Temporal.Instant,
): Promise<void> {
  await untilUnrefused(async () => {
    const found = await table.getTogether([personEntity, [{ id }]], [ticketEntity, [{ employeeId: id }]]);
    const [[person], [ticket]] = [found.person, found.ticket];
    if (person === undefined || ticket === undefined || !isSettledBy(ticket, appraiserNow(person))) return;
    const next = changed(ticket, { state: ticketWorkflow.steps.settle.to, closedAt: isoInstant(now) });
    const context = { table, now, auditActor: { service: "assignments" } };
    await table.write([
      ...auditedWrites(context, ticketEntity, ticket, next, "ticket.settle"),
      table.check(personEntity, { id }, { is: "at-version", version: person.version }),
    ]);
  });
}
