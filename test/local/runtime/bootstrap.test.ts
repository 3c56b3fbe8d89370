import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

let house: string;
const bootstrap = path.resolve(import.meta.dirname, "../../../infra/bootstrap.mjs");

/** A house whose npm only writes down that it was called, and whose `bundle` task prints its arguments. */
beforeEach(() => {
  house = mkdtempSync(path.join(tmpdir(), "kinerja-house-"));
  mkdirSync(path.join(house, "infra"));
  mkdirSync(path.join(house, "bin"));
  cpSync(bootstrap, path.join(house, "infra/bootstrap.mjs"));
  writeFileSync(
    path.join(house, "infra/bundle.ts"),
    'console.log("ran", ...process.argv.slice(2)); process.exitCode = 7;\n',
  );
  writeFileSync(path.join(house, "package-lock.json"), "{}");
  const npm = path.join(house, "bin/npm");
  writeFileSync(
    npm,
    `#!/bin/sh\necho "$@" >> "${house}/npm.log"\nsleep 0.5\nmkdir -p "${house}/node_modules"\n`,
  );
  chmodSync(npm, 0o755);
});
afterEach(() => rmSync(house, { recursive: true, force: true }));

async function run(...args: string[]): Promise<{ code: number; output: string }> {
  const env = { ...process.env, PATH: `${path.join(house, "bin")}:${process.env["PATH"]}` };
  const child = spawn(process.execPath, [path.join(house, "infra/bootstrap.mjs"), ...args], { env });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  const [code] = (await once(child, "close")) as [number];
  return { code, output };
}

const installs = () =>
  existsSync(path.join(house, "npm.log"))
    ? readFileSync(path.join(house, "npm.log"), "utf8").trim().split("\n")
    : [];

describe("the bootstrap", () => {
  it("installs what is missing, then runs the task with its arguments and outcome", async () => {
    const { code, output } = await run("bundle", "--flag");
    expect([code, output]).toEqual([7, expect.stringContaining("ran --flag")]);
    expect(installs()).toEqual(["install --no-audit --no-fund"]);
  });

  it("installs once however many start at the same time, and not again until the lockfile changes", async () => {
    await Promise.all([run("bundle"), run("bundle"), run("bundle")]);
    await run("bundle");
    expect(installs()).toHaveLength(1);
    writeFileSync(path.join(house, "package-lock.json"), '{ "changed": true }');
    await run("bundle");
    expect(installs()).toHaveLength(2);
  });

  it("takes over from an installation that was killed", async () => {
    mkdirSync(path.join(house, ".local"));
    writeFileSync(path.join(house, ".local/install.lock"), "4194304999");
    expect((await run("bundle")).code).toBe(7);
  });

  it("names its tasks when asked for another", async () => {
    const { code, output } = await run("dance");
    expect([code, output]).toEqual([1, expect.stringContaining("start")]);
  });
});
