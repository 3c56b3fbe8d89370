import type { AgencyTable } from "../platform/table/table.ts";
import { WriteRefused } from "../platform/table/write.ts";
import type { Cycle } from "./model.ts";
import type { Part } from "./part.ts";
import { supervisorEntity } from "./store.ts";

/** Enters the appraisers of these parts, each once, into the list that the cycle's reminders visit. */
export async function putSupervisors(
  table: AgencyTable,
  cycle: Pick<Cycle, "id">,
  parts: readonly Part[],
): Promise<void> {
  const appraisers = new Map(
    parts.flatMap(({ appraiser, exclusion }) =>
      appraiser === undefined || exclusion !== undefined ? [] : [[appraiser.id, appraiser]],
    ),
  );
  await Promise.all(
    [...appraisers.values()].map(async ({ id, kind }) => {
      try {
        await table.write([table.create(supervisorEntity, { cycleId: cycle.id, id, kind })]);
      } catch (error) {
        // Who stands in the list already was entered with another part.
        if (!(error instanceof WriteRefused)) throw error;
      }
    }),
  );
}
