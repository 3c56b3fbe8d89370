import { agencyRoutes } from "#shared/agencies/routes.ts";
import type { Cycle } from "#shared/cycles/model.ts";
import { cycleRoutes } from "#shared/cycles/routes.ts";
import { cycleEntity, partEntity } from "#shared/cycles/store.ts";
import type { AppraiserRef } from "#shared/people/model.ts";
import type { Person } from "#shared/people/person.ts";
import { officialEntity, personEntity, unitEntity } from "#shared/people/store.ts";
import type { Actor } from "#shared/platform/actor.ts";
import { auditEntity, auditSubject } from "#shared/platform/audit.ts";
import { derivedId } from "#shared/platform/digest.ts";
import type { Id } from "#shared/platform/ids.ts";
import type { Stored } from "#shared/platform/table/entity.ts";
import { keys } from "#shared/platform/table/keys.ts";
import { accessPattern } from "#shared/platform/table/query.ts";
import type { World } from "./world.ts";

export interface TestAgency {
  readonly agency: Id<"agency">;
  readonly admin: Actor;
  readonly operator: Actor;
}

/** An agency that was onboarded through the API, with its administrator signed in. */
export async function onboard(
  world: World,
  fields: { zone?: string; preset?: "pauh" | "lampung-pns" } = {},
): Promise<TestAgency> {
  const operator = world.actor({ roles: ["operator"] });
  const body = {
    name: "Kota Pauh",
    zone: "Asia/Jakarta",
    preset: "pauh" as const,
    administrator: { name: "Rina", email: "rina@pauh.go.id" },
    ...fields,
  };
  const answer = await world.call(agencyRoutes.onboardAgency, { as: operator, body });
  const agency = answer.body.agencyId;
  return { agency, operator, admin: world.actor({ agency, roles: ["agencyAdmin"] }) };
}

export interface Roster {
  readonly units: readonly Id<"unit">[];
  readonly people: readonly Person[];
}

/** Units of twenty under one root; in each the first appraises the others, and an official outside the first ones. */
export async function putRoster(
  world: World,
  agency: Id<"agency">,
  count: number,
  change: (person: Person, index: number) => Person = (person) => person,
): Promise<Roster> {
  const id = <K extends "unit" | "employee" | "official" | "assignment">(kind: K, n: number | string) =>
    derivedId(kind, agency, String(n));
  const mayor = id("official", "mayor");
  const units = Array.from({ length: Math.max(1, Math.ceil(count / 20)) }, (_, n) => id("unit", n));
  const people = Array.from({ length: count }, (_, n): Person => {
    const unit = units[Math.floor(n / 20)] ?? id("unit", 0);
    const appraiser: AppraiserRef =
      n % 20 === 0 ? { kind: "official", id: mayor } : { kind: "employee", id: id("employee", n - (n % 20)) };
    const employee = id("employee", n);
    const assignment = {
      id: id("assignment", n),
      employee,
      unit,
      appraiser,
      position: { title: n % 20 === 0 ? "Kepala Dinas" : "Analis" },
      role: "definitif" as const,
      from: "2024-01-01",
    };
    // Beyond nine thousand in later months: 18 digits for a hundred thousand people.
    const nip = String(198001012005010000n + BigInt(n));
    const email = `pegawai${n}@pauh.go.id`;
    const person: Person = {
      id: employee,
      nip,
      name: `Pegawai ${n}`,
      email,
      kind: "PNS",
      standing: "active",
      assignments: [assignment],
      exclusions: [],
      indexedOn: "2026-01-01",
    };
    return change(person, n);
  });
  const table = world.table(agency);
  const official = { id: mayor, office: "Wali Kota", email: "walikota@pauh.go.id" };
  const writes = [
    table.create(officialEntity, official),
    ...units.map((unit, n) =>
      table.create(unitEntity, {
        id: unit,
        name: `Dinas ${n}`,
        ...(n === 0 ? {} : { parent: id("unit", 0) }),
      }),
    ),
    ...people.map((person) => table.create(personEntity, person)),
  ];
  for (let start = 0; start < writes.length; start += 50) await table.write(writes.slice(start, start + 50));
  return { units, people };
}

/** The agency's plan of the second semester of 2026 (July to December), made through the API. */
export async function planSemester(
  world: World,
  { admin }: TestAgency,
  index: 1 | 2 = 2,
  year = 2026,
): Promise<Id<"cycle">> {
  const body = { period: { kind: "semester" as const, year, index } };
  return (await world.call(cycleRoutes.planCycle, { as: admin, body })).body.id;
}

export async function storedCycle(
  world: World,
  agency: Id<"agency">,
  id: Id<"cycle">,
): Promise<Stored<Cycle>> {
  const cycle = await world.table(agency).get(cycleEntity, { id });
  if (cycle === undefined) throw new Error("the cycle is gone");
  return cycle;
}

/** Every part of these people in a cycle, as it is in the base table. */
export async function storedParts(
  world: World,
  agency: Id<"agency">,
  people: readonly Pick<Person, "id">[],
  cycle: Id<"cycle">,
) {
  const table = world.table(agency);
  const found = await Promise.all(
    people.map(async ({ id }) => {
      const pattern = accessPattern([partEntity], (a) => ({
        partition: `A#${a}#E#${id}`,
        beginsWith: `C#${cycle}#PART#`,
      }));
      return (await table.queryTogether(pattern)).part;
    }),
  );
  return found.flat();
}

/** What was done to a cycle, in order, as its audit chain tells. */
export async function deedsOf(world: World, agency: Id<"agency">, cycle: Id<"cycle">): Promise<string[]> {
  const subject = auditSubject("cycle", keys.cycle(agency, cycle));
  const pattern = accessPattern([auditEntity], (a) => ({ partition: keys.audit(a, subject, 1).pk }));
  return (await world.table(agency).queryTogether(pattern)).audit.map(({ action }) => action);
}
