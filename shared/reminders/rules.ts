import {
  addWorkingDays,
  calendarByKey,
  countWorkingDays,
  instantOn,
  isWorkingDay,
} from "../cycles/calendar.ts";
import { deadAfterBounces } from "../cycles/data-check.ts";
import type { Cycle, PeriodKind, WindowKey, WorkCalendar } from "../cycles/model.ts";
import { closesInstant, closingOf, deadlineVersion, type NamedWindow } from "../cycles/windows.ts";
import { dayOf, isoInstant, Temporal } from "../platform/clock.ts";
import type { Text } from "../platform/text.ts";
import { ledgerKey } from "./ledger.ts";
import type { LedgerEntry, PlannedStep, ReminderPolicy, SkipReason, StepId, StepNote } from "./model.ts";
import { daysBefore, planOf, type RemindedWindow } from "./policy.ts";

/** Something that waits for somebody: a plan, a report, a rating, an objection, a ticket. */
export interface WaitingItem {
  kind: "plan" | "report" | "appraisal" | "organisation" | "objection" | "ticket";
  /** Whom it is about, as shown in the mail. */
  name: string;
  /** Since when it waits (ISO instant). */
  since: string;
}

/** A late appraiser with the number of people left; never their names. */
export interface LateAppraiser {
  id: string;
  name: string;
  count: number;
}

/** What a due step is about. Its facts are read just before sending. */
export type Work =
  | { audience: "employee"; own: WaitingItem[]; appraiser?: { name: string; position: string } }
  | { audience: "supervisor"; waitingForYou: WaitingItem[]; waitingForStaff: WaitingItem[] }
  | { audience: "superior"; late: LateAppraiser[]; to: "superior" | "admin" }
  | { audience: "admin"; late: LateAppraiser[] }
  | { audience: "copy"; late: LateAppraiser[]; superiorName: string };

/** One step of a window that has come due, before it is known for whom. */
export interface DueStep {
  cycleId: string;
  window: WindowKey;
  windowStep: NamedWindow["step"];
  periodKind: PeriodKind;
  /** What the window is about in words: "Semester II 2026". */
  title: Text;
  /** The closing time as people of the zone read it. */
  closesLocal: string;
  closesAt: Temporal.Instant;
  zone: string;
  deadlineVersion: number;
  /** The version in force now; an older step speaks of a deadline that has moved. */
  currentDeadlineVersion: number;
  step: PlannedStep;
  /** Later steps of the same plan, to know which of several missed ones is the latest. */
  later: readonly PlannedStep[];
}

/** A due step with the person and what is open, read just before sending. */
export interface DueMail extends DueStep {
  /** Whose work it is; the recipient when nobody acts for them. */
  personId: string;
  /** Set when the recipient acts for that person (Plt, Plh, deputy, assistant). */
  actsFor?: { id: string; name: string };
  work: Work;
}

/** Who gets the mail: the person, or who acts for them. */
export interface Recipient {
  id: string;
  email?: string;
  bounces: number;
  zone: string;
}

/** A mail of this person within the cap's days; claimed and unknown ones count as mailed. */
export interface MailRecord {
  at: string;
  /** Results and objections are sent at once and count for no limit. */
  legal: boolean;
}

export interface DecideInput {
  recipient: Recipient;
  /** All steps due for this recipient, over all cycles and roles. */
  due: readonly DueMail[];
  /** Everything else that waits for the recipient, whatever its window. */
  others: readonly WaitingItem[];
  /** What is named, once it has aged, in a mail that leaves in any case, and keeps none alive: tickets, for administrators. */
  mentioned: readonly WaitingItem[];
  ledger: ReadonlyMap<string, LedgerEntry>;
  history: readonly MailRecord[];
  calendar: WorkCalendar;
  policy: ReminderPolicy;
  now: Temporal.Instant;
}

export interface Skip {
  key: string;
  reason: SkipReason;
}

