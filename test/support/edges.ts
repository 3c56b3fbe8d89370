import type { MailOutcome, OutgoingMail } from "#shared/platform/mail.ts";
import type { OutgoingMessage } from "#shared/platform/queue-client.ts";
import type { QueueName } from "#shared/platform/queues.ts";

/** A mail that left, with the moment on the world's clock. */
export interface LeftMail extends OutgoingMail {
  readonly at: string;
}

export interface WaitingMessage {
  readonly id: string;
  readonly queue: QueueName;
  readonly body: string;
}

/**
 * The edges of the functions under test: queues that hold messages until they are delivered, and a mail service that
 * keeps what it took. `beforeEach` of a test file empties them.
 */
export const edges = {
  messages: [] as WaitingMessage[],
  /** Those whose consumer failed: they come again when the test says so. */
  failed: [] as WaitingMessage[],
  mails: [] as LeftMail[],
  /** What the mail service says to a mail; by default that it took it. `leaves`: whether it went out all the same. */
  answer: (_mail: OutgoingMail): { outcome: MailOutcome; leaves: boolean } | undefined => undefined,
  /** Told of each call to a queue or to the mail service before (`before`) and after its effect, of a mail with its address; may throw. */
  watch: async (_moment: "before" | "after", _mailTo?: string): Promise<void> => undefined,
  reset(): void {
    edges.messages = [];
    edges.failed = [];
    edges.mails = [];
    edges.answer = () => undefined;
    edges.watch = async () => undefined;
  },
};

let counter = 0;

/** In place of `#shared/platform/queue-client.ts`. */
export const queueEdge = {
  sendMessages: async (queue: QueueName, messages: readonly OutgoingMessage[]): Promise<void> => {
    await edges.watch("before");
    for (const { body } of messages) {
      edges.messages.push({ id: `msg-${counter++}`, queue, body: JSON.stringify(body) });
    }
    await edges.watch("after");
  },
};

/** In place of `sendMail` of `#shared/platform/mail.ts`. */
export async function sendMailEdge(mail: OutgoingMail): Promise<MailOutcome> {
  await edges.watch("before", mail.to);
  const answer = edges.answer(mail);
  if (answer?.leaves ?? true) edges.mails.push({ ...mail, at: new Date(Date.now()).toISOString() });
  await edges.watch("after", mail.to);
  return answer?.outcome ?? { outcome: "sent", messageId: `mail-${counter++}` };
}
