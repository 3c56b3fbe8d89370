import { spawn } from "node:child_process";
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { buildWeb, webFiles } from "../build-web.ts";
import { bundle, findEntries, fingerprint } from "../bundle.ts";
import { takeTurn } from "./take-turn.ts";

export const root = path.resolve(import.meta.dirname, "../..");
/** What a run keeps, and what is made from sources for it. */
export const dataDir = path.join(root, ".local");
/** Of `dataDir`: what is made from sources, and outlives the data. */
export const madeFolder = "made";
const made = path.join(dataDir, madeFolder);
const bundles = path.join(root, "dist/functions");

/** The mail service of this machine takes all at once: no account's quota makes anybody wait. */
const mailPerSecond = "1000";

/** What a local cloud serves. */
export interface Prepared {
  /** The folder of the cloud assembly. */
  readonly assembly: string;
  /** The folder of the built web app. */
  readonly webDir: string;
}

/**
 * Bundles, synthesizes and builds what has changed since the last time. Of several processes at once (the files of a
 * test run, a start beside it) one does it, and the others find it done.
 */
export async function prepare(publicUrl: string): Promise<Prepared> {
  const done = await takeTurn(made);
  try {
    const web = buildWeb(root);
    await bundle({ root, entries: findEntries(root), outDir: bundles });
    const assembly = await synthesize(publicUrl);
    await web;
    return { assembly, webDir: path.join(root, webFiles) };
  } finally {
    done();
  }
}

/** Synthesizes the CDK app unless nothing that it is made of has changed. */
async function synthesize(publicUrl: string): Promise<string> {
  // A folder per address: a start on another port leaves a running cloud its functions.
  const assembly = path.join(made, new URL(publicUrl).host.replace(":", "-"));
  const sources = globSync(["infra/**/*.ts", "shared/**/*.ts"], {
    cwd: root,
    exclude: ["infra/local/**"],
  }).sort();
  const inputs = path.relative(root, path.join(bundles, "inputs.json"));
  const wanted = fingerprint(root, [...sources, "cdk.json", "package-lock.json", inputs]);
  const mark = path.join(assembly, "made-from");
  if (existsSync(mark) && readFileSync(mark, "utf8") === wanted) return assembly;
  rmSync(assembly, { recursive: true, force: true });
  mkdirSync(assembly, { recursive: true });
  await runApp(assembly, { publicUrl, mailPerSecond });
  writeFileSync(mark, wanted);
  return assembly;
}

/** Runs the app as the CDK's command line does: context and output folder by environment. */
async function runApp(outDir: string, context: Record<string, string>): Promise<void> {
  const { context: standing } = JSON.parse(readFileSync(path.join(root, "cdk.json"), "utf8")) as {
    context: object;
  };
  const env = {
    ...process.env,
    CDK_OUTDIR: outDir,
    CDK_CONTEXT_JSON: JSON.stringify({ ...standing, ...context }),
    // The rule checks belong to `npm run check` and take longer than the synthesis.
    CDK_VALIDATION: "false",
  };
  const child = spawn(process.execPath, ["infra/app.ts"], {
    cwd: root,
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let complaint = "";
  child.stderr.on("data", (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  if (code !== 0) throw new Error(`Synthesis failed:\n${complaint}`);
}
