import { ArnFormat, CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import { EventBus, Rule } from "aws-cdk-lib/aws-events";
import { SqsQueue } from "aws-cdk-lib/aws-events-targets";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { CfnEventInvokeConfig, CfnEventSourceMapping } from "aws-cdk-lib/aws-lambda";
import { CfnSchedule } from "aws-cdk-lib/aws-scheduler";
import {
  ConfigurationSet,
  ConfigurationSetEventDestination,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  SuppressionReasons,
} from "aws-cdk-lib/aws-ses";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { Resources } from "#infra/capabilities.ts";
import { acknowledge } from "#infra/constructs/acknowledge.ts";
import { ServiceFunction } from "#infra/constructs/service-function.ts";
import { makeDeadLetters, WorkQueue } from "#infra/constructs/work-queue.ts";
import { consumers, mailers, relay, sweeper } from "#infra/functions.ts";
import type { Stage } from "#infra/stages.ts";
import type { QueueName } from "#shared/platform/queues.ts";

export interface AsyncStackProps extends StackProps {
  readonly stage: Stage;
  readonly bundles: string;
  readonly resources: Omit<Resources, "queues" | "mail">;
}

/** What happens without a request: the stream's relay, the queues with their consumers, the schedule, mail. */
export class AsyncStack extends Stack {
  readonly resources: Resources;

  constructor(scope: Construct, id: string, props: AsyncStackProps) {
    super(scope, id, props);
    const { stage, bundles } = props;
    const queues = Object.fromEntries(
      Object.entries(consumers).map(([name, { timeoutSeconds }]) => [
        name,
        this.makeQueue(stage, name, timeoutSeconds),
      ]),
    ) as Record<QueueName, IQueue>;
    this.resources = { ...props.resources, queues, mail: makeMail(this, stage) };

    for (const [name, spec] of Object.entries(consumers) as [QueueName, (typeof consumers)[QueueName]][]) {
      const fn = new ServiceFunction(this, `On-${name}`, { spec, resources: this.resources, bundles });
      consumeQueue(fn, queues[name], name);
    }
    followStream(
      new ServiceFunction(this, "Relay", { spec: relay, resources: this.resources, bundles }),
      this.resources,
    );
    tickEveryQuarter(
      new ServiceFunction(this, "OnTick", { spec: sweeper, resources: this.resources, bundles }),
      stage,
    );

    receiveArrivals(this, this.resources);
  }

  private makeQueue(stage: Stage, name: string, consumerTimeoutSeconds: number): IQueue {
    return new WorkQueue(this, `Queue-${name}`, { stage: stage.name, name, consumerTimeoutSeconds }).queue;
  }
}

/** Messages a consumer takes at once, and how many of it may run: mail leaves at the rate that SES grants. */
const pace: Readonly<Partial<Record<QueueName, { batch: number; waitSeconds?: number; atMost?: number }>>> = {
  tallies: { batch: 100, waitSeconds: 1 },
  // Ten at once are some fifty a second, which is what Cognito admits for making accounts.
  accounts: { batch: 5, atMost: 2 },
  notices: { batch: 10, atMost: mailers.notices },
  digests: { batch: 1, atMost: mailers.digests },
  "appraisals-milestones": { batch: 10 },
};

function consumeQueue(fn: ServiceFunction, queue: IQueue, name: QueueName): void {
  const { batch, waitSeconds, atMost } = pace[name] ?? { batch: 1 };
  fn.allow({
    actions: [
      "sqs:ReceiveMessage",
      "sqs:DeleteMessage",
      "sqs:GetQueueAttributes",
      "sqs:ChangeMessageVisibility",
    ],
    resources: [queue.queueArn],
  });
  const mapping = new CfnEventSourceMapping(fn, "Queue", {
    functionName: fn.lambda.functionName,
    eventSourceArn: queue.queueArn,
    batchSize: batch,
    functionResponseTypes: ["ReportBatchItemFailures"],
    ...(waitSeconds === undefined ? {} : { maximumBatchingWindowInSeconds: waitSeconds }),
    ...(atMost === undefined ? {} : { scalingConfig: { maximumConcurrency: atMost } }),
  });
  mapping.node.addDependency(fn.role);
  acknowledge(mapping, {
    "Serverless-LambdaEventSourceMappingDestination": "For a queue that is the queue's own dead letters",
  });
}

/** The relay is the stream's only consumer: a shard bears two at most, and order is kept per item. */
function followStream(fn: ServiceFunction, { stage, table: { streamArn } }: Resources): void {
  const deadLetters = makeDeadLetters(fn, stage.name, "relay");
  fn.allow({
    actions: ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"].map(
      (call) => `dynamodb:${call}`,
    ),
    resources: [streamArn],
  });
  fn.allow({ actions: ["sqs:SendMessage"], resources: [deadLetters.queueArn] });
  const mapping = new CfnEventSourceMapping(fn, "Stream", {
    functionName: fn.lambda.functionName,
    eventSourceArn: streamArn,
    startingPosition: "TRIM_HORIZON",
    batchSize: 100,
    parallelizationFactor: 4,
    bisectBatchOnFunctionError: true,
    functionResponseTypes: ["ReportBatchItemFailures"],
    // Only a poisoned record fails this often while queues accept; the dead letter tells where in the stream it lay.
    maximumRetryAttempts: 100,
    destinationConfig: { onFailure: { destination: deadLetters.queueArn } },
  });
  mapping.node.addDependency(fn.role);
}

