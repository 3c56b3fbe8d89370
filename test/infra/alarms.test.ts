import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { stages } from "#infra/stages.ts";
import { queues } from "#shared/platform/queues.ts";
import { fixtureRoutes } from "./fixture-routes.ts";
import { everyResource, ofType, synthesize, theOnly } from "./synthesized.ts";

const { templates } = synthesize(stages.dev, fixtureRoutes(10));
const alarms = ofType(templates.alarms, "AWS::CloudWatch::Alarm").map(([, { Properties }]) => Properties);
const functionNames = everyResource(templates)
  .filter(([, { Type }]) => Type === "AWS::Lambda::Function")
  .map(([, { Properties }]) => Properties["FunctionName"] as string);

const watching = (name: string, value: string, metric: string) =>
  alarms.filter(
    ({ MetricName, Dimensions }) =>
      MetricName === metric &&
      Dimensions?.some(
        (each: { Name: string; Value: unknown }) => each.Name === name && each.Value === value,
      ),
  );

test.each(functionNames)("%s wakes the operator when it fails and when it is throttled", (name) => {
  expect(watching("FunctionName", name, "Errors")).toHaveLength(1);
  expect(watching("FunctionName", name, "Throttles")).toHaveLength(1);
});

test("no alarm watches a function that is not deployed", () => {
  const watched = alarms
    .flatMap(({ Dimensions = [] }) => Dimensions)
    .filter(({ Name }) => Name === "FunctionName");
  expect(watched.filter(({ Value }) => !functionNames.includes(Value))).toEqual([]);
});

test("every queue with dead letters wakes the operator at the first one", () => {
  const dead = ofType(templates.async, "AWS::SQS::Queue")
    .map(([, { Properties }]) => Properties["QueueName"] as string)
    .filter((name) => name.endsWith("-dead"));
  expect(dead.length).toBe(Object.keys(queues).length + 3);
  for (const name of dead) {
    expect(watching("QueueName", name, "ApproximateNumberOfMessagesVisible"), name).toMatchObject([
      { Threshold: 1, ComparisonOperator: "GreaterThanOrEqualToThreshold" },
    ]);
  }
});

test("a schedule that stays silent for half an hour rings", () => {
  expect(watching("FunctionName", "kinerja-dev-cycles-on-tick", "Invocations")).toMatchObject([
    {
      TreatMissingData: "breaching",
      Period: 1800,
      Threshold: 0,
      ComparisonOperator: "LessThanOrEqualToThreshold",
    },
  ]);
});

test.each([
  "IteratorAge",
  "5xx",
  "Latency",
  "WriteThrottleEvents",
  "Reputation.BounceRate",
  "Reputation.ComplaintRate",
])("%s is watched", (metric) => {
  expect(alarms.filter(({ MetricName }) => MetricName === metric)).toHaveLength(1);
});

test.each([
  ["milestone.unknown", "cycles-on-tick"],
  ["tally.drift", "reports-on-milestones"],
])("%s in the log of %s rings", (event, name) => {
  const [, filter] =
    ofType(templates.alarms, "AWS::Logs::MetricFilter").find(
      ([, { Properties }]) => Properties["MetricTransformations"][0].MetricName === event,
    ) ?? [];
  expect(filter?.Properties).toMatchObject({
    LogGroupName: `/kinerja/dev/${name}`,
    FilterPattern: `{ $.message = "${event}" }`,
    MetricTransformations: [{ MetricNamespace: "Kinerja/dev", MetricValue: "1" }],
  });
  const groups = everyResource(templates).filter(([, { Type }]) => Type === "AWS::Logs::LogGroup");
  expect(groups.map(([, { Properties }]) => Properties["LogGroupName"])).toContain(`/kinerja/dev/${name}`);
  expect(alarms.filter(({ MetricName }) => MetricName === event)).toMatchObject([
    { Namespace: "Kinerja/dev", Threshold: 1, TreatMissingData: "notBreaching" },
  ]);
});

describe.each(alarms.map((alarm) => [alarm["AlarmName"], alarm] as const))("%s", (_, alarm) => {
  const description: string = alarm["AlarmDescription"];
  const [, sentence = "", file = "", heading = ""] =
    /^(.+) Runbook: (docs\/runbooks\/.+\.md)#(.+)$/.exec(description) ?? [];

  test("says in a sentence what breaks for whom", () => {
    expect(sentence).toMatch(/^[A-Z].{20,}\.$/);
  });

  test("leads to a heading of its runbook", () => {
    expect(readFileSync(file, "utf8").split("\n")).toContain(`## ${heading}`);
  });

  test("is told to the operator", () => {
    expect(alarm["AlarmActions"]).toHaveLength(1);
  });
});

test("there is one dashboard, and alarms travel encrypted", () => {
  expect(theOnly(templates.alarms, "AWS::CloudWatch::Dashboard").Properties["DashboardName"]).toBe(
    "kinerja-dev",
  );
  expect(theOnly(templates.alarms, "AWS::SNS::Topic").Properties["KmsMasterKeyId"]).toBeDefined();
});
