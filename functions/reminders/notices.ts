import { type AgencyRecord, readAgency } from "#shared/agencies/store.ts";
import { type Confirmation, confirmationEntity } from "#shared/appraisals/confirmation-item.ts";
import { agencyCalendar } from "#shared/cycles/agency-calendar.ts";
import { addWorkingDays } from "#shared/cycles/calendar.ts";
import { findingNames } from "#shared/cycles/messages.ts";
import type { Cycle } from "#shared/cycles/model.ts";
import { isDeclined, type Part } from "#shared/cycles/part.ts";
import {
  type CycleCheck,
  cycleCheckEntity,
  cycleEntity,
  partEntity,
  readCycle,
} from "#shared/cycles/store.ts";
import { closesInstant, closingOf } from "#shared/cycles/windows.ts";
import { writeInvitationCode } from "#shared/identity/invitation-code.ts";
import { expiryOf } from "#shared/identity/invite.ts";
import { mainRole, roleNames } from "#shared/identity/messages.ts";
import type { Invitation } from "#shared/identity/model.ts";
import { invitationEntity, memberEntity, membersOfAgency } from "#shared/identity/store.ts";
import { type ContractList, contractListEntity } from "#shared/people/contract-lists.ts";
import { type ImportJob, importEntity } from "#shared/people/imports.ts";
import type { AppraiserRef } from "#shared/people/model.ts";
import { fullName } from "#shared/people/person.ts";
import { dayAfter } from "#shared/people/rules.ts";
import { officialEntity, personEntity } from "#shared/people/store.ts";
import type { Ticket } from "#shared/people/ticket.ts";
import { ticketEntity } from "#shared/people/ticket-store.ts";
import { planDecisionEntity } from "#shared/plans/store.ts";
import { dayOf, Temporal } from "#shared/platform/clock.ts";
import { readEnv } from "#shared/platform/env.ts";
import type { Id } from "#shared/platform/ids.ts";
import { writeOneTimeCode } from "#shared/platform/one-time-code.ts";
import { type PartId, placeOfPart } from "#shared/platform/part-id.ts";
import { readRotatingSecret } from "#shared/platform/secrets.ts";
import type { AgencyTable } from "#shared/platform/table/table.ts";
import type { Notice } from "#shared/reminders/mail.ts";
import {
  checkLink,
  confirmationLink,
  contractsLink,
  importLink,
  invitationLink,
  planLink,
  reportLink,
  resultLink,
  ticketLink,
} from "./links.ts";

/** A mail that a change calls for, with the facts of now. */
export interface DueNotice {
  /** Of which change, the same however often it is told. */
  readonly name: string;
  readonly recipient: { readonly id: string; readonly name: string; readonly email: string | undefined };
  readonly notice: Notice;
  readonly link: string;
  readonly agency: AgencyRecord;
}

/** The letter of an invitation that is still open under that number. */
export async function invitationNotice(
  table: AgencyTable,
  told: Pick<Invitation, "invitationId" | "number">,
  now: Temporal.Instant,
): Promise<DueNotice | undefined> {
  const invitation = await table.get(invitationEntity, told);
  const isOpen = invitation?.state === "open" && invitation.number === told.number;
  if (!isOpen || Temporal.Instant.compare(Temporal.Instant.from(invitation.expiresAt), now) <= 0)
    return undefined;
  const member = await table.get(memberEntity, invitation);
  if (member === undefined || member.state === "inactive") return undefined;
  const agency = await readAgency(table);
  const { zone, createdAt } = agency.profile;
  const validUntil = invitation.expiresAt;
  // The first administrator's invitation was made in the transaction that made the agency.
  const isFirst =
    invitation.number === 1 &&
    member.roles.includes("agencyAdmin") &&
    expiryOf(Temporal.Instant.from(createdAt)) === invitation.expiresAt;
  const notice: Notice = isFirst
    ? { kind: "agencyOnboarded", validUntil, zone }
    : { kind: "invitation", role: roleNames[mainRole(member.roles)], validUntil, zone };
  const { current } = await readRotatingSecret(readEnv("tokenKey").TOKEN_KEY_SECRET);
  const { invitationId, number } = invitation;
  return {
    name: `invitation.${invitationId}.${number}`,
    recipient: { id: member.memberId, name: member.name, email: member.email },
    notice,
    link: invitationLink(writeInvitationCode(current, { agencyId: table.agency, invitationId, number })),
    agency,
  };
}

