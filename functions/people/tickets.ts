import { readAgency } from "#shared/agencies/store.ts";
import { ticketView } from "#shared/cycles/ticket-view.ts";
import { ticketStateTexts } from "#shared/people/messages.ts";
import type { AppraiserRef, Assignment, Unit } from "#shared/people/model.ts";
import { fullName, type Person } from "#shared/people/person.ts";
import { assignmentAt, sameAppraiser } from "#shared/people/rules.ts";
import { officialEntity, peopleOfUnit, personEntity, unitEntity } from "#shared/people/store.ts";
import { appraiserNow, isUnresolved, type NamedAppraiser, type Ticket } from "#shared/people/ticket.ts";
import type { ticketRoutes } from "#shared/people/ticket-routes.ts";
import { ticketEntity, ticketsOfAppraiser, unresolvedTickets } from "#shared/people/ticket-store.ts";
import { type TicketAction, type TicketState, ticketWorkflow } from "#shared/people/workflow.ts";
import { personOf } from "#shared/platform/actor.ts";
import { dayOf, isoInstant } from "#shared/platform/clock.ts";
import { AppError } from "#shared/platform/errors.ts";
import type { Id } from "#shared/platform/ids.ts";
import { holds } from "#shared/platform/permissions.ts";
import type { CallContext, Handlers } from "#shared/platform/serve.ts";
import { auditedWrites, commit, create, isReplay } from "#shared/platform/table/commit.ts";
import type { Stored } from "#shared/platform/table/entity.ts";
import type { Page } from "#shared/platform/table/query.ts";
import { type AgencyTable, changed } from "#shared/platform/table/table.ts";
import type { Write } from "#shared/platform/table/write.ts";
import { transition } from "#shared/platform/workflow.ts";
import { changeAssignments, correctionOf, found, moveOf } from "./changes.ts";

type About = { readonly employeeId: Id<"employee"> };
type WithTicket = { readonly ticket: Stored<Ticket> };

export const ticketSubjects = {
  "appraiser-of-employee": async ({ employeeId }: About, { table, actor }: CallContext) => {
    const about = await lookAt(table, employeeId);
    const isMine = about !== undefined && isSelf(actor, appraiserNow(about.person));
    return isMine ? about : undefined;
  },
  "party-to-ticket": async ({ employeeId }: About, { table, actor }: CallContext) =>
    await ticketWhere(
      table,
      employeeId,
      (ticket) =>
        actor.employee === employeeId || isAsked(actor, ticket) || holds(actor.roles, "people.manage"),
    ),
  "asked-by-ticket": async ({ employeeId }: About, { table, actor }: CallContext) =>
    await ticketWhere(table, employeeId, (ticket) => isAsked(actor, ticket)),
  "opener-of-ticket": async ({ employeeId }: About, { table, actor }: CallContext) =>
    await ticketWhere(table, employeeId, (ticket) =>
      ticket.openedBy === "employee" ? actor.employee === employeeId : isAsked(actor, ticket),
    ),
};

