import { readAgency } from "#shared/agencies/store.ts";
import { stepNames } from "#shared/cycles/messages.ts";
import type { Cycle } from "#shared/cycles/model.ts";
import { readCycles } from "#shared/cycles/store.ts";
import {
  closesInstant,
  closingOf,
  type NamedWindow,
  opensInstant,
  windowsOf,
} from "#shared/cycles/windows.ts";
import { isoInstant, Temporal } from "#shared/platform/clock.ts";
import { type Milestone, milestoneEntity } from "#shared/platform/milestones.ts";
import { dueShards } from "#shared/platform/table/keys.ts";
import type { AgencyTable, PlatformTable } from "#shared/platform/table/table.ts";
import type { StepId } from "#shared/reminders/model.ts";
import { daysBefore } from "#shared/reminders/policy.ts";
import { agenciesOf } from "../people.ts";
import type { UpcomingMilestone } from "../runtime/control-answers.ts";

/** As many as anybody looks ahead. */
const shown = 24;
/** Of each shard of the due index, the earliest. */
const perShard = 40;

const numbered = "Pengingat −";

/** A milestone that waits in the due index, and whose it is. */
export type PendingMilestone = Milestone & { readonly agency: string };

/** What is to come: what waits in the due index, and the opening and closing of windows, which need no work. */
export async function upcomingMilestones(
  table: PlatformTable,
  now: Temporal.Instant,
): Promise<UpcomingMilestone[]> {
  const agencies = await agenciesOf(table);
  const pending = await pendingMilestones(table);
  const rows = await Promise.all(
    agencies.map(async ({ agencyId, name }) => {
      const own = pending.filter(({ agency }) => agency === agencyId);
      const found = await milestonesOfAgency(table.within(agencyId), own, now);
      return agencies.length === 1 ? found : found.map((one) => ({ ...one, agency: name }));
    }),
  );
  return met(rows.flat().sort(byTime)).slice(0, shown);
}

/** The earliest milestones of all agencies, in order of time. */
export async function pendingMilestones(table: PlatformTable): Promise<PendingMilestone[]> {
  const shards = Array.from({ length: dueShards }, async (_, shard) => {
    const range = { index: "due", partition: `DUE#${shard}`, between: ["0", "9999"] } as const;
    return (await table.query(milestoneEntity, range, { limit: perShard })).items;
  });
  const items = (await Promise.all(shards)).flat();
  const pending = items.map((one) => ({ ...one, agency: one.key.pk.split("#")[1] ?? "" }));
  return pending.sort((a, b) => a.at.localeCompare(b.at));
}

async function milestonesOfAgency(
  table: AgencyTable,
  pending: readonly PendingMilestone[],
  now: Temporal.Instant,
): Promise<UpcomingMilestone[]> {
  const { profile } = await readAgency(table);
  const cycles = (await readCycles(table)).filter(({ state }) => state !== "cancelled");
  const work = pending.flatMap((one) => {
    const title = titleOf(one);
    return title === undefined ? [] : [atInstant(one.at, profile.zone, title, isReminder(one))];
  });
  return [...work, ...cycles.flatMap(windowRows)].filter(({ at }) => at > isoInstant(now));
}

/** The opening and closing of a cycle's windows, by its agency's own calendar. */
function windowRows(cycle: Cycle): UpcomingMilestone[] {
  const { zone } = cycle.calendar;
  return windowsOf(cycle).flatMap(({ step, window }) => [
    atInstant(isoInstant(opensInstant(window, zone)), zone, opening(step), false),
    {
      at: isoInstant(closesInstant(window, zone)),
      // Until 23.59 is what everybody was told; it has closed a minute later.
      local: closingOf(window),
      zone,
      title: closing(step),
      reminds: false,
    },
  ]);
}

function opening(step: NamedWindow["step"]): string {
  return step === "objection" ? "Masa keberatan dibuka" : `${stepNames[step].id} dibuka`;
}

function closing(step: NamedWindow["step"]): string {
  if (step === "objection") return "Masa keberatan berakhir";
  return step === "organisation" ? "Batas predikat organisasi" : `${stepNames[step].id} ditutup`;
}

/** A milestone's words; undefined for what is housekeeping. */
function titleOf({ kind, details }: Milestone): string | undefined {
  switch (kind) {
    case "cycle.check":
      return "Pemeriksaan data sebelum siklus dibuka";
    case "cycle.open":
      return "Siklus dibuka";
    case "cycle.close":
      return "Siklus ditutup";
    case "assignment.effective":
      return "Penugasan mulai berlaku";
    case "contract.list":
      return "Daftar kontrak yang akan berakhir";
    case "reminder.step":
      return reminderTitle(String(details["step"]) as StepId);
    case "reminder.escalation":
      return details["step"] === "escalation" ? "Diteruskan ke atasan" : "Pengingat mingguan ke atasan";
    case "reminder.admin-list":
      return "Daftar yang terlambat untuk admin";
    case "cycle.arm":
    case "cycle.recount":
    case "evaluation.deemed":
    case "outage.spread":
    case "outage.apply":
    case "evidence.sweep":
    case "reminder.again":
      return undefined;
  }
}

function reminderTitle(step: StepId): string {
  const days = daysBefore(step);
  if (days === undefined) return "Pemberitahuan pembukaan";
  return days === 0 ? "Pengingat hari terakhir" : `${numbered}${days}`;
}

/** A reminder's step in few signs: "−7", "hari ini"; undefined for a step that has no number. */
export function stepInShort(step: StepId): string | undefined {
  const days = daysBefore(step);
  if (days === undefined) return undefined;
  return days === 0 ? "hari ini" : `−${days}`;
}

/** Whether mail leaves at a milestone. */
export function isReminder({ kind }: Pick<Milestone, "kind">): boolean {
  return kind.startsWith("reminder.") && kind !== "reminder.again";
}

function atInstant(at: string, zone: string, title: string, reminds: boolean): UpcomingMilestone {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDateTime();
  return { at, local: local.toString({ smallestUnit: "minute" }), zone, title, reminds };
}

/** What falls on one minute (of several windows, audiences and calendars) is one line. */
function met(rows: readonly UpcomingMilestone[]): UpcomingMilestone[] {
  const lines = Map.groupBy(rows, ({ local, agency }) => `${local}#${agency}`);
  return [...lines.values()].flatMap((line) => {
    const [first] = line;
    if (first === undefined) return [];
    const titles = [...new Set(line.map(({ title }) => title))];
    return [{ ...first, title: joined(titles), reminds: line.some(({ reminds }) => reminds) }];
  });
}

/** "Pengingat −7 dan −3": what they have in common is said once. */
function joined(titles: readonly string[]): string {
  const isNumbered = titles.every((title) => title.startsWith(numbered));
  const rest = titles.map((title) => title.slice(numbered.length));
  return isNumbered ? `${numbered}${rest.join(" dan −")}` : titles.join(" · ");
}

/** What is over at midnight stands before what begins then. */
function byTime(a: UpcomingMilestone, b: UpcomingMilestone): number {
  return a.at.localeCompare(b.at) || a.local.localeCompare(b.local);
}
