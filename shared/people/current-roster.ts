import { contentOf } from "../platform/table/entity.ts";
import type { AgencyTable } from "../platform/table/table.ts";
import type { CurrentRoster } from "./roster/operations.ts";
import { eachPersonByUnit, readOfficials, readUnits } from "./store.ts";

/** The agency's people as plain lists, for imports and exports. */
export async function readCurrentRoster(table: AgencyTable): Promise<CurrentRoster> {
  const units = await readUnits(table);
  const officials = await readOfficials(table);
  const employees: CurrentRoster["employees"][number][] = [];
  const assignments: CurrentRoster["assignments"][number][] = [];
  for await (const { people } of eachPersonByUnit(table, units)) {
    for (const person of people) {
      const {
        assignments: own,
        exclusions: _exclusions,
        indexedOn: _indexedOn,
        contractKnownOn: _contractKnownOn,
        ...employee
      } = contentOf(person);
      employees.push(employee);
      assignments.push(...own);
    }
  }
  return { employees, assignments, units: units.map(contentOf), officials: officials.map(contentOf) };
}