/** The link by which an external official confirms what was prepared, or decides on plans, while it is good. */
export async function confirmationNotice(
  table: AgencyTable,
  told: Pick<Confirmation, "confirmationId" | "number">,
  now: Temporal.Instant,
): Promise<DueNotice | undefined> {
  const asked = await table.get(confirmationEntity, told);
  const isOpen = asked?.state === "open" && asked.number === told.number;
  if (!isOpen || Temporal.Instant.compare(Temporal.Instant.from(asked.expiresAt), now) <= 0) return undefined;
  const [official, cycle] = await Promise.all([
    table.get(officialEntity, { id: asked.official }),
    readCycle(table, asked.cycleId),
  ]);
  const about =
    asked.evaluationId === undefined ? cycle : cycle?.evaluations.find(({ id }) => id === asked.evaluationId);
  if (official === undefined || about === undefined) return undefined;
  const agency = await readAgency(table);
  const { current } = await readRotatingSecret(readEnv("tokenKey").TOKEN_KEY_SECRET);
  const { confirmationId: id, number } = asked;
  return {
    name: `confirmation.${id}.${number}`,
    recipient: { id: official.id, name: official.name ?? official.office, email: official.email },
    notice: {
      kind: asked.evaluationId === undefined ? "planDecisions" : "confirmation",
      assistant: asked.askedByName,
      title: about.title,
      people: asked.drafts.length + asked.plans.length,
      validUntil: asked.expiresAt,
      zone: agency.profile.zone,
    },
    link: confirmationLink(writeOneTimeCode(current, "confirmation", { agencyId: table.agency, id, number })),
    agency,
  };
}

/** A plan came back to its employee and is still with them. */
export async function returnedNotice(
  table: AgencyTable,
  told: { id: PartId; since: string },
  now: Temporal.Instant,
): Promise<DueNotice | undefined> {
  const known = await partWithCycle(table, told.id);
  if (known === undefined) return undefined;
  const { part, cycle } = known;
  if (part.plan.state !== "returned" || part.plan.since !== told.since) return undefined;
  const recipient = await employeeOf(table, part.employeeId);
  if (recipient === undefined) return undefined;
  const { zone } = cycle.calendar;
  const decided = { part: part.id, planVersion: part.plan.submittedVersion };
  const decision = await table.get(planDecisionEntity, decided);
  const notes = decision?.notes.length ?? 0;
  return {
    name: `returned.${part.id}.${told.since}`,
    recipient,
    notice: {
      kind: notes === 0 ? "returnedWhole" : "returned",
      appraiser: await nameOfAppraiser(table, part.appraiser),
      title: cycle.title,
      on: dayOf(Temporal.Instant.from(told.since), zone).toString(),
      notes,
      due: planDue(cycle, now),
    },
    link: planLink(cycle.id),
    agency: await readAgency(table),
  };
}

/** A report that came late was declined, and the evaluation is still closed without one. */
export async function declinedNotice(
  table: AgencyTable,
  told: { id: PartId; evaluation: string; since: string },
): Promise<DueNotice | undefined> {
  const known = await partWithCycle(table, told.id);
  const evaluation = known?.cycle.evaluations.find(({ id }) => id === told.evaluation);
  if (known === undefined || evaluation === undefined) return undefined;
  const { part, cycle } = known;
  const state = part.evaluations[evaluation.id];
  if (state === undefined || !isDeclined(state) || state.since !== told.since) return undefined;
  const recipient = await employeeOf(table, part.employeeId);
  if (recipient === undefined) return undefined;
  return {
    name: `declined.${part.id}.${evaluation.id}.${told.since}`,
    recipient,
    notice: {
      kind: "reportDeclined",
      appraiser: await nameOfAppraiser(table, part.appraiser),
      title: evaluation.title,
      on: dayOf(Temporal.Instant.from(told.since), cycle.calendar.zone).toString(),
    },
    link: reportLink(cycle.id),
    agency: await readAgency(table),
  };
}

/** A result has become final and still is. */
export async function resultNotice(
  table: AgencyTable,
  told: { id: PartId; evaluation: string; version: number },
  now: Temporal.Instant,
): Promise<DueNotice | undefined> {
  const known = await partWithCycle(table, told.id);
  const evaluation = known?.cycle.evaluations.find(({ id }) => id === told.evaluation);
  if (known === undefined || evaluation === undefined) return undefined;
  const { part, cycle } = known;
  const state = part.evaluations[evaluation.id];
  if (state?.version !== told.version || state.state !== "submitted") return undefined;
  const recipient = await employeeOf(table, part.employeeId);
  if (recipient === undefined) return undefined;
  const agency = await readAgency(table);
  return {
    name: `result.${part.id}.${evaluation.id}.${told.version}`,
    recipient,
    notice: { kind: "result", title: evaluation.title, objectionUntil: objectionUntil(agency, now) },
    link: resultLink(cycle.id),
    agency,
  };
}

/** A ticket about somebody's appraiser was decided, or answered itself, and nothing was opened since. */
export async function ticketNotice(
  table: AgencyTable,
  told: Pick<Ticket, "employeeId" | "state">,
): Promise<DueNotice | undefined> {
  const ticket = await table.get(ticketEntity, told);
  if (ticket?.state !== told.state) return undefined;
  const recipient = await employeeOf(table, ticket.employeeId);
  if (recipient === undefined) return undefined;
  return {
    name: `ticket.${ticket.number}.${ticket.state}`,
    recipient,
    notice: { kind: ticket.state === "corrected" ? "ticketCorrected" : "ticketDeclined" },
    link: ticketLink(),
    agency: await readAgency(table),
  };
}

