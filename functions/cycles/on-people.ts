import { syncPerson } from "#shared/cycles/sync-person.ts";
import { consume } from "#shared/platform/consume.ts";
import { ChangeEvent } from "#shared/platform/events.ts";
import { idSchema } from "#shared/platform/ids.ts";
import { functionConnection } from "#shared/platform/table/client.ts";
import { AgencyTable } from "#shared/platform/table/table.ts";

/** A person moved, joined, left or was corrected: their parts of the cycles that are running follow. */
export const handler = consume("people", ChangeEvent, async ({ agency, before, after }, { now }) => {
  const id = idSchema("employee").parse((after ?? before)?.["id"]);
  await syncPerson(new AgencyTable(functionConnection(), agency), id, now);
});
