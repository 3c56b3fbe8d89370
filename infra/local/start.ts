import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { demoStart, faces, tour } from "./demo/cast.ts";
import { DemoMark } from "./demo/demo-mark.ts";
import { loadDemo } from "./demo/load-demo.ts";
import { serviceDesk } from "./desk/service-desk.ts";
import { serviceDirectory } from "./people.ts";
import { dataDir, madeFolder, prepare } from "./prepare.ts";
import type { DemoView } from "./runtime/control-answers.ts";
import { lockDataDir } from "./runtime/data-lock.ts";
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from "./runtime/local-cloud.ts";

/** What the service adds to a local cloud: who can sign in, what the control page knows of it, and the demo. */
export interface StartHooks {
  people?: NonNullable<LocalCloudOptions["people"]>;
  desk?: (demo: () => DemoView | undefined) => NonNullable<LocalCloudOptions["desk"]>;
  demo?: Demo;
}

/** A demo: where its clock begins, whom one meets there, and how it is loaded through the public API of a cloud without data. */
export interface Demo {
  readonly startAt: string;
  readonly view: DemoView;
  load(url: string, print: (line: string) => void): Promise<void>;
}

/** What `--fresh` keeps: the lock, and what is made from sources. */
const notData = ["lock", "install.lock", madeFolder];

/** Bundles, synthesizes, runs, and loads the demo on the first start. Stops on SIGINT and SIGTERM. */
export async function start(args: readonly string[], hooks: StartHooks): Promise<LocalCloud> {
  const { isFresh, isEmpty, port } = readArguments(args);
  const mark = new DemoMark(dataDir);
  if (isFresh || mark.state() === "half") removeData();
  const demo = isEmpty || mark.state() !== "nothing" ? undefined : hooks.demo;
  const made = await prepare(`http://localhost:${port}`);
  const { people, desk } = hooks;
  const loaded = () => (mark.state() === "whole" ? hooks.demo?.view : undefined);
  if (demo !== undefined) mark.begin();
  const cloud = await startLocalCloud({
    ...made,
    dataDir,
    port,
    ...(people === undefined ? {} : { people }),
    ...(desk === undefined ? {} : { desk: desk(loaded) }),
    ...(demo === undefined ? {} : { startAt: demo.startAt, isHeld: true }),
  });
  stopOnSignal(cloud);
  console.log(`Kinerja runs at ${cloud.url} (control page: ${cloud.url}/_local)`);
  if (demo !== undefined) {
    await demo.load(cloud.url, (line) => console.log(line));
    mark.finish();
  } else if (!isEmpty && mark.state() === "other") {
    console.log("The data that is there stays as it is; `npm start -- --fresh` begins again with the demo.");
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
  await start(process.argv.slice(2), {
    people: serviceDirectory,
    desk: serviceDesk,
    demo: { startAt: demoStart, view: { faces, tour }, load: loadDemo },
  }).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  });
}
