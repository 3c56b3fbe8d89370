import { spawn } from "node:child_process";
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { bundle, findEntries, fingerprint } from "../bundle.ts";
import { serviceDirectory } from "./people.ts";
import { lockDataDir } from "./runtime/data-lock.ts";
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from "./runtime/local-cloud.ts";

/** What the service adds to a local cloud: who can sign in, and the demo. */
export interface StartHooks {
  people?: NonNullable<LocalCloudOptions["people"]>;
  /** Loads the demo through the public API; called once per data folder, after the service answers. */
  loadDemo?: (cloud: LocalCloud) => Promise<void>;
}

const root = path.resolve(import.meta.dirname, "../..");
const dataDir = path.join(root, ".local");
const assembly = path.join(dataDir, "cdk.out");
const bundles = path.join(root, "dist/functions");
const demoMark = path.join(dataDir, "demo-loaded");

/** What `--fresh` keeps: the lock, and what is made from sources. */
const notData = ["lock", "install.lock", "cdk.out"];

/** Bundles, synthesizes, runs, and loads the demo on the first start. Stops on SIGINT and SIGTERM. */
export async function start(args: readonly string[], hooks: StartHooks): Promise<LocalCloud> {
  const { isFresh, isEmpty, port } = readArguments(args);
  if (isFresh) removeData();
  await bundle({ root, entries: findEntries(root), outDir: bundles });
  await synthesize(`http://localhost:${port}`);
  const webDir = path.join(root, "dist/web");
  const { people } = hooks;
  const cloud = await startLocalCloud({
    assembly,
    dataDir,
    port,
    ...(existsSync(webDir) ? { webDir } : {}),
    ...(people === undefined ? {} : { people }),
  });
  stopOnSignal(cloud);
  console.log(`Kinerja runs at ${cloud.url} (control page: ${cloud.url}/_local)`);
  if (!isEmpty && hooks.loadDemo !== undefined && !existsSync(demoMark)) {
    await hooks.loadDemo(cloud);
    writeFileSync(demoMark, "");
  }
  return cloud;
}

function readArguments(args: readonly string[]): { isFresh: boolean; isEmpty: boolean; port: number } {
  const unknown = args.filter((each) => each !== "--fresh" && each !== "--empty");
  if (unknown.length > 0)
    throw new Error(`Unknown: ${unknown.join(" ")}. Known: --fresh, --empty; PORT in the environment.`);
  const port = Number(process.env["PORT"] ?? 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Error(`PORT=${process.env["PORT"]} is no port.`);
  return { isFresh: args.includes("--fresh"), isEmpty: args.includes("--empty"), port };
}

/** Refuses while another process runs on the data. */
function removeData(): void {
  const unlock = lockDataDir(dataDir);
  for (const name of readdirSync(dataDir)) {
    if (!notData.includes(name)) rmSync(path.join(dataDir, name), { recursive: true, force: true });
  }
  unlock();
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
  await runApp({ publicUrl });
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

function stopOnSignal(cloud: LocalCloud): void {
  let isStopping = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      // A second Ctrl-C does not wait.
      if (isStopping) process.exit(130);
      isStopping = true;
      void cloud.close().then(() => process.exit(0));
    });
  }
}

if (import.meta.main) {
  // As in Lambda: code that forgets the zone must fail here too, wherever the machine stands.
  process.env["TZ"] = "UTC";
  await start(process.argv.slice(2), { people: serviceDirectory }).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  });
}