/** What one digest says. `wording` is its most urgent step; `daysLeft` are counted from the moment of sending. */
export interface Digest {
  wording: StepId;
  sections: { key: string; mail: DueMail; daysLeft: number; covers: StepNote[] }[];
  /** Items of any window that wait longer than so many working days. */
  aged: WaitingItem[];
  agedAfter: number;
}

/** Send one mail and claim all its keys first; wait and ask again; or nothing. Skips are recorded in any case. */
export type MailDecision =
  | { decision: "send"; keys: string[]; digest: Digest; skips: Skip[] }
  | { decision: "wait"; keys: string[]; until: string; skips: Skip[] }
  | { decision: "nothing"; skips: Skip[] };

/** The ledger key of a due mail. A copy to a late appraiser is a step of its own beside the letter. */
export function keyOf(mail: DueMail): string {
  const audience = mail.work.audience === "copy" ? "copy" : mail.step.audience;
  return ledgerKey({ ...mail, step: mail.step.step, audience });
}

/** The steps of one reminded window that have come due by now, the oldest first; `decideMail` sends only the latest. */
export function stepsDue(
  cycle: Cycle,
  reminded: RemindedWindow,
  context: { policy: ReminderPolicy; calendarKey: string; now: Temporal.Instant },
): DueStep[] {
  const { named, periodKind } = reminded;
  const { zone } = calendarByKey(cycle, context.calendarKey);
  const { steps } = planOf(cycle, reminded, context.policy, context.calendarKey);
  const version = deadlineVersion(named.window);
  const closesAt = closesInstant(named.window, zone);
  const now = isoInstant(context.now);
  return steps
    .filter((step) => step.at <= now)
    .map((step, index) => ({
      cycleId: cycle.id,
      window: named.key,
      windowStep: named.step,
      periodKind,
      title: named.evaluation?.title ?? cycle.title,
      closesLocal: closingOf(named.window),
      closesAt,
      zone,
      deadlineVersion: version,
      currentDeadlineVersion: version,
      step,
      later: steps.slice(index + 1),
    }));
}

/**
 * Decides the one mail of a person: which steps it carries, which are skipped and why. Nothing is decided twice, for
 * what stands in the ledger is left out; nothing is lost, for every other step comes back as key or as skip.
 */
export function decideMail(input: DecideInput): MailDecision {
  const skips: Skip[] = [];
  const aged = agedOf(input.others, input);
  const now = isoInstant(input.now);
  const wanted = input.due.filter((mail) => {
    if (input.ledger.has(keyOf(mail))) return false;
    const reason = reasonToSkip(mail, aged.length > 0, now, input);
    if (reason) skips.push({ key: keyOf(mail), reason });
    return reason === undefined;
  });
  if (wanted.length === 0) return { decision: "nothing", skips };
  const skipAll = (reason: SkipReason): MailDecision => ({
    decision: "nothing",
    skips: [...skips, ...wanted.map((mail) => ({ key: keyOf(mail), reason }))],
  });
  if (!input.recipient.email) return skipAll("no-address");
  if (input.recipient.bounces >= deadAfterBounces) return skipAll("dead-address");
  if (capReached(input)) return skipAll("cap");
  const slot = sendingTime(input, wanted);
  if (slot === "daily-limit") return skipAll("daily-limit");
  const keys = wanted.map(keyOf);
  if (slot !== "now") return { decision: "wait", keys, until: isoInstant(slot), skips };
  return {
    decision: "send",
    keys,
    digest: digestOf(wanted, [...aged, ...agedOf(input.mentioned, input)], input),
    skips,
  };
}

/** Who is mailed about a person's work on a day. */
export interface RoutedPerson {
  id: string;
  leave: readonly { from: string; to: string }[];
  /** Plt, Plh or deputy by mandate letter, with the days it is in force. */
  acting: readonly { personId: string; from: string; to?: string }[];
}

/**
 * Sends the mail to who acts: a Plt/Plh in force takes it over; on leave of three working days or more without one it
 * goes to nobody and is listed for the administrator. Never further than to who acts.
 */
