import type { AppraiserRef, Assignment, Unit } from "#shared/people/model.ts";
import type { Person } from "#shared/people/person.ts";
import { nameEntity, personEntity, unitEntity } from "#shared/people/store.ts";
import { type Id, newId } from "#shared/platform/ids.ts";
import type { House } from "./people-world.ts";

let counter = 0;

/** A person as somebody's appraiser. */
export function by({ id }: { readonly id: Id<"employee"> }): AppraiserRef {
  return { kind: "employee", id };
}

/** A unit of an agency, put into the table as it is. */
export async function newUnit({ table }: House, name: string, parent?: Unit): Promise<Unit> {
  const unit: Unit = {
    id: newId("unit", ++counter),
    name,
    ...(parent === undefined ? {} : { parent: parent.id }),
  };
  await table.write([table.create(unitEntity, unit)]);
  return unit;
}

/** Somebody in a unit since 2024, with one assignment that `over` may change. */
export async function newPerson(
  { table }: House,
  unit: Unit,
  over: Partial<Assignment> = {},
): Promise<Person> {
  const id = newId("employee", ++counter);
  const assignment: Assignment = {
    id: newId("assignment", counter),
    employee: id,
    position: { title: "Analis" },
    unit: unit.id,
    role: "definitif",
    from: "2024-01-01",
    ...over,
  };
  const person: Person = {
    id,
    nip: `19800101${2_005_000_000 + counter}`,
    name: `Orang ${counter}`,
    kind: "PNS",
    standing: "active",
    email: `orang${counter}@contoh.go.id`,
    assignments: [assignment],
    exclusions: [],
    indexedOn: "2026-09-01",
  };
  await table.write([
    table.create(personEntity, person),
    table.create(nameEntity, { employee: id, name: person.name }),
  ]);
  return person;
}
