import { Store } from "../app/store.ts";

/** Whether a newer app is on the device and waits to be used. */
export const newVersion = new Store(false);

let waiting: ServiceWorker | undefined;
let isWanted = false;

/** Keeps the app on the device and watches for a newer one; never takes the page away from under somebody. */
export async function keepApp(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (isWanted) location.reload();
  });
  const registration = await navigator.serviceWorker.register("/service-worker.js");
  offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const found = registration.installing;
    found?.addEventListener("statechange", () => {
      // The first of all has nobody before it and needs no asking.
      if (found.state === "installed" && navigator.serviceWorker.controller !== null) offer(found);
    });
  });
  document.addEventListener("visibilitychange", () => {
    // A tab may stay open for weeks.
    if (document.visibilityState === "visible") void registration.update().catch(() => undefined);
  });
}

/** Begins anew with the newer app. Every draft is on the device already, so nothing typed is lost. */
export function takeNewVersion(): void {
  isWanted = true;
  waiting?.postMessage("take-over");
}

function offer(worker: ServiceWorker | null): void {
  if (worker === null) return;
  waiting = worker;
  newVersion.set(true);
}
