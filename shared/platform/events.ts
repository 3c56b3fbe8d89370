/**
 * What follows from a write. The table's stream has one consumer, the relay; it sends a change of the entities named
 * here to each subscriber's queue. Nothing is published after a write: the event *is* the write.
 */
export const subscriptions = {
  /** Counts of a cycle by unit: the monitor. */
  tallies: { area: "reports", entities: ["part"] },
  /** Mail that a change calls for: returned plan, published result, invitation. */
  notices: { area: "reminders", entities: ["invitation", "part", "evaluation", "import", "cycle"] },
} as const satisfies Record<string, Subscription>;

interface Subscription {
  /** The area whose function `on-<queue>` consumes the queue. */
  readonly area: string;
  readonly entities: readonly string[];
}

export type SubscriptionName = keyof typeof subscriptions;

/** Work that has an instant. The sweeper (`functions/cycles/on-tick`) sends a due milestone to its area's queue
 * `<area>-milestones`, which `functions/<area>/on-milestones` consumes. */
export const milestoneKinds = {
  "cycle.open": "cycles",
  "window.close": "cycles",
  "assignment.effective": "people",
  "reminder.step": "reminders",
} as const satisfies Record<string, string>;

export type MilestoneKind = keyof typeof milestoneKinds;

/** Work that may outlast a request: kept in the table, woken by a message; consumed by `functions/<area>/on-<queue>`. */
export const jobQueues = {
  imports: { area: "people" },
  openings: { area: "cycles" },
  digests: { area: "reminders" },
  exports: { area: "reports" },
} as const satisfies Record<string, { area: string }>;

export type JobQueue = keyof typeof jobQueues;

/** One change as a subscriber gets it: keys, and those attributes of the images that the entity declares as public. */
export interface ChangeEvent {
  readonly entity: string;
  readonly change: "insert" | "modify" | "remove";
  readonly agency: string | undefined;
  readonly key: { readonly pk: string; readonly sk: string };
  readonly before: Readonly<Record<string, unknown>> | undefined;
  readonly after: Readonly<Record<string, unknown>> | undefined;
}
