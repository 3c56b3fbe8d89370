import { readAgency } from "#shared/agencies/store.ts";
import { agencyCalendar } from "#shared/cycles/agency-calendar.ts";
import type { Cycle } from "#shared/cycles/model.ts";
import { cycleEntity } from "#shared/cycles/store.ts";
import { cycleStateAfter } from "#shared/cycles/workflow.ts";
import { isoInstant } from "#shared/platform/clock.ts";
import { consume, type MessageContext } from "#shared/platform/consume.ts";
import { idSchema } from "#shared/platform/ids.ts";
import { log } from "#shared/platform/log.ts";
import {
  completeMilestone,
  type Milestone,
  MilestoneMessage,
  milestoneEntity,
  openMilestone,
} from "#shared/platform/milestones.ts";
import { functionConnection } from "#shared/platform/table/client.ts";
import { type CommitContext, commit } from "#shared/platform/table/commit.ts";
import type { Stored } from "#shared/platform/table/entity.ts";
import { AgencyTable, changed } from "#shared/platform/table/table.ts";
import { armCycle, armingMilestone, awaitsOpening, isStillPlanned } from "./arm.ts";
import { checkBeforeOpening } from "./check.ts";
import { continueOpening } from "./opening.ts";
import { applyOutage, outageOf, spreadOutage } from "./outages.ts";

/**
 * A cycle's own milestones, and what a recorded outage calls for. Each effect looks at the cycle it finds, so that a second hand-over changes nothing and
 * one that a change of plan has overtaken does nothing. What is not done yet stays claimed and comes again.
 */
export const handler = consume("cycles-milestones", MilestoneMessage, async (message, context) => {
  const table = new AgencyTable(functionConnection(), message.agency);
  const milestone = await openMilestone(table, message);
  if (milestone === undefined) return;
  const isDone = await effectOf(table, milestone, context);
  if (isDone) await completeMilestone(table, milestone);
});

async function effectOf(table: AgencyTable, milestone: Milestone, context: MessageContext): Promise<boolean> {
  if (milestone.kind === "outage.spread") {
    await spreadOutage(outageOf(milestone));
    return true;
  }
  if (milestone.kind === "outage.apply") {
    await applyOutage(table, outageOf(milestone), context.now);
    return true;
  }
  const id = idSchema("cycle").parse(milestone.subject);
  if (milestone.kind === "cycle.arm") {
    await armCycle(table, id, milestone.at);
    return true;
  }
  const cycle = await table.get(cycleEntity, { id });
  if (cycle === undefined) return true;
  if (milestone.kind === "cycle.check") {
    const isDue = awaitsOpening(cycle) && isStillPlanned(cycle, milestone);
    if (isDue) await checkBeforeOpening(table, cycle, milestone.at, context.now);
    return true;
  }
  if (milestone.kind === "cycle.open") return await openCycle(table, cycle, milestone, context);
  if (milestone.kind === "cycle.close") return await closeCycle(table, cycle, milestone, context);
  throw new Error(`${milestone.kind} is not a cycle's`);
}

/**
 * Opening is one conditional write that takes effect at once; the walk over the roster follows in its own time. The
 * milestone is done when the walk is: until then each hand-over wakes the walk again, however it was lost.
 */
async function openCycle(
  table: AgencyTable,
  cycle: Stored<Cycle>,
  milestone: Milestone,
  { now }: MessageContext,
): Promise<boolean> {
  const isDue = awaitsOpening(cycle) && isStillPlanned(cycle, milestone);
  const state = isDue ? cycleStateAfter("open", cycle.state) : undefined;
  if (state !== undefined) {
    const at = isoInstant(now);
    const calendar = agencyCalendar(await readAgency(table));
    await commit(scheduled(table, now), { kind: cycleEntity, current: cycle }, "cycle.opened", () => ({
      next: changed(cycle, { state, openedAt: at, calendar }),
      writes: [
        // The calendar may have changed since the cycle was planned; it is frozen now and leads the reminders.
        table.create(milestoneEntity, armingMilestone(cycle, cycle.version + 1, at)),
      ],
    }));
    log("cycle.opening", { agency: table.agency, cycle: cycle.id });
  }
  const isWalking = state !== undefined || cycle.state === "scoping";
  if (isWalking) await continueOpening(table.agency, cycle.id);
  return !isWalking;
}

/** A cycle that is still being opened closes afterwards, as it must when the service was down over both. */
async function closeCycle(
  table: AgencyTable,
  cycle: Stored<Cycle>,
  milestone: Milestone,
  { now }: MessageContext,
): Promise<boolean> {
  if (!isStillPlanned(cycle, milestone)) return true;
  if (awaitsOpening(cycle) || cycle.state === "scoping") return false;
  const state = cycleStateAfter("close", cycle.state);
  if (state === undefined) return true;
  await commit(scheduled(table, now), { kind: cycleEntity, current: cycle }, "cycle.closed", () => ({
    next: changed(cycle, { state }),
  }));
  return true;
}

function scheduled(table: AgencyTable, now: MessageContext["now"]): CommitContext {
  return { table, now, auditActor: { service: "schedule" } };
}