/** An import is through, or its file cannot be used. */
export async function importNotice(
  table: AgencyTable,
  told: { id: Id<"import">; state: ImportJob["state"] },
): Promise<DueNotice | undefined> {
  const job = await table.get(importEntity, told);
  if (job === undefined || job.state !== told.state) return undefined;
  const member = await table.get(memberEntity, { memberId: job.createdBy });
  if (member === undefined || member.state === "inactive") return undefined;
  const agency = await readAgency(table);
  const notice = importOutcome(job, agency.profile.zone);
  if (notice === undefined) return undefined;
  return {
    // A file that failed may be mapped anew and fail again: that is another outcome of another version.
    name: `import.${job.id}.${job.state}.${job.version}`,
    recipient: { id: member.memberId, name: member.name, email: member.email },
    notice,
    link: importLink(job.id),
    agency,
  };
}

/** What a data check found before an opening, for each administrator; a cycle with nothing to mend is not written about. */
export async function checkNotices(
  table: AgencyTable,
  told: Pick<CycleCheck, "cycleId">,
): Promise<DueNotice[]> {
  const check = await table.get(cycleCheckEntity, told);
  const cycle = await table.get(cycleEntity, { id: told.cycleId });
  if (check === undefined || cycle?.state !== "planned" || check.toMend.length === 0) return [];
  const agency = await readAgency(table);
  const findings = check.toMend.map(({ code, count }) => ({ what: findingNames[code], count }));
  const { zone } = agency.profile;
  return await forAdministrators(table, {
    name: `check.${check.cycleId}.${check.at}`,
    notice: { kind: "adminAttention", findings, before: check.opensAt, zone },
    link: checkLink(check.cycleId),
    agency,
  });
}

/** Whose contract ends, for each administrator; the days left are those of the day on which the mail goes out. */
export async function contractNotices(
  table: AgencyTable,
  told: Pick<ContractList, "day">,
  now: Temporal.Instant,
): Promise<DueNotice[]> {
  const list = await table.get(contractListEntity, {});
  if (list?.day !== told.day) return [];
  const agency = await readAgency(table);
  const today = dayOf(now, agency.profile.zone).toString();
  const ends = list.ends.filter(({ end }) => end >= today);
  const last = ends.at(-1);
  if (last === undefined) return [];
  return await forAdministrators(table, {
    name: `contracts.${list.day}`,
    notice: { kind: "contractList", ends, today },
    link: contractsLink(dayAfter(last.end)),
    agency,
  });
}

/** The same mail to everyone who administers the agency now. */
async function forAdministrators(
  table: AgencyTable,
  mail: Omit<DueNotice, "recipient">,
): Promise<DueNotice[]> {
  const due: DueNotice[] = [];
  for await (const { memberId: id, name, email, state, roles } of table.each(membersOfAgency)) {
    const administers = state === "active" && roles.includes("agencyAdmin");
    if (administers) due.push({ ...mail, recipient: { id, name, email } });
  }
  return due;
}

function importOutcome(job: ImportJob, zone: string): Notice | undefined {
  if (job.state === "failed" && job.problem !== undefined) {
    return { kind: "importFailed", file: job.fileName, problem: job.problem };
  }
  if (job.state !== "applied" || job.preview === undefined || job.undoUntil === undefined) return undefined;
  const { accepted, refused, warned } = job.preview;
  const { fileName: file, undoUntil } = job;
  return { kind: "importFinished", file, applied: accepted, refused, warned, undoUntil, zone };
}

async function partWithCycle(
  table: AgencyTable,
  id: PartId,
): Promise<{ part: Part; cycle: Cycle } | undefined> {
  const place = placeOfPart(id);
  const [part, cycle] = await Promise.all([table.get(partEntity, place), readCycle(table, place.cycleId)]);
  return part && cycle && { part, cycle };
}

async function employeeOf(
  table: AgencyTable,
  id: Id<"employee">,
): Promise<DueNotice["recipient"] | undefined> {
  const person = await table.get(personEntity, { id });
  return person && { id, name: fullName(person), email: person.email };
}

async function nameOfAppraiser(table: AgencyTable, appraiser: AppraiserRef | undefined): Promise<string> {
  if (appraiser === undefined) return "";
  if (appraiser.kind === "employee") return (await employeeOf(table, appraiser.id))?.name ?? "";
  const official = await table.get(officialEntity, appraiser);
  return official?.name ?? official?.office ?? "";
}

/** The planning window's last day; once it is over, that of the period, until which plans are put right. */
function planDue(cycle: Cycle, now: Temporal.Instant): string {
  const { planning, progress } = cycle.windows;
  const isOver = Temporal.Instant.compare(closesInstant(planning, cycle.calendar.zone), now) <= 0;
  return closingOf(isOver ? progress : planning).slice(0, 10);
}

/** The objection's days begin with receipt, which is today at the earliest (PP 30/2019 art. 59). */
function objectionUntil(agency: AgencyRecord, now: Temporal.Instant): string {
  const { days, counted } = agency.settings.objection;
  const today = dayOf(now, agency.profile.zone);
  const last =
    counted === "working" ? addWorkingDays(agencyCalendar(agency), today, days) : today.add({ days });
  return last.toString();
}
