import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type * as z from "zod";
import { systemClock, type Temporal } from "./clock.ts";
import { log } from "./log.ts";

/** What a consumer knows beside its message. */
export interface MessageContext {
  readonly now: Temporal.Instant;
  readonly messageId: string;
  /** Milliseconds left before the function is stopped; long work ends in time and sends itself on. */
  remainingMilliseconds(): number;
}

/**
 * A queue's consumer. Messages are handled side by side and each on its own: a failed one alone goes back to the
 * queue (and to the dead letters after its last try), so every effect must be idempotent.
 */
export function consume<Message>(
  queue: string,
  schema: z.ZodType<Message>,
  handle: (message: Message, context: MessageContext) => Promise<void>,
) {
  return async (
    event: SQSEvent,
    lambda: { getRemainingTimeInMillis(): number },
  ): Promise<SQSBatchResponse> => {
    const outcomes = await Promise.all(
      event.Records.map((record) => handleOne(queue, schema, handle, record, lambda)),
    );
    return {
      batchItemFailures: outcomes
        .filter((id) => id !== undefined)
        .map((itemIdentifier) => ({ itemIdentifier })),
    };
  };
}

async function handleOne<Message>(
  queue: string,
  schema: z.ZodType<Message>,
  handle: (message: Message, context: MessageContext) => Promise<void>,
  record: SQSRecord,
  lambda: { getRemainingTimeInMillis(): number },
): Promise<string | undefined> {
  const { messageId } = record;
  try {
    await handle(schema.parse(JSON.parse(record.body)), {
      now: systemClock.now(),
      messageId,
      remainingMilliseconds: () => lambda.getRemainingTimeInMillis(),
    });
    log("message.completed", { queue, messageId });
    return undefined;
  } catch (error) {
    log("message.failed", { queue, messageId }, error);
    return messageId;
  }
}
