import type { Id } from "#shared/platform/ids.ts";
import type { Text } from "#shared/platform/text.ts";
import {
  type AppraiserRef,
  type Assignment,
  type Day,
  type Employee,
  type ExternalOfficial,
  endedStandings,
  type Position,
  type Standing,
  type Unit,
} from "../model.ts";
import { isContractKind } from "../ranks.ts";
import { assignmentAt, dayBefore, sameAppraiser } from "../rules.ts";
import type { RosterCheck } from "./check.ts";
import { comparedAssignment, keyOfPath, pathOf } from "./current.ts";
import type { RosterEntry } from "./model.ts";
import type { CurrentRoster, Operation, Step } from "./operations.ts";
import { fullName, wordKey } from "./values.ts";

/** Where new ids come from. Given the same names it must give the same ids, so that a resumed import does not double. */
export interface IdMaker {
  employee(nip: string): Id<"employee">;
  unit(key: string): Id<"unit">;
  official(office: string): Id<"official">;
  assignment(nip: string, from: Day): Id<"assignment">;
}

export const diffFields = [
  "name",
  "titleBefore",
  "titleAfter",
  "kind",
  "rank",
  "email",
  "standing",
  "contractEnd",
  "retirement",
  "title",
  "postKind",
  "level",
  "since",
  "unit",
  "heads",
  "appraiser",
  "role",
  "mandate",
] as const;
export type DiffField = (typeof diffFields)[number];

export interface FieldChange {
  readonly field: DiffField;
  readonly before?: string;
  readonly after?: string;
}

export interface ChangedPerson {
  readonly row: number;
  readonly employee: Employee["id"];
  readonly name: string;
  readonly changes: readonly FieldChange[];
  readonly appraiserChanged: boolean;
}

/** Who seems to have left: proposed, never done by itself. `planLeaving` does it for those who are confirmed. */
export interface Leaver {
  readonly employee: Employee["id"];
  readonly name: string;
  readonly reason: "not-in-file" | Standing;
  /** False where their whole unit is missing from the file: it may be the file of one office. */
  readonly unitInFile: boolean;
}

/** What an import would change. `steps` do it, units first, then officials, then people by NIP. */
export interface RosterDiff {
  readonly joined: readonly {
    readonly row: number;
    readonly employee: Employee["id"];
    readonly name: string;
  }[];
  readonly changed: readonly ChangedPerson[];
  readonly leaving: readonly Leaver[];
  readonly counts: {
    readonly people: number;
    readonly joined: number;
    readonly changed: number;
    readonly appraisersChanged: number;
    readonly leaving: number;
    readonly unchanged: number;
    readonly units: number;
  };
  readonly steps: readonly Step[];
}

/** The headline of a preview: "212 orang, 14 penilai berubah". */
export const diffText = {
  id: "{changed} orang, {appraisersChanged} penilai berubah; {joined} baru, {leaving} tidak ada lagi, {unchanged} tetap.",
  en: "{changed} {changed:person|people} and {appraisersChanged} {appraisersChanged:appraiser|appraisers} change; {joined} new, {leaving} gone, {unchanged} unchanged.",
} as const satisfies Text;

export interface DiffOptions {
  /** From which day a change without a date of its own holds. */
  readonly effective: Day;
  readonly ids: IdMaker;
}

type Checked = Pick<RosterCheck, "entries" | "units" | "unitOf" | "headed" | "mentioned" | "columns">;

/**
 * Compares a checked file with the agency's data. Blank cells and absent columns never erase anything, so that a
 * personnel export without appraisers or addresses leaves those as they are; who moved to another unit, though, loses
 * the appraiser of the old one.
 */
export function diffRoster(file: Checked, current: CurrentRoster, options: DiffOptions): RosterDiff {
  return new Diff(file, current, options).make();
}