export const ticketHandlers = {
  listSuperiors: async (_input, { table, actor }) => {
    const about = actor.employee && (await lookAt(table, actor.employee));
    return { items: about === undefined ? [] : await superiorsOf(table, about.person) };
  },

  openTicket: async ({ body }, context) => {
    const { table, actor } = context;
    if (actor.employee === undefined) throw new AppError("forbidden");
    const { person, ticket } = await found(lookAt(table, actor.employee));
    if (ticket !== undefined && isReplay(ticket, context.mark)) return await viewOf(context, ticket);
    const said = { wanted: await wantedOf(table, person, body.wanted), note: body.note };
    if (ticket === undefined || !isUnresolved(ticket)) {
      const opened = { ...(await newTicket(context, person, ticket)), ...said };
      return await openAs(context, person, ticket, "open", {
        ...opened,
        state: "open",
        openedBy: "employee",
      });
    }
    // The appraiser was first; whom it should be, the employee adds.
    if (ticket.openedBy === "employee") throw new AppError("ticket.unresolved");
    return await step(context, ticket, "name", said);
  },

  readMyTicket: async (_input, context) => {
    const { table, actor } = context;
    const ticket = actor.employee && (await table.get(ticketEntity, { employeeId: actor.employee }));
    return ticket === undefined ? {} : { ticket: await viewOf(context, ticket) };
  },

  listTickets: async ({ query }, context) => {
    const { table, cursors } = context;
    return cursors.answer(await viewsOf(context, await table.query(unresolvedTickets, cursors.page(query))));
  },

  listAskedTickets: async ({ query }, context) => {
    const { table, cursors, actor } = context;
    const me = personOf(actor);
    if (me === undefined) return { items: [] };
    const page = await table.query(ticketsOfAppraiser(me), cursors.page(query));
    return cursors.answer(await viewsOf(context, page));
  },

  readTicket: async ({ subject }, context) => await viewOf(context, subject.ticket),

  disownEmployee: async ({ body: { note }, subject: { person, ticket } }, context) => {
    const view = { isMine: false, ...(note !== undefined && { note }), at: isoInstant(context.now) };
    if (ticket !== undefined && isUnresolved(ticket)) return await step(context, ticket, "disown", { view });
    if (ticket !== undefined && isReplay(ticket, context.mark)) return await viewOf(context, ticket);
    const opened = { ...(await newTicket(context, person, ticket)), view };
    const said = { ...opened, state: "answered" as const, openedBy: "appraiser" as const };
    return await openAs(context, person, ticket, "disown", said);
  },

  answerTicket: async ({ body, subject: { ticket } }, context) =>
    await step(context, ticket, "answer", { view: { ...body, at: isoInstant(context.now) } }),

  withdrawTicket: async ({ subject: { ticket } }, context) =>
    await step(context, ticket, "withdraw", { closedAt: isoInstant(context.now) }),

  correctTicket: async ({ params: { employeeId }, body }, context) => {
    const { table, now } = context;
    const ticket = await found(table.get(ticketEntity, { employeeId }));
    const today = dayOf(now, (await readAgency(table)).profile.zone).toString();
    const { from, ...fields } = body;
    const action = from === undefined ? "assignment.corrected" : "assignment.made";
    const decide = (person: Person) => {
      if (sameAppraiser(appraiserNow(person), body.appraiser)) throw new AppError("ticket.same-appraiser");
      if (from !== undefined) return moveOf(context, person, { ...fields, from });
      const current = assignmentAt(person.assignments, today) ?? person.assignments.at(-1);
      if (current === undefined) throw new AppError("assignment.unknown");
      return correctionOf(withoutMandate(person, current.id), current.id, fields);
    };
    await changeAssignments(context, employeeId, action, decide, () => {
      const state = stateAfter(ticket, "correct");
      const next = changed(ticket, { state, closedAt: isoInstant(now) });
      return auditedWrites(context, ticketEntity, ticket, next, "ticket.correct");
    });
    return await viewOf(context, await found(table.get(ticketEntity, { employeeId })));
  },

  declineTicket: async ({ params: { employeeId }, body: { reason } }, context) => {
    const ticket = await found(context.table.get(ticketEntity, { employeeId }));
    return await step(context, ticket, "decline", { reason, closedAt: isoInstant(context.now) });
  },
} satisfies Handlers<typeof ticketRoutes, typeof ticketSubjects>;

/** The letter of mandate was that of whoever was on record. */
function withoutMandate(person: Person, id: Assignment["id"]): Person {
  const assignments = person.assignments.map((one) => {
    const { mandate: _mandate, ...rest } = one;
    return one.id === id ? rest : one;
  });
  return { ...person, assignments };
}

/** A person with the ticket about them, in one request. */
async function lookAt(table: AgencyTable, id: Id<"employee">) {
  const { person, ticket } = await table.getTogether(
    [personEntity, [{ id }]],
    [ticketEntity, [{ employeeId: id }]],
  );
  const [[one], [about]] = [person, ticket];
  return one && { person: one, ticket: about };
}

async function ticketWhere(
  table: AgencyTable,
  employeeId: Id<"employee">,
  isTheirs: (ticket: Ticket) => boolean,
): Promise<WithTicket | undefined> {
  const ticket = await table.get(ticketEntity, { employeeId });
  return ticket !== undefined && isTheirs(ticket) ? { ticket } : undefined;
}

function isAsked(actor: CallContext["actor"], { recorded }: Ticket): boolean {
  return isSelf(actor, recorded?.appraiser);
}

/** Whoever is nobody is not the appraiser whom nobody has. */
function isSelf(actor: CallContext["actor"], appraiser: AppraiserRef | undefined): boolean {
  return appraiser !== undefined && appraiser.id === personOf(actor);
}

/** What every ticket says of its person, and of who is on record now. */
async function newTicket({ table, now }: CallContext, person: Person, former: Ticket | undefined) {
  const assignment = assignmentAt(person.assignments, person.indexedOn) ?? person.assignments.at(-1);
  const appraiser = appraiserNow(person);
  const [recorded] = appraiser === undefined ? [] : await namesOf(table, [appraiser]);
  return {
    employeeId: person.id,
    number: (former?.number ?? 0) + 1,
    openedAt: isoInstant(now),
    name: fullName(person),
    post: assignment?.position.title,
    unit: assignment?.unit,
    recorded,
  };
}

/**
 * A new ticket, or the one that was resolved, opened anew. The person must be as they were when it was looked who is on
 * record: a change made at once would answer the ticket before it is there, and nobody would see it.
 */
async function openAs(
  context: CallContext,
  person: Stored<Person>,
  former: Stored<Ticket> | undefined,
  action: TicketAction,
  next: Ticket,
) {
  const { table } = context;
  const { id, version } = person;
  const writes: readonly Write[] = [table.check(personEntity, { id }, { is: "at-version", version })];
  const audited = `ticket.${action}`;
  const opened =
    former === undefined
      ? await create(context, ticketEntity, audited, next, writes)
      : await commit(context, { kind: ticketEntity, current: former }, audited, () => ({ next, writes }));
  return await viewOf(context, opened);
}

