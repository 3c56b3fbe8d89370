import * as z from "zod";
import { PageQuery, pageModel } from "../platform/pages.ts";
import { can, route } from "../platform/route.ts";
import { AppraiserRef, AppraiserRole, Day, MandateLetter } from "./model.ts";
import { TicketView } from "./ticket.ts";

const note = z.string().trim().min(1).max(500);

/** Somebody of the service, or a name as the employee knows it. */
const Wanted = z.discriminatedUnion("kind", [
  ...AppraiserRef.options,
  z.strictObject({ kind: z.literal("named"), name: z.string().trim().min(1).max(160) }),
]);

const OpenTicket = z.strictObject({ wanted: Wanted.optional(), note: note.optional() });
const Disowning = z.strictObject({ note: note.optional() });
const Answer = z.strictObject({ isMine: z.boolean(), note: note.optional() });

/** Wrong from the start; with `from`, only since that day. */
const Correction = z.strictObject({
  appraiser: AppraiserRef,
  role: AppraiserRole.default("definitif"),
  from: Day.optional(),
  mandate: z.strictObject(MandateLetter.shape).optional(),
});

/** Who may well be somebody's appraiser: by name and post alone. */
const Superior = z.object({ appraiser: AppraiserRef, name: z.string(), post: z.string().optional() });

/** “Penilai saya keliru”, from the first word to the last; a ticket is named by the person it is about. */
export const ticketRoutes = {
  listSuperiors: route({
    method: "GET",
    path: "/v1/tickets/superiors",
    access: can("ticket.open"),
    summary: "Who may be my appraiser: who leads my unit or one above it, and who appraises my colleagues.",
    returns: z.object({ items: z.array(Superior) }),
  }),
  openTicket: route({
    method: "POST",
    path: "/v1/tickets",
    access: can("ticket.open"),
    summary: "Say that my appraiser on record is wrong, and who it should be; work goes on meanwhile.",
    body: OpenTicket,
    returns: TicketView,
    status: 201,
    errors: [
      "ticket.unresolved",
      "ticket.same-appraiser",
      "assignment.own-appraiser",
      "assignment.unknown",
      "state.transition",
    ],
  }),
  readMyTicket: route({
    method: "GET",
    path: "/v1/tickets/own",
    access: can("ticket.open"),
    summary: "The ticket about my own appraiser, if there is one.",
    returns: z.object({ ticket: TicketView.optional() }),
  }),
  listTickets: route({
    method: "GET",
    path: "/v1/tickets",
    access: can("people.manage"),
    summary: "Tickets about wrong appraisers that wait for a decision, the oldest first.",
    query: PageQuery,
    returns: pageModel(TicketView),
  }),
  listAskedTickets: route({
    method: "GET",
    path: "/v1/tickets/asked",
    access: can("ticket.answer"),
    summary: "Tickets about people of whom I am on record as the appraiser, the oldest first.",
    query: PageQuery,
    returns: pageModel(TicketView),
  }),
  readTicket: route({
    method: "GET",
    path: "/v1/tickets/{employeeId}",
    access: can("ticket.read", { when: "party-to-ticket" }),
    summary:
      "The ticket about one person, as its employee, the appraiser on record and administrators read it.",
    returns: TicketView,
  }),
  disownEmployee: route({
    method: "POST",
    path: "/v1/tickets/{employeeId}",
    access: can("ticket.answer", { when: "appraiser-of-employee" }),
    summary: "Say as the appraiser on record that somebody is not one's own.",
    body: Disowning,
    returns: TicketView,
    status: 201,
    errors: ["state.transition"],
  }),
  answerTicket: route({
    method: "PUT",
    path: "/v1/tickets/{employeeId}/view",
    access: can("ticket.answer", { when: "asked-by-ticket" }),
    summary: "Say as the appraiser on record whether the person is one's own.",
    body: Answer,
    returns: TicketView,
    errors: ["state.transition"],
  }),
  withdrawTicket: route({
    method: "POST",
    path: "/v1/tickets/{employeeId}/withdrawal",
    access: can("ticket.read", { when: "opener-of-ticket" }),
    summary: "Withdraw a ticket that one opened.",
    returns: TicketView,
    errors: ["state.transition"],
  }),
  correctTicket: route({
    method: "POST",
    path: "/v1/tickets/{employeeId}/correction",
    access: can("people.manage"),
    summary: "Put the appraiser right, from the start or from a day on, and close the ticket with it.",
    body: Correction,
    returns: TicketView,
    errors: [
      "ticket.same-appraiser",
      "assignment.own-appraiser",
      "assignment.circle",
      "assignment.unknown",
      "assignment.dates",
      "assignment.too-many",
      "state.transition",
    ],
  }),
  declineTicket: route({
    method: "POST",
    path: "/v1/tickets/{employeeId}/refusal",
    access: can("people.manage"),
    summary: "Leave the appraiser as on record, with the reason.",
    body: z.strictObject({ reason: note }),
    returns: TicketView,
    errors: ["state.transition"],
  }),
} as const;
