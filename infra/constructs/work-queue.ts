import { ArnFormat, Duration, Stack } from "aws-cdk-lib";
import { type IQueue, Queue, QueueEncryption, RedrivePermission } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { deadLetterName, queueName } from "#shared/platform/queues.ts";
import { acknowledge } from "./acknowledge.ts";

export interface WorkQueueProps {
  readonly stage: string;
  readonly name: string;
  /** The longest its consumer may take; a message stays hidden for six times that, as AWS advises. */
  readonly consumerTimeoutSeconds: number;
}

/** How often a message is tried before it is put aside. */
const attempts = 5;

/** A queue whose poison goes to its own dead letters, from where it can be redriven. */
export class WorkQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    const { stage, name } = props;
    this.queue = new Queue(this, "Queue", {
      queueName: queueName(stage, name),
      visibilityTimeout: Duration.seconds(props.consumerTimeoutSeconds * 6),
      retentionPeriod: Duration.days(14),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      deadLetterQueue: { queue: makeDeadLetters(this, stage, name, [name]), maxReceiveCount: attempts },
    });
  }
}

/** A queue of what was given up on. `from` names the work queues that may put messages there and take them back. */
export function makeDeadLetters(
  scope: Construct,
  stage: string,
  name: string,
  from: readonly string[] = [],
): IQueue {
  const queue = new Queue(scope, "DeadLetters", {
    queueName: deadLetterName(stage, name),
    retentionPeriod: Duration.days(14),
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    redriveAllowPolicy:
      from.length === 0
        ? { redrivePermission: RedrivePermission.DENY_ALL }
        : {
            redrivePermission: RedrivePermission.BY_QUEUE,
            sourceQueues: from.map((source) => queueByName(scope, source, queueName(stage, source))),
          },
  });
  acknowledge(queue, {
    "AwsSolutions-SQS3": "It holds dead letters",
    "Serverless-SQSRedrivePolicy": "It holds dead letters",
  });
  return queue;
}

/** A queue known by its name only: the queue itself refers to its dead letters, and CloudFormation refuses a circle. */
function queueByName(scope: Construct, id: string, name: string): IQueue {
  const arn = Stack.of(scope).formatArn({
    service: "sqs",
    resource: name,
    arnFormat: ArnFormat.NO_RESOURCE_NAME,
  });
  return Queue.fromQueueArn(scope, `Source-${id}`, arn);
}
