import { syncPerson } from "#shared/cycles/sync-person.ts";
import { settleTicket } from "#shared/people/ticket-store.ts";
import { consume } from "#shared/platform/consume.ts";
import { ChangeEvent } from "#shared/platform/events.ts";
import { idSchema } from "#shared/platform/ids.ts";
import { functionConnection } from "#shared/platform/table/client.ts";
import { AgencyTable } from "#shared/platform/table/table.ts";

/** A person moved, joined, left or was corrected: their parts of the cycles that are running follow, and a ticket about their appraiser. */
export const handler = consume("people", ChangeEvent, async ({ agency, before, after }, { now }) => {
  const id = idSchema("employee").parse((after ?? before)?.["id"]);
  const table = new AgencyTable(functionConnection(), agency);
  await syncPerson(table, id, now);
  await settleTicket(table, id, now);
});
