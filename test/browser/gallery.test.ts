import path from "node:path";
import AxeBuilder from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { startBrowser } from "#test/support/chromium.ts";

import { buildPage, servePage, staticAddress } from "#test/support/static-page.ts";
import { smallTargets, tooWide } from "./page-checks.ts";

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

const gallery = path.resolve(import.meta.dirname, "../../web/gallery.html");
let folder: string;
let browser: Browser;

beforeAll(async () => {
  [folder, browser] = await Promise.all([buildPage(gallery), startBrowser()]);
});
afterAll(() => browser.close());

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
    await servePage(context, folder);
    const page = await context.newPage();
    page.on("pageerror", (error) => problems.push(String(error)));
    page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
    await page.goto(`${staticAddress}gallery.html?tampilan=${view}&tema=${theme}`);
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