/** The only schedule. A missed, doubled or late tick does no harm: the next one finds the same milestones due. */
function tickEveryQuarter(fn: ServiceFunction, stage: Stage): void {
  const deadLetters = makeDeadLetters(fn, stage.name, "tick");
  const arn = fn.lambda.functionArn;
  const role = new Role(fn, "ScheduleRole", { assumedBy: new ServicePrincipal("scheduler.amazonaws.com") });
  role.addToPolicy(new PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: [arn] }));
  role.addToPolicy(new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [deadLetters.queueArn] }));
  const retryPolicy = { maximumEventAgeInSeconds: 900, maximumRetryAttempts: 2 };
  new CfnSchedule(fn, "Schedule", {
    name: `kinerja-${stage.name}-tick`,
    description: "Asks what is due: openings, closings, reminders, transfers",
    scheduleExpression: "cron(0/15 * * * ? *)",
    flexibleTimeWindow: { mode: "OFF" },
    target: { arn, roleArn: role.roleArn, retryPolicy, deadLetterConfig: { arn: deadLetters.queueArn } },
  });
  // The scheduler only hands over; what the function then makes of the tick fails here.
  fn.allow({ actions: ["sqs:SendMessage"], resources: [deadLetters.queueArn] });
  const onFailure = new CfnEventInvokeConfig(fn, "OnFailure", {
    functionName: fn.lambda.functionName,
    qualifier: "$LATEST",
    maximumEventAgeInSeconds: retryPolicy.maximumEventAgeInSeconds,
    maximumRetryAttempts: retryPolicy.maximumRetryAttempts,
    destinationConfig: { onFailure: { destination: deadLetters.queueArn } },
  });
  onFailure.node.addDependency(fn.role);
}

/** The sender's domain, and what becomes of each mail. */
function makeMail(stack: Stack, { name, mail }: Stage): Resources["mail"] {
  const configurationSetName = `kinerja-${name}`;
  const identity = new EmailIdentity(stack, "MailDomain", {
    identity: Identity.domain(mail.domain),
    mailFromDomain: `bounce.${mail.domain}`,
  });
  const configurationSet = new ConfigurationSet(stack, "Mail", {
    configurationSetName,
    reputationMetrics: true,
    tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
    suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
  });
  new ConfigurationSetEventDestination(stack, "MailEvents", {
    configurationSet,
    destination: EventDestination.eventBus(EventBus.fromEventBusName(stack, "DefaultBus", "default")),
    events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT],
  });
  for (const [index, record] of identity.dkimRecords.entries()) {
    new CfnOutput(stack, `DkimRecord${index + 1}`, { value: `${record.name} CNAME ${record.value}` });
  }
  return {
    identityArn: sesArn(stack, "identity", mail.domain),
    configurationSetArn: sesArn(stack, "configuration-set", configurationSetName),
    configurationSet: configurationSetName,
  };
}

function sesArn(stack: Stack, resource: string, resourceName: string): string {
  return stack.formatArn({
    service: "ses",
    resource,
    resourceName,
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
}

/** Events of AWS, each kind put into its queue; what a queue refuses lies in one queue of dead letters. */
function receiveArrivals(stack: Stack, { stage, queues, uploads }: Resources): void {
  const deadLetterQueue = makeDeadLetters(new Construct(stack, "Arrivals"), stage.name, "arrivals");
  new Rule(stack, "UploadArrived", {
    eventPattern: {
      source: ["aws.s3"],
      detailType: ["Object Created"],
      detail: { bucket: { name: [uploads.bucketName] } },
    },
    targets: [new SqsQueue(queues.uploads, { deadLetterQueue })],
  });
  new Rule(stack, "MailCameBack", {
    eventPattern: { source: ["aws.ses"], detailType: ["Email Bounced", "Email Complaint Received"] },
    targets: [new SqsQueue(queues["mail-events"], { deadLetterQueue })],
  });
}
