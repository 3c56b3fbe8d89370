import { AwsError, type ServiceName } from "./aws-error.ts";
import type { FaultControl } from "./contract.ts";
import { type FaultSettings, noFaults } from "./fault-settings.ts";

/** The settings in force and one seeded sequence of chances. */
export class Faults implements FaultControl {
  #settings: FaultSettings;
  #state: number;

  constructor(initial: Partial<FaultSettings> = {}) {
    this.#settings = { ...noFaults, ...initial };
    this.#state = this.#settings.seed;
  }

  get(): FaultSettings {
    return this.#settings;
  }

  set(patch: Partial<FaultSettings>): FaultSettings {
    this.#settings = { ...this.#settings, ...patch };
    if (patch.seed !== undefined) this.#state = patch.seed;
    return this.#settings;
  }

  /** The next number in [0, 1) (mulberry32: small, seeded, good enough to choose faults). */
  random(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** True at the given rate; a rate of zero draws nothing, so that it does not move the sequence. */
  happens(rate: number): boolean {
    return rate > 0 && this.random() < rate;
  }
}

const throughput =
  "The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.";
const onDemand =
  "Throughput exceeds the current capacity of your table or index. DynamoDB is automatically scaling your table or index so please try again shortly.";

/** A throttle in the words of each service. DynamoDB has two, and a transaction reports it as its own cancellation. */
export function throttle(service: ServiceName, operation: string, faults: Faults): AwsError {
  switch (service) {
    case "dynamodb": {
      const isOnDemand = faults.random() < 0.5;
      if (operation === "TransactWriteItems" || operation === "TransactGetItems") {
        return cancelled([{ Code: "ThrottlingError", Message: onDemand }]);
      }
      return isOnDemand
        ? new AwsError(400, "ThrottlingException", onDemand)
        : new AwsError(400, "ProvisionedThroughputExceededException", throughput);
    }
    case "s3":
      return new AwsError(503, "SlowDown", "Please reduce your request rate.");
    case "sqs":
      return new AwsError(400, "ThrottlingException", "Rate exceeded");
    case "ses":
      return new AwsError(429, "TooManyRequestsException", "Maximum sending rate exceeded.");
    case "cognito-idp":
      return new AwsError(400, "TooManyRequestsException", "Rate exceeded");
    case "sts":
      return new AwsError(400, "Throttling", "Rate exceeded");
    case "kms":
    case "secretsmanager":
      return new AwsError(400, "ThrottlingException", "Rate exceeded");
  }
}

/** One entry of a cancelled transaction's reasons. */
interface CancellationReason {
  Code: string;
  Message?: string;
}

/** `TransactionCanceledException` with its reasons, as the client library reads them. */
export function cancelled(reasons: readonly CancellationReason[]): AwsError {
  const codes = reasons.map(({ Code }) => Code).join(", ");
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;
  return new AwsError(400, "TransactionCanceledException", message, { CancellationReasons: reasons });
}
