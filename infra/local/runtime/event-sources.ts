import type { Engines } from "../engines/contract.ts";
import { callEngine } from "../engines/forward.ts";
import type { Activity } from "./activity.ts";
import type { Checkpoints } from "./checkpoints.ts";
import type { VirtualClock } from "./clock.ts";
import type { Deployment, Resource } from "./deployment.ts";
import { type EventBus, reportFailure } from "./event-bus.ts";
import type { InvokeResult, LambdaFunction } from "./lambda.ts";
import { QueueSource } from "./queue-source.ts";
import { StreamSource } from "./stream-source.ts";

/** What the pollers run on. */
export interface EventSourceDeps {
  deployment: Deployment;
  engines: Engines;
  functions: ReadonlyMap<string, LambdaFunction>;
  bus: EventBus;
  activity: Activity;
  checkpoints: Checkpoints;
  clock: VirtualClock;
  isMovingClock: () => boolean;
}

/** A poller: of a stream or of a queue. */
export interface EventSource {
  start(): void;
  stop(): Promise<void>;
}

/** A poller for each event source mapping of the template that is switched on. */
export function makeEventSources(deps: EventSourceDeps): EventSource[] {
  return deps.deployment
    .resources("AWS::Lambda::EventSourceMapping")
    .filter(({ properties }) => properties["Enabled"] !== false)
    .map((mapping) =>
      (mapping.properties["EventSourceArn"]?.toString().includes(":dynamodb:") ? streamSource : queueSource)(
        mapping,
        deps,
      ),
    );
}

/**
 * Messages that a killed run had received are visible at once: their consumer died with the queue's runner, and nobody
 * would gain from waiting for the visibility timeout.
 */
export async function releaseInFlight({ deployment, engines }: EventSourceDeps): Promise<void> {
  for (const { identity } of deployment.resources("AWS::SQS::Queue")) {
    if (engines.peekQueue(identity.name).inFlight.length === 0) continue;
    const answer = await fetch(new URL(`/_fauxqs/queues/${identity.name}`, engines.admin.sqs));
    const { messages } = (await answer.json()) as { messages: { inflight: { receiptHandle: string }[] } };
    for (const { receiptHandle } of messages.inflight) {
      const body = {
        QueueUrl: engines.queueUrl(identity.name),
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: 0,
      };
      await callEngine(engines.admin.sqs, "AmazonSQS.ChangeMessageVisibility", body);
    }
  }
}

function streamSource({ logicalId, properties }: Resource, deps: EventSourceDeps): EventSource {
  const { deployment, engines, bus, activity, checkpoints, clock } = deps;
  const eventSourceArn = String(properties["EventSourceArn"]);
  const table = /:table\/([^/]+)\//.exec(eventSourceArn)?.[1] ?? "";
  const engineStreamArn = engines.streamArn(table);
  if (engineStreamArn === undefined) throw new Error(`${logicalId}: the table ${table} has no stream.`);
  const { windowMs, ...settings } = commonSettings(properties);
  if (windowMs > 0)
    throw new Error(`${logicalId}: MaximumBatchingWindowInSeconds of a stream is not run here.`);
  const retries = Number(properties["MaximumRetryAttempts"] ?? -1);
  const destination = (properties["DestinationConfig"] as { OnFailure?: { Destination: string } } | undefined)
    ?.OnFailure;
  return new StreamSource(
    {
      name: table,
      eventSourceArn,
      engineStreamArn,
      batchSize: Number(properties["BatchSize"] ?? 100),
      maximumRetries: retries < 0 ? undefined : retries,
      isBisecting: properties["BisectBatchOnFunctionError"] === true,
      ...settings,
    },
    {
      dynamodb: engines.admin.dynamodb,
      region: deployment.options.region,
      activity,
      invoke: invoker(functionOf(properties, deps)),
      onGivenUp: async (description) => {
        if (destination !== undefined) await bus.deliver(destination.Destination, description);
      },
      checkpoints: checkpoints.of(`${logicalId} ${engineStreamArn}`),
      offsetMs: () => clock.offsetMs,
    },
  );
}

const defaultConcurrency = 5;

function queueSource({ logicalId, properties }: Resource, deps: EventSourceDeps): EventSource {
  const { deployment, engines, activity, clock, isMovingClock } = deps;
  const queue = deployment.find("AWS::SQS::Queue", properties["EventSourceArn"]);
  if (queue === undefined)
    throw new Error(`${logicalId}: no queue ${String(properties["EventSourceArn"])} in the template.`);
  const scaling = properties["ScalingConfig"] as { MaximumConcurrency?: number } | undefined;
  return new QueueSource(
    {
      queueName: queue.identity.name,
      queueArn: queue.identity.arn,
      queueUrl: engines.queueUrl(queue.identity.name),
      batchSize: Number(properties["BatchSize"] ?? 10),
      maximumConcurrency: Number(scaling?.MaximumConcurrency ?? defaultConcurrency),
      ...commonSettings(properties),
    },
    {
      sqs: engines.admin.sqs,
      region: deployment.options.region,
      activity,
      invoke: invoker(functionOf(properties, deps)),
      peek: (name) => engines.peekQueue(name),
      hasten: (name) => engines.hastenQueue(name),
      isMovingClock,
      offsetMs: () => clock.offsetMs,
    },
  );
}

function commonSettings(properties: Record<string, unknown>) {
  const filters = (
    (properties["FilterCriteria"] as { Filters?: { Pattern: string }[] } | undefined)?.Filters ?? []
  ).map(({ Pattern }) => JSON.parse(Pattern) as unknown);
  return {
    windowMs: Number(properties["MaximumBatchingWindowInSeconds"] ?? 0) * 1000,
    reportsPartialFailures: ((properties["FunctionResponseTypes"] ?? []) as string[]).includes(
      "ReportBatchItemFailures",
    ),
    filters,
  };
}

function functionOf(
  properties: Record<string, unknown>,
  { deployment, functions }: EventSourceDeps,
): LambdaFunction {
  const resource = deployment.find("AWS::Lambda::Function", properties["FunctionName"]);
  const found = functions.get(resource?.identity.arn ?? "");
  if (found === undefined)
    throw new Error(`No function ${String(properties["FunctionName"])} in the template.`);
  return found;
}

function invoker(lambda: LambdaFunction): (event: unknown) => Promise<InvokeResult> {
  return async (event) => {
    const result = await lambda.invoke(event);
    reportFailure(lambda.spec.name, result);
    return result;
  };
}