class Diff {
  readonly #file: Checked;
  readonly #current: CurrentRoster;
  readonly #options: DiffOptions;
  readonly #employees: ReadonlyMap<string, Employee>;
  readonly #assignments: ReadonlyMap<string, readonly Assignment[]>;
  readonly #unitIds: ReadonlyMap<string, Id<"unit">>;
  readonly #unitsInFile: ReadonlySet<Id<"unit">>;
  readonly #officials: Map<string, ExternalOfficial>;
  readonly #names = new Map<string, string>();
  readonly #unitSteps: Step[] = [];
  readonly #officialSteps: Step[] = [];

  constructor(file: Checked, current: CurrentRoster, options: DiffOptions) {
    this.#file = file;
    this.#current = current;
    this.#options = options;
    this.#employees = new Map(current.employees.map((employee) => [employee.nip, employee]));
    this.#assignments = Map.groupBy(current.assignments, ({ employee }) => employee);
    this.#officials = new Map(current.officials.map((official) => [wordKey(official.office), official]));
    for (const { id, name } of [...current.employees, ...current.units]) this.#names.set(id, name);
    for (const { id, office } of current.officials) this.#names.set(id, office);
    this.#unitIds = this.#matchUnits();
    this.#unitsInFile = new Set([...file.unitOf.values()].flatMap((key) => this.#unitIds.get(key) ?? []));
  }

