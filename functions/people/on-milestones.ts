import { readAgency } from "#shared/agencies/store.ts";
import { personEntity } from "#shared/people/store.ts";
import { dayOf, type Temporal } from "#shared/platform/clock.ts";
import { consume } from "#shared/platform/consume.ts";
import { type Id, idSchema } from "#shared/platform/ids.ts";
import { completeMilestone, MilestoneMessage, openMilestone } from "#shared/platform/milestones.ts";
import { functionConnection } from "#shared/platform/table/client.ts";
import { AgencyTable, changed } from "#shared/platform/table/table.ts";
import { listContracts } from "./contract-lists.ts";

/** Moves that take effect, and mornings on which contracts come on a list. */
export const handler = consume("people-milestones", MilestoneMessage, async (message, { now }) => {
  const table = new AgencyTable(functionConnection(), message.agency);
  const milestone = await openMilestone(table, message);
  if (milestone === undefined) return;
  if (milestone.kind === "contract.list") await listContracts(table, now);
  else await takeEffect(table, idSchema("employee").parse(milestone.subject), now);
  await completeMilestone(table, milestone);
});

/**
 * The day of a move has come: the person is found from now on in the new unit and with the new appraiser. What else
 * follows (a part closes, the next opens) follows from this write.
 */
async function takeEffect(table: AgencyTable, id: Id<"employee">, now: Temporal.Instant): Promise<void> {
  const person = await table.get(personEntity, { id });
  if (person === undefined) return;
  const { profile } = await readAgency(table);
  const indexedOn = dayOf(now, profile.zone).toString();
  if (person.indexedOn >= indexedOn) return;
  await table.write([table.replace(personEntity, person, changed(person, { indexedOn }))]);
}
