import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { MailEvent, ObjectEvent } from "../engines/contract.ts";
import { callEngine } from "../engines/forward.ts";
import type { Activity } from "./activity.ts";
import type { Deployment } from "./deployment.ts";
import { matchesPattern } from "./event-pattern.ts";
import type { InvokeResult, LambdaFunction } from "./lambda.ts";

/** What the bus delivers to and tells the time by. */
export interface EventBusDeps {
  deployment: Deployment;
  functions: ReadonlyMap<string, LambdaFunction>;
  activity: Activity;
  sqs: string;
  queueUrl: (name: string) => string;
  now: () => number;
}

/** An event as EventBridge carries it, without the envelope that the bus adds. */
interface BusEvent {
  source: string;
  "detail-type": string;
  resources?: readonly string[];
  detail: unknown;
}

interface Rule {
  pattern: unknown;
  targets: readonly { Arn: string; Input?: string }[];
}

interface AsyncSettings {
  maximumRetries: number;
  onFailure: string | undefined;
}

/** Real pauses before the retries of an asynchronous invocation; AWS waits one and two minutes. */
const retryPausesMs = [250, 500];

const mailDetailTypes: Record<MailEvent["eventType"], string> = {
  Send: "Email Sent",
  Delivery: "Email Delivered",
  Bounce: "Email Bounced",
  Complaint: "Email Complaint Received",
};

/** Everything that is delivered without a caller waiting: asynchronous invocations, EventBridge, SNS, SES and S3 events. */
export class EventBus {
  readonly #deps: EventBusDeps;
  readonly #rules: readonly Rule[];

  constructor(deps: EventBusDeps) {
    this.#deps = deps;
    this.#rules = deps.deployment
      .resources("AWS::Events::Rule")
      .filter(
        ({ properties }) => properties["EventPattern"] !== undefined && properties["State"] !== "DISABLED",
      )
      .map(({ properties }) => ({
        pattern: properties["EventPattern"],
        targets: (properties["Targets"] ?? []) as Rule["targets"],
      }));
  }

  /** Delivers to a function (asynchronously), a queue or a topic, by ARN. Throws on a target the template does not have. */
  async deliver(targetArn: string, payload: unknown): Promise<void> {
    const { deployment, functions } = this.#deps;
    const lambda = functions.get(targetArn);
    if (lambda !== undefined) return this.#invokeLater(lambda, payload);
    const queue = deployment.find("AWS::SQS::Queue", targetArn);
    if (queue !== undefined) return this.#send(queue.identity.name, JSON.stringify(payload));
    if (deployment.find("AWS::SNS::Topic", targetArn) !== undefined) return this.#publish(targetArn, payload);
    throw new Error(`${targetArn} is no target in the template.`);
  }

  /** Delivers without anybody waiting; a failure is one line in the terminal. */
  deliverInBackground(targetArn: string, payload: unknown): void {
    this.#inBackground(() => this.deliver(targetArn, payload));
  }

