import { beforeAll, describe, expect, it } from "vitest";
import type { Template } from "#infra/local/runtime/assembly.ts";
import { readAssembly } from "#infra/local/runtime/assembly.ts";
import { Deployment } from "#infra/local/runtime/deployment.ts";
import { planEngines } from "#infra/local/runtime/engine-plan.ts";
import { checkSupport } from "#infra/local/runtime/support.ts";
import { changedAssembly, fixtureAssembly } from "./fixture/fixture.ts";

const options = {
  region: "ap-southeast-3",
  accountId: "000000000000",
  queueUrl: (name: string) => `http://127.0.0.1/000000000000/${name}`,
};
const deploy = (assembly: string) => new Deployment(readAssembly(assembly), options);
const ofType = (template: Template, type: string) =>
  Object.values(template.Resources ?? {}).find((resource) => resource.Type === type)?.Properties ?? {};

beforeAll(async () => {
  await fixtureAssembly();
});

describe("what the local cloud cannot run as AWS would fails at start and is named", () => {
  type Change = (template: Required<Template>) => void;
  const cases: [string, "data" | "api", Change, RegExp][] = [
    [
      "an unlisted property of a table",
      "data",
      (template) => Object.assign(ofType(template, "AWS::DynamoDB::Table"), { TableClass: "STANDARD" }),
      /fixture-data\/Table\w+ \(AWS::DynamoDB::Table\): property AWS::DynamoDB::Table\.TableClass is on no list/,
    ],
    [
      "an unlisted property deep inside a distribution",
      "api",
      (template) => {
        const config = ofType(template, "AWS::CloudFront::Distribution")["DistributionConfig"] as Record<
          string,
          unknown
        >;
        config["CustomErrorResponses"] = [{ ErrorCode: 404 }];
      },
      /DistributionConfig\.CustomErrorResponses is on no list/,
    ],
    [
      "an unlisted resource type",
      "api",
      (template) => {
        template.Resources["Extra"] = { Type: "AWS::StepFunctions::StateMachine" };
      },
      /fixture-api\/Extra \(AWS::StepFunctions::StateMachine\): this resource type is on no list/,
    ],
    [
      "a custom resource",
      "data",
      (template) => {
        template.Resources["Extra"] = { Type: "Custom::S3AutoDeleteObjects" };
      },
      /fixture-data\/Extra \(Custom::S3AutoDeleteObjects\): a custom resource/,
    ],
    [
      "a value that is only asserted",
      "data",
      (template) => Object.assign(ofType(template, "AWS::DynamoDB::Table"), { BillingMode: "PROVISIONED" }),
      /AWS::DynamoDB::Table\.BillingMode is "PROVISIONED", not PAY_PER_REQUEST/,
    ],
    [
      "a checked resource that lacks what is asserted",
      "data",
      (template) => {
        template.Resources["Alarm"] = {
          Type: "AWS::CloudWatch::Alarm",
          Properties: { ComparisonOperator: "x" },
        };
      },
      /fixture-data\/Alarm .* lacks AlarmDescription/,
    ],
  ];
  it.each(cases)("%s", async (_title, stack, change, expected) => {
    const assembly = await changedAssembly(stack, change);
    expect(() => checkSupport(deploy(assembly))).toThrow(expected);
  });

  it("every problem is named at once", async () => {
    const assembly = await changedAssembly("data", (template) => {
      template.Resources["One"] = { Type: "Custom::One" };
      template.Resources["Two"] = { Type: "Custom::Two" };
    });
    expect(() => checkSupport(deploy(assembly))).toThrow(/Custom::One[\s\S]*Custom::Two/);
  });
});

describe("the template as one whole", () => {
  it("references across stacks meet the same resource", async () => {
    const deployment = deploy(await fixtureAssembly());
    const table = deployment.resources("AWS::DynamoDB::Table")[0];
    const functions = deployment.resources("AWS::Lambda::Function");
    const names = functions.map(({ properties }) => properties["Environment"]);
    expect(names).toContainEqual({
      Variables: { TABLE_NAME: table?.identity.name, QUEUE_URL: options.queueUrl("fixture-work") },
    });
  });

  it("what is not run is listed with a reason each", async () => {
    const notRun = checkSupport(deploy(await fixtureAssembly()));
    expect(notRun.map(({ what }) => what)).toContain("AWS::Lambda::Permission");
    expect(notRun.every(({ why, count }) => why.length > 0 && count > 0)).toBe(true);
  });

  it("a role's statements hold its own policies and no other role's", async () => {
    const { principals } = planEngines(deploy(await fixtureAssembly()));
    const gate = principals.find(({ roleArn }) => roleArn.includes("GateServiceRole"));
    const actions = gate?.statements.flatMap(({ Action = [] }) => Action) ?? [];
    expect(actions).toContain("dynamodb:GetItem");
    expect(actions.filter((action) => action.startsWith("sqs:"))).toEqual([]);
  });

  it("a resource whose condition does not hold is not there", async () => {
    const assembly = await changedAssembly("data", (template) => {
      template.Conditions = { Never: { "Fn::Equals": ["a", "b"] } };
      template.Resources["Extra"] = { Type: "Custom::Extra", Condition: "Never" };
    });
    expect(() => checkSupport(deploy(assembly))).not.toThrow();
  });
});
