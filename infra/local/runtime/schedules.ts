import { randomUUID } from "node:crypto";
import type { Deployment, Resource } from "./deployment.ts";
import { parseSchedule } from "./schedule-expression.ts";
import type { ScheduledTask } from "./timekeeper.ts";

/** Delivers to a function or a queue by ARN, without waiting for the outcome. */
type Deliver = (targetArn: string, payload: unknown) => void;

/** The schedules of EventBridge Scheduler and the rules that run on a schedule. */
export function makeSchedules(deployment: Deployment, deliver: Deliver): ScheduledTask[] {
  const schedules = deployment.resources("AWS::Scheduler::Schedule").filter(isEnabled);
  const rules = deployment
    .resources("AWS::Events::Rule")
    .filter((rule) => isEnabled(rule) && rule.properties["ScheduleExpression"] !== undefined);
  return [
    ...schedules.map((each) => schedulerTask(each, deployment, deliver)),
    ...rules.map((each) => ruleTask(each, deployment, deliver)),
  ];
}

function isEnabled({ properties }: Resource): boolean {
  return properties["State"] !== "DISABLED";
}

function schedulerTask(
  { identity, properties }: Resource,
  deployment: Deployment,
  deliver: Deliver,
): ScheduledTask {
  const target = properties["Target"] as { Arn: string; Input?: string };
  const zone = properties["ScheduleExpressionTimezone"] as string | undefined;
  return {
    name: identity.name,
    timetable: parseSchedule(String(properties["ScheduleExpression"]), zone),
    fire: (atMs) => {
      if (target.Input === undefined)
        return deliver(target.Arn, scheduledEvent("aws.scheduler", identity.arn, atMs, deployment));
      deliver(target.Arn, JSON.parse(fillContext(target.Input, identity.arn, atMs)));
    },
  };
}

function ruleTask(
  { identity, properties }: Resource,
  deployment: Deployment,
  deliver: Deliver,
): ScheduledTask {
  const targets = (properties["Targets"] ?? []) as { Arn: string; Input?: string }[];
  return {
    name: identity.name,
    timetable: parseSchedule(String(properties["ScheduleExpression"])),
    fire: (atMs) => {
      const event = scheduledEvent("aws.events", identity.arn, atMs, deployment);
      for (const { Arn, Input } of targets) deliver(Arn, Input === undefined ? event : JSON.parse(Input));
    },
  };
}

/** The attributes that Scheduler fills into a target's input. */
function fillContext(input: string, scheduleArn: string, atMs: number): string {
  return input
    .replaceAll("<aws.scheduler.schedule-arn>", scheduleArn)
    .replaceAll("<aws.scheduler.scheduled-time>", isoSeconds(atMs))
    .replaceAll("<aws.scheduler.execution-id>", randomUUID())
    .replaceAll("<aws.scheduler.attempt-number>", "1");
}

function scheduledEvent(source: string, arn: string, atMs: number, { options }: Deployment): object {
  return {
    version: "0",
    id: randomUUID(),
    "detail-type": "Scheduled Event",
    source,
    account: options.accountId,
    time: isoSeconds(atMs),
    region: options.region,
    resources: [arn],
    detail: source === "aws.scheduler" ? "{}" : {},
  };
}

function isoSeconds(epochMs: number): string {
  return new Date(epochMs).toISOString().replace(/\.\d+Z$/, "Z");
}
