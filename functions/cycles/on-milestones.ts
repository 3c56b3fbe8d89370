import { cycleEntity } from "#shared/cycles/store.ts";
import { cycleStateAfter } from "#shared/cycles/workflow.ts";
import { isoInstant } from "#shared/platform/clock.ts";
import { consume, type MessageContext } from "#shared/platform/consume.ts";
import { type Id, idSchema } from "#shared/platform/ids.ts";
import { log } from "#shared/platform/log.ts";
import { completeMilestone, MilestoneMessage, openMilestone } from "#shared/platform/milestones.ts";
import { functionConnection } from "#shared/platform/table/client.ts";
import { commit } from "#shared/platform/table/commit.ts";
import { AgencyTable, changed } from "#shared/platform/table/table.ts";
import { armCycle } from "./arm.ts";
import { continueOpening } from "./opening.ts";

/** A cycle's own milestones. Each effect looks at the state it finds, so that a second hand-over changes nothing. */
export const handler = consume("cycles-milestones", MilestoneMessage, async (message, context) => {
  const table = new AgencyTable(functionConnection(), message.agency);
  const milestone = await openMilestone(table, message);
  if (milestone === undefined) return;
  const cycleId = idSchema("cycle").parse(message.subject);
  switch (message.kind) {
    case "cycle.arm":
      await armCycle(table, cycleId, milestone.at);
      break;
    case "cycle.open":
      await openCycle(table, cycleId, context);
      break;
    case "cycle.close":
      await closeCycle(table, cycleId, context);
      break;
    default:
      throw new Error(`${message.kind} is not a cycle's`);
  }
  await completeMilestone(table, milestone);
});

/**
 * Opening is one conditional write that takes effect at once; the walk over the roster follows in its own time. A
 * crash between the two leaves the milestone claimed: the next hand-over finds `scoping` and starts the walk again.
 */
async function openCycle(table: AgencyTable, id: Id<"cycle">, { now }: MessageContext): Promise<void> {
  const cycle = await table.get(cycleEntity, { id });
  if (cycle === undefined) return;
  const state = cycleStateAfter("open", cycle.state);
  if (state !== undefined) {
    await commit(
      { table, now, auditActor: { service: "schedule" } },
      { kind: cycleEntity, current: cycle },
      "cycle.opened",
      () => ({
        next: { ...changed(cycle, { state, openedAt: isoInstant(now) }) },
      }),
    );
    log("cycle.opening", { agency: table.agency, cycle: id });
  }
  if (state !== undefined || cycle.state === "scoping") await continueOpening(table.agency, id);
}

async function closeCycle(table: AgencyTable, id: Id<"cycle">, { now }: MessageContext): Promise<void> {
  const cycle = await table.get(cycleEntity, { id });
  const state = cycle && cycleStateAfter("close", cycle.state);
  if (cycle === undefined || state === undefined) return;
  await commit(
    { table, now, auditActor: { service: "schedule" } },
    { kind: cycleEntity, current: cycle },
    "cycle.closed",
    () => ({
      next: changed(cycle, { state }),
    }),
  );
}
