import { httpFunctions } from "#infra/functions.ts";
import type { RoutesByArea } from "#infra/service.ts";
import type { Access, RouteDefinition } from "#shared/platform/route.ts";

const accesses: readonly Access[] = [
  { kind: "signed-in", permission: "me.read", fresh: false },
  { kind: "signed-in", permission: "members.manage", fresh: true },
  { kind: "open", reason: "anyone may look at the fixture" },
];
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/** A table as large as a release may become: every area, every method, every kind of access. */
export function fixtureRoutes(total: number): RoutesByArea {
  const areas = Object.keys(httpFunctions);
  const table: Record<string, Record<string, RouteDefinition>> = {};
  for (let n = 0; n < total; n++) {
    const area = areas[n % areas.length] ?? "public";
    table[area] = { ...table[area], [`route${n}`]: fixtureRoute(area, n) };
  }
  return table;
}

function fixtureRoute(area: string, n: number): RouteDefinition {
  const [method = "GET", access = accesses[0]] = [methods[n % methods.length], accesses[n % accesses.length]];
  if (access === undefined) throw new Error("The fixture has no access");
  return { method, path: `/v1/${area}/{id}/things${n}`, access, summary: `Fixture ${n}` };
}
