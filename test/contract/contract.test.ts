import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { refusalsByStatus, refusalsOf, successStatus } from "#shared/platform/answers.ts";
import type { ErrorCode, Problem } from "#shared/platform/errors.ts";
import { type IdKind, idPrefixes, newId } from "#shared/platform/ids.ts";
import { pathNames } from "#shared/platform/openapi.ts";
import { partIdOf } from "#shared/platform/part-id.ts";
import type { PathParameterName } from "#shared/platform/path-parameters.ts";
import { holds, type Role, roles } from "#shared/platform/permissions.ts";
import { type RouteDefinition, type RouteTable, routeKey } from "#shared/platform/route.ts";
import type { Implementation } from "#shared/platform/serve.ts";
import { routes } from "#shared/routes.ts";
import { objectsIn, sampleOf } from "#test/support/samples.ts";
import { type Answer, type Sent, useWorld } from "#test/support/world.ts";
import { bodies } from "./bodies.ts";
import { nested, residents } from "./residents.ts";

/**
 * What every route promises, tried on every route of the table: nothing here names one. A new route is tried as soon
 * as it stands in `shared/routes.ts`; its area's functions are found in `functions/<area>/handlers.ts`.
 */
const areas: [string, RouteTable][] = Object.entries(routes);
const root = path.resolve(import.meta.dirname, "../..");

async function findImplementation(area: string): Promise<Implementation | undefined> {
  const file = path.join(root, "functions", area, "handlers.ts");
  if (!existsSync(file)) return undefined;
  const exported = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as {
    implementation?: Implementation;
  };
  return exported.implementation;
}

const implementations = new Map<string, Implementation>();
for (const [area] of areas) {
  const implementation = await findImplementation(area);
  if (implementation !== undefined) implementations.set(area, implementation);
}

const world = useWorld([...implementations.values()]);

/** Sends, and sees that status, code and media type of whatever comes back are documented. */
async function send(definition: RouteDefinition, sent: Sent): Promise<Answer> {
  const changes = definition.method === "GET" ? {} : { "idempotency-key": `key-${crypto.randomUUID()}` };
  const answer = await world.send(definition, { ...sent, headers: { ...changes, ...sent.headers } });
  const { status, body, headers } = answer;
  if (status < 400) {
    expect(status).toBe(successStatus(definition));
    return answer;
  }
  const problem = body as Problem;
  expect(headers["content-type"]).toBe("application/problem+json");
  expect([...refusalsByStatus(definition).keys()]).toContain(status);
  expect(refusalsOf(definition)).toContain(problem.code);
  expect(problem).toMatchObject({ type: `/docs#${problem.code}`, status });
  expect([problem.title, problem.detail].every((text) => text.length > 0 && !/\{\w+\}/.test(text))).toBe(
    true,
  );
  expect(problem.code).not.toBe("unexpected" satisfies ErrorCode);
  return answer;
}

function holdersOf({ access }: RouteDefinition): Role[] {
  return access.kind === "open" ? [] : roles.filter((role) => holds([role], access.permission));
}

/** Ids of the right shape that name nothing. */
function shapedIds(definition: RouteDefinition): Record<string, string> {
  return Object.fromEntries(pathNames(definition.path).map((name) => [name, shapedId(name)]));
}

function shapedId(name: PathParameterName): string {
  if (name === "partId")
    return partIdOf({ employeeId: newId("employee", 1), cycleId: newId("cycle", 1), number: 1 });
  const kind = name.replace(/Id$/, "");
  if (!(kind in idPrefixes)) throw new Error(`the path parameter ${name} names no kind of id`);
  return newId(kind as IdKind, 1);
}

/** A body that the route takes, and a query. */
function fitting(name: string, definition: RouteDefinition): Pick<Sent, "text" | "query"> {
  const { body, query } = definition;
  const sample = body && (bodies[name] ?? sampleOf(body));
  return {
    text: sample === undefined ? undefined : JSON.stringify(sample),
    query: query && (sampleOf(query) as Record<string, unknown>),
  };
}

