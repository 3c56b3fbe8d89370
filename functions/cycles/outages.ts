import { allAgencies, directoryEntity } from "#shared/agencies/store.ts";
import type { Cycle } from "#shared/cycles/model.ts";
import { Outage, outageEntity } from "#shared/cycles/outages.ts";
import { cycleEntity, readCycles } from "#shared/cycles/store.ts";
import { withOutage } from "#shared/cycles/windows.ts";
import { cycleStateAfter } from "#shared/cycles/workflow.ts";
import { isoInstant, Temporal } from "#shared/platform/clock.ts";
import { type Milestone, milestone, milestoneEntity, planMilestone } from "#shared/platform/milestones.ts";
import { functionConnection } from "#shared/platform/table/client.ts";
import { type CommitContext, commit } from "#shared/platform/table/commit.ts";
import type { Stored } from "#shared/platform/table/entity.ts";
import type { Position } from "#shared/platform/table/query.ts";
import { type AgencyTable, changed, PlatformTable } from "#shared/platform/table/table.ts";
import { WriteRefused } from "#shared/platform/table/write.ts";
import { armCycle, armingMilestone } from "./arm.ts";

/** The step that takes a recorded outage on: to every agency, or, within one, to its windows. */
export function outageMilestone(kind: "outage.spread" | "outage.apply", outage: Outage): Milestone {
  return milestone({ subject: outage.id, kind, at: outage.recordedAt, name: "", details: { ...outage } });
}

/** The outage that such a milestone carries. */
export function outageOf({ details }: Milestone): Outage {
  return Outage.parse(details);
}

const agenciesAtOnce = 100;

/** Plans the next step in every agency. Made again it plans it again, which changes nothing. */
export async function spreadOutage(outage: Outage): Promise<void> {
  const platform = new PlatformTable(functionConnection());
  const next = outageMilestone("outage.apply", outage);
  let after: Position | undefined;
  do {
    const request = after === undefined ? { limit: agenciesAtOnce } : { limit: agenciesAtOnce, after };
    const page = await platform.query(directoryEntity, allAgencies, request);
    await Promise.all(page.items.map(({ agencyId }) => planMilestone(platform.within(agencyId), next)));
    after = page.next;
  } while (after !== undefined);
}

/** What running cycles promised holds; one that has closed opens again where a window does. */
const concerned: readonly Cycle["state"][] = ["scoping", "open", "closed"];

/**
 * The agency's own record of an outage, and its windows extended: of each cycle all in one write, which the outage's id in
 * the extensions tells from one that is still to be made.
 */
export async function applyOutage(table: AgencyTable, outage: Outage, now: Temporal.Instant): Promise<void> {
  await keepOutage(table, outage);
  const context = { table, now, auditActor: { service: "outage" } };
  const cycles = (await readCycles(table)).filter(({ state }) => concerned.includes(state));
  for (const cycle of cycles) await extendFor(context, cycle, outage);
}

async function keepOutage(table: AgencyTable, outage: Outage): Promise<void> {
  try {
    await table.write([table.create(outageEntity, outage)]);
  } catch (error) {
    if (!(error instanceof WriteRefused)) throw error;
  }
}

async function extendFor(context: CommitContext, cycle: Stored<Cycle>, outage: Outage): Promise<void> {
  const { table, now } = context;
  const extended = withOutage(cycle, outage, now);
  if (extended === undefined) return;
  const state = cycleStateAfter("reopen", cycle.state) ?? cycle.state;
  const at = isoInstant(now);
  await commit(context, { kind: cycleEntity, current: cycle }, "cycle.extended", () => ({
    next: changed(cycle, { ...extended, state }),
    writes: [table.create(milestoneEntity, armingMilestone(cycle, cycle.version + 1, at))],
  }));
  await armCycle(table, cycle.id, at);
}

/** Longer ones are agreed with the agencies, window by window. */
const longestDays = 31;

/** Whether that can be recorded: something that is over, of a length for which whole days of extension make sense. */
export function isRecordable({ from, to }: Pick<Outage, "from" | "to">, now: Temporal.Instant): boolean {
  const longest = isoInstant(Temporal.Instant.from(from).add({ hours: 24 * longestDays }));
  return from < to && to <= isoInstant(now) && to <= longest;
}