/** One step of a ticket that is there. */
async function step(
  context: CallContext,
  ticket: Stored<Ticket>,
  action: TicketAction,
  fields: Partial<Ticket>,
) {
  const subject = { kind: ticketEntity, current: ticket };
  const next = await commit(context, subject, `ticket.${action}`, () => ({
    next: changed(ticket, { ...fields, state: stateAfter(ticket, action) }),
  }));
  return await viewOf(context, next);
}

function stateAfter({ state }: Ticket, action: TicketAction): TicketState {
  const moved = transition(ticketWorkflow, action, state);
  if (!moved.allowed) throw new AppError("state.transition", { values: { state: ticketStateTexts[state] } });
  return moved.to;
}

async function viewOf({ table, now }: CallContext, ticket: Stored<Ticket>) {
  return ticketView(ticket, await readAgency(table), now);
}

async function viewsOf({ table, now }: CallContext, { items, next }: Page<Stored<Ticket>>) {
  const agency = await readAgency(table);
  const views = items.map((ticket) => ticketView(ticket, agency, now));
  return next === undefined ? { items: views } : { items: views, next };
}

/** Who should appraise: somebody who is there, neither the employee nor who does already; or a name. */
async function wantedOf(
  table: AgencyTable,
  person: Person,
  wanted: AppraiserRef | { readonly kind: "named"; readonly name: string } | undefined,
): Promise<NamedAppraiser | undefined> {
  if (wanted === undefined) return undefined;
  if (wanted.kind === "named") return { name: wanted.name };
  if (wanted.id === person.id) throw new AppError("assignment.own-appraiser");
  if (sameAppraiser(appraiserNow(person), wanted)) throw new AppError("ticket.same-appraiser");
  const [named] = await namesOf(table, [wanted]);
  if (named === undefined) throw new AppError("assignment.unknown");
  return named;
}

/** An appraiser by name. */
type Named = NamedAppraiser & { readonly appraiser: AppraiserRef };

/** Appraisers by name and post, in the order asked; who is not there is left out. */
async function namesOf(table: AgencyTable, refs: readonly AppraiserRef[]): Promise<Named[]> {
  const { person, official } = await table.getTogether(
    [personEntity, refs.filter((ref) => ref.kind === "employee")],
    [officialEntity, refs.filter((ref) => ref.kind === "official")],
  );
  const people = person.map((one): Named => {
    const post = assignmentAt(one.assignments, one.indexedOn)?.position.title;
    return { appraiser: { kind: "employee", id: one.id }, name: fullName(one), post };
  });
  // Whose name is not known yet is called by the office.
  const officials = official.map(({ id, name, office }): Named => {
    const appraiser = { kind: "official", id } as const;
    return name === undefined ? { appraiser, name: office } : { appraiser, name, post: office };
  });
  const byId = new Map([...people, ...officials].map((one) => [one.appraiser.id as string, one]));
  return refs.flatMap(({ id }) => byId.get(id) ?? []);
}

/** No line of units is longer, and of larger units the first show who leads and appraises there. */
const unitsAtMost = 8;
const peopleOfUnitAtMost = 200;
const superiorsAtMost = 20;

/**
 * Who appraises the colleagues of somebody's unit, then who leads it and the units above, without who is on record. An
 * official from outside, who appraises the head of a unit, is offered to heads alone.
 */
async function superiorsOf(table: AgencyTable, person: Person) {
  const { unit: own, heads } = assignmentAt(person.assignments, person.indexedOn) ?? {};
  const line = own === undefined ? [] : await lineOf(table, own);
  const units = await Promise.all(
    line.map((unit) => table.query(peopleOfUnit(unit), { limit: peopleOfUnitAtMost })),
  );
  const leaders = units.flatMap(({ items }) =>
    items.filter((one) => {
      const heads = assignmentAt(one.assignments, one.indexedOn)?.heads;
      return heads !== undefined && line.includes(heads);
    }),
  );
  const refs = [
    ...(units[0]?.items ?? []).flatMap((colleague) => appraiserNow(colleague) ?? []),
    ...leaders.map(({ id }): AppraiserRef => ({ kind: "employee", id })),
  ];
  const recorded = appraiserNow(person);
  const others = refs.filter(
    (ref) =>
      ref.id !== person.id &&
      !sameAppraiser(ref, recorded) &&
      (ref.kind === "employee" || heads !== undefined),
  );
  const distinct = [...new Map(others.map((ref) => [ref.id as string, ref])).values()];
  return await namesOf(table, distinct.slice(0, superiorsAtMost));
}

/** A unit and those above it, from below. */
async function lineOf(table: AgencyTable, own: Unit["id"]): Promise<Unit["id"][]> {
  const line: Unit["id"][] = [];
  for (let id: Unit["id"] | undefined = own; id !== undefined && line.length < unitsAtMost; ) {
    line.push(id);
    id = (await table.get(unitEntity, { id }))?.parent;
  }
  return line;
}
