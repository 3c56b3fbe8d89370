import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

/** Gzipped kilobytes of the built web app's JavaScript: before anything shows, and all there is. */
export function webSize(folder: string): { readonly firstScreen: number; readonly total: number } {
  const assets = path.join(folder, "assets");
  const scripts = readdirSync(assets).filter((name) => name.endsWith(".js"));
  return { firstScreen: kilobytes(assets, firstScreen(folder)), total: kilobytes(assets, scripts) };
}

/** What the page asks for at once: its script, and what that imports without waiting. */
function firstScreen(folder: string): readonly string[] {
  const page = readFileSync(path.join(folder, "index.html"), "utf8");
  const waiting = [...page.matchAll(/(?:src|href)="\/assets\/([^"]+\.js)"/g)].map(([, name = ""]) => name);
  const found = new Set<string>();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    waiting.push(...importsOf(path.join(folder, "assets", name)));
  }
  return [...found];
}

/** Static imports only: `import("./page.js")` waits until somebody goes there. */
function importsOf(file: string): string[] {
  const code = readFileSync(file, "utf8");
  return [...code.matchAll(/\b(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g)].map(([, name = ""]) => name);
}

function kilobytes(folder: string, names: readonly string[]): number {
  const sizes = names.map((name) => gzipSync(readFileSync(path.join(folder, name))).length);
  return sizes.reduce((sum, size) => sum + size, 0) / 1024;
}
