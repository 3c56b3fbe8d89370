import * as z from "zod";
import { readEvaluationFile } from "#shared/appraisals/store.ts";
import { consume } from "#shared/platform/consume.ts";
import { idSchema } from "#shared/platform/ids.ts";
import { completeMilestone, MilestoneMessage, openMilestone } from "#shared/platform/milestones.ts";
import { partIdSchema, placeOfPart } from "#shared/platform/part-id.ts";
import { functionConnection } from "#shared/platform/table/client.ts";
import { AgencyTable } from "#shared/platform/table/table.ts";
import { deemReceived } from "./moves.ts";

const ReturnDetails = z.object({ evaluation: idSchema("evaluation"), version: z.int() });

/**
 * The time for returning a result is over. One that its employee has answered meanwhile, or that was taken back, is left
 * as it is; who answers at this very moment comes first or too late, and a lost race comes again and finds it done.
 */
export const handler = consume("appraisals-milestones", MilestoneMessage, async (message, { now }) => {
  const table = new AgencyTable(functionConnection(), message.agency);
  const milestone = await openMilestone(table, message);
  if (milestone === undefined) return;
  const { evaluation, version } = ReturnDetails.parse(milestone.details);
  const place = placeOfPart(partIdSchema.parse(milestone.subject));
  const file = await readEvaluationFile(table, place, evaluation);
  const standing = file?.part.evaluations[evaluation];
  const isSilent = standing?.state === "submitted" && standing.version === version;
  if (file !== undefined && isSilent && file.part.exclusion === undefined) {
    await deemReceived({ table, now, auditActor: { service: "schedule" }, language: "id" }, file);
  }
  await completeMilestone(table, milestone);
});
