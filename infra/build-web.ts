import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fingerprint } from "./bundle.ts";

/** Where the built web app lies, relative to the house. */
export const webFiles = "dist/web";

/** Beside the built files, not among them: those are published as they are. */
const markFile = "dist/web-made-from";

/** Builds the web app into `dist/web`. Does nothing when no source has changed since the last time; answers whether it did. */
export async function buildWeb(root: string): Promise<boolean> {
  const wanted = fingerprint(root, sourcesOf(root));
  const mark = path.join(root, markFile);
  const isThere = existsSync(path.join(root, webFiles, "index.html")) && existsSync(mark);
  if (isThere && readFileSync(mark, "utf8") === wanted) return false;
  await forProduction(async () => {
    // Loaded only when needed: the usual start finds the app built.
    const { build } = await import("vite");
    await build({ configFile: path.join(root, "web/vite.config.ts"), logLevel: "warn" });
  });
  writeFileSync(mark, wanted);
  return true;
}

/** A test runner's `NODE_ENV` would have every element carry the line that it was written in. */
async function forProduction(build: () => Promise<void>): Promise<void> {
  const before = process.env["NODE_ENV"];
  process.env["NODE_ENV"] = "production";
  try {
    await build();
  } finally {
    if (before === undefined) delete process.env["NODE_ENV"];
    else process.env["NODE_ENV"] = before;
  }
}

/** All that the app may be made of; packages are covered by the lockfile. */
function sourcesOf(root: string): string[] {
  const own = globSync(["web/**/*.{ts,tsx,css,html,json,svg,png,woff2,webmanifest}", "shared/**/*.ts"], {
    cwd: root,
  });
  return [...own, "package-lock.json", "package.json"].sort();
}

if (import.meta.main) await buildWeb(path.resolve(import.meta.dirname, ".."));
