import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, type Stack } from "aws-cdk-lib";
import { bundleName, deployedFunctions, httpFunctions } from "#infra/functions.ts";
import { defineService, type RoutesByArea } from "#infra/service.ts";
import type { Stage } from "#infra/stages.ts";

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly DependsOn?: readonly string[];
}

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
}

/** A folder of empty bundles, one for each function: templates do not depend on what lies in them. */
export function emptyBundles(): string {
  const folder = mkdtempSync(join(tmpdir(), "bundles-"));
  for (const { entry } of deployedFunctions(Object.keys(httpFunctions))) {
    mkdirSync(join(folder, bundleName(entry)));
    writeFileSync(join(folder, bundleName(entry), "index.mjs"), `export const handler = () => "${entry}";\n`);
  }
  return folder;
}

/** A new app under the flags of cdk.json, which decide how templates look. */
export function newApp(): App {
  const { context } = JSON.parse(readFileSync("cdk.json", "utf8")) as { context: Record<string, unknown> };
  return new App({ context, outdir: mkdtempSync(join(tmpdir(), "cdk-")) });
}

/** The service of a stage, synthesized without an account. */
export function synthesize(stage: Stage, routes: RoutesByArea) {
  const app = newApp();
  const stacks = defineService(app, { stage, routes, bundles: emptyBundles() });
  const assembly = app.synth();
  const templateOf = (stack: Stack) => assembly.getStackByName(stack.stackName).template as Template;
  const names = Object.keys(stacks) as (keyof typeof stacks)[];
  const templates = Object.fromEntries(names.map((name) => [name, templateOf(stacks[name])])) as Record<
    keyof typeof stacks,
    Template
  >;
  return { app, assembly, stacks, templates };
}
