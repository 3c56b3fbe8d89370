import type { Sending } from "../../offline/queue.ts";

/** What a submission says of itself, so that it can be judged where it comes late (docs/adr/0015-sealed-draft.md). */
export interface Sent {
  /** It was written in time and could not be sent. */
  readonly sealed?: true | undefined;
  readonly windowToken?: string | undefined;
  readonly sealedAt?: string | undefined;
}

/**
 * What a submission that met a closed window is sent again as: sealed, where its hash is known, or where it waited for a
 * network and has a token.
 */
export function asSealed(
  { refusal, attempts, input }: Pick<Sending, "refusal" | "attempts" | "input">,
  isKnown: boolean,
): Sent | undefined {
  if (refusal?.code !== "window.closed") return undefined;
  const { sealed, windowToken, sealedAt } = input.body as Sent;
  const wasHeldUp = attempts > 1 && windowToken !== undefined;
  return sealed === true || !(isKnown || wasHeldUp) ? undefined : { sealed: true, windowToken, sealedAt };
}