  /** The mail service tells what became of a mail, to the event destinations of its configuration set. */
  onMailEvent(event: MailEvent): void {
    for (const { properties } of this.#deps.deployment.resources(
      "AWS::SES::ConfigurationSetEventDestination",
    )) {
      const destination = properties["EventDestination"] as MailDestination;
      const isMeant =
        properties["ConfigurationSetName"] === event.configurationSet && destination.Enabled !== false;
      // The template writes `bounce` or `BOUNCE`, as CloudFormation takes both.
      const types = destination.MatchingEventTypes.map((type) => type.toLowerCase());
      if (isMeant && types.includes(event.eventType.toLowerCase()))
        this.#toMailDestination(destination, event);
    }
  }

  /** The object store tells of an object, where its bucket has EventBridge notifications. */
  onObjectEvent({ detailType, bucket, key, sizeBytes }: ObjectEvent): void {
    const resource = this.#deps.deployment.find("AWS::S3::Bucket", bucket);
    const configuration = resource?.properties["NotificationConfiguration"] as
      | Record<string, unknown>
      | undefined;
    if (resource === undefined || configuration?.["EventBridgeConfiguration"] === undefined) return;
    this.#publishOnBus({
      source: "aws.s3",
      "detail-type": detailType,
      resources: [resource.identity.arn],
      detail: { version: "0", bucket: { name: bucket }, object: { key, size: sizeBytes } },
    });
  }

  #toMailDestination({ SnsDestination: topic }: MailDestination, event: MailEvent): void {
    if (topic !== undefined) this.#inBackground(() => this.#publish(topic.TopicARN, event.document));
    else {
      const detailType = mailDetailTypes[event.eventType];
      this.#publishOnBus({ source: "aws.ses", "detail-type": detailType, detail: event.document });
    }
  }

  #publishOnBus(event: BusEvent): void {
    const { region, accountId } = this.#deps.deployment.options;
    const time = new Date(this.#deps.now()).toISOString().replace(/\.\d+Z$/, "Z");
    const full = {
      version: "0",
      id: randomUUID(),
      account: accountId,
      time,
      region,
      resources: [],
      ...event,
    };
    for (const rule of this.#rules.filter(({ pattern }) => matchesPattern(pattern, full))) {
      for (const target of rule.targets) {
        const payload = target.Input === undefined ? full : (JSON.parse(target.Input) as unknown);
        this.#inBackground(() => this.deliver(target.Arn, payload));
      }
    }
  }

  async #publish(topicArn: string, message: unknown): Promise<void> {
    for (const { properties } of this.#deps.deployment.resources("AWS::SNS::Subscription")) {
      if (properties["TopicArn"] !== topicArn) continue;
      const endpoint = String(properties["Endpoint"]);
      const notification = this.#notification(topicArn, message);
      if (properties["Protocol"] === "lambda") {
        const records = [{ EventSource: "aws:sns", EventVersion: "1.0", Sns: notification }];
        await this.deliver(endpoint, { Records: records });
      }
      // Mail to operators stays unsent.
      if (properties["Protocol"] === "sqs") {
        await this.deliver(endpoint, properties["RawMessageDelivery"] === true ? message : notification);
      }
    }
  }

  #notification(topicArn: string, message: unknown): Record<string, unknown> {
    const timestamp = new Date(this.#deps.now()).toISOString();
    const body = { Type: "Notification", MessageId: randomUUID(), TopicArn: topicArn };
    return { ...body, Message: JSON.stringify(message), Timestamp: timestamp };
  }

  #invokeLater(lambda: LambdaFunction, payload: unknown): void {
    const { maximumRetries, onFailure } = this.#asyncSettings(lambda);
    this.#inBackground(async () => {
      for (let tries = 0; ; tries++) {
        const result = await lambda.invoke(payload);
        if ("payload" in result) return;
        reportFailure(lambda.spec.name, result);
        if (tries >= maximumRetries) return this.#failedFinally(onFailure, payload, result);
        await sleep(retryPausesMs[Math.min(tries, retryPausesMs.length - 1)]);
      }
    });
  }

  #asyncSettings(lambda: LambdaFunction): AsyncSettings {
    const { deployment } = this.#deps;
    const config = deployment
      .resources("AWS::Lambda::EventInvokeConfig")
      .find(
        ({ properties }) =>
          deployment.find("AWS::Lambda::Function", properties["FunctionName"])?.identity.arn ===
          lambda.spec.arn,
      );
    const own = deployment.find("AWS::Lambda::Function", lambda.spec.arn)?.properties["DeadLetterConfig"];
    const destinations = config?.properties["DestinationConfig"] as
      | { OnFailure?: { Destination: string } }
      | undefined;
    return {
      maximumRetries: Number(config?.properties["MaximumRetryAttempts"] ?? 2),
      onFailure:
        destinations?.OnFailure?.Destination ?? (own as { TargetArn?: string } | undefined)?.TargetArn,
    };
  }

  async #failedFinally(onFailure: string | undefined, payload: unknown, result: InvokeResult): Promise<void> {
    if (onFailure !== undefined)
      await this.deliver(onFailure, { requestPayload: payload, responsePayload: result });
  }

  async #send(queueName: string, body: string): Promise<void> {
    const { sqs, queueUrl } = this.#deps;
    await callEngine(sqs, "AmazonSQS.SendMessage", { QueueUrl: queueUrl(queueName), MessageBody: body });
  }

  #inBackground(work: () => Promise<void>): void {
    void this.#deps.activity
      .track(work, () => true)
      .catch((error: unknown) => console.error(`event delivery failed: ${String(error)}`));
  }
}

interface MailDestination {
  Enabled?: boolean;
  MatchingEventTypes: readonly string[];
  SnsDestination?: { TopicARN: string };
  EventBridgeDestination?: { EventBusArn: string };
}

/** One line in the terminal for a failed invocation; the function's own log has the rest. */
export function reportFailure(functionName: string, result: InvokeResult): void {
  if ("error" in result)
    console.error(`${functionName} failed: ${result.error.errorType}: ${result.error.errorMessage}`);
}
