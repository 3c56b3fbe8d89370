import type { VNode } from "preact";
import { Store, useStore } from "./store.ts";

const said = new Store("");

/** Says something to those who do not see the screen: saved, sent, the predicate that follows from two ratings. */
export function announce(text: string): void {
  // The same words again would not be read out.
  said.set("");
  queueMicrotask(() => said.set(text));
}

/** The one live region of the app; it is there before it has anything to say, or it would not be heard. */
export function LiveRegion(): VNode {
  return (
    <div class="unseen" role="status" aria-live="polite">
      {useStore(said)}
    </div>
  );
}