export function routeMail(
  person: RoutedPerson,
  day: Temporal.PlainDate,
  calendar: WorkCalendar,
  policy: Pick<ReminderPolicy, "absenceWorkingDays">,
): { to: string; actsFor?: string } | { skip: "absent" } {
  const today = day.toString();
  const acting = person.acting.find(({ from, to }) => from <= today && today <= (to ?? today));
  if (acting) return { to: acting.personId, actsFor: person.id };
  const away = person.leave.some(
    ({ from, to }) =>
      from <= today &&
      today <= to &&
      countWorkingDays(calendar, Temporal.PlainDate.from(from), Temporal.PlainDate.from(to)) >=
        policy.absenceWorkingDays,
  );
  return away ? { skip: "absent" } : { to: person.id };
}

/** A late appraiser with who stands above them. */
export interface EscalatedAppraiser extends LateAppraiser {
  external: boolean;
  superior?: { id: string; external: boolean; reachable: boolean };
}

/** One letter of an escalation; `why` says how it came to the administrator. */
export interface EscalationLetter {
  to: string | "admin";
  why: "superior" | "superior-external" | "superior-unreachable" | "no-superior" | "appraiser-external";
  late: LateAppraiser[];
  /** Late appraisers who get a copy; an external official never does. */
  copies: string[];
}

/**
 * One letter per superior with counts only. Never to an external official and never up two levels: where the superior
 * is external, missing, absent or without an address, and where the late appraiser is external, it goes to the administrator.
 */
export function escalationLetters(late: readonly EscalatedAppraiser[]): EscalationLetter[] {
  const letters = new Map<string, EscalationLetter>();
  for (const appraiser of late) {
    const { to, why } = escalationTarget(appraiser);
    const letter = letters.get(`${to} ${why}`) ?? { to, why, late: [], copies: [] };
    letter.late.push({ id: appraiser.id, name: appraiser.name, count: appraiser.count });
    if (!appraiser.external) letter.copies.push(appraiser.id);
    letters.set(`${to} ${why}`, letter);
  }
  return [...letters.values()];
}

/**
 * The order in which steps speak first in a shared mail: the last day, then what was escalated, then fewest days; what
 * others wait for before one's own step.
 */
export function urgencyOf(mail: DueMail, daysLeft: number): number {
  if (mail.work.audience === "superior" || mail.work.audience === "admin") return 1;
  if (mail.work.audience === "copy") return 2;
  const ownStep = mail.work.audience === "employee" ? 0.5 : 0;
  return daysLeft <= 0 ? ownStep : 2 + daysLeft + ownStep;
}

function escalationTarget(appraiser: EscalatedAppraiser): Pick<EscalationLetter, "to" | "why"> {
  if (appraiser.external) return { to: "admin", why: "appraiser-external" };
  if (!appraiser.superior || appraiser.superior.id === appraiser.id)
    return { to: "admin", why: "no-superior" };
  if (appraiser.superior.external) return { to: "admin", why: "superior-external" };
  if (!appraiser.superior.reachable) return { to: "admin", why: "superior-unreachable" };
  return { to: appraiser.superior.id, why: "superior" };
}

function reasonToSkip(
  mail: DueMail,
  hasAged: boolean,
  now: string,
  input: DecideInput,
): SkipReason | undefined {
  if (mail.deadlineVersion < mail.currentDeadlineVersion) return "extended";
  if (mail.later.some((step) => step.at > mail.step.at && step.at <= now)) return "superseded";
  if (isBeforeDeadline(mail) && Temporal.Instant.compare(mail.closesAt, input.now) <= 0)
    return "deadline-passed";
  return reasonInWork(mail, hasAged, input.policy);
}

function reasonInWork(mail: DueMail, hasAged: boolean, policy: ReminderPolicy): SkipReason | undefined {
  const { work } = mail;
  switch (work.audience) {
    case "employee":
      return work.own.length === 0 ? "done" : undefined;
    case "supervisor": {
      if (work.waitingForYou.length > 0 || hasAged) return undefined;
      if (work.waitingForStaff.length === 0) return "done";
      const spoken = policy.staffOnlySteps[mail.periodKind];
      const reached = mail.step.covers.some(({ step }) => spoken.includes(daysBefore(step) ?? -1));
      return reached ? undefined : "staff-only";
    }
    default:
      return work.late.length === 0 ? "done" : undefined;
  }
}

