import { mkdtempSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import AxeBuilder from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { startBrowser } from "#test/support/chromium.ts";

// A build and a browser: on a busy machine each of them takes its time.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 300_000 });

const phoneByDay = { theme: "terang", width: 360 } as const;
const deskByNight = { theme: "gelap", width: 1280 } as const;

/**
 * Every view of the gallery, and where axe looks at it. The first three hold each component in each of its states; the
 * screens show how they stand together, where they are used most.
 */
const views = [
  { view: "lembar", places: [phoneByDay, deskByNight] },
  { view: "kendali", places: [phoneByDay, deskByNight] },
  { view: "bilah", places: [phoneByDay, deskByNight] },
  { view: "hari-ini", places: [phoneByDay] },
  { view: "skp", places: [phoneByDay] },
  { view: "hasil", places: [phoneByDay] },
  { view: "menunggu", places: [phoneByDay] },
  { view: "menilai", places: [deskByNight] },
  { view: "monitor", places: [deskByNight] },
  { view: "impor", places: [phoneByDay, deskByNight] },
  { view: "siklus", places: [deskByNight] },
  { view: "survei", places: [phoneByDay] },
] as const;

const rules = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"];

/** As strict as the app's own policy, for a page that talks to nobody. */
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'";
const types: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

const web = path.resolve(import.meta.dirname, "../../web");
let server: Server;
let browser: Browser;
let address: string;

beforeAll(async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "kinerja-gallery-"));
  [browser] = await Promise.all([startBrowser(), buildGallery(folder)]);
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://gallery");
    readFile(path.join(folder, path.normalize(pathname))).then(
      (file) => {
        response.setHeader("content-type", types[path.extname(pathname)] ?? "application/octet-stream");
        response.setHeader("content-security-policy", policy);
        response.end(file);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await browser.close();
  server.close();
});

async function buildGallery(outDir: string): Promise<void> {
  const { build } = await import("vite");
  const own = { gallery: path.join(web, "gallery.html") };
  await build({
    configFile: path.join(web, "vite.config.ts"),
    logLevel: "warn",
    build: { outDir, rolldownOptions: { input: own } },
  });
}

interface Look {
  readonly view: string;
  readonly theme: "terang" | "gelap";
  readonly width: number;
  readonly height?: number;
}

/** Opens a view, hands it over, and fails if the page broke its policy or wrote an error meanwhile. */
async function onView<T>(
  { view, theme, width, height = 740 }: Look,
  act: (page: Page) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: "reduce" });
  const problems: string[] = [];
  try {
    const page = await context.newPage();
    page.on("pageerror", (error) => problems.push(String(error)));
    page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
    await page.goto(`${address}/gallery.html?tampilan=${view}&tema=${theme}`);
    await page.locator("h1").first().waitFor({ state: "attached" });
    const result = await act(page);
    expect(problems).toEqual([]);
    return result;
  } finally {
    await context.close();
  }
}

describe.each(views)("$view", ({ view, places }) => {
  test.each(places)("has no barrier that axe finds ($theme, $width)", async (place) => {
    const { violations } = await onView({ view, ...place }, (page) =>
      new AxeBuilder({ page }).withTags(rules).analyze(),
    );
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });

  test("scrolls only downwards, and has targets that a finger finds", async () => {
    const found = await onView({ view, ...phoneByDay }, async (page) => {
      const smallOnPhone = await page.evaluate(smallTargets);
      const wideWithLargeLetters = await page.evaluate(tooWide, "200%");
      await page.setViewportSize({ width: 320, height: 640 });
      const wideOnNarrowest = await page.evaluate(tooWide, "100%");
      // 200 percent on a desk of 1280.
      await page.setViewportSize({ width: 640, height: 400 });
      return {
        smallOnPhone,
        wideWithLargeLetters,
        wideOnNarrowest,
        wideZoomed: await page.evaluate(tooWide, "100%"),
      };
    });
    expect(found).toEqual({
      smallOnPhone: [],
      wideWithLargeLetters: [],
      wideOnNarrowest: [],
      wideZoomed: [],
    });
  });
});

/** Runs in the page: what sticks out to the right, if the page scrolls sideways. */
function tooWide(letters: string): string[] {
  const { documentElement: root } = document;
  root.style.fontSize = letters;
  if (root.scrollWidth <= root.clientWidth) return [];
  return [...document.querySelectorAll("body *")]
    .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1)
    .map(
      (element) => `${element.tagName} ${element.getAttribute("class")} ${element.textContent.slice(0, 40)}`,
    );
}

/** Runs in the page: controls that are missed 21 px from their middle. A link within a sentence may be as low as its line. */
function smallTargets(): string[] {
  const reach = 21;
  const isHit = (control: Element, x: number, y: number) => {
    const hit = document.elementFromPoint(x, y);
    return hit !== null && (control.contains(hit) || hit.closest("label")?.contains(control) === true);
  };
  const controls = [...document.querySelectorAll("a, button, input, select, textarea, summary")].filter(
    (control) => control.checkVisibility() && !control.matches(".link:not(.link-alone), .shell-skip"),
  );
  return controls.flatMap((control) => {
    control.scrollIntoView({ block: "center" });
    // A label is part of its control, and a name's row of its link.
    const target = control.closest(control.matches(".list-row-way") ? ".list-row" : "label") ?? control;
    const { left, top, width, height } = target.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const missed = [
      [x, y - reach],
      [x, y + reach],
      [x - reach, y],
      [x + reach, y],
    ].filter(([atX = 0, atY = 0]) => !isHit(control, atX, atY));
    return missed.length === 0
      ? []
      : [`${control.tagName} ${control.getAttribute("class")} ${control.textContent} ${width} × ${height}`];
  });
}
