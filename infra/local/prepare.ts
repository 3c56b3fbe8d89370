import { spawn } from "node:child_process";
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { bundle, findEntries, fingerprint } from "../bundle.ts";

export const root = path.resolve(import.meta.dirname, "../..");
/** What a run keeps, and what is made from sources for it. */
export const dataDir = path.join(root, ".local");
const assembly = path.join(dataDir, "cdk.out");
const bundles = path.join(root, "dist/functions");

/** The mail service of this machine takes all at once: no account's quota makes anybody wait. */
const mailPerSecond = "1000";

/** Bundles and synthesizes what has changed since the last time; answers the folder of the cloud assembly. */
export async function prepare(publicUrl: string): Promise<string> {
  await bundle({ root, entries: findEntries(root), outDir: bundles });
  await synthesize(publicUrl);
  return assembly;
}

/** Synthesizes the CDK app unless nothing that it is made of has changed. */
async function synthesize(publicUrl: string): Promise<void> {
  const sources = globSync(["infra/**/*.ts", "shared/**/*.ts"], {
    cwd: root,
    exclude: ["infra/local/**"],
  }).sort();
  const made = [
    ...sources,
    "cdk.json",
    "package-lock.json",
    path.relative(root, path.join(bundles, "inputs.json")),
  ];
  const wanted = `${publicUrl} ${fingerprint(root, made)}`;
  const mark = path.join(assembly, "made-from");
  if (existsSync(mark) && readFileSync(mark, "utf8") === wanted) return;
  rmSync(assembly, { recursive: true, force: true });
  mkdirSync(assembly, { recursive: true });
  await runApp({ publicUrl, mailPerSecond });
  writeFileSync(mark, wanted);
}

/** Runs the app as the CDK's command line does: context and output folder by environment. */
async function runApp(context: Record<string, string>): Promise<void> {
  const { context: standing } = JSON.parse(readFileSync(path.join(root, "cdk.json"), "utf8")) as {
    context: object;
  };
  const env = {
    ...process.env,
    CDK_OUTDIR: assembly,
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
