import { describe, expect, test } from "vitest";
import { boundaries, storeys } from "#infra/tools/boundaries.ts";
import { breaches, findImports, type Import, importsIn } from "#infra/tools/check-boundaries.ts";

describe("the house's boundaries", () => {
  const imports = findImports();

  test("are kept by every import there is", () => {
    expect(imports.length).toBeGreaterThan(500);
    expect(breaches(imports)).toEqual([]);
  });

  test("each has its reason, and a name of its own", () => {
    for (const { because } of boundaries) expect(because.length).toBeGreaterThan(40);
    const names = boundaries.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const areas = storeys.flat();
    expect(new Set(areas).size).toBe(areas.length);
  });

  /** One breach of each kind, as somebody in a hurry would write it. */
  const planted: readonly [string, string, string][] = [
    ["storey-of-platform", "shared/platform/serve.ts", "shared/people/model.ts"],
    ["storey-of-people", "shared/people/store.ts", "shared/cycles/store.ts"],
    ["storey-of-cycles", "shared/cycles/order.ts", "shared/identity/model.ts"],
    ["area-has-a-storey", "shared/novelties/model.ts", "npm:zod"],
    ["roof", "shared/people/store.ts", "shared/routes.ts"],
    ["foundation", "shared/people/store.ts", "functions/people/handlers.ts"],
    ["functions-wing", "functions/people/handlers.ts", "infra/stages.ts"],
    ["functions-are-alone", "functions/people/handlers.ts", "functions/cycles/arm.ts"],
    ["infra-names-functions-by-path", "infra/app.ts", "functions/people/handlers.ts"],
    ["local-cloud-is-never-deployed", "infra/app.ts", "infra/local/start.ts"],
    ["rules-are-pure", "shared/plans/rules.ts", "npm:@aws-sdk/client-sqs"],
    ["rules-are-pure", "shared/plans/rules.ts", "node:crypto"],
    ["rules-are-pure", "shared/plans/workflow.ts", "shared/plans/store.ts"],
    ["rules-are-pure", "shared/plans/model.ts", "shared/platform/serve.ts"],
    ["dynamodb-in-one-place", "shared/people/store.ts", "npm:@aws-sdk/lib-dynamodb"],
    ["keys-stay-in-stores", "functions/people/handlers.ts", "shared/platform/table/keys.ts"],
    ["routes-hold-no-logic", "shared/people/routes.ts", "shared/platform/serve.ts"],
    ["one-middleware-chain", "functions/people/handlers.ts", "npm:@middy/core"],
    ["light-web", "web/src/plans/page.ts", "npm:zod"],
    ["light-web", "web/src/plans/page.ts", "shared/plans/model.ts"],
    ["light-web", "web/src/plans/page.ts", "shared/platform/clock.ts"],
    ["web-packages", "web/src/plans/page.tsx", "npm:moment"],
    ["web-packages", "web/worker/service-worker.ts", "node:path"],
  ];

  test.each(planted)("%s: %s may not import %s", (rule, from, to) => {
    const [first, ...rest] = breaches([{ from, to, typesOnly: false }]);
    expect([first, ...rest].join("\n")).toContain(`(${rule})`);
  });

  test("types alone may cross where they are gone when it runs, and nowhere else", () => {
    const typed = (from: string, to: string): Import => ({ from, to, typesOnly: true });
    expect(breaches([typed("web/src/plans/page.ts", "shared/plans/model.ts")])).toEqual([]);
    expect(breaches([typed("shared/people/store.ts", "shared/cycles/store.ts")])).toHaveLength(1);
  });

  test("a package that would reach the browser through shared is found, with the chain that brings it", () => {
    const chain: Import[] = [
      { from: "web/src/plans/page.tsx", to: "shared/plans/rules.ts", typesOnly: false },
      { from: "shared/plans/rules.ts", to: "shared/platform/decimal.ts", typesOnly: false },
      { from: "shared/platform/decimal.ts", to: "npm:big.js", typesOnly: false },
    ];
    expect(breaches(chain).join()).toContain(
      "web/src/plans/page.tsx → shared/plans/rules.ts → shared/platform/decimal.ts → npm:big.js",
    );
    const typed = chain.map((each, at) => ({ ...each, typesOnly: at === 2 }));
    expect(breaches(typed)).toEqual([]);
  });

  test("a circle of files is found, and named whole", () => {
    const circle = ["a", "b", "c"].map((name, i, all) => ({
      from: `shared/plans/${name}.ts`,
      to: `shared/plans/${all[(i + 1) % 3]}.ts`,
      typesOnly: false,
    }));
    expect(breaches(circle).join()).toContain(
      "shared/plans/a.ts → shared/plans/b.ts → shared/plans/c.ts → shared/plans/a.ts",
    );
  });

  test("every way to import is seen", () => {
    const text = [
      'import a from "zod";',
      'import type { B } from "./b.ts";',
      'import { type C, d } from "../plans/c.ts";',
      'export * from "#shared/x.ts";',
      'export type { E } from "@aws-sdk/client-sqs/deep";',
      'import "fs";',
      'const f = await import("./f.ts");',
    ].join("\n");
    const seen = importsIn("shared/people/a.ts", text).map(({ to, typesOnly }) => [to, typesOnly]);
    expect(new Map(seen as [string, boolean][])).toEqual(
      new Map([
        ["npm:zod", false],
        ["shared/people/b.ts", true],
        ["shared/plans/c.ts", false],
        ["shared/x.ts", false],
        ["npm:@aws-sdk/client-sqs", true],
        ["node:fs", false],
        ["shared/people/f.ts", false],
      ]),
    );
  });

  test("the table of no agency is in the hands of those that cross agencies by their task, and of no one else", async () => {
    const { readFile } = await import("node:fs/promises");
    const files = [
      ...new Set(imports.filter(({ to }) => to === "shared/platform/table/table.ts").map(({ from }) => from)),
    ];
    const texts = await Promise.all(files.map(async (file) => [file, await readFile(file, "utf8")] as const));
    const users = texts.filter(([file, text]) => !file.startsWith("test/") && /\bPlatformTable\b/.test(text));
    expect(users.map(([file]) => file).sort()).toEqual([
      "functions/agencies/handlers.ts",
      "functions/cycles/on-tick.ts",
      "functions/cycles/outages.ts",
      "functions/health/handlers.ts",
      "functions/health/on-health.ts",
      "functions/identity/authorizer.ts",
      "functions/identity/handlers.ts",
      "functions/identity/hosted-accounts.ts",
      "functions/identity/redeem.ts",
      "functions/identity/sessions.ts",
      // On this machine only: what the control page shows, and who can sign in with one tap.
      "infra/local/desk/milestones.ts",
      "infra/local/desk/planned-mail.ts",
      "infra/local/desk/sent-mail.ts",
      "infra/local/desk/service-desk.ts",
      "infra/local/people.ts",
    ]);
  });
});
