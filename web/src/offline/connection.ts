import { Store } from "../app/store.ts";
import { Unreachable } from "./unreachable.ts";

/** Whether the service can be reached: what the last request met, and what the phone says of its network. */
export const isReachable = new Store(navigator.onLine);

/** The gateway gives up after 30 s; a phone between two masts would wait for minutes. */
const patienceMilliseconds = 35_000;
/** How long after each failure the network is tried again; the last pause repeats. */
const pauses = [2_000, 5_000, 10_000, 30_000] as const;

let timer: ReturnType<typeof setTimeout> | undefined;

addEventListener("online", () => isReachable.set(true));
addEventListener("offline", () => isReachable.set(false));
isReachable.watch((isBack) => {
  if (!isBack) tryAgain(0);
});
if (!isReachable.get()) tryAgain(0);

/** `fetch` that notes whether anybody answered. Rejects with `Unreachable` where nobody did. */
export async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(patienceMilliseconds) });
    isReachable.set(true);
    return response;
  } catch (error) {
    isReachable.set(false);
    throw new Unreachable(error);
  }
}

/**
 * Phones do not always tell when they have a network again. Asks for the app's page, which costs the service nothing;
 * by HEAD, which the service worker does not answer from what it keeps.
 */
function tryAgain(attempt: number): void {
  clearTimeout(timer);
  timer = setTimeout(
    () => {
      if (isReachable.get()) return;
      fetch("/", { method: "HEAD", cache: "no-store" }).then(
        () => isReachable.set(true),
        () => tryAgain(attempt + 1),
      );
    },
    pauses[Math.min(attempt, pauses.length - 1)],
  );
}
