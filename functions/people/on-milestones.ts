import { readAgency } from "#shared/agencies/store.ts";
import { personEntity } from "#shared/people/store.ts";
import { dayOf } from "#shared/platform/clock.ts";
import { consume } from "#shared/platform/consume.ts";
import { idSchema } from "#shared/platform/ids.ts";
import { completeMilestone, MilestoneMessage, openMilestone } from "#shared/platform/milestones.ts";
import { functionConnection } from "#shared/platform/table/client.ts";
import { AgencyTable, changed } from "#shared/platform/table/table.ts";

/**
 * The day of a move has come: the person is found from now on in the new unit and with the new appraiser. What else
 * follows (a part closes, the next opens) follows from this write.
 */
export const handler = consume("people-milestones", MilestoneMessage, async (message, { now }) => {
  const table = new AgencyTable(functionConnection(), message.agency);
  const milestone = await openMilestone(table, message);
  if (milestone === undefined) return;
  const person = await table.get(personEntity, { id: idSchema("employee").parse(message.subject) });
  if (person !== undefined) {
    const { profile } = await readAgency(table);
    const indexedOn = dayOf(now, profile.zone).toString();
    if (person.indexedOn < indexedOn) {
      await table.write([table.replace(personEntity, person, changed(person, { indexedOn }))]);
    }
  }
  await completeMilestone(table, milestone);
});
