import type { Part } from "#shared/cycles/part.ts";
import { fullName } from "#shared/people/person.ts";
import { assignmentAt } from "#shared/people/rules.ts";
import { officialEntity, personEntity } from "#shared/people/store.ts";
import { ticketEntity } from "#shared/people/ticket-store.ts";
import type { AgencyTable } from "#shared/platform/table/table.ts";

/**
 * The appraiser of a part by name and post; the part itself knows only who it is, for names change. In the same request
 * the ticket about the appraiser, if there ever was one.
 */
export async function readAppraiser(table: AgencyTable, part: Part) {
  const { appraiser, appraiserRole: role, employeeId, to } = part;
  if (appraiser === undefined) return undefined;
  const found = await table.getTogether(
    [personEntity, appraiser.kind === "employee" ? [appraiser] : []],
    [officialEntity, appraiser.kind === "official" ? [appraiser] : []],
    [ticketEntity, [{ employeeId }]],
  );
  const [[person], [official], [ticket]] = [found.person, found.official, found.ticket];
  const told = { role, ...(ticket !== undefined && { ticket }) };
  if (official !== undefined) {
    return { id: official.id, name: official.name ?? official.office, post: official.office, ...told };
  }
  if (person === undefined) return undefined;
  const post = assignmentAt(person.assignments, to)?.position.title;
  return { id: person.id, name: fullName(person), ...(post !== undefined && { post }), ...told };
}
