import { useEffect, useRef, useState } from "preact/hooks";
import { canonicalJson } from "#shared/platform/canonical.ts";
import { outbox } from "../../app/services.ts";
import { useStore } from "../../app/store.ts";
import { isReachable } from "../../offline/connection.ts";
import { readDraft } from "../../offline/drafts.ts";
import type { Sending } from "../../offline/queue.ts";
import { hashOf } from "./plan-draft.ts";
import { asSealed, type Sent } from "./sealed-again.ts";

/** A plan or a report that can be submitted without a network. */
export interface Sealable {
  /** Under which name the device keeps when its hash was recorded. */
  readonly name: string;
  /** As the last reading gave it; it lies on the device with that. */
  readonly windowToken: string | null;
  /** Puts the hash into the outbox. */
  readonly seal: (hash: string) => Promise<void>;
  readonly submit: (sent: Sent) => Promise<void>;
}

/** How a seal goes out: before everything that waits, its answer kept for a page that may be closed when it comes. */
export function whitherOfSeal(name: string) {
  return { subject: name, slot: name, isFirst: true, answerTo: name } as const;
}

/** Submits behind the drafts. Without a network the hash goes before everything: it proves when it was written. */
export async function submitSealable(sealable: Sealable, content: unknown): Promise<void> {
  const { windowToken } = sealable;
  const sent = {
    ...(windowToken !== null && { windowToken }),
    sealedAt: new Date().toISOString(),
  };
  const isSealed = !isReachable.get();
  if (isSealed) await sealable.seal(await hashOf(content));
  await sealable.submit(isSealed ? { ...sent, sealed: true } : sent);
}

interface Sealed {
  readonly hash: string;
  readonly receivedAt: string;
}

/**
 * Seals a submission that turns out not to get through, and lets it follow as sealed where the window has closed
 * meanwhile. Answers when the service recorded the hash of what is on its way.
 */
export function useSeal(
  sealable: Sealable,
  contentOf: () => unknown,
  submission: Sending | undefined,
): string | undefined {
  const { name } = sealable;
  const latest = useRef(sealable);
  latest.current = sealable;
  const [sealed, setSealed] = useState<Sealed>();
  const [hash, setHash] = useState<string>();
  const isOnline = useStore(isReachable);
  const { waiting } = useStore(outbox.state);
  const isSealWaiting = waiting.some(({ subject }) => subject === name);
  const late = waiting.find(({ subject, refusal }) => subject === name && refusal !== undefined);
  const isKnown = sealed !== undefined && sealed.hash === hash;
  const spelt = submission && canonicalJson(contentOf());
  useEffect(() => {
    if (spelt !== undefined) void hashOf(JSON.parse(spelt)).then(setHash);
  }, [spelt]);
  useEffect(() => {
    if (isSealWaiting) return;
    void readDraft<Sealed>(name).then(setSealed);
  }, [name, isSealWaiting, submission === undefined]);
  useEffect(() => {
    const isHeldUp = submission !== undefined && submission.refusal === undefined && !isOnline;
    if (isHeldUp && hash !== undefined && !isKnown && !isSealWaiting) void latest.current.seal(hash);
  }, [submission, isOnline, hash, isKnown, isSealWaiting]);
  useEffect(() => {
    // A hash that came too late proves nothing, and there is nothing to decide about it.
    if (late !== undefined) void outbox.giveUp(late);
  }, [late?.id]);
  useEffect(() => {
    const next = submission && asSealed(submission, isKnown);
    if (next !== undefined && submission !== undefined)
      void outbox.giveUp(submission).then(() => latest.current.submit(next));
  }, [submission, isKnown]);
  return isKnown ? sealed.receivedAt : undefined;
}
