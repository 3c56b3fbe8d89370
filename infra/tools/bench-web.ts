import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { buildWeb, webFiles } from "#infra/build-web.ts";
import { root } from "../local/prepare.ts";

/**
 * `npm run bench:web`: what the web app weighs, each figure with its target beside it. The browser's part
 * (test/bench/web-vitals.ts) follows: how long the first screen takes on a slow network and a slow phone.
 */
const targets = { firstScreenKilobytes: 60, totalKilobytes: 150 } as const;

await buildWeb(root);
const folder = path.join(root, webFiles);
const scripts = readdirSync(path.join(folder, "assets")).filter((name) => name.endsWith(".js"));

const first = kilobytes(firstScreen());
const total = kilobytes(scripts);
console.log(line("JS of the first screen, gzipped", first, targets.firstScreenKilobytes));
console.log(line("JS altogether, gzipped", total, targets.totalKilobytes));
for (const name of scripts) console.log(`  ${name}: ${kilobytes([name]).toFixed(1)} KB`);
spawnSync(process.execPath, ["test/bench/web-vitals.ts"], { cwd: root, stdio: "inherit" });

/** What the page asks for before anything is shown: its script, and what that imports without waiting. */
function firstScreen(): string[] {
  const page = readFileSync(path.join(folder, "index.html"), "utf8");
  const waiting = [...page.matchAll(/(?:src|href)="\/assets\/([^"]+\.js)"/g)].map(([, name = ""]) => name);
  const found = new Set<string>();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    waiting.push(...importsOf(name));
  }
  return [...found];
}

function importsOf(name: string): string[] {
  const code = readFileSync(path.join(folder, "assets", name), "utf8");
  return [...code.matchAll(/\b(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g)].map(([, file = ""]) => file);
}

function kilobytes(names: readonly string[]): number {
  const sizes = names.map((name) => gzipSync(readFileSync(path.join(folder, "assets", name))).length);
  return sizes.reduce((sum, size) => sum + size, 0) / 1024;
}

function line(what: string, value: number, target: number): string {
  return `${what}: ${value.toFixed(1)} KB (≤ ${target}) ${value <= target ? "held" : "missed"}`;
}
