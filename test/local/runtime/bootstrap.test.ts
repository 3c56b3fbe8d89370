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
const root = path.resolve(import.meta.dirname, "../../..");

/** A house whose npm only writes down that it was called, and whose tools print their arguments. */
beforeEach(() => {
  house = mkdtempSync(path.join(tmpdir(), "kinerja-house-"));
  mkdirSync(path.join(house, "infra/tools"), { recursive: true });
  mkdirSync(path.join(house, "bin"));
  cpSync(path.join(root, "infra/bootstrap.mjs"), path.join(house, "infra/bootstrap.mjs"));
  put("infra/tools/generate.ts", 'console.log("ran", ...process.argv.slice(2)); process.exitCode = 7;\n');
  put("infra/bundle.ts", 'console.log("bundled", ...process.argv.slice(2));\n');
  put("infra/build-web.ts", 'console.log("built", ...process.argv.slice(2));\n');
  put("infra/tools/deploy.ts", 'console.log("deployed", ...process.argv.slice(2));\n');
  writeFileSync(path.join(house, "package-lock.json"), "{}");
  const npm = path.join(house, "bin/npm");
  writeFileSync(
    npm,
    `#!/bin/sh\necho "$@" >> "${house}/npm.log"\nsleep 0.5\nmkdir -p "${house}/node_modules"\n`,
  );
  chmodSync(npm, 0o755);
});
function put(file: string, text: string) {
  writeFileSync(path.join(house, file), text);
}

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
    const { code, output } = await run("generate", "--flag");
    expect([code, output]).toEqual([7, expect.stringContaining("ran --flag")]);
    expect(installs()).toEqual(["install --no-audit --no-fund"]);
  });

  it("installs once however many start at the same time, and not again until the lockfile changes", async () => {
    await Promise.all([run("generate"), run("generate"), run("generate")]);
    await run("generate");
    expect(installs()).toHaveLength(1);
    writeFileSync(path.join(house, "package-lock.json"), '{ "changed": true }');
    await run("generate");
    expect(installs()).toHaveLength(2);
  });

  it("takes over from an installation that was killed", async () => {
    mkdirSync(path.join(house, ".local"));
    writeFileSync(path.join(house, ".local/install.lock"), "4194304999");
    expect((await run("generate")).code).toBe(7);
  });

  it("runs a task of several steps in order, arguments for the last, and stops at the first that fails", async () => {
    const { code, output } = await run("deploy", "--stage", "prod");
    expect([code, output]).toEqual([0, expect.stringMatching(/bundled\nbuilt\ndeployed --stage prod\n$/)]);
    put("infra/bundle.ts", "process.exitCode = 5;");
    const failed = await run("deploy");
    expect([failed.code, failed.output]).toEqual([5, expect.not.stringContaining("deployed")]);
  });

  it("knows every script of package.json, and runs only files that exist", async () => {
    const read = (file: string) => readFileSync(path.join(root, file), "utf8");
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    const wanted = Object.values(scripts).map(
      (script) => /^node infra\/bootstrap\.mjs ([\w:]+)/.exec(script)?.[1],
    );
    const { output } = await run("dance");
    const known = output.replace(/^Tasks: |\.\n$/g, "").split(", ");
    expect([...new Set(wanted)].sort()).toEqual(known.sort());
    const files = read("infra/bootstrap.mjs").match(/(?<=\[")(?:infra|node_modules)\/[^"]+/g) ?? [];
    expect(files.length).toBeGreaterThanOrEqual(known.length);
    expect(files.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  });

  it("names its tasks when asked for another", async () => {
    const { code, output } = await run("dance");
    expect([code, output]).toEqual([1, expect.stringContaining("start")]);
  });
});
