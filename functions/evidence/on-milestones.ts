import * as z from "zod";
import { readEvaluationFile } from "#shared/appraisals/store.ts";
import { consume } from "#shared/platform/consume.ts";
import { idSchema } from "#shared/platform/ids.ts";
import {
  completeMilestone,
  MilestoneMessage,
  openMilestone,
  planMilestone,
} from "#shared/platform/milestones.ts";
import { partIdSchema, placeOfPart } from "#shared/platform/part-id.ts";
import { functionConnection } from "#shared/platform/table/client.ts";
import { AgencyTable } from "#shared/platform/table/table.ts";
import { untilUnrefused } from "#shared/platform/table/write.ts";
import { laterSweep } from "./next-sweep.ts";
import { removeUnnamed } from "./sweeping.ts";

const SweepDetails = z.object({ evaluation: idSchema("evaluation") });

/** The time for a report is over: what was attached and is named by nothing goes. After an extension it is looked again later. */
export const handler = consume("evidence-milestones", MilestoneMessage, async (message, { now }) => {
  const table = new AgencyTable(functionConnection(), message.agency);
  const milestone = await openMilestone(table, message);
  if (milestone === undefined) return;
  const { evaluation } = SweepDetails.parse(milestone.details);
  const place = placeOfPart(partIdSchema.parse(milestone.subject));
  await untilUnrefused(async () => {
    const file = await readEvaluationFile(table, place, evaluation);
    if (file === undefined) return;
    const later = await laterSweep(table, file.part, evaluation, now);
    if (later === undefined) await removeUnnamed(table, file, now);
    else await planMilestone(table, later);
  });
  await completeMilestone(table, milestone);
});
