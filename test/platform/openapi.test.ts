import { describe, expect, test } from "vitest";
import { implementation } from "#functions/public/handlers.ts";
import { generatedFiles } from "#infra/tools/generate.ts";
import { errorCodes } from "#shared/platform/errors.ts";
import { openApiOf } from "#shared/platform/openapi.ts";
import { schemaText } from "#shared/platform/schema-text.ts";
import { publicRoutes } from "#shared/public/routes.ts";
import { routes } from "#shared/routes.ts";
import { noteRoutes } from "#test/support/notes.ts";
import { useWorld } from "#test/support/world.ts";

const world = useWorld([implementation]);

/** Every member called `$ref` in a value. */
function referencesIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) =>
    name === "$ref" && typeof each === "string" ? [each] : referencesIn(each),
  );
}

describe("the OpenAPI document", () => {
  const document = openApiOf(routes);
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

  test("has every route once, with a name of its own", () => {
    const names = operations.map(({ operation }) => operation["operationId"]);
    const expected = Object.values(routes).flatMap((table) => Object.keys(table));
    expect(names.sort()).toEqual(expected.sort());
    expect(new Set(names).size).toBe(names.length);
  });

  test("has no reference that leads nowhere", () => {
    for (const reference of referencesIn(document)) {
      const found = reference
        .replace("#/", "")
        .split("/")
        .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], document);
      expect(found, reference).toBeDefined();
    }
  });

  test("declares each parameter of each path", () => {
    for (const { path, operation } of operations) {
      const declared = (operation["parameters"] as { name: string; in: string }[]).filter(
        (p) => p.in === "path",
      );
      expect(declared.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? []);
    }
  });

  test("says what a route takes, answers and refuses, and who may call it", () => {
    const { paths } = openApiOf({ notes: noteRoutes });
    const change = paths["/v1/notes/{exportId}"]?.["put"];
    expect(change).toMatchObject({
      operationId: "changeNote",
      tags: ["notes"],
      description: "Needs `plan.write` (employee, official).",
      "x-permission": "plan.write",
      requestBody: {
        required: true,
        content: { "application/json": { schema: { additionalProperties: false, required: ["text"] } } },
      },
    });
    const answers = change?.["responses"] as Record<string, { content?: Record<string, unknown> }>;
    expect(Object.keys(answers)).toEqual([
      "200",
      "400",
      "401",
      "403",
      "404",
      "409",
      "413",
      "422",
      "429",
      "500",
      "503",
    ]);
    expect(Object.keys(answers["404"]?.content ?? {})).toEqual([
      "application/problem+json",
      "application/json",
    ]);
    expect(Object.keys(answers["409"]?.content ?? {})).toEqual(["application/problem+json"]);
    expect(paths["/v1/notes/{exportId}"]?.["delete"]?.["responses"]).toHaveProperty("204");
    expect(paths["/v1/misbehaviour"]?.["get"]).toMatchObject({ security: [] });
    expect(paths["/v1/people/{employeeId}/note"]?.["get"]).toMatchObject({
      "x-relation": "reader-of-employee",
    });
  });

  test("is served to anyone", async () => {
    const answer = await world.call(publicRoutes.readOpenApi, {});
    expect(answer.headers["content-type"]).toBe("application/json");
    expect(answer.body).toEqual(JSON.parse(JSON.stringify(document)));
  });
});

describe("the documentation page", () => {
  const read = async () =>
    (await world.call(publicRoutes.readDocs, {})) as { body: string; headers: Record<string, string> };

  test("shows every route and explains every error code under its anchor", async () => {
    const { body } = await read();
    for (const table of Object.values(routes)) {
      for (const [name, { path }] of Object.entries(table)) {
        expect(body).toContain(`<article id="${name}">`);
        expect(body).toContain(path);
      }
    }
    for (const code of Object.keys(errorCodes)) expect(body).toContain(`<dt id="${code}">`);
    for (const [, target] of body.matchAll(/href="#([^"]+)"/g)) expect(body).toContain(`id="${target}"`);
  });

  test("works under its own strict policy: no script, no foreign source, one style sheet by its hash", async () => {
    const { body, headers } = await read();
    expect(headers["content-type"]).toBe("text/html; charset=utf-8");
    const policy = headers["content-security-policy"] ?? "";
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]+'; /);
    const [, style = ""] = /<style>([^<]*)<\/style>/.exec(body) ?? [];
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(style));
    expect(policy).toContain(Buffer.from(digest).toString("base64"));
    expect(body).not.toMatch(/<script|<link|<img|<iframe|\sstyle=|\son\w+=|javascript:|src=/i);
    expect(body).not.toMatch(/https?:/);
  });

  test("a schema reads as names, types and limits", () => {
    const text = schemaText({
      properties: {
        id: { type: "string", pattern: "^emp_[0-9a-z]{26}$" },
        days: { type: "integer", minimum: 1, maximum: 60, default: 14 },
        kinds: { type: "array", items: { enum: ["a", "b"] }, maxItems: 3 },
        note: { anyOf: [{ type: "string", maxLength: 5 }, { type: "null" }], description: "why" },
      },
      required: ["id", "note"],
    });
    expect(text).toBe(
      '{\n  id: string (emp_…)\n  days?: integer [1…60] = 14\n  kinds?: ["a" | "b"] […3]\n  note: string […5] | null  // why\n}',
    );
  });
});

describe("generated files", () => {
  test("hold what the tables say, and nothing of the machine they were made on", async () => {
    const files = await generatedFiles();
    expect(Object.keys(files)).toEqual([
      "docs/openapi.json",
      "docs/permissions.md",
      "docs/workflows.md",
      "shared/route-strings.ts",
    ]);
    for (const text of Object.values(files)) expect(text).not.toContain(process.cwd());
    expect(files["docs/permissions.md"]).toContain("| `members.manage` |  | ✓ |");
    expect(files["docs/workflows.md"]).toContain("draft --> submitted: submit (owner)");
  });
});
