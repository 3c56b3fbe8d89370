import type { Part } from "#shared/cycles/part.ts";
import { fullName } from "#shared/people/person.ts";
import { assignmentAt } from "#shared/people/rules.ts";
import { officialEntity, personEntity } from "#shared/people/store.ts";
import type { AgencyTable } from "#shared/platform/table/table.ts";

/** The appraiser of a part by name and post; the part itself knows only who it is, for names change. */
export async function readAppraiser(table: AgencyTable, part: Part) {
  const { appraiser, appraiserRole: role, to } = part;
  if (appraiser?.kind === "official") {
    const official = await table.get(officialEntity, appraiser);
    return (
      official && { id: official.id, name: official.name ?? official.office, post: official.office, role }
    );
  }
  const person = appraiser && (await table.get(personEntity, appraiser));
  if (person === undefined) return undefined;
  const post = assignmentAt(person.assignments, to)?.position.title;
  return { id: person.id, name: fullName(person), ...(post !== undefined && { post }), role };
}
