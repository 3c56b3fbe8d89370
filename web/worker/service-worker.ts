/**
 * Keeps the app itself on the phone, so that it opens without a network. It keeps none of the API's answers: what a
 * person reads offline lies in their own database (web/src/offline), which signing out removes.
 */
const worker = self as unknown as ServiceWorkerGlobalScope;

/** Written in by the build: the addresses of the files that every phone keeps, and a digest of all there are. */
const app = "files of the app" as unknown as { readonly version: string; readonly files: readonly string[] };

const page = "/index.html";
const prefix = "app-";
const cacheName = `${prefix}${app.version}`;

/** The API, its documentation, and what only the local cloud has. */
const notOfApp = /^\/(v1\/|docs$|openapi\.json$|_)/;

worker.addEventListener("install", (event) => {
  event.waitUntil(keepFiles());
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(dropOlder());
});

/** A newer version waits until it is asked: whoever is typing is not interrupted. */
worker.addEventListener("message", (event) => {
  if (event.data === "take-over") void worker.skipWaiting();
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== worker.location.origin || notOfApp.test(pathname)) return;
  const wanted = request.mode === "navigate" ? page : pathname;
  if (app.files.includes(wanted)) event.respondWith(fromCache(wanted, request));
  else if (pathname.startsWith("/assets/")) event.respondWith(keptOnceUsed(request));
});

async function keepFiles(): Promise<void> {
  const cache = await caches.open(cacheName);
  // Past the browser's own cache: it may still hold the page of the release before.
  await cache.addAll(app.files.map((address) => new Request(address, { cache: "no-cache" })));
}

async function dropOlder(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith(prefix) && name !== cacheName).map((name) => caches.delete(name)),
  );
}

async function fromCache(address: string, request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  return (await cache.match(address)) ?? (await fetch(request));
}

/** Pages of the office, which few people have: the names of their files change with what is in them. */
async function keptOnceUsed(request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  const kept = await cache.match(request);
  if (kept !== undefined) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}
