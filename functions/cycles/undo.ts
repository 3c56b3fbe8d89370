import { cycleStates } from "#shared/cycles/messages.ts";
import type { Cycle } from "#shared/cycles/model.ts";
import { cycleEntity } from "#shared/cycles/store.ts";
import { cycleStateAfter } from "#shared/cycles/workflow.ts";
import { isoInstant } from "#shared/platform/clock.ts";
import { AppError } from "#shared/platform/errors.ts";
import { milestoneEntity } from "#shared/platform/milestones.ts";
import type { CallContext } from "#shared/platform/serve.ts";
import { commit } from "#shared/platform/table/commit.ts";
import type { Stored } from "#shared/platform/table/entity.ts";
import { changed } from "#shared/platform/table/table.ts";
import { tallyEntity } from "#shared/reports/store.ts";
import { hasStarted, total } from "#shared/reports/tally.ts";
import { armingMilestone } from "./arm.ts";

/**
 * Takes an opening back while nobody has started: the cycle is planned again and opens anew when its planner moves the
 * opening. Its parts stay where they are; the next opening brings them up to date, and nothing that somebody wrote
 * in the meantime is lost.
 */
export async function takeOpeningBack(context: CallContext, cycle: Stored<Cycle>): Promise<Stored<Cycle>> {
  const at = isoInstant(context.now);
  return await commit(context, { kind: cycleEntity, current: cycle }, "cycle.opening-undone", async () => {
    const state = cycleStateAfter("undo", cycle.state);
    if (state === undefined)
      throw new AppError("state.transition", { values: { state: cycleStates[cycle.state] } });
    const tally = await context.table.get(tallyEntity, { cycleId: cycle.id, unit: total });
    if (hasStarted(tally?.counts ?? {})) throw new AppError("cycle.started");
    const { openedAt: _openedAt, opened: _opened, ...rest } = changed(cycle, { state, held: true });
    return {
      next: rest,
      writes: [context.table.create(milestoneEntity, armingMilestone(cycle, cycle.version + 1, at))],
    };
  });
}
