import { readAgency } from "#shared/agencies/store.ts";
import { cycleMilestones, nextRecount } from "#shared/cycles/milestones.ts";
import type { Cycle } from "#shared/cycles/model.ts";
import { cycleEntity, isRunning } from "#shared/cycles/store.ts";
import { Temporal } from "#shared/platform/clock.ts";
import type { Id } from "#shared/platform/ids.ts";
import { type Milestone, milestone, replanMilestones } from "#shared/platform/milestones.ts";
import type { AgencyTable } from "#shared/platform/table/table.ts";
import { milestonesOf } from "#shared/reminders/milestones.ts";
import { policyOf } from "#shared/reminders/policy.ts";

/** Whether a cycle opens when its moment comes: one whose opening was taken back waits for its planner. */
export function awaitsOpening(cycle: Pick<Cycle, "state" | "held">): boolean {
  return cycle.state === "planned" && cycle.held !== true;
}

/** The milestone that leads to all others; it is written in the transaction that plans or changes a cycle. */
export function armingMilestone(cycle: Pick<Cycle, "id">, version: number, at: string): Milestone {
  return milestone({ subject: cycle.id, kind: "cycle.arm", at, name: `v${version}` });
}

/** What a cycle's plan decides about; other milestones of its own (a nightly recount, a mail to try again) stay. */
const governed: readonly Milestone["kind"][] = [
  "cycle.check",
  "cycle.open",
  "cycle.close",
  "reminder.step",
  "reminder.escalation",
  "reminder.admin-list",
];

/**
 * Plans everything of a cycle that has an instant after `since`, and takes away what no longer holds. What was due
 * before has happened, or is pending and stays so; only an opening that was missed is owed although it is past.
 */
export async function armCycle(table: AgencyTable, id: Id<"cycle">, since: string): Promise<void> {
  const cycle = await table.get(cycleEntity, { id });
  const plan =
    cycle === undefined || cycle.state === "cancelled" ? [] : await plannedMilestones(table, cycle, since);
  await replanMilestones(table, id, plan, {
    isOwed: ({ kind, at }) => kind === "cycle.open" || at > since,
    governs: ({ kind }) => governed.includes(kind),
  });
}

/** Whether a milestone that was handed over is still what the cycle's plan says; a change may have overtaken it. */
export function isStillPlanned(cycle: Cycle, { kind, at }: Pick<Milestone, "kind" | "at">): boolean {
  return cycleMilestones(cycle).some((one) => one.kind === kind && one.at === at);
}

async function plannedMilestones(table: AgencyTable, cycle: Cycle, since: string): Promise<Milestone[]> {
  const { settings } = await readAgency(table);
  const own = cycleMilestones(cycle).flatMap(({ kind, at }) => {
    const isAhead = {
      "cycle.check": awaitsOpening(cycle),
      "cycle.open": awaitsOpening(cycle) || cycle.state === "scoping",
      "cycle.close": true,
    };
    return isAhead[kind] ? [milestone({ subject: cycle.id, kind, at, name: "" })] : [];
  });
  const tonight = nextRecount(cycle, Temporal.Instant.from(since));
  const recount = milestone({ subject: cycle.id, kind: "cycle.recount", at: tonight, name: "" });
  return [
    ...own,
    ...(isRunning(cycle) ? [recount] : []),
    ...milestonesOf(cycle, policyOf(settings)).map((one) => {
      const { kind, at, calendar, window, deadlineVersion, audience, step } = one;
      const details = { calendar, window, deadlineVersion, audience, step };
      const name = [window, `v${deadlineVersion}`, audience, step, calendar].join("~");
      return milestone({ subject: cycle.id, kind, at, name, details });
    }),
  ];
}
