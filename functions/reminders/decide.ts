import type { Part } from "#shared/cycles/part.ts";
import type { NamedWindow } from "#shared/cycles/windows.ts";
import type { Temporal } from "#shared/platform/clock.ts";
import type { Language } from "#shared/platform/text.ts";
import { calendarFile } from "#shared/reminders/calendar-file.ts";
import { type Mail, renderDigest } from "#shared/reminders/mail.ts";
import { escalationTexts } from "#shared/reminders/messages.ts";
import type { LedgerEntry } from "#shared/reminders/model.ts";
import {
  type Digest,
  type DueMail,
  decideMail,
  type MailDecision,
  type WaitingItem,
  type Work,
} from "#shared/reminders/rules.ts";
import { ownItems, teamItems, waitingForAppraiser } from "#shared/reminders/work.ts";
import type { Duties, Facts } from "./facts.ts";
import { linkOf } from "./links.ts";
import type { Visited } from "./people.ts";
import { calendarOf, type Scene } from "./scene.ts";
import type { PersonStep } from "./steps.ts";

/** Who stands above somebody, as mails name them. */
export interface Superior {
  readonly name: string;
  readonly position: string;
  /** Whether a letter goes to them; else the administrators get it. */
  readonly getsLetters: boolean;
}

/** A step with the mail it may become. */
export interface PersonMail {
  readonly step: PersonStep;
  readonly mail: DueMail;
}

/** The steps that ask something of this person, each with its facts. A step whose window knows them not falls away. */
export function mailsOf(
  scene: Scene,
  person: Visited,
  steps: readonly PersonStep[],
  facts: Facts,
  superior: Superior | undefined,
): PersonMail[] {
  return steps.flatMap((step) => {
    const work = workOf(scene, person, step, facts, superior);
    return work === undefined ? [] : [{ step, mail: { ...step.due, personId: step.name.personId, work } }];
  });
}

function workOf(
  { agency }: Scene,
  person: Visited,
  { name, cycle, window }: PersonStep,
  facts: Facts,
  superior: Superior | undefined,
): Work | undefined {
  switch (name.audience) {
    case "employee": {
      const parts = (facts.own.get(cycle.id) ?? []).filter(
        (part) =>
          part.exclusion === undefined &&
          (window.evaluation === undefined || window.evaluation.id in part.evaluations),
      );
      if (parts.length === 0) return undefined;
      const appraiser = superior && { name: superior.name, position: superior.position };
      return { audience: "employee", own: ownItems(parts, window), ...(appraiser && { appraiser }) };
    }
    case "supervisor":
      return {
        audience: "supervisor",
        ...supervisorItems(window, facts.team.get(cycle.id) ?? [], facts.duties),
      };
    case "superior": {
      const late = (facts.reports.get(cycle.id) ?? []).map(({ id, name: called, parts, duties }) => ({
        id,
        name: called,
        count: owedIn(window, parts, duties),
      }));
      return { audience: "superior", late: late.filter(({ count }) => count > 0), to: "superior" };
    }
    case "copy": {
      if (!person.isEmployee) return undefined;
      const count = owedIn(window, facts.team.get(cycle.id) ?? [], facts.duties);
      const superiorName = superior?.getsLetters
        ? superior.name
        : escalationTexts.adminName[agency.profile.language];
      const own = { id: person.id, name: person.name, count };
      return { audience: "copy", late: count > 0 ? [own] : [], superiorName };
    }
    case "admin":
      return undefined;
  }
}

/** The two lists of a supervisor in a window: people, or units whose predicate is to be set. */
export function supervisorItems(
  window: NamedWindow,
  parts: readonly Part[],
  duties: Duties,
): { waitingForYou: WaitingItem[]; waitingForStaff: WaitingItem[] } {
  if (window.step !== "organisation") return teamItems(parts, window);
  return { waitingForYou: [...(duties.get(window.evaluation?.id ?? "") ?? [])], waitingForStaff: [] };
}

/** How much a supervisor still owes in a window. */
export function owedIn(window: NamedWindow, parts: readonly Part[], duties: Duties): number {
  return supervisorItems(window, parts, duties).waitingForYou.length;
}

/** What is decided about a person at the scene's moment. */
export function decideFor(
  scene: Scene,
  person: Visited,
  mails: readonly PersonMail[],
  ledger: ReadonlyMap<string, LedgerEntry>,
  facts: Facts,
): MailDecision {
  const calendar = calendarOf(scene, person.unit);
  const decision = decideMail({
    recipient: {
      id: person.id,
      bounces: person.bounces,
      zone: calendar.zone,
      ...(person.email === undefined ? {} : { email: person.email }),
    },
    due: mails.map(({ mail }) => mail),
    others: othersOf(scene, facts),
    mentioned: facts.mentioned ?? [],
    ledger,
    history: facts.history,
    calendar,
    policy: scene.policy,
    now: scene.now,
  });
  const { away } = person;
  if (away === undefined || decision.decision === "nothing") return decision;
  const skips = decision.keys.map((key) => ({ key, reason: away }));
  return { decision: "nothing", skips: [...decision.skips, ...skips] };
}

function othersOf({ cycles }: Scene, { team }: Facts): WaitingItem[] {
  return cycles.flatMap((cycle) => waitingForAppraiser(team.get(cycle.id) ?? [], cycle));
}

/** The mail of a decision as it leaves, with the calendar file when it announces an opening. */
export function renderFor(scene: Scene, person: Visited, digest: Digest): Mail & { calendar?: string } {
  const { agency, now } = scene;
  const { language, name: agencyName } = agency.profile;
  const link = linkOf(digest);
  const note = agency.settings.consequenceNote;
  const mail = renderDigest(digest, {
    language,
    recipientName: person.name,
    agencyName,
    link,
    ...(note === undefined ? {} : { agencyNote: note }),
  });
  const calendar = openingCalendar(digest, { language, link, now });
  return calendar === undefined ? mail : { ...mail, calendar };
}

function openingCalendar(
  digest: Digest,
  context: { language: Language; link: string; now: Temporal.Instant },
): string | undefined {
  const opened = digest.sections.filter(({ covers }) => covers.some(({ step }) => step === "open"));
  if (opened.length === 0) return undefined;
  const deadlines = opened.map(({ mail }) => ({
    uid: `${mail.cycleId}.${mail.window}`,
    deadlineVersion: mail.deadlineVersion,
    title: mail.title,
    closesAt: mail.closesAt,
  }));
  return calendarFile(deadlines, context);
}
