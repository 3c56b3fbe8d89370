import { Store } from "../app/store.ts";

/** Whether the service can be reached: what the last request met, and what the phone says of its network. */
export const isReachable = new Store(navigator.onLine);

addEventListener("online", () => isReachable.set(true));
addEventListener("offline", () => isReachable.set(false));

/** The gateway gives up after 30 s; a phone between two masts would wait for minutes. */
const patienceMilliseconds = 35_000;

/** `fetch` that notes whether anybody answered. Rejects with what `fetch` rejects with. */
export async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(patienceMilliseconds) });
    isReachable.set(true);
    return response;
  } catch (error) {
    isReachable.set(false);
    throw error;
  }
}

/** Nobody answered: no signal, or it gave out on the way. Whether the request took effect is not known. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof DOMException && error.name === "TimeoutError");
}
