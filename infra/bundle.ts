import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Metafile } from "esbuild";
import { leaner } from "./bundle-packages.ts";

/** What is bundled to where. */
export interface BundleOptions {
  /** The folder that holds `functions/` and `package-lock.json`. */
  root: string;
  /** Entry points by bundle name, relative to `root`. */
  entries: Readonly<Record<string, string>>;
  /** Each bundle becomes `<outDir>/<name>/index.mjs`. */
  outDir: string;
}

/** Which files hold the handlers of deployed functions. */
const entryPatterns = ["functions/*/{handlers,authorizer,relay}.ts", "functions/*/on-*.ts"];

/** What else decides on the bundles. */
const makers = ["infra/bundle.ts", "infra/bundle-packages.ts", "package-lock.json", "package.json"];

interface Kept {
  entries: BundleOptions["entries"];
  /** Every source that went into the bundles, relative to `root`; packages are covered by the lockfile. */
  sources: string[];
  fingerprint: string;
}

/** Every entry point of the service by its bundle's name: `functions/plans/on-due.ts` is `plans-on-due`. */
export function findEntries(root: string): Record<string, string> {
  const files = entryPatterns.flatMap((pattern) => globSync(pattern, { cwd: root })).sort();
  return Object.fromEntries(files.map((file) => [bundleName(file), file]));
}

/**
 * Bundles all entry points in one esbuild call, the AWS SDK included. Does nothing when no input has changed since the
 * last time. Answers whether it did something. Throws with esbuild's own messages.
 */
export async function bundle({ root, entries, outDir }: BundleOptions): Promise<boolean> {
  const keptFile = path.join(outDir, "inputs.json");
  if (isFresh(root, entries, outDir, keptFile)) return false;
  rmSync(outDir, { recursive: true, force: true });
  // Loaded only when needed: the usual start finds its bundles fresh.
  const { build } = await import("esbuild");
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: Object.entries(entries).map(([name, file]) => ({ in: file, out: `${name}/index` })),
    outdir: path.resolve(outDir),
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    target: "node24",
    format: "esm",
    minify: true,
    sourcemap: true,
    metafile: true,
    // Packages in CommonJS call `require`, which ESM does not have.
    banner: { js: 'import{createRequire as r__}from"node:module";const require=r__(import.meta.url);' },
    // Of packages that offer both, the ESM build: it is smaller, since esbuild can drop what is unused.
    mainFields: ["module", "main"],
    plugins: [leaner],
    logLevel: "silent",
  });
  const sources = sourcesOf(metafile);
  const kept: Kept = { entries, sources, fingerprint: fingerprint(root, sources) };
  mkdirSync(outDir, { recursive: true });
  writeFileSync(keptFile, JSON.stringify(kept));
  return true;
}

/** The SHA-256 of files' paths and contents; a missing file counts as such. */
export function fingerprint(root: string, files: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of files) {
    const full = path.join(root, file);
    hash.update(`${file}\0`).update(existsSync(full) ? readFileSync(full) : "(missing)");
  }
  return hash.digest("hex");
}

function isFresh(root: string, entries: BundleOptions["entries"], outDir: string, keptFile: string): boolean {
  if (!existsSync(keptFile)) return false;
  const kept = JSON.parse(readFileSync(keptFile, "utf8")) as Kept;
  const areAllThere = Object.keys(entries).every((name) => existsSync(path.join(outDir, name, "index.mjs")));
  const areSameEntries = JSON.stringify(kept.entries) === JSON.stringify(entries);
  return areAllThere && areSameEntries && kept.fingerprint === fingerprint(root, kept.sources);
}

function sourcesOf({ inputs }: Metafile): string[] {
  const own = Object.keys(inputs).filter((input) => !/node_modules|^stand-in:/.test(input));
  return [...own, ...makers].sort();
}

function bundleName(file: string): string {
  return file
    .replace(/^functions\//, "")
    .replace(/\.ts$/, "")
    .replace("/", "-");
}

if (import.meta.main) {
  const root = path.resolve(import.meta.dirname, "..");
  await bundle({ root, entries: findEntries(root), outDir: path.join(root, "dist/functions") });
}
