import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { serviceDirectory } from "./people.ts";
import { dataDir, prepare, root } from "./prepare.ts";
import { lockDataDir } from "./runtime/data-lock.ts";
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from "./runtime/local-cloud.ts";

/** What the service adds to a local cloud: who can sign in, and the demo. */
export interface StartHooks {
  people?: NonNullable<LocalCloudOptions["people"]>;
  /** Loads the demo through the public API; called once per data folder, after the service answers. */
  loadDemo?: (cloud: LocalCloud) => Promise<void>;
}

const demoMark = path.join(dataDir, "demo-loaded");

/** What `--fresh` keeps: the lock, and what is made from sources. */
const notData = ["lock", "install.lock", "cdk.out"];

/** Bundles, synthesizes, runs, and loads the demo on the first start. Stops on SIGINT and SIGTERM. */
export async function start(args: readonly string[], hooks: StartHooks): Promise<LocalCloud> {
  const { isFresh, isEmpty, port } = readArguments(args);
  if (isFresh) removeData();
  const assembly = await prepare(`http://localhost:${port}`);
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
