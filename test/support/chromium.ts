import { spawnSync } from "node:child_process";
import { createReadStream, createWriteStream, existsSync, mkdirSync, mkdtempSync, renameSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";
import { takeTurn } from "./take-turn.ts";

/** A browser to start, and what its process needs in its environment. */
export interface Chromium {
  readonly executable: string;
  readonly environment: Readonly<Record<string, string>>;
}

const systemNames = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The system's Chromium; where there is none, the one that comes with `@sparticuz/chromium`, unpacked once a machine. */
export async function findChromium(): Promise<Chromium> {
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
