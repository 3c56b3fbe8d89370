import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { BrowserContext } from "playwright-core";
import { mediaTypeOf } from "#infra/media-types.ts";
import config from "../../web/vite.config.ts";

/** As strict as the app's own policy, for a page that talks to nobody. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data: blob:";

/** Where a page lives that needs no service. */
export const staticAddress = "http://components.test/";

/** Builds one HTML file for the same browsers as the app. Answers the folder it was built into. */
export async function buildPage(html: string): Promise<string> {
  const outDir = mkdtempSync(path.join(tmpdir(), "kinerja-page-"));
  const { build } = await import("vite");
  await build({
    ...config,
    configFile: false,
    root: path.dirname(html),
    publicDir: false,
    logLevel: "warn",
    plugins: [],
    build: { ...config.build, outDir, rolldownOptions: { input: html } },
  });
  return outDir;
}

/** Answers the browser from the folder. */
export async function servePage(context: BrowserContext, folder: string): Promise<void> {
  await context.route(`${staticAddress}**`, async (route) => {
    const file = path.join(folder, new URL(route.request().url()).pathname);
    await route.fulfill({
      body: readFileSync(file),
      contentType: mediaTypeOf(file),
      headers: { "content-security-policy": policy },
    });
  });
}
