import type { Table } from "#shared/platform/spreadsheet/write.ts";
import { employeeKindTerms, postKindTerms, postLevelTerms, standingTexts } from "../messages.ts";
import type { Assignment, Day, Employee, Unit } from "../model.ts";
import { type RosterColumn, rosterColumns } from "./columns.ts";
import { comparedAssignment, pathOf } from "./current.ts";
import type { CurrentRoster } from "./operations.ts";
import { pathSeparator } from "./units.ts";
import { wordKey } from "./values.ts";

/** The shape in which rosters come, then what only we keep. */
const exportColumns = [
  "nip",
  "name",
  "kind",
  "rank",
  "postKind",
  "postTitle",
  "postLevel",
  "unit",
  "unitParent",
  "appraiserNip",
  "appraiserRole",
  "appraiserOfficial",
  "since",
  "email",
  "contractEnd",
  "standing",
  "titleBefore",
  "titleAfter",
  "mandate",
  "retirement",
] as const satisfies RosterColumn[];

/**
 * The roster of a day as a table that can be imported again without changing anything: sorted by unit path, then NIP.
 * People who have no assignment at all are left out, since a row without a unit says nothing.
 */
export function exportRoster(current: CurrentRoster, day: Day): Table {
  const lookup = new Lookup(current);
  const rows = current.employees.flatMap((employee) => {
    const assignment = comparedAssignment(lookup.assignments.get(employee.id) ?? [], day);
    return assignment === undefined ? [] : [lookup.row(employee, assignment)];
  });
  rows.sort((a, b) => (a.sortKey < b.sortKey ? -1 : 1));
  return {
    name: "Pegawai",
    header: exportColumns.map((column) => rosterColumns[column].header),
    rows: rows.map(({ values }) => exportColumns.map((column) => values[column] ?? "")),
    digitColumns: [rosterColumns.nip.header, rosterColumns.appraiserNip.header],
  };
}

class Lookup {
  readonly assignments: ReadonlyMap<string, readonly Assignment[]>;
  readonly #employees: ReadonlyMap<string, Employee>;
  readonly #offices: ReadonlyMap<string, string>;
  readonly #units: ReadonlyMap<string, Unit>;
  readonly #sameNames: ReadonlyMap<string, number>;

  constructor(current: CurrentRoster) {
    this.assignments = Map.groupBy(current.assignments, ({ employee }) => employee);
    this.#employees = new Map(current.employees.map((employee) => [employee.id, employee]));
    this.#offices = new Map(current.officials.map(({ id, office }) => [id, office]));
    this.#units = new Map(current.units.map((unit) => [unit.id, unit]));
    const names = Map.groupBy(current.units, ({ name }) => wordKey(name));
    this.#sameNames = new Map([...names].map(([name, units]) => [name, units.length]));
  }

  row(employee: Employee, { position, unit, appraiser, role, mandate }: Assignment) {
    const path = this.#path(unit);
    const superior = appraiser?.kind === "employee" ? this.#employees.get(appraiser.id)?.nip : undefined;
    const office = appraiser?.kind === "official" ? this.#offices.get(appraiser.id) : undefined;
    const values: Partial<Record<RosterColumn, string | undefined>> = {
      nip: employee.nip,
      name: employee.name,
      titleBefore: employee.titleBefore,
      titleAfter: employee.titleAfter,
      kind: employeeKindTerms[employee.kind],
      rank: employee.rank,
      postKind: position.kind && postKindTerms[position.kind],
      postTitle: position.title,
      postLevel: position.level && postLevelTerms[position.level],
      unit: path.at(-1),
      unitParent: this.#parent(path),
      appraiserNip: superior,
      appraiserRole: appraiser && role,
      appraiserOfficial: office,
      mandate: mandate?.number,
      since: position.since,
      email: employee.email,
      contractEnd: employee.contractEnd,
      retirement: employee.retirement,
      standing: standingTexts[employee.standing].id,
    };
    return { sortKey: `${path.map(wordKey).join(pathSeparator)}\n${employee.nip}`, values };
  }

  #path(id: string): string[] {
    const unit = this.#units.get(id);
    return unit === undefined ? [] : pathOf(unit, this.#units);
  }

  /** The parent's name; its whole path where several units have that name. */
  #parent(path: readonly string[]): string | undefined {
    const above = path.slice(0, -1);
    const name = above.at(-1);
    const isUnique = name === undefined || this.#sameNames.get(wordKey(name)) === 1;
    return isUnique ? name : above.join(pathSeparator);
  }
}
