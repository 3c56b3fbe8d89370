import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { BrowserContext } from "playwright-core";
import config from "../../../web/vite.config.ts";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** As strict as the app's own policy about what a page may run, draw and load. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data: blob:";
export const address = "http://components.test/";

/** The page of this folder, for the same browsers as the app. Answers the folder it was built into. */
export async function buildPage(): Promise<string> {
  const outDir = mkdtempSync(path.join(tmpdir(), "kinerja-ui-"));
  const { build } = await import("vite");
  await build({
    ...config,
    configFile: false,
    root: import.meta.dirname,
    publicDir: false,
    logLevel: "warn",
    plugins: [],
    build: {
      ...config.build,
      outDir,
      rolldownOptions: { input: path.join(import.meta.dirname, "index.html") },
    },
  });
  return outDir;
}

/** Answers the browser from the folder: what the page is made of needs no service. */
export async function servePage(context: BrowserContext, folder: string): Promise<void> {
  await context.route(`${address}**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    const file = path.join(folder, pathname === "/" ? "index.html" : pathname);
    await route.fulfill({
      body: readFileSync(file),
      contentType: types[path.extname(file)] ?? "application/octet-stream",
      headers: { "content-security-policy": policy },
    });
  });
}
