import { Duration } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";

/** One thing to be woken for. */
export interface Watch {
  /** Ends the alarm's name. */
  readonly name: string;
  readonly metric: IMetric;
  /** It rings at this value or more; with `orLess` at this value or less. */
  readonly rings: number;
  readonly orLess?: boolean;
  /** In how many periods running. @default 1 */
  readonly periods?: number;
  /** A silent metric is itself the failure. @default false */
  readonly silenceRings?: boolean;
  /** What breaks for whom. */
  readonly ifThisFails: string;
  /** File and heading under `docs/runbooks`, such as `queues.md#imports`. */
  readonly runbook: `${string}.md#${string}`;
}

/** An alarm that says what breaks for whom, and where it is written what to do. */
export function watch(scope: Construct, stage: string, topic: ITopic, it: Watch): Alarm {
  const alarm = new Alarm(scope, it.name, {
    alarmName: `kinerja-${stage}-${it.name}`,
    alarmDescription: `${it.ifThisFails} Runbook: docs/runbooks/${it.runbook}`,
    metric: it.metric,
    threshold: it.rings,
    evaluationPeriods: it.periods ?? 1,
    comparisonOperator: it.orLess
      ? ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD
      : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: it.silenceRings ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
  });
  alarm.addAlarmAction(new SnsAction(topic));
  return alarm;
}

/** The period of every alarm's metric. */
export const period = Duration.minutes(5);
