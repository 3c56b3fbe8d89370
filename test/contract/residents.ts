import type * as z from "zod";
import { agencyRoutes } from "#shared/agencies/routes.ts";
import { cycleRoutes } from "#shared/cycles/routes.ts";
import { partEntity } from "#shared/cycles/store.ts";
import { memberEntity } from "#shared/identity/store.ts";
import { importEntity } from "#shared/people/imports.ts";
import { officialEntity, personEntity, unitEntity } from "#shared/people/store.ts";
import { type Id, type IdKind, newId } from "#shared/platform/ids.ts";
import { partIdOf } from "#shared/platform/part-id.ts";
import type { PathParameterName } from "#shared/platform/path-parameters.ts";
import type { Entity } from "#shared/platform/table/entity.ts";
import { exportEntity } from "#shared/reports/exports.ts";
import { sampleOf } from "#test/support/samples.ts";
import type { World } from "#test/support/world.ts";
import { bodies } from "./bodies.ts";

/** Puts it into the agency, or into another new one, but never into one of a caller. */
type Resident = (world: World, agency: Id<"agency">) => Promise<string>;

/**
 * For each name in a route's path: puts a real thing of that kind into an agency and answers its id, so that calls by
 * strangers meet something that is there. A route with a new name in its path fails until it stands here.
 */
export const residents: Readonly<Partial<Record<PathParameterName, Resident>>> = {
  memberId: kept(memberEntity, "member", (memberId) => ({ memberId })),
  unitId: kept(unitEntity, "unit", (id) => ({ id })),
  officialId: kept(officialEntity, "official", (id) => ({ id })),
  employeeId: kept(personEntity, "employee", (id) => ({ id })),
  cycleId: async (world) => {
    const operator = world.actor({ roles: ["operator"] });
    const body = agencyRoutes.onboardAgency.body.parse(bodies["onboardAgency"]);
    const agency = (await world.call(agencyRoutes.onboardAgency, { as: operator, body })).body.agencyId;
    const as = world.actor({ agency, roles: ["agencyAdmin"] });
    const period = { kind: "semester", year: 2027, index: 1 } as const;
    return (await world.call(cycleRoutes.planCycle, { as, body: { period } })).body.id;
  },
  importId: kept(importEntity, "import", (id) => ({ id })),
  exportId: kept(exportEntity, "export", (id) => ({ id })),
  partId: async (world, agency) => {
    const place = { employeeId: newId("employee", 1), cycleId: newId("cycle", 1), number: 1 };
    await put(world, agency, partEntity, place);
    return partIdOf(place);
  },
};

/** Things that lie within others and are found only through them. */
export const nested = [
  "assignmentId",
  "evaluationId",
  "resultId",
  "fileId",
] as const satisfies PathParameterName[];

function kept<Content, Ref, K extends IdKind>(
  kind: Entity<string, Content, Ref> & { model: z.ZodType<Content> },
  idKind: K,
  fixed: (id: Id<K>) => object,
): Resident {
  return async (world, agency) => {
    const id = newId(idKind, 1);
    await put(world, agency, kind, fixed(id));
    return id;
  };
}

async function put<Content, Ref>(
  world: World,
  agency: Id<"agency">,
  kind: Entity<string, Content, Ref> & { model: z.ZodType<Content> },
  fixed: object,
): Promise<void> {
  const content = sampleOf(kind.model, fixed);
  if (content === undefined) throw new Error(`no sample of ${kind.name}: give it here by hand`);
  const table = world.table(agency);
  await table.write([table.create(kind, content as Content & Ref)]);
}
