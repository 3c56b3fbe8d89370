import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import { featureFlags } from "#infra/feature-flags.ts";
import { bundleName, deployedFunctions, httpFunctions } from "#infra/functions.ts";
import { defineService, type RoutesByArea } from "#infra/service.ts";
import { type Stage, stages } from "#infra/stages.ts";

export interface Resource {
  readonly Type: string;
  // Templates are other people's JSON; a test looks into them as it needs.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  readonly Properties: Readonly<Record<string, any>>;
  readonly DeletionPolicy?: string;
}

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
}

/** A production stage as it stands when a person has done the once-only steps of the deploy guide. */
export const finishedProd: Stage = {
  ...stages.prod,
  publicUrl: "https://kinerja.go.id",
  domain: { web: "kinerja.go.id", api: "api.kinerja.go.id" },
  mail: { domain: "kinerja.go.id", address: "pengingat@kinerja.go.id", isVerified: true, perSecond: 14 },
  operatorMail: "operator@kinerja.go.id",
  apiCertificateArn: "arn:aws:acm:ap-southeast-3:111122223333:certificate/aaaa",
  edge: {
    webAclArn: "arn:aws:wafv2:us-east-1:111122223333:global/webacl/kinerja-prod/bbbb",
    certificateArn: "arn:aws:acm:us-east-1:111122223333:certificate/cccc",
  },
};

/** A folder of empty bundles, one for each function: templates do not depend on what lies in them. */
function emptyBundles(folder: string): string {
  for (const { entry } of deployedFunctions(Object.keys(httpFunctions))) {
    mkdirSync(join(folder, bundleName(entry)), { recursive: true });
    writeFileSync(join(folder, bundleName(entry), "index.mjs"), `export const handler = () => "${entry}";\n`);
  }
  return folder;
}

const temporary = mkdtempSync(join(tmpdir(), "kinerja-synth-"));
process.once("exit", () => rmSync(temporary, { recursive: true, force: true }));

/** The service of a stage, defined but not yet synthesized. */
export function define(stage: Stage, routes: RoutesByArea, bundles?: string) {
  const folder = mkdtempSync(join(temporary, "service-"));
  // CloudFormation's own rules take several seconds; `cdk synth` checks them.
  const app = new App({
    context: featureFlags,
    outdir: join(folder, "out"),
    builtinCloudFormationValidation: false,
  });
  const stacks = defineService(app, {
    stage,
    routes,
    bundles: bundles ?? emptyBundles(join(folder, "bundles")),
  });
  return { app, stacks };
}

type StackName = keyof ReturnType<typeof defineService>;

/** The templates of a stage, synthesized without an account. */
export function synthesize(stage: Stage, routes: RoutesByArea) {
  const { app, stacks } = define(stage, routes);
  const assembly = app.synth();
  const entries = Object.entries(stacks).map(([name, { stackName }]) => {
    return [name, assembly.getStackByName(stackName).template as Template] as const;
  });
  return { assembly, stacks, templates: Object.fromEntries(entries) as Record<StackName, Template> };
}

/** The resources of one type, by logical id. */
export function ofType(template: Template, type: string): [string, Resource][] {
  return Object.entries(template.Resources).filter(([, resource]) => resource.Type === type);
}

/** The only resource of a type. Throws where there are none or several. */
export function theOnly(template: Template, type: string): Resource {
  const [first, ...others] = ofType(template, type);
  if (first === undefined || others.length > 0) throw new Error(`${others.length + 1} resources of ${type}`);
  return first[1];
}

/** Every resource of every stack. */
export function everyResource(templates: Readonly<Record<string, Template>>): [string, Resource][] {
  return Object.entries(templates).flatMap(([stack, { Resources }]) =>
    Object.entries(Resources).map(([id, resource]) => [`${stack}/${id}`, resource] as [string, Resource]),
  );
}

export interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** What the roles of functions may do: each statement with the function's name. */
export function functionStatements(templates: Readonly<Record<string, Template>>) {
  return Object.values(templates).flatMap((template) =>
    ofType(template, "AWS::Lambda::Function").flatMap(([, { Properties }]) => {
      const role: string = Properties["Role"]["Fn::GetAtt"][0];
      return ofType(template, "AWS::IAM::Policy")
        .filter(([, policy]) => policy.Properties["Roles"].some((each: { Ref: string }) => each.Ref === role))
        .flatMap(([, policy]) => policy.Properties["PolicyDocument"].Statement as Statement[])
        .map((statement) => ({ fn: Properties["FunctionName"] as string, statement }));
    }),
  );
}

/** One or many, as a list. */
export function listOf<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? value : [value as T];
}

/** Whether a text matches a pattern as IAM's `StringLike` does. */
export function isLike(pattern: string, text: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s").test(text);
}
