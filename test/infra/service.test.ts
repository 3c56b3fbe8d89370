import { readFileSync } from "node:fs";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { describe, expect, test } from "vitest";
import { checkRules } from "#infra/check-rules.ts";
import type { RoutesByArea } from "#infra/service.ts";
import { type Stage, stages } from "#infra/stages.ts";
import { routes } from "#shared/routes.ts";
import { fixtureRoutes } from "./fixture-routes.ts";
import {
  define,
  everyResource,
  finishedProd,
  functionStatements,
  listOf,
  synthesize,
} from "./synthesized.ts";

const large = fixtureRoutes(250);
const cases: [string, Stage][] = [
  ["dev", stages.dev],
  ["prod before the once-only steps", stages.prod],
  ["prod", finishedProd],
];

describe.each(cases)("%s", (_, stage) => {
  const { assembly, templates, stacks } = synthesize(stage, large);
  const resources = everyResource(templates);

  test("synthesizes for any account, in Jakarta, with only the edge apart", () => {
    for (const [name, { account, region }] of Object.entries(stacks)) {
      expect(account).toContain("AWS.AccountId");
      expect(region).toBe(name === "edge" ? "us-east-1" : "ap-southeast-3");
    }
  });

  test("the edge and the other stacks do not refer to each other", () => {
    expect(stacks.edge.dependencies).toEqual([]);
    for (const { dependencies } of Object.values(stacks)) expect(dependencies).not.toContain(stacks.edge);
    expect(JSON.stringify(templates.edge)).not.toContain("Fn::ImportValue");
  });

  test("a stack refers only to stacks before it: data, identity, async, api, web, alarms", () => {
    const order = Object.values(stacks);
    for (const [position, stack] of order.entries()) {
      for (const dependency of stack.dependencies) expect(order.indexOf(dependency)).toBeLessThan(position);
    }
  });

  test("each stack stays far below CloudFormation's 500 resources and 1 MB, with 250 routes", () => {
    for (const { stackName } of Object.values(stacks)) {
      const artifact = assembly.getStackByName(stackName);
      expect(Object.keys(artifact.template.Resources).length, stackName).toBeLessThan(400);
      expect(readFileSync(artifact.templateFullPath).byteLength, stackName).toBeLessThan(700_000);
    }
  });

  test("nothing needs a custom resource, so that the local cloud runs what is deployed", () => {
    expect(resources.map(([, { Type }]) => Type).filter((type) => !type.startsWith("AWS::"))).toEqual([]);
    expect(resources.filter(([, { Type }]) => Type === "AWS::CloudFormation::CustomResource")).toEqual([]);
  });

  test("what costs money says which service and stage it belongs to", () => {
    const costly =
      /^AWS::(DynamoDB::Table|Lambda::Function|S3::Bucket|SQS::Queue|CloudFront::Distribution|KMS::Key)$/;
    for (const [id, { Properties }] of resources.filter(([, { Type }]) => costly.test(Type))) {
      expect(Properties["Tags"], id).toEqual([
        { Key: "service", Value: "kinerja" },
        { Key: "stage", Value: stage.name },
      ]);
    }
  });

  test("no function may do everything with something", () => {
    for (const { fn, statement } of functionStatements(templates)) {
      expect(
        listOf(statement.Action).filter((action) => action.includes("*")),
        fn,
      ).toEqual([]);
      expect(statement.Resource, fn).not.toBe("*");
    }
  });
});

test("the real route table fits too, and every area of it has a function", () => {
  const { templates } = synthesize(stages.dev, routes);
  expect(Object.keys(templates.api.Resources).length).toBeLessThan(400);
});

describe("the rule packs (AwsSolutions, Serverless)", { timeout: 60_000 }, () => {
  test.each(cases)("find nothing that is not acknowledged with a reason: %s", (_, stage) => {
    const { app } = define(stage, large);
    checkRules(app);
    expect(() => app.synth()).not.toThrow();
  });

  test("stop synthesis on what nobody acknowledged", () => {
    const { app, stacks } = define(stages.dev, {});
    new Bucket(stacks.data, "Careless");
    checkRules(app);
    expect(() => app.synth()).toThrow(/AwsSolutions-S1\b/);
  });
});

test("an area without a function stops synthesis, naming the table it is missing from", () => {
  const [someRoute] = Object.values(large["plans"] ?? {});
  const unknown = { weather: { forecast: someRoute } } as RoutesByArea;
  expect(() => define(stages.dev, unknown)).toThrow(
    '"weather" has routes but no function in infra/functions.ts',
  );
});

test("a function without a bundle stops synthesis, naming the command that makes it", () => {
  expect(() => define(stages.dev, {}, "/nowhere")).toThrow("run `node infra/bundle.ts` first");
});
