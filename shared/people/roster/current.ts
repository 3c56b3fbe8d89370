import { type Assignment, type Day, endedStandings, type Unit } from "../model.ts";
import { assignmentAt } from "../rules.ts";
import type { KnownPeople } from "./check.ts";
import type { CurrentRoster } from "./operations.ts";
import { unitKey } from "./units.ts";

/** The assignment by which a file is compared: the one in force, else the next, else the last. */
export function comparedAssignment(assignments: readonly Assignment[], day: Day): Assignment | undefined {
  const sorted = assignments.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  return assignmentAt(sorted, day) ?? sorted.find(({ from }) => from > day) ?? sorted.at(-1);
}

/** Names of a unit from the root down. */
export function pathOf(unit: Unit, byId: ReadonlyMap<string, Unit>): string[] {
  const path: string[] = [];
  let current: Unit | undefined = unit;
  while (current !== undefined && path.length < 50) {
    path.unshift(current.name);
    current = current.parent && byId.get(current.parent);
  }
  return path;
}

/** The key that a file's unit tree gives to such a path. */
export function keyOfPath(path: readonly string[]): string {
  return path.reduce<string | undefined>((parent, name) => unitKey(parent, name), undefined) ?? "";
}

/** What a check needs to know of an agency's data (`KnownPeople`): active people, their appraisers, the units. */
export function knownPeople(current: CurrentRoster, day: Day): KnownPeople {
  const byId = new Map(current.employees.map((employee) => [employee.id, employee]));
  const units = new Map(current.units.map((unit) => [unit.id, unit]));
  const assignments = Map.groupBy(current.assignments, ({ employee }) => employee);
  const active = current.employees.filter(({ standing }) => !endedStandings.includes(standing));
  const people = active.map(({ id, nip, name }) => {
    const appraiser = assignmentAt(assignments.get(id) ?? [], day)?.appraiser;
    const superior = appraiser?.kind === "employee" ? byId.get(appraiser.id) : undefined;
    return [nip, { name, ...(superior && { appraiserNip: superior.nip }) }] as const;
  });
  return { people: new Map(people), units: current.units.map((unit) => pathOf(unit, units)) };
}
