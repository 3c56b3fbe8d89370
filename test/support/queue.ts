import type { OutgoingMessage } from "#shared/platform/queue-client.ts";
import { gate } from "./gate.ts";

/** Stands for `shared/platform/queue-client.ts`: what was sent, in its order. */
export const sent: { queue: string; body: unknown }[] = [];

export async function sendMessages(queue: string, messages: readonly OutgoingMessage[]): Promise<void> {
  await gate.pass(async () => void sent.push(...messages.map(({ body }) => ({ queue, body }))));
}
