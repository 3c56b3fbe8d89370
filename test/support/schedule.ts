import { handler as onMilestones } from "#functions/cycles/on-milestones.ts";
import { handler as onOpenings } from "#functions/cycles/on-openings.ts";
import { handler as onTick } from "#functions/cycles/on-tick.ts";
import { handler as onRecounts } from "#functions/reports/on-milestones.ts";
import { Temporal } from "#shared/platform/clock.ts";
import type { Id } from "#shared/platform/ids.ts";
import { type Milestone, milestonesOfSubject } from "#shared/platform/milestones.ts";
import type { Stored } from "#shared/platform/table/entity.ts";
import { deliverAll } from "./outbox.ts";
import type { World } from "./world.ts";

/** One tick of the sweeper, nothing delivered yet. */
export async function tick(): Promise<void> {
  await onTick({} as Parameters<typeof onTick>[0]);
}

/** Delivers what the schedule's queues of cycles hold, until they are quiet. */
export async function deliverSchedule(): Promise<void> {
  await deliverAll("cycles-milestones", onMilestones);
  await deliverAll("openings", onOpenings);
  await deliverAll("reports-milestones", onRecounts);
}

/** Ticks every quarter of an hour from now to an instant, both included, and delivers after each. */
export async function tickUntil(world: World, until: string): Promise<number> {
  const end = Temporal.Instant.from(until);
  let ticks = 0;
  while (Temporal.Instant.compare(world.now(), end) <= 0) {
    await tick();
    await deliverSchedule();
    ticks += 1;
    world.pass({ minutes: 15 });
  }
  return ticks;
}

/** What is still planned for a cycle. */
export async function pending(
  world: World,
  agency: Id<"agency">,
  subject: string,
): Promise<Stored<Milestone>[]> {
  const found: Stored<Milestone>[] = [];
  for await (const one of world.table(agency).each(milestonesOfSubject(subject))) found.push(one);
  return found;
}
