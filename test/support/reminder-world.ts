import { addWorkingDays, isWorkingDay } from "#shared/cycles/calendar.ts";
import { closesInstant } from "#shared/cycles/windows.ts";
import { dayOf, isoInstant, Temporal } from "#shared/platform/clock.ts";
import { claimStep, expireClaim, settleSent, settleSkipped } from "#shared/reminders/ledger.ts";
import type { Audience, LedgerEntry } from "#shared/reminders/model.ts";
import { defaultPolicy } from "#shared/reminders/policy.ts";
import { type DueMail, decideMail, keyOf, type Work } from "#shared/reminders/rules.ts";
import { dueOf, type Setting, stepsOf, waiting } from "./reminders.ts";

/** The parts of the reminder machinery that a mutant may replace. */
export interface Machinery {
  decide: typeof decideMail;
  claim: typeof claimStep;
  expire: (entry: LedgerEntry, now: Temporal.Instant) => LedgerEntry | undefined;
}

export const soundMachinery: Machinery = { decide: decideMail, claim: claimStep, expire: expireClaim };

/** One person of the world: when their own work and their staff's is done. */
export interface WorldPerson {
  id: string;
  doneOn: string;
  staffDoneOn: string;
}

/** A tick of the scheduler: when, how often it fires, and where its worker dies, if it does. */
export interface Tick {
  at: string;
  times: number;
  crash?: "after-claim" | "after-send";
}

export interface World {
  settings: Setting[];
  people: WorldPerson[];
  ticks: Tick[];
  /** A later version of a setting's window, from its extension's instant on. */
  extended?: Setting;
  /** Each cycle is worked off by itself, as if their queues knew nothing of one another. */
  apart: boolean;
}

export interface SentMail {
  person: string;
  day: string;
  at: string;
  keys: string[];
}

export interface WorldRecord {
  sent: SentMail[];
  ledger: Map<string, LedgerEntry>;
  /** Keys of every step that came due at some tick, under the deadline then in force. */
  due: Set<string>;
  waited: number;
}

const zone = "Asia/Jakarta";
const audiences: readonly Audience[] = ["supervisor", "superior"];

/** Runs a world tick by tick: each tick looks at every person, decides, claims, and (unless it dies) sends and settles. */
export function runWorld(world: World, machinery: Machinery = soundMachinery): WorldRecord {
  const record: WorldRecord = { sent: [], ledger: new Map(), due: new Set(), waited: 0 };
  const attempts: { person: string; at: string }[] = [];
  for (const tick of world.ticks) {
    const now = Temporal.Instant.from(tick.at);
    for (let time = 0; time < tick.times; time++) {
      for (const [key, entry] of record.ledger) {
        if (entry.state !== "claimed") continue;
        const after = machinery.expire(entry, now);
        if (after) record.ledger.set(key, after);
        else record.ledger.delete(key);
      }
      for (const person of world.people) {
        duesOf(world, person, now).forEach((due, part) => {
          const run = `${tick.at}/${time}/${part}`;
          visit(world, person, due, { now, tick, run }, record, attempts, machinery);
        });
      }
    }
  }
  return record;
}

function visit(
  world: World,
  person: WorldPerson,
  due: readonly DueMail[],
  { now, tick, run }: { now: Temporal.Instant; tick: Tick; run: string },
  record: WorldRecord,
  attempts: { person: string; at: string }[],
  machinery: Machinery,
): void {
  for (const mail of due) record.due.add(keyOf(mail));
  const calendar = world.settings[0]?.calendar;
  if (!calendar) return;
  const decision = machinery.decide({
    recipient: { id: person.id, email: `${person.id}@contoh.go.id`, bounces: 0, zone },
    due,
    others: [],
    mentioned: [],
    ledger: record.ledger,
    history: attempts.filter((one) => one.person === person.id).map((one) => ({ at: one.at, legal: false })),
    calendar,
    policy: defaultPolicy,
    now,
  });
  for (const skip of decision.skips) {
    const verdict = settleSkipped(record.ledger.get(skip.key), skip, now);
    if ("entry" in verdict) record.ledger.set(skip.key, verdict.entry);
  }
  if (decision.decision === "wait") record.waited++;
  if (decision.decision !== "send") return;
  const claims = decision.keys.map((key) =>
    machinery.claim(record.ledger.get(key), { key, run, leaseMinutes: defaultPolicy.leaseMinutes }, now),
  );
  if (claims.some((verdict) => "refused" in verdict)) return;
  for (const verdict of claims) if ("entry" in verdict) record.ledger.set(verdict.entry.key, verdict.entry);
  attempts.push({ person: person.id, at: isoInstant(now) });
  if (tick.crash === "after-claim") return;
  record.sent.push({
    person: person.id,
    day: dayOf(now, zone).toString(),
    at: isoInstant(now),
    keys: decision.keys,
  });
  if (tick.crash === "after-send") return;
  for (const verdict of claims) {
    if (!("entry" in verdict)) continue;
    const sent = settleSent(verdict.entry, { messageId: run, run }, now);
    if ("entry" in sent) record.ledger.set(verdict.entry.key, sent.entry);
  }
}

