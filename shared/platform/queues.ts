import { type JobQueue, jobQueues, milestoneKinds, type SubscriptionName, subscriptions } from "./events.ts";

/** What AWS itself tells us through EventBridge: a file has arrived, a mail has bounced. */
export const arrivals = {
  /** S3's "Object Created" of the uploads bucket. */
  uploads: { area: "people" },
  /** SES's bounces and complaints. */
  "mail-events": { area: "reminders" },
} as const satisfies Record<string, { area: string }>;

type MilestoneArea = (typeof milestoneKinds)[keyof typeof milestoneKinds];
export type MilestoneQueue = `${MilestoneArea}-milestones`;
export type QueueName = SubscriptionName | MilestoneQueue | JobQueue | keyof typeof arrivals;

/** The queue of due milestones of one area. */
export function milestoneQueue<A extends MilestoneArea>(area: A): `${A}-milestones` {
  return `${area}-milestones`;
}

/** The areas that have work with an instant, each once. */
export const milestoneAreas: readonly MilestoneArea[] = [...new Set(Object.values(milestoneKinds))];

/** The physical name of a queue; fixed, so that alarms need no reference from stack to stack. */
export function queueName(stage: string, name: string): string {
  return `kinerja-${stage}-${name}`;
}

/** The physical name of the dead letters of a queue, or of whatever else can give up. */
export function deadLetterName(stage: string, name: string): string {
  return `${queueName(stage, name)}-dead`;
}

/** Every queue with its only consumer, `functions/<consumer>.ts`. */
export const queues = {
  ...consumers(subscriptions),
  ...(Object.fromEntries(
    milestoneAreas.map((area) => [milestoneQueue(area), { consumer: `${area}/on-milestones` }]),
  ) as Record<MilestoneQueue, Consumer>),
  ...consumers(jobQueues),
  ...consumers(arrivals),
} as const satisfies Record<QueueName, Consumer>;

/** Whatever can give up, each with dead letters of its own: the queues, the stream, the schedule, the events of AWS. */
export const givingUp: readonly string[] = [...Object.keys(queues), "relay", "tick", "arrivals"];

interface Consumer {
  readonly consumer: string;
}

function consumers<Name extends string>(table: Readonly<Record<Name, { area: string }>>) {
  const entries = Object.entries<{ area: string }>(table);
  return Object.fromEntries(
    entries.map(([name, { area }]) => [name, { consumer: `${area}/on-${name}` }]),
  ) as Record<Name, Consumer>;
}