describe.each(areas)("the area %s", (area, table) => {
  const entries = Object.entries(table);
  const signedIn = entries.filter(([, { access }]) => access.kind === "signed-in");
  const withParameters = signedIn.filter(([, definition]) => pathNames(definition.path).length > 0);
  const withBody = entries.filter(([, { body }]) => body !== undefined);
  const withQuery = entries.filter(([, { query }]) => query !== undefined);

  test("has its handlers, one for each route", () => {
    const implementation = implementations.get(area);
    expect(implementation, `functions/${area}/handlers.ts exports no implementation`).toBeDefined();
    expect(Object.keys(implementation?.handlers ?? {}).sort()).toEqual(Object.keys(table).sort());
    expect(implementation?.routes).toBe(table);
  });

  test.each(entries)(
    "%s is described: a sentence, a place under /v1, a status that fits",
    (_, definition) => {
      const { summary, path: at, method, status, body, access } = definition;
      expect(summary).toMatch(/^[A-Z].{9,}[.?]$/);
      expect(area === "public" || at.startsWith("/v1/")).toBe(true);
      expect(at).toMatch(/^(\/([a-z0-9.-]+|\{\w+\}))+$/);
      if (status === 201) expect(method).toBe("POST");
      if (method === "GET" || method === "DELETE") expect(body).toBeUndefined();
      if (access.kind === "open") expect(access.reason.length).toBeGreaterThan(15);
    },
  );

  test.each(entries)("%s answers nothing that is not declared", (_, { returns, path: at }) => {
    if (returns === undefined || at === "/openapi.json") return;
    expect(objectsIn(returns, "output").filter(({ isClosed }) => !isClosed)).toEqual([]);
  });

  test.each([...withBody, ...withQuery])(
    "%s takes no field that is not declared, at any depth",
    (_, definition) => {
      for (const schema of [definition.body, definition.query]) {
        const open =
          schema === undefined ? [] : objectsIn(schema, "input").filter(({ isClosed }) => !isClosed);
        expect(open).toEqual([]);
      }
    },
  );

  if (!implementations.has(area)) return;

  test.each(signedIn)("%s without a token is 401", async (name, definition) => {
    const sent = { params: shapedIds(definition), ...fitting(name, definition) };
    expect(await send(definition, sent)).toMatchObject({ status: 401, body: { code: "signed-out" } });
  });

  test.each(signedIn)("%s is 403 for every role without its permission", async (name, definition) => {
    const holders = holdersOf(definition);
    for (const role of roles.filter((each) => !holders.includes(each))) {
      const as = world.actor({ roles: [role] });
      const sent = { as, params: shapedIds(definition), ...fitting(name, definition) };
      expect(await send(definition, sent), role).toMatchObject({ status: 403, body: { code: "forbidden" } });
    }
    const nobody = {
      as: world.actor({ roles: [] }),
      params: shapedIds(definition),
      ...fitting(name, definition),
    };
    expect(await send(definition, nobody)).toMatchObject({ status: 403 });
  });

  test.each(withParameters)("%s with an id of a wrong shape is 404", async (name, definition) => {
    const as = world.actor({ roles: holdersOf(definition) });
    const right = shapedIds(definition);
    for (const parameter of Object.keys(right)) {
      const id = right[parameter] ?? "";
      for (const wrong of [
        "x",
        id.slice(0, -1),
        `${id}0`,
        `xxx_${id.slice(4)}`,
        `${id.slice(0, -1)}#`,
        "' OR 1=1",
      ]) {
        const sent = { as, params: { ...right, [parameter]: wrong }, ...fitting(name, definition) };
        expect(await send(definition, sent), wrong).toMatchObject({ status: 404 });
      }
    }
  });

  test.each(withParameters)("%s with another agency's ids is 404, whoever asks", async (name, definition) => {
    const sent = fitting(name, definition);
    expect(definition.body === undefined || sent.text !== undefined, "give it a body in bodies.ts").toBe(
      true,
    );
    const theirs = world.agency();
    const params: Record<string, string> = {};
    for (const parameter of pathNames(definition.path)) {
      const resident = residents[parameter];
      const isNested = (nested as readonly string[]).includes(parameter);
      expect(resident !== undefined || isNested, `give ${parameter} a resident in residents.ts`).toBe(true);
      params[parameter] = (await resident?.(world, theirs)) ?? shapedId(parameter);
    }
    const employee = newId("employee", 2);
    for (const role of holdersOf(definition)) {
      const as = world.actor({ roles: [role], ...(role === "employee" ? { employee } : {}) });
      expect(await send(definition, { as, params, ...sent }), role).toMatchObject({ status: 404 });
    }
  });

  test.each(withBody)("%s refuses junk, and names the field", async (name, definition) => {
    const as = definition.access.kind === "open" ? undefined : world.actor({ roles: holdersOf(definition) });
    const right = bodies[name] ?? sampleOf(definition.body ?? expect.fail("no body"));
    const undeclared = { ...(typeof right === "object" ? right : {}), undeclared: true };
    const junk = [
      undefined,
      "",
      "{",
      "null",
      "[]",
      "1",
      '"text"',
      '{"__proto__":{}}',
      JSON.stringify(undeclared),
    ];
    for (const text of junk) {
      // Where everything may be left out, an empty object is no junk; `__proto__` is then an undeclared field.
      const answer = await send(definition, { as, params: shapedIds(definition), text });
      expect(answer, String(text)).toMatchObject({ status: 400, body: { code: "request.invalid" } });
      const { fields = [] } = answer.body as Problem;
      expect(fields.length).toBeGreaterThan(0);
      expect(fields.every(({ path: at, message }) => at !== "" && message !== "")).toBe(true);
    }
  });

  test.each(withQuery)("%s refuses a query parameter that nobody declared", async (name, definition) => {
    const as = definition.access.kind === "open" ? undefined : world.actor({ roles: holdersOf(definition) });
    const { text, query } = fitting(name, definition);
    const sent = { as, params: shapedIds(definition), text, query: { ...query, undeclared: "1" } };
    expect(await send(definition, sent)).toMatchObject({ status: 400, body: { code: "request.invalid" } });
  });
});

test("no two routes share a method and a path, and no two a name", () => {
  const all = areas.flatMap(([, table]) => Object.entries(table));
  for (const words of [all.map(([name]) => name), all.map(([, definition]) => routeKey(definition))]) {
    expect(words.filter((word, i) => words.indexOf(word) !== i)).toEqual([]);
  }
});

test("no two paths are the same but for the names of their parameters", () => {
  const shapes = areas.flatMap(([, table]) =>
    Object.values(table).map((each) => [each.path.replaceAll(/\{\w+\}/g, "{}"), each.path]),
  );
  const byShape = Map.groupBy(shapes, ([shape]) => shape);
  for (const [, same] of byShape) expect(new Set(same.map(([, at]) => at)).size).toBe(1);
});
