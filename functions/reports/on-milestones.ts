import { nextRecount } from "#shared/cycles/milestones.ts";
import { cycleEntity, isRunning } from "#shared/cycles/store.ts";
import { consume } from "#shared/platform/consume.ts";
import { idSchema } from "#shared/platform/ids.ts";
import { log } from "#shared/platform/log.ts";
import {
  completeMilestone,
  MilestoneMessage,
  milestone,
  openMilestone,
  planMilestone,
} from "#shared/platform/milestones.ts";
import { functionConnection } from "#shared/platform/table/client.ts";
import { AgencyTable } from "#shared/platform/table/table.ts";
import { keepNight, keepRecount } from "./nights.ts";
import { recountCycle } from "./recount.ts";

/** The nightly recount: it keeps how far the agency and its first units are, plans the next night's before it is done, and ends with the night after the cycle closed. */
export const handler = consume("reports-milestones", MilestoneMessage, async (message, { now }) => {
  const table = new AgencyTable(functionConnection(), message.agency);
  const current = await openMilestone(table, message);
  if (current === undefined) return;
  const cycle = await table.get(cycleEntity, { id: idSchema("cycle").parse(message.subject) });
  if (cycle !== undefined) {
    const { counts, ...found } = await recountCycle(table, cycle.id);
    const { caughtUp, differing } = found;
    const fields = { agency: table.agency, cycle: cycle.id };
    log("tally.recounted", { ...fields, count: caughtUp });
    if (differing > 0) log("tally.drift", { ...fields, count: differing });
    await keepRecount(table, cycle, found, now);
    await keepNight(table, cycle, counts, now);
    if (isRunning(cycle)) {
      const at = nextRecount(cycle, now);
      await planMilestone(table, milestone({ subject: cycle.id, kind: "cycle.recount", at, name: "" }));
    }
  }
  await completeMilestone(table, current);
});
