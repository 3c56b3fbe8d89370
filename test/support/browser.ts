import { mkdirSync } from "node:fs";
import path from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, vi } from "vitest";
import { serviceDirectory } from "#infra/local/people.ts";
import { prepare } from "#infra/local/prepare.ts";
import { type LocalCloud, startLocalCloud } from "#infra/local/runtime/local-cloud.ts";
import { CloudClient } from "#infra/local/story/cloud-client.ts";
import { startBrowser, tapIn } from "./chromium.ts";
import { screens } from "./contact-sheet.ts";
import { isFullScale } from "./scale.ts";

// A cloud, a build and a browser: on a busy machine each of them takes its time.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 300_000 });

/** The smallest phone that people have, as the screens are drawn. */
export const phone = { width: 360, height: 640 };
const accessibilityRules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export interface AppOptions {
  /** A built app to serve instead of the service's own. */
  readonly webDir?: () => Promise<string>;
  /** Where the cloud's clock stands, ISO 8601. */
  readonly startAt?: string;
}

/** The web app of one test file on a local cloud of its own, as people meet it. */
export interface TestedApp {
  /** Known once `beforeAll` has run. */
  readonly cloud: LocalCloud;
  readonly api: CloudClient;
  /** A browser of somebody's own, signed in as them where they are named (by e-mail, NIP or "operator"). */
  visitor(
    as?: string,
    options?: { agency?: string; viewport?: typeof phone; language?: "en" },
  ): Promise<Visitor>;
  /** Everything that is due is done, and this much time has gone by (ISO 8601 duration). */
  later(duration: string): Promise<void>;
}

/** Starts cloud and browser for the file. A test fails when a page it opened broke its policy or wrote an error. */
export function useApp({ webDir, startAt = "2027-01-04T00:00:00Z" }: AppOptions = {}): TestedApp {
  let cloud: LocalCloud | undefined;
  let browser: Browser | undefined;
  let visitors: Visitor[] = [];

  beforeAll(async () => {
    const [made, ownFiles, started] = await Promise.all([
      prepare("http://localhost:3000"),
      webDir?.(),
      startBrowser(),
    ]);
    browser = started;
    cloud = await startLocalCloud({
      assembly: made.assembly,
      webDir: ownFiles ?? made.webDir,
      people: serviceDirectory,
      startAt,
      isHeld: true,
    });
  });
  afterEach(async () => {
    const met = visitors;
    visitors = [];
    await Promise.all(met.map((each) => each.context.close()));
    expect(met.flatMap(({ problems }) => problems)).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await cloud?.close();
  });

  const running = () => {
    if (cloud === undefined || browser === undefined) throw new Error("The app runs from beforeAll on.");
    return { cloud, browser };
  };
  return {
    get cloud() {
      return running().cloud;
    },
    get api() {
      return new CloudClient(running().cloud.url);
    },
    visitor: async (as, { agency, viewport = phone, language } = {}) => {
      const { cloud, browser } = running();
      const context = await browser.newContext({
        baseURL: cloud.url,
        viewport,
        locale: "id-ID",
        // What axe looks at is not half faded in.
        reducedMotion: "reduce",
      });
      if (language !== undefined)
        await context.addInitScript({
          // Blank pages, such as axe opens, may keep nothing.
          content: `if (location.protocol !== "about:") localStorage.setItem("kinerja.language", "${language}")`,
        });
      if (as !== undefined) await tapIn(cloud, context, as, agency);
      const visitor = new Visitor(context, await context.newPage());
      visitors.push(visitor);
      return visitor;
    },
    later: async (duration) => {
      await new CloudClient(running().cloud.url).control("POST", "/clock", { advance: duration });
    },
  };
}

/** Somebody with a browser. */
export class Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What went wrong in any of their pages: errors, and breaches of the page's policy. */
  readonly problems: string[] = [];

  constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
    this.#watch(page);
    context.on("page", (other) => this.#watch(other));
  }

  /** Writes what they see into `test/browser/screens/`, for people to look at. */
  async screenshot(name: string): Promise<void> {
    mkdirSync(screens, { recursive: true });
    await this.page.screenshot({ path: path.join(screens, `${name}.png`) });
  }

  /** What axe finds wrong by WCAG 2.2 AA on the page as it stands: rule and place. */
  async barriers(): Promise<string[]> {
    // In the page itself: it has no frames of other origins, for which axe would open a further page each time.
    const axe = new AxeBuilder({ page: this.page }).setLegacyMode().withTags(accessibilityRules);
    const { violations } = await axe.analyze();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  }

  /** The same by day; at full scale by night, too, which each component's own test looks at every time. */
  async barriersInBothThemes(): Promise<string[]> {
    const byDay = await this.barriers();
    if (!isFullScale()) return byDay;
    await this.page.emulateMedia({ colorScheme: "dark" });
    const byNight = await this.barriers();
    await this.page.emulateMedia({ colorScheme: "light" });
    return [...byDay, ...byNight.map((barrier) => `dark: ${barrier}`)];
  }

  #watch(page: Page): void {
    page.on("pageerror", (error) => this.problems.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error" && !isAnswer(message.text())) this.problems.push(message.text());
    });
  }
}

/** The browser itself writes a line for each 4xx and for each request without a network: those are the tests' matter. */
function isAnswer(line: string): boolean {
  return line.startsWith("Failed to load resource") || line.includes("net::ERR_INTERNET_DISCONNECTED");
}
