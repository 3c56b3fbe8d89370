import { Duration, Stack, type StackProps } from "aws-cdk-lib";
import { Dashboard, GraphWidget, type IMetric, Metric, Stats, TextWidget } from "aws-cdk-lib/aws-cloudwatch";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { FilterPattern, LogGroup, MetricFilter } from "aws-cdk-lib/aws-logs";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Construct } from "constructs";
import { acknowledge } from "#infra/constructs/acknowledge.ts";
import { period, type Watch, watch } from "#infra/constructs/watch.ts";
import {
  bundleName,
  consumers,
  type FunctionSpec,
  functionName,
  logGroupName,
  relay,
  sweeper,
} from "#infra/functions.ts";
import type { Stage } from "#infra/stages.ts";
import type { LogEvent } from "#shared/platform/log.ts";
import { deadLetterName, queueName } from "#shared/platform/queues.ts";

export interface AlarmsStackProps extends StackProps {
  readonly stage: Stage;
  /** Every function that is deployed. */
  readonly functions: readonly FunctionSpec[];
  readonly table: Table;
  readonly apiId: string;
}

/** Who is woken, by what, and what it means; and one dashboard. Functions and queues are known here by name only. */
export class AlarmsStack extends Stack {
  constructor(scope: Construct, id: string, props: AlarmsStackProps) {
    super(scope, id, props);
    const { stage } = props;
    const topic = makeTopic(this, stage);
    const watches = [
      ...props.functions.flatMap((spec) => functionWatches(stage.name, spec)),
      ...queueWatches(stage.name),
      ...serviceWatches(stage.name, props),
      ...logWatches.map((each) => watchOfLog(this, stage.name, each)),
    ];
    for (const each of watches) watch(this, stage.name, topic, each);
    makeDashboard(this, stage.name, watches, props.apiId);
  }
}

function functionWatches(stage: string, spec: FunctionSpec): Watch[] {
  const name = bundleName(spec.entry);
  const metric = (metricName: string) =>
    new Metric({
      namespace: "AWS/Lambda",
      metricName,
      dimensionsMap: { FunctionName: functionName(stage, spec.entry) },
      statistic: Stats.SUM,
      period,
    });
  const common = { ifThisFails: spec.ifThisFails, runbook: `functions.md#${name}` } as const;
  return [
    { ...common, name: `${name}-errors`, metric: metric("Errors"), rings: 3, periods: 2 },
    { ...common, name: `${name}-throttles`, metric: metric("Throttles"), rings: 10, periods: 2 },
  ];
}

function queueWatches(stage: string): Watch[] {
  const metric = (queue: string, metricName: string) =>
    new Metric({
      namespace: "AWS/SQS",
      metricName,
      dimensionsMap: { QueueName: queue },
      statistic: Stats.MAXIMUM,
      period,
    });
  const deadLetters = (name: string, ifThisFails: string): Watch => ({
    name: `${name}-dead-letters`,
    metric: metric(deadLetterName(stage, name), "ApproximateNumberOfMessagesVisible"),
    rings: 1,
    ifThisFails,
    runbook: `queues.md#${name}`,
  });
  const work = Object.entries(consumers).flatMap(([name, { ifThisFails }]): Watch[] => [
    deadLetters(name, `Messages were given up on. ${ifThisFails}`),
    {
      name: `${name}-waiting`,
      metric: metric(queueName(stage, name), "ApproximateAgeOfOldestMessage"),
      rings: Duration.minutes(15).toSeconds(),
      periods: 3,
      ifThisFails: `Messages wait for more than 15 minutes. ${ifThisFails}`,
      runbook: `queues.md#${name}`,
    },
  ]);
  return [
    ...work,
    deadLetters("relay", `Changes were given up on. ${relay.ifThisFails}`),
    deadLetters("tick", `Ticks were given up on. ${sweeper.ifThisFails}`),
    deadLetters("arrivals", "Uploaded rosters get no preview, or bounced addresses go on being mailed."),
  ];
}

function serviceWatches(stage: string, { apiId, table }: AlarmsStackProps): Watch[] {
  const mailMetric = (metricName: string) =>
    new Metric({ namespace: "AWS/SES", metricName, statistic: Stats.AVERAGE, period: Duration.hours(1) });
  return [
    {
      name: "relay-behind",
      metric: lambdaMetric(stage, relay, "IteratorAge", Stats.MAXIMUM, period),
      rings: Duration.minutes(1).toMilliseconds(),
      periods: 2,
      ifThisFails: `The relay runs behind. ${relay.ifThisFails}`,
      runbook: "service.md#relay-behind",
    },
    {
      name: "tick-missed",
      metric: lambdaMetric(stage, sweeper, "Invocations", Stats.SUM, Duration.minutes(30)),
      rings: 0,
      orLess: true,
      silenceRings: true,
      ifThisFails: `No tick for half an hour. ${sweeper.ifThisFails}`,
      runbook: "service.md#tick-missed",
    },
    {
      name: "api-failing",
      metric: apiMetric(apiId, "5xx", Stats.SUM),
      rings: 10,
      periods: 2,
      ifThisFails: 'People get "something went wrong" instead of their page, in more than one area.',
      runbook: "service.md#api-failing",
    },
    {
      name: "api-slow",
      metric: apiMetric(apiId, "Latency", Stats.p(99)),
      rings: Duration.seconds(3).toMilliseconds(),
      periods: 3,
      ifThisFails:
        "One request in a hundred takes more than three seconds: on a weak signal the app seems dead.",
      runbook: "service.md#api-slow",
    },
    {
      name: "table-throttled",
      metric: new Metric({
        namespace: "AWS/DynamoDB",
        metricName: "WriteThrottleEvents",
        dimensionsMap: { TableName: table.tableName },
        statistic: Stats.SUM,
        period,
      }),
      rings: 50,
      periods: 2,
      ifThisFails:
        "Writes are refused by the table: saving fails or is slow, first on the last evening of a window.",
      runbook: "service.md#table-throttled",
    },
    {
      name: "mail-bouncing",
      metric: mailMetric("Reputation.BounceRate"),
      rings: 0.04,
      ifThisFails:
        "At 5 % of bounces AWS puts sending under review, at 10 % it stops: then no reminder leaves at all.",
      runbook: "service.md#mail-bouncing",
    },
    {
      name: "mail-complaints",
      metric: mailMetric("Reputation.ComplaintRate"),
      rings: 0.0008,
      ifThisFails: "At 0.1 % of complaints AWS puts sending under review: then no reminder leaves at all.",
      runbook: "service.md#mail-complaints",
    },
  ];
}