function isBeforeDeadline(mail: DueMail): boolean {
  return mail.work.audience === "employee" || mail.work.audience === "supervisor";
}

function agedOf(
  items: readonly WaitingItem[],
  { now, calendar, policy }: Pick<DecideInput, "now" | "calendar" | "policy">,
): WaitingItem[] {
  const today = dayOf(now, calendar.zone);
  return items.filter((item) => {
    const since = dayOf(Temporal.Instant.from(item.since), calendar.zone);
    const limit = addWorkingDays(calendar, since, policy.agedAfterWorkingDays);
    return Temporal.PlainDate.compare(today, limit) > 0;
  });
}

function capReached({ history, now, recipient, policy }: DecideInput): boolean {
  const first = dayOf(now, recipient.zone).subtract({ days: policy.capDays - 1 });
  const recent = history.filter(
    (mail) =>
      !mail.legal &&
      Temporal.PlainDate.compare(dayOf(Temporal.Instant.from(mail.at), recipient.zone), first) >= 0,
  );
  return recent.length >= policy.capMails;
}

/**
 * When this mail may leave: now, or on a later morning. One mail a day; by day, on working days. A step that cannot
 * wait, because its deadline comes first, leaves at once even in the evening, unless the day's mail is gone.
 */
function sendingTime(
  { history, now, recipient, calendar, policy }: DecideInput,
  wanted: readonly DueMail[],
): "now" | "daily-limit" | Temporal.Instant {
  const today = dayOf(now, recipient.zone);
  const mailedToday = history.some(
    (mail) => !mail.legal && dayOf(Temporal.Instant.from(mail.at), recipient.zone).equals(today),
  );
  const next = nextMorning(now, calendar, policy, mailedToday);
  if (next === "now") return "now";
  const canWait = wanted.some(
    (mail) => !isBeforeDeadline(mail) || Temporal.Instant.compare(next, mail.closesAt) < 0,
  );
  const mustGo = wanted.some(
    (mail) => isBeforeDeadline(mail) && Temporal.Instant.compare(next, mail.closesAt) >= 0,
  );
  if (mustGo && !mailedToday) return "now";
  return canWait ? next : "daily-limit";
}

function nextMorning(
  now: Temporal.Instant,
  calendar: WorkCalendar,
  policy: ReminderPolicy,
  mailedToday: boolean,
): "now" | Temporal.Instant {
  const today = dayOf(now, calendar.zone);
  const from = instantOn(today, policy.sendFrom, calendar.zone);
  const until = instantOn(today, policy.sendUntil, calendar.zone);
  if (isWorkingDay(calendar, today) && !mailedToday) {
    if (Temporal.Instant.compare(now, from) < 0) return from;
    if (Temporal.Instant.compare(now, until) < 0) return "now";
  }
  return instantOn(addWorkingDays(calendar, today, 1), policy.sendFrom, calendar.zone);
}

function digestOf(
  wanted: readonly DueMail[],
  aged: WaitingItem[],
  { now, calendar, policy }: DecideInput,
): Digest {
  const today = dayOf(now, calendar.zone);
  const sections = wanted
    .map((mail) => {
      const lastMoment = mail.closesAt.subtract({ milliseconds: 1 });
      const daysLeft = today.until(dayOf(lastMoment, calendar.zone)).days;
      return { key: keyOf(mail), mail, daysLeft, covers: mail.step.covers };
    })
    .sort((a, b) => urgencyOf(a.mail, a.daysLeft) - urgencyOf(b.mail, b.daysLeft));
  const wording = sections[0]?.mail.step.step ?? "open";
  return { wording, sections, aged, agedAfter: policy.agedAfterWorkingDays };
}
