import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { authorizer, bundleName, consumers, httpFunctions, relay, sweeper } from "#infra/functions.ts";
import { stages } from "#infra/stages.ts";
import { subscriptions } from "#shared/platform/events.ts";
import { queues } from "#shared/platform/queues.ts";
import { everyResource, ofType, synthesize, theOnly } from "./synthesized.ts";

const { templates } = synthesize(stages.dev, {});
const template = templates.async;
const queueResources = ofType(template, "AWS::SQS::Queue");
const queueNamed = (name: string) =>
  queueResources.find(([, { Properties }]) => Properties["QueueName"] === name);
const isDead = (name: string) => name.endsWith("-dead");

describe.each(Object.keys(queues))("the queue %s", (name) => {
  const [, queue] = queueNamed(`kinerja-dev-${name}`) ?? [];
  const [deadId, dead] = queueNamed(`kinerja-dev-${name}-dead`) ?? [];

  test("gives up after five tries, into dead letters of its own that can be redriven", () => {
    expect(queue?.Properties["RedrivePolicy"]).toEqual({
      deadLetterTargetArn: { "Fn::GetAtt": [deadId, "Arn"] },
      maxReceiveCount: 5,
    });
    expect(dead?.Properties["RedriveAllowPolicy"].redrivePermission).toBe("byQueue");
    expect(JSON.stringify(dead?.Properties["RedriveAllowPolicy"].sourceQueueArns)).toContain(
      `:kinerja-dev-${name}"`,
    );
    expect(dead?.Properties["MessageRetentionPeriod"]).toBe(14 * 86_400);
  });

  test("has one consumer, which reports what failed and has six times its time limit", () => {
    const entry = queues[name as keyof typeof queues].consumer;
    const [fnId, fn] =
      ofType(template, "AWS::Lambda::Function").find(
        ([, { Properties }]) => Properties["FunctionName"] === `kinerja-dev-${bundleName(entry)}`,
      ) ?? [];
    const mappings = ofType(template, "AWS::Lambda::EventSourceMapping").filter(
      ([, { Properties }]) => Properties["FunctionName"].Ref === fnId,
    );
    expect(mappings).toHaveLength(1);
    expect(mappings[0]?.[1].Properties["FunctionResponseTypes"]).toEqual(["ReportBatchItemFailures"]);
    expect(queue?.Properties["VisibilityTimeout"]).toBe(fn?.Properties["Timeout"] * 6);
  });
});

test("every queue is encrypted and refuses what is not TLS", () => {
  const policies = ofType(template, "AWS::SQS::QueuePolicy");
  for (const [id, { Properties }] of queueResources) {
    expect(Properties["SqsManagedSseEnabled"], id).toBe(true);
    const policy = policies.find(([, each]) =>
      each.Properties["Queues"].some((q: { Ref: string }) => q.Ref === id),
    );
    expect(policy?.[1].Properties["PolicyDocument"].Statement, id).toContainEqual(
      expect.objectContaining({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
    );
  }
});

test("there are no queues but those of the table, and dead letters", () => {
  const names = queueResources.map(([, { Properties }]) => Properties["QueueName"] as string);
  expect(names.filter((name) => !isDead(name)).sort()).toEqual(
    Object.keys(queues)
      .map((name) => `kinerja-dev-${name}`)
      .sort(),
  );
});

describe("the stream", () => {
  const mappings = ofType(template, "AWS::Lambda::EventSourceMapping").filter(([, { Properties }]) =>
    JSON.stringify(Properties["EventSourceArn"]).includes("StreamArn"),
  );

  test("has the relay as its only consumer, which splits a bad batch and puts poison aside", () => {
    expect(mappings).toHaveLength(1);
    expect(mappings[0]?.[1].Properties).toMatchObject({
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      StartingPosition: "TRIM_HORIZON",
      DestinationConfig: {
        OnFailure: { Destination: { "Fn::GetAtt": [queueNamed("kinerja-dev-relay-dead")?.[0], "Arn"] } },
      },
    });
  });

  test("is relayed to every subscription's queue", () => {
    const fn = ofType(template, "AWS::Lambda::Function").find(
      ([, { Properties }]) => Properties["FunctionName"] === "kinerja-dev-events-relay",
    );
    const variables = fn?.[1].Properties["Environment"].Variables;
    for (const name of Object.keys(subscriptions))
      expect(variables).toHaveProperty(`QUEUE_${name.toUpperCase()}`);
  });
});

describe("the schedule", () => {
  test("is the only one: every quarter of an hour, to the minute", () => {
    const schedules = everyResource(templates).filter(
      ([, { Type, Properties }]) => Type.startsWith("AWS::Scheduler::") || Properties["ScheduleExpression"],
    );
    expect(schedules).toHaveLength(1);
    expect(schedules[0]?.[1].Properties).toMatchObject({
      ScheduleExpression: "cron(0/15 * * * ? *)",
      FlexibleTimeWindow: { Mode: "OFF" },
    });
  });

  test("keeps the tick that could not be handed over, and the tick that failed", () => {
    const dead = { "Fn::GetAtt": [queueNamed("kinerja-dev-tick-dead")?.[0], "Arn"] };
    expect(theOnly(template, "AWS::Scheduler::Schedule").Properties["Target"].DeadLetterConfig.Arn).toEqual(
      dead,
    );
    expect(
      theOnly(template, "AWS::Lambda::EventInvokeConfig").Properties["DestinationConfig"].OnFailure
        .Destination,
    ).toEqual(dead);
  });
});

describe("mail", () => {
  test("is sent over TLS only, and what comes back reaches its queue", () => {
    expect(theOnly(template, "AWS::SES::ConfigurationSet").Properties).toMatchObject({
      DeliveryOptions: { TlsPolicy: "REQUIRE" },
      ReputationOptions: { ReputationMetricsEnabled: true },
    });
    const { EventDestination } = theOnly(template, "AWS::SES::ConfigurationSetEventDestination").Properties;
    expect(EventDestination.MatchingEventTypes).toEqual(["bounce", "complaint"]);
    const rule = ruleFrom("aws.ses");
    expect(rule?.Properties["Targets"][0].Arn).toEqual({
      "Fn::GetAtt": [queueNamed("kinerja-dev-mail-events")?.[0], "Arn"],
    });
  });

  test("an uploaded file reaches its queue", () => {
    expect(ruleFrom("aws.s3")?.Properties["Targets"][0].Arn).toEqual({
      "Fn::GetAtt": [queueNamed("kinerja-dev-uploads")?.[0], "Arn"],
    });
  });
});

function ruleFrom(source: string) {
  const rules = ofType(template, "AWS::Events::Rule");
  return rules.find(([, { Properties }]) => Properties["EventPattern"].source[0] === source)?.[1];
}

test("every entry point in functions/ is deployed", () => {
  const deployed = [...Object.values(httpFunctions), authorizer, relay, sweeper, ...Object.values(consumers)];
  const entries = readdirSync("functions", { recursive: true, encoding: "utf8" }).filter((file) =>
    /^[^/]+\/(handlers|authorizer|relay|on-[^/]+)\.ts$/.test(file),
  );
  const known = new Set(deployed.map(({ entry }) => `${entry}.ts`));
  expect(entries.filter((entry) => !known.has(entry))).toEqual([]);
});
