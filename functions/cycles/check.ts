import { readAgency } from "#shared/agencies/store.ts";
import { agencyCalendar } from "#shared/cycles/agency-calendar.ts";
import { dataCheck, type Finding, findingsToMend } from "#shared/cycles/data-check.ts";
import { openingInstant } from "#shared/cycles/milestones.ts";
import type { Cycle } from "#shared/cycles/model.ts";
import { type CycleCheck, cycleCheckEntity } from "#shared/cycles/store.ts";
import { dayOf, type Temporal } from "#shared/platform/clock.ts";
import type { Stored } from "#shared/platform/table/entity.ts";
import type { AgencyTable } from "#shared/platform/table/table.ts";
import { readRoster } from "./roster.ts";

/** A cycle as it would open now: until then the agency's calendar is the one of today. */
export async function asItWouldOpen(table: AgencyTable, cycle: Stored<Cycle>): Promise<Stored<Cycle>> {
  if (cycle.state !== "planned") return cycle;
  return { ...cycle, calendar: agencyCalendar(await readAgency(table)) };
}

/** Everyone as of today, and what would go wrong. */
export async function checkRosterOf(
  table: AgencyTable,
  plan: Cycle,
  now: Temporal.Instant,
): Promise<{ day: string; findings: readonly Finding[]; names: ReadonlyMap<string, string> }> {
  const day = dayOf(now, plan.calendar.zone).toString();
  const { names, ...roster } = await readRoster(table, day);
  return { day, findings: dataCheck({ ...roster, plan, day }), names };
}

/** Makes the check of the working day before an opening; what it finds is told to the administrators by its write. */
export async function checkBeforeOpening(
  table: AgencyTable,
  cycle: Stored<Cycle>,
  at: string,
  now: Temporal.Instant,
): Promise<void> {
  const known = await table.get(cycleCheckEntity, { cycleId: cycle.id });
  if (known?.at === at) return;
  const plan = await asItWouldOpen(table, cycle);
  const { findings } = await checkRosterOf(table, plan, now);
  const opensAt = openingInstant(plan);
  const check: CycleCheck = { cycleId: cycle.id, at, opensAt, toMend: findingsToMend(findings) };
  const write =
    known === undefined
      ? table.create(cycleCheckEntity, check)
      : table.replace(cycleCheckEntity, known, check);
  await table.write([write]);
}
