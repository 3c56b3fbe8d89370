import { spawnSync } from "node:child_process";
import { createReadStream, createWriteStream, existsSync, mkdirSync, mkdtempSync, renameSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";
import { type Browser, type BrowserContext, chromium } from "playwright-core";
import type { LocalCloud } from "#infra/local/runtime/local-cloud.ts";
import { takeTurn } from "#infra/local/take-turn.ts";

/** A browser to start, and what its process needs in its environment. */
interface Chromium {
  readonly executable: string;
  readonly environment: Readonly<Record<string, string>>;
}

const systemNames = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** A browser without a window, as strict as people's own. */
export async function startBrowser(): Promise<Browser> {
  const { executable, environment } = await findChromium();
  return await chromium.launch({
    executablePath: executable,
    // Not the package's own flags: they switch web security off, which is what is tested here.
    args: ["--no-sandbox"],
    env: { ...process.env, ...environment } as Record<string, string>,
  });
}

/** One tap on the control page's list, whose cookies the browser then has. */
export async function tapIn(
  cloud: LocalCloud,
  context: BrowserContext,
  as: string,
  agency?: string,
): Promise<void> {
  const { status, body, cookies = [] } = await cloud.signIn(as, agency);
  if (status !== 201) throw new Error(`${as} cannot sign in: ${JSON.stringify(body)}`);
  for (const cookie of cookies) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    const path = /Path=([^;]+)/.exec(cookie)?.[1] ?? "/";
    await context.addCookies([
      { name, value, path, domain: "localhost", httpOnly: true, secure: true, sameSite: "Strict" },
    ]);
  }
}

/** The system's Chromium; where there is none, the one that comes with `@sparticuz/chromium`, unpacked once a machine. */
async function findChromium(): Promise<Chromium> {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  const installed = systemNames
    .flatMap((name) => folders.map((folder) => path.join(folder, name)))
    .find((file) => existsSync(file));
  return installed === undefined ? await unpackedChromium() : { executable: installed, environment: {} };
}

async function unpackedChromium(): Promise<Chromium> {
  const packed = packedFolder();
  const folder = path.join(tmpdir(), `kinerja-chromium-${versionOf(packed)}`);
  const done = await takeTurn(`${folder}-lock`);
  try {
    if (!existsSync(folder)) await unpack(packed, folder);
  } finally {
    done();
  }
  const executable = path.join(folder, "chromium");
  return { executable, environment: librariesFor(executable, folder) };
}

/** Unpacked aside and then named, so that a run that was cut off leaves nothing that looks whole. */
async function unpack(packed: string, folder: string): Promise<void> {
  const aside = mkdtempSync(path.join(tmpdir(), "kinerja-unpacking-"));
  const inflate = (name: string, to: string, mode: number) =>
    pipeline(
      createReadStream(path.join(packed, name)),
      createBrotliDecompress(),
      createWriteStream(path.join(aside, to), { mode }),
    );
  await Promise.all([
    inflate("chromium.br", "chromium", 0o700),
    inflate("al2023.tar.br", "libraries.tar", 0o600),
  ]);
  mkdirSync(path.join(aside, "libraries"));
  const { status } = spawnSync("tar", ["-xf", "libraries.tar", "-C", "libraries"], { cwd: aside });
  if (status !== 0) throw new Error("The libraries of Chromium could not be unpacked: is there no tar?");
  renameSync(aside, folder);
}

/** A bare system lacks libraries such as libnss3; then those that the package brings are used. */
function librariesFor(executable: string, folder: string): Readonly<Record<string, string>> {
  const { stdout } = spawnSync("ldd", [executable], { encoding: "utf8" });
  return stdout?.includes("not found") === true
    ? { LD_LIBRARY_PATH: path.join(folder, "libraries", "lib") }
    : {};
}

function packedFolder(): string {
  const main = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  return path.join(main.slice(0, main.indexOf(`${path.sep}build${path.sep}`)), "bin");
}

function versionOf(packed: string): string {
  const { version } = createRequire(import.meta.url)(path.join(packed, "../package.json")) as {
    version: string;
  };
  return version;
}