interface LogWatch {
  /** The line that rings, in the function that writes it. */
  readonly event: LogEvent;
  readonly by: FunctionSpec;
  readonly ifThisFails: string;
}

/** What AWS counts as success and is none: a line of a log that must never be written. */
const logWatches: readonly LogWatch[] = [
  {
    event: "milestone.unknown",
    by: sweeper,
    ifThisFails:
      "Something planned cannot be read and is left undone, such as one cycle's opening or a day's reminders; all else goes on.",
  },
  {
    event: "tally.drift",
    by: consumers["reports-milestones"],
    ifThisFails:
      "The monitor of a running cycle counts wrongly, and its exports do not agree with the lists.",
  },
];

/** A log filter counts the line; it costs nothing until it matches. */
function watchOfLog(scope: Construct, stage: string, { event, by, ifThisFails }: LogWatch): Watch {
  const name = event.replace(".", "-");
  const filter = new MetricFilter(scope, `${name}-lines`, {
    logGroup: LogGroup.fromLogGroupName(scope, `${name}-log`, logGroupName(stage, by)),
    filterPattern: FilterPattern.stringValue("$.message", "=", event),
    metricNamespace: `Kinerja/${stage}`,
    metricName: event,
    metricValue: "1",
  });
  const metric = filter.metric({ statistic: Stats.SUM, period });
  return { name, metric, rings: 1, ifThisFails, runbook: `service.md#${name}` };
}

function lambdaMetric(
  stage: string,
  spec: FunctionSpec,
  metricName: string,
  statistic: string,
  every: Duration,
) {
  const dimensionsMap = { FunctionName: functionName(stage, spec.entry) };
  return new Metric({ namespace: "AWS/Lambda", metricName, dimensionsMap, statistic, period: every });
}

function apiMetric(apiId: string, metricName: string, statistic: string): Metric {
  return new Metric({
    namespace: "AWS/ApiGateway",
    metricName,
    dimensionsMap: { ApiId: apiId },
    statistic,
    period,
  });
}

/** Alarms may speak to it; its key must be ours, because CloudWatch cannot use AWS's own. */
function makeTopic(scope: Construct, stage: Stage): Topic {
  const key = new Key(scope, "TopicKey", { description: "Encrypts the alarms", enableKeyRotation: true });
  key.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: ["*"],
    }),
  );
  const topic = new Topic(scope, "Topic", {
    topicName: `kinerja-${stage.name}-alarms`,
    masterKey: key,
    enforceSSL: true,
  });
  topic.addSubscription(new EmailSubscription(stage.operatorMail));
  acknowledge(topic, {
    "Serverless-SNSRedrivePolicy": "An e-mail is only told: the alarm itself stays on until it is over",
  });
  return topic;
}

function makeDashboard(scope: Construct, stage: string, watches: readonly Watch[], apiId: string): void {
  const graph = (title: string, left: IMetric[]) => new GraphWidget({ title, left, width: 12, height: 6 });
  const watched = (end: string) =>
    watches.filter(({ name }) => name.endsWith(end)).map(({ metric }) => metric);
  new Dashboard(scope, "Dashboard", {
    dashboardName: `kinerja-${stage}`,
    widgets: [
      [
        new TextWidget({
          markdown: "What each alarm means and what to do: docs/runbooks",
          width: 24,
          height: 1,
        }),
      ],
      [
        graph("Requests", [apiMetric(apiId, "Count", Stats.SUM), ...watched("api-failing")]),
        graph("Latency, p99 in ms", watched("api-slow")),
      ],
      [
        graph("Errors by function", watched("-errors")),
        graph("Throttles by function", watched("-throttles")),
      ],
      [graph("Dead letters", watched("-dead-letters")), graph("Oldest message, s", watched("-waiting"))],
      [graph("Relay behind, ms", watched("relay-behind")), graph("Ticks", watched("tick-missed"))],
      [graph("Table throttled", watched("table-throttled")), graph("Bounces", watched("mail-bouncing"))],
    ],
  });
}
