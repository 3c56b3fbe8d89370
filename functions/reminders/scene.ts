import { type AgencyRecord, readAgency } from "#shared/agencies/store.ts";
import type { OrganisationPicture } from "#shared/appraisals/organisation.ts";
import { calendarByKey, calendarKeyOf } from "#shared/cycles/calendar.ts";
import type { Cycle, WorkCalendar } from "#shared/cycles/model.ts";
import { readCycles } from "#shared/cycles/store.ts";
import type { Temporal } from "#shared/platform/clock.ts";
import type { Id } from "#shared/platform/ids.ts";
import type { Stored } from "#shared/platform/table/entity.ts";
import type { AgencyTable } from "#shared/platform/table/table.ts";
import type { ReminderPolicy } from "#shared/reminders/model.ts";
import { policyOf } from "#shared/reminders/policy.ts";
import type { MailCounter } from "./mail-counts.ts";

/** What a run knows of the agency: read once per message, for all the people it visits. */
export interface Scene {
  readonly table: AgencyTable;
  readonly agency: AgencyRecord;
  /** The cycles that remind: those that are open. */
  readonly cycles: readonly Stored<Cycle>[];
  readonly policy: ReminderPolicy;
  /** The moment for which it is decided who gets what. */
  readonly now: Temporal.Instant;
  /** Organisation predicates by evaluation, as far as somebody of the page had to set one. */
  readonly pictures: Map<string, Promise<OrganisationPicture>>;
  /** What has become of mails so far. */
  readonly mailed: MailCounter;
  /** The units that an evaluation of some people concerns, as far as somebody of the page leads units. */
  readonly concerned: Map<string, Promise<readonly Id<"unit">[]>>;
}

/** Agency and open cycles as they are now: two requests. */
export async function readScene(table: AgencyTable, now: Temporal.Instant): Promise<Scene> {
  const [agency, cycles] = await Promise.all([readAgency(table), readCycles(table)]);
  const open = cycles.filter(({ state }) => state === "open");
  const known = { pictures: new Map(), concerned: new Map(), mailed: new Map() };
  return { table, agency, cycles: open, policy: policyOf(agency.settings), now, ...known };
}

/** The calendar that somebody goes by; where cycles know different ones, that of the first. */
export function calendarOf({ cycles }: Pick<Scene, "cycles">, unit: string | undefined): WorkCalendar {
  const [cycle] = cycles;
  if (cycle === undefined) throw new Error("nobody is reminded where no cycle is open");
  return calendarByKey(cycle, calendarKeyOf(cycle, unit));
}
