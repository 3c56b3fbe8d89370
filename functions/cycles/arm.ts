import { readAgency } from "#shared/agencies/store.ts";
import { cycleMilestones } from "#shared/cycles/milestones.ts";
import { type CycleRecord, cycleEntity } from "#shared/cycles/store.ts";
import type { Id } from "#shared/platform/ids.ts";
import { type Milestone, milestone, replanMilestones } from "#shared/platform/milestones.ts";
import type { AgencyTable } from "#shared/platform/table/table.ts";
import { milestonesOf } from "#shared/reminders/milestones.ts";
import { policyOf } from "#shared/reminders/policy.ts";

/** The milestone that leads to all others; it is written in the transaction that plans or changes a cycle. */
export function armingMilestone(cycle: Pick<CycleRecord, "id">, version: number, at: string): Milestone {
  return milestone({ subject: cycle.id, kind: "cycle.arm", at, name: `v${version}` });
}

/**
 * Plans everything of a cycle that has an instant after `since`, and takes away what no longer holds. What was due
 * before has happened or is past; only an opening that was missed is still owed.
 */
export async function armCycle(table: AgencyTable, id: Id<"cycle">, since: string): Promise<void> {
  const cycle = await table.get(cycleEntity, { id });
  const wanted = cycle === undefined || isOver(cycle) ? [] : await wantedMilestones(table, cycle, since);
  await replanMilestones(table, id, wanted, (one) => one.kind !== "cycle.arm");
}

function isOver(cycle: CycleRecord): boolean {
  return cycle.state === "cancelled";
}

async function wantedMilestones(table: AgencyTable, cycle: CycleRecord, since: string): Promise<Milestone[]> {
  const { settings } = await readAgency(table);
  const own = cycleMilestones(cycle).filter(
    ({ kind, at }) =>
      (kind === "cycle.open" && cycle.state === "planned" && cycle.held !== true) ||
      (kind === "cycle.close" && at > since),
  );
  const reminders = milestonesOf(cycle, policyOf(settings)).filter(
    (one) => "audience" in one && one.at > since,
  );
  return [
    ...own.map(({ kind, at }) =>
      milestone({ subject: cycle.id, kind: kind as Milestone["kind"], at, name: "" }),
    ),
    ...reminders.flatMap((one) => {
      if (!("audience" in one)) return [];
      const { kind, at, calendar, window, deadlineVersion, audience, step } = one;
      const details = { calendar, window, deadlineVersion, audience, step };
      const name = [window, `v${deadlineVersion}`, audience, step, calendar].join("~");
      return [milestone({ subject: cycle.id, kind, at, name, details })];
    }),
  ];
}