  make(): RosterDiff {
    const joined: RosterDiff["joined"][number][] = [];
    const changed: ChangedPerson[] = [];
    const leaving: Leaver[] = [];
    const steps: Step[] = [];
    for (const entry of this.#file.entries) this.#names.set(this.#idOf(entry.nip), fullName(entry));
    for (const entry of this.#file.entries.toSorted((a, b) => (a.nip < b.nip ? -1 : 1))) {
      const employee = this.#employees.get(entry.nip);
      if (endedStandings.includes(entry.standing)) {
        if (employee?.standing !== entry.standing && employee)
          leaving.push(this.#leaver(employee, entry.standing));
      } else if (employee === undefined) {
        const step = this.#join(entry);
        joined.push({ row: entry.row, employee: this.#idOf(entry.nip), name: fullName(entry) });
        steps.push(step);
      } else {
        const { changes, operations } = this.#compare(entry, employee);
        if (operations.length === 0) continue;
        const appraiserChanged = changes.some(({ field }) => field === "appraiser");
        changed.push({
          row: entry.row,
          employee: employee.id,
          name: fullName(entry),
          changes,
          appraiserChanged,
        });
        steps.push({ subject: employee.id, operations });
      }
    }
    leaving.push(...this.#missingPeople());
    return this.#result(joined, changed, leaving, [...this.#unitSteps, ...this.#officialSteps, ...steps]);
  }

  #result(
    joined: RosterDiff["joined"],
    changed: readonly ChangedPerson[],
    leaving: readonly Leaver[],
    steps: readonly Step[],
  ): RosterDiff {
    const people = this.#file.entries.length;
    const ended = this.#file.entries.filter(({ standing }) => endedStandings.includes(standing)).length;
    return {
      joined,
      changed,
      leaving,
      counts: {
        people,
        joined: joined.length,
        changed: changed.length,
        appraisersChanged: changed.filter(({ appraiserChanged }) => appraiserChanged).length,
        leaving: leaving.length,
        unchanged: people - ended - joined.length - changed.length,
        units: this.#unitSteps.length,
      },
      steps,
    };
  }

  /** Same path, same unit; a unit whose people sit in one of the same name elsewhere was moved; the rest is new. */
  #matchUnits(): Map<string, Id<"unit">> {
    const byId = new Map(this.#current.units.map((unit) => [unit.id, unit]));
    const byKey = new Map(this.#current.units.map((unit) => [keyOfPath(pathOf(unit, byId)), unit]));
    const moved = this.#movedUnits(byKey);
    const leftBehind = new Set(moved.values());
    const ids = new Map<string, Id<"unit">>();
    for (const { key, name, parent: parentKey } of this.#file.units) {
      const parent = parentKey === undefined ? undefined : ids.get(parentKey);
      const before = byKey.get(key) ?? moved.get(key);
      const id = before?.id ?? this.#options.ids.unit(key);
      ids.set(key, id);
      this.#names.set(id, name);
      const isLeftBehind = before !== undefined && byKey.has(key) && leftBehind.has(before);
      if (!isLeftBehind) this.#placeUnit({ id, name, ...(parent !== undefined && { parent }) }, before);
    }
    return ids;
  }

  /** By new key: the unit of that name whose people, at least half of them, the file lists there now. */
  #movedUnits(byKey: ReadonlyMap<string, Unit>): Map<string, Unit> {
    const newcomers = uniqueByName(
      this.#file.units.filter(({ key, people }) => people > 0 && !byKey.has(key)),
    );
    const now = new Map(this.#file.entries.map(({ nip, row }) => [nip, this.#file.unitOf.get(row)]));
    const members = Map.groupBy(this.#current.employees, ({ id }) => this.#unitBefore(id));
    const moved = new Map<string, Unit>();
    for (const [name, unit] of uniqueByName(this.#current.units)) {
      const key = newcomers.get(name)?.key;
      const people = members.get(unit.id) ?? [];
      const there = people.filter(({ nip }) => now.get(nip) === key).length;
      if (key !== undefined && there > 0 && there * 2 >= people.length) moved.set(key, unit);
    }
    return moved;
  }

  #unitBefore(employee: Employee["id"]): Id<"unit"> | undefined {
    return comparedAssignment(this.#assignments.get(employee) ?? [], this.#options.effective)?.unit;
  }

  #placeUnit(unit: Unit, before: Unit | undefined): void {
    if (before !== undefined && before.parent === unit.parent) return;
    const after = { ...before, ...unit };
    const operation: Operation = { entity: "unit", ...(before && { before }), after };
    this.#unitSteps.push({ subject: unit.id, operations: [operation] });
  }

  #join(entry: RosterEntry): Step {
    const after = { ...personFacts(entry), id: this.#idOf(entry.nip), nip: entry.nip } as Employee;
    const from = entry.position.since ?? this.#options.effective;
    const opened = this.#assignment(entry, after.id, from);
    return {
      subject: after.id,
      operations: [
        { entity: "employee", after },
        { entity: "assignment", after: opened },
      ],
    };
  }

  #compare(entry: RosterEntry, employee: Employee): { changes: FieldChange[]; operations: Operation[] } {
    const after = this.#updated(entry, employee);
    const changes = fieldChanges(personFields(employee), personFields(after));
    const operations: Operation[] = [];
    if (changes.length > 0) operations.push({ entity: "employee", before: employee, after });
    const assignment = this.#compareAssignment(entry, employee);
    return {
      changes: [...changes, ...assignment.changes],
      operations: [...operations, ...assignment.operations],
    };
  }

  #updated(entry: RosterEntry, employee: Employee): Employee {
    const { kind, standing, ...facts } = personFacts(entry);
    const { columns } = this.#file;
    const after: Employee = {
      ...employee,
      ...facts,
      kind: columns.kind === undefined ? employee.kind : kind,
      standing: columns.standing === undefined ? employee.standing : standing,
    };
    if (isContractKind(after.kind) || after.contractEnd === undefined) return after;
    const { contractEnd: _, ...rest } = after;
    return rest;
  }

  #compareAssignment(
    entry: RosterEntry,
    employee: Employee,
  ): { changes: FieldChange[]; operations: Operation[] } {
    const { effective } = this.#options;
    const before = comparedAssignment(this.#assignments.get(employee.id) ?? [], effective);
    const wanted = this.#assignment(entry, employee.id, effective);
    if (before === undefined || (before.to !== undefined && before.to < effective)) {
      const changes = fieldChanges({}, this.#assignmentFields(wanted));
      return { changes, operations: [{ entity: "assignment", after: wanted }] };
    }
    const after = kept(before, wanted);
    const changes = fieldChanges(this.#assignmentFields(before), this.#assignmentFields(after));
    if (changes.length === 0) return { changes, operations: [] };
    return { changes, operations: this.#changeAssignment(before, after, entry.nip) };
  }

  /** A new TMT dates a move; another unit or appraiser without one holds from the effective day; the rest is a correction. */
  #changeAssignment(before: Assignment, after: Assignment, nip: string): Operation[] {
    const { since } = after.position;
    const isMove = since !== undefined && since !== before.position.since && since > before.from;
    const isOther = before.unit !== after.unit || !sameAppraiser(before.appraiser, after.appraiser);
    const from = isMove ? since : this.#options.effective;
    if ((!isMove && !isOther) || from <= before.from) {
      return [{ entity: "assignment", before, after: { ...after, id: before.id, from: before.from } }];
    }
    return [
      { entity: "assignment", before, after: { ...before, to: dayBefore(from) } },
      { entity: "assignment", after: { ...after, id: this.#options.ids.assignment(nip, from), from } },
    ];
  }

  #assignment(entry: RosterEntry, employee: Employee["id"], from: Day): Assignment {
    const unit = this.#unitIds.get(this.#file.unitOf.get(entry.row) ?? "");
    if (unit === undefined)
      throw new Error(`row ${entry.row} has no unit: it was not accepted by checkRoster`);
    const appraiser = this.#appraiser(entry);
    const heads = this.#unitIds.get(this.#file.headed.get(entry.row) ?? "");
    return {
      id: this.#options.ids.assignment(entry.nip, from),
      employee,
      position: entry.position,
      unit,
      ...(appraiser !== undefined && { appraiser }),
      role: entry.role,
      ...(entry.mandate !== undefined && { mandate: entry.mandate }),
      ...(heads !== undefined && { heads }),
      from,
    };
  }

  #appraiser({ appraiser }: RosterEntry): AppraiserRef | undefined {
    if (appraiser === undefined) return undefined;
    if ("nip" in appraiser) return { kind: "employee", id: this.#idOf(appraiser.nip) };
    return { kind: "official", id: this.#official(appraiser.office).id };
  }

  #official(office: string): ExternalOfficial {
    const known = this.#officials.get(wordKey(office));
    if (known !== undefined) return known;
    const after = { id: this.#options.ids.official(office), office };
    this.#officials.set(wordKey(office), after);
    this.#names.set(after.id, office);
    this.#officialSteps.push({ subject: after.id, operations: [{ entity: "official", after }] });
    return after;
  }

  #idOf(nip: string): Id<"employee"> {
    return this.#employees.get(nip)?.id ?? this.#options.ids.employee(nip);
  }

  #assignmentFields({ position, unit, heads, appraiser, role, mandate }: Assignment): Fields {
    return {
      title: position.title,
      postKind: position.kind,
      level: position.level,
      since: position.since,
      unit: this.#names.get(unit) ?? unit,
      unitId: unit,
      heads: heads && (this.#names.get(heads) ?? heads),
      headsId: heads,
      appraiser: appraiser && (this.#names.get(appraiser.id) ?? appraiser.id),
      appraiserId: appraiser?.id,
      role,
      mandate: mandate?.number,
    };
  }

  #missingPeople(): Leaver[] {
    const { effective } = this.#options;
    return this.#current.employees
      .filter(({ nip, standing }) => !this.#file.mentioned.has(nip) && !endedStandings.includes(standing))
      .filter(({ id }) => assignmentAt(this.#assignments.get(id) ?? [], effective) !== undefined)
      .map((employee) => this.#leaver(employee, "not-in-file"));
  }

  #leaver(employee: Employee, reason: Leaver["reason"]): Leaver {
    const unit = this.#unitBefore(employee.id);
    const unitInFile = unit !== undefined && this.#unitsInFile.has(unit);
    return { employee: employee.id, name: fullName(employee), reason, unitInFile };
  }
}

/** What a row says of the person; blank cells say nothing. */
function personFacts(entry: RosterEntry) {
  const { name, titleBefore, titleAfter, kind, rank, email, contractEnd, retirement, standing } = entry;
  return {
    name,
    ...(titleBefore !== undefined && { titleBefore }),
    ...(titleAfter !== undefined && { titleAfter }),
    kind,
    ...(rank !== undefined && { rank }),
    ...(email !== undefined && { email }),
    ...(contractEnd !== undefined && { contractEnd }),
    ...(retirement !== undefined && { retirement }),
    standing,
  };
}

/**
 * The assignment that a row asks for, with what the row leaves blank taken from the one in force. Who leads a unit by a
 * title that does not say so goes on leading it in the same post.
 */
function kept(before: Assignment, asked: Assignment): Assignment {
  const position: Position = { ...before.position, ...asked.position };
  const isSamePost = before.unit === asked.unit && before.position.title === position.title;
  const wanted = isSamePost && before.heads && !asked.heads ? { ...asked, heads: before.heads } : asked;
  if (wanted.appraiser !== undefined || wanted.unit !== before.unit) {
    const isSame = sameAppraiser(before.appraiser, wanted.appraiser) && before.role === wanted.role;
    return {
      ...wanted,
      position,
      ...(isSame && before.mandate && !wanted.mandate && { mandate: before.mandate }),
    };
  }
  const { appraiser, role, mandate } = before;
  return { ...wanted, position, role, ...(appraiser && { appraiser }), ...(mandate && { mandate }) };
}

type Fields = Readonly<Partial<Record<DiffField | "unitId" | "headsId" | "appraiserId", string | undefined>>>;

function personFields(employee: Employee): Fields {
  const { name, titleBefore, titleAfter, kind, rank, email, standing, contractEnd, retirement } = employee;
  return { name, titleBefore, titleAfter, kind, rank, email, standing, contractEnd, retirement };
}

/** Units and appraisers are compared by id and shown by name. */
function fieldChanges(before: Fields, after: Fields): FieldChange[] {
  return diffFields.flatMap((field) => {
    const id =
      field === "unit" || field === "heads" || field === "appraiser" ? (`${field}Id` as const) : field;
    if (before[id] === after[id]) return [];
    const [was, is] = [before[field], after[field]];
    return [{ field, ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) }];
  });
}

function uniqueByName<T extends { readonly name: string }>(units: readonly T[]): Map<string, T> {
  const groups = [...Map.groupBy(units, ({ name }) => wordKey(name))];
  return new Map(
    groups.flatMap(([name, [first, ...rest]]) => (first && rest.length === 0 ? [[name, first]] : [])),
  );
}

/** Ends the assignments of people who are confirmed to have left, and records their standing. */
export function planLeaving(
  current: CurrentRoster,
  leavers: readonly {
    readonly employee: Employee["id"];
    readonly lastDay: Day;
    readonly standing: Standing;
  }[],
): Step[] {
  const employees = new Map(current.employees.map((employee) => [employee.id, employee]));
  const assignments = Map.groupBy(current.assignments, ({ employee }) => employee);
  return leavers.flatMap(({ employee: id, lastDay, standing }) => {
    const before = employees.get(id);
    if (before === undefined) return [];
    const ended = (assignments.get(id) ?? []).flatMap((assignment) => endAssignment(assignment, lastDay));
    const after = { ...before, standing };
    return [{ subject: id, operations: [{ entity: "employee", before, after } as const, ...ended] }];
  });
}

/** One that has not begun by then is taken away. */
function endAssignment(before: Assignment, lastDay: Day): Operation[] {
  if (before.to !== undefined && before.to <= lastDay) return [];
  if (before.from > lastDay) return [{ entity: "assignment", before }];
  return [{ entity: "assignment", before, after: { ...before, to: lastDay } }];
}