function duesOf(world: World, person: WorldPerson, now: Temporal.Instant): DueMail[][] {
  const today = dayOf(now, zone).toString();
  const time = isoInstant(now);
  const dues = world.settings.map((setting) => {
    const later = world.extended?.id === setting.id ? world.extended : undefined;
    const extended = later && (later.window.extensions.at(-1)?.at ?? "") <= time;
    return (extended ? [setting, later] : [setting]).flatMap((version) =>
      audiences.flatMap((audience) =>
        dueOf(version, audience, person.id, workOf(audience, person, today), now).map((mail) => ({
          ...mail,
          currentDeadlineVersion: extended ? 2 : 1,
        })),
      ),
    );
  });
  return world.apart ? dues : [dues.flat()];
}

function workOf(audience: Audience, person: WorldPerson, today: string): Work {
  const open = today < person.doneOn ? 2 : 0;
  if (audience === "superior") {
    const late = open > 0 ? [{ id: "late", name: "late", count: open }] : [];
    return { audience, late, to: "superior" };
  }
  return {
    audience: "supervisor",
    waitingForYou: waiting(open),
    waitingForStaff: waiting(today < person.staffDoneOn ? 1 : 0, "report"),
  };
}

/** What must hold after any history; each returns the first thing that is wrong, or undefined. */
export const guarantees = {
  "nobody is mailed twice for a step": (_world, record) => {
    const counts = new Map<string, number>();
    for (const key of record.sent.flatMap((mail) => mail.keys)) counts.set(key, (counts.get(key) ?? 0) + 1);
    return [...counts].find(([, count]) => count > 1)?.join(" × ");
  },
  "nobody gets more than one mail a day": (_world, record) => {
    const days = record.sent.map((mail) => `${mail.person} ${mail.day}`);
    return days.find((day, index) => days.indexOf(day) !== index);
  },
  "nobody gets more than six mails in fourteen days": (_world, record) =>
    record.sent.find((mail) => {
      const last = Temporal.PlainDate.from(mail.day).add({ days: 13 }).toString();
      const within = record.sent.filter(
        (other) => other.person === mail.person && other.day >= mail.day && other.day <= last,
      );
      return within.length > 6;
    })?.day,
  "no step that came due is silently missed": (world, record) => {
    const lastTick = world.ticks.at(-1)?.at ?? "";
    if (lastTick < isoInstant(endOf(world))) return undefined;
    return [...record.due].find((key) => !record.ledger.has(key));
  },
  "who is done gets nothing": (world, record) =>
    record.sent.find((mail) => {
      const person = world.people.find((one) => one.id === mail.person);
      return !person || (mail.day >= person.doneOn && mail.day >= person.staffDoneOn);
    })?.at,
  "mail leaves on working days, unless its deadline comes first": (world, record) =>
    record.sent.find((mail) => {
      const calendar = world.settings[0]?.calendar;
      if (!calendar) return false;
      const day = Temporal.PlainDate.from(mail.day);
      if (isWorkingDay(calendar, day)) return false;
      const next = addWorkingDays(calendar, day, 1);
      const settings = world.extended ? [...world.settings, world.extended] : world.settings;
      const pressing = settings.some(({ window }) => {
        const closes = closesInstant(window, zone);
        const lastDay = dayOf(closes.subtract({ minutes: 1 }), zone);
        return isoInstant(closes) > mail.at && lastDay.since(next).days < 0;
      });
      return !pressing;
    })?.at,
} as const satisfies Record<string, (world: World, record: WorldRecord) => string | undefined>;

/** The first guarantee that a world breaks under some machinery. */
export function brokenGuarantee(world: World, machinery: Machinery = soundMachinery): string | undefined {
  const record = runWorld(world, machinery);
  for (const [name, guarantee] of Object.entries(guarantees)) {
    const wrong = guarantee(world, record);
    if (wrong !== undefined) return `${name}: ${wrong}`;
  }
  return undefined;
}

/** When the last plan of the world is over: some days after its last step. */
export function endOf(world: World): Temporal.Instant {
  const settings = world.extended ? [...world.settings, world.extended] : world.settings;
  const steps = settings.flatMap((setting) => audiences.flatMap((audience) => stepsOf(setting, audience)));
  const last =
    steps
      .map((step) => step.at)
      .sort()
      .at(-1) ?? "2027-01-01T00:00:00.000Z";
  return Temporal.Instant.from(last).add({ hours: 24 * 12 });
}
