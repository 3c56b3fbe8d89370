/** The faults that the engines never show by themselves, each off by its zero. Rates are 0 to 1, per call or per entry. */
export interface FaultSettings {
  /** Seeds every random choice below; the same calls in the same order meet the same faults. */
  seed: number;
  /** An index shows each write only after a delay between 0 and this many real milliseconds. */
  indexLagMs: number;
  /** Overlapping writes of one item conflict as DynamoDB's do, when one of them is a transaction. */
  areConflictsOn: boolean;
  /** How long a write stays in flight at least, in real milliseconds, so that overlaps happen on a fast machine. */
  conflictWindowMs: number;
  /** Calls refused as throttled before anything happened, in each service's own words. */
  throttleRate: number;
  /** Entries of batch calls (DynamoDB's batches, SQS's send batch) left undone. */
  unprocessedRate: number;
  /** Calls that took effect and whose answer is lost (the connection breaks). */
  lostAnswerRate: number;
  /** Messages that arrive twice though they were sent once (at-least-once delivery). */
  queueDuplicateRate: number;
  /** Messages acknowledged and never delivered: SQS does not do this; it proves that a test would notice. */
  queueLossRate: number;
  /** Recipients whose mail bounces by chance. */
  mailBounceRate: number;
  /** Addresses whose mail always bounces (any case). */
  mailBounceAddresses: readonly string[];
  /** Sending quota of the account in mails per second; above it SES answers `TooManyRequestsException`. 0: no limit. */
  mailPerSecond: number;
  /** How long a browser's request and its answer are on the way together, in real milliseconds. */
  networkDelayMs: number;
}

/** No fault at all: the engines as they are. */
export const noFaults: FaultSettings = {
  seed: 1,
  indexLagMs: 0,
  areConflictsOn: false,
  conflictWindowMs: 0,
  throttleRate: 0,
  unprocessedRate: 0,
  lostAnswerRate: 0,
  queueDuplicateRate: 0,
  queueLossRate: 0,
  mailBounceRate: 0,
  mailBounceAddresses: [],
  mailPerSecond: 0,
  networkDelayMs: 0,
};
