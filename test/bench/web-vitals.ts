import type { Browser, BrowserContext } from "playwright-core";
import { serviceDirectory } from "#infra/local/people.ts";
import { prepare } from "#infra/local/prepare.ts";
import { type LocalCloud, startLocalCloud } from "#infra/local/runtime/local-cloud.ts";
import { firstScreenSeconds } from "#infra/tools/budgets.ts";
import { lineOf, median } from "#infra/tools/figures.ts";
import { startBrowser, tapIn } from "#test/support/chromium.ts";

/**
 * When the largest part of the first screen stands (LCP), on a slow 4G network and a phone four times slower than this
 * machine, as Lighthouse imagines them: `node test/bench/web-vitals.ts`.
 */
const rounds = 3;
const slow4g = {
  offline: false,
  latency: 150,
  downloadThroughput: (1.6 * 1024 * 1024) / 8,
  uploadThroughput: (750 * 1024) / 8,
};
const cpuSlowdown = 4;

const browser = await startBrowser();
const cloud = await startLocalCloud({
  ...(await prepare("http://localhost:3000")),
  people: serviceDirectory,
});
await report("sign-in page, first visit", () => firstVisit("/masuk", false));
await report("first page, signed in, first visit", () => firstVisit("/", true));
await report("first page, signed in, the app on the phone", () => nextVisit("/"));
await browser.close();
await cloud.close();

async function report(what: string, measure: () => Promise<number>): Promise<void> {
  const seconds: number[] = [];
  for (let round = 0; round < rounds; round++) seconds.push((await measure()) / 1000);
  console.log(
    lineOf({ what: `LCP, ${what}`, measured: median(seconds), unit: "s", most: firstScreenSeconds }),
  );
}

async function firstVisit(address: string, isSignedIn: boolean): Promise<number> {
  const context = await someone(browser, cloud, isSignedIn);
  const milliseconds = await largestPaint(context, address);
  await context.close();
  return milliseconds;
}

async function nextVisit(address: string): Promise<number> {
  const context = await someone(browser, cloud, true);
  const page = await context.newPage();
  await page.goto(address);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.evaluate("navigator.serviceWorker.ready.then(() => undefined)");
  await page.close();
  const milliseconds = await largestPaint(context, address);
  await context.close();
  return milliseconds;
}

async function someone(browser: Browser, cloud: LocalCloud, isSignedIn: boolean): Promise<BrowserContext> {
  const viewport = { width: 360, height: 640 };
  const context = await browser.newContext({ baseURL: cloud.url, viewport, deviceScaleFactor: 2 });
  if (isSignedIn) await tapIn(cloud, context, "operator");
  return context;
}

async function largestPaint(context: BrowserContext, address: string): Promise<number> {
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", slow4g);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: cpuSlowdown });
  await page.goto(address);
  await page.getByRole("heading", { level: 1 }).waitFor();
  // Once more after the heading: what is painted last may be larger.
  await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
  return await page.evaluate<number>(
    `new Promise((done) => new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime))
      .observe({ type: "largest-contentful-paint", buffered: true }))`,
  );
}
