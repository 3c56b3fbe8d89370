import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { prepare, root } from "../local/prepare.ts";

/**
 * `npm run bench`: what is measured so far, each with its target beside it. A time is a ratio within one run, since
 * machines are noisy.
 */
const bundles = path.join(root, "dist/functions");
const targetKilobytes = 500;
const targetRatio = 1.2;
/** The middle of so many imports, each in a fresh process. */
const rounds = 7;

await prepare("http://localhost:3000");
const alone = await bundleOfSdkAlone();
const base = importMilliseconds(alone.file);
console.log(`SDK alone: ${kilobytes(alone.file)} KB, import ${base.toFixed(0)} ms`);
for (const name of readdirSync(bundles, { withFileTypes: true }).filter((one) => one.isDirectory())) {
  const file = path.join(bundles, name.name, "index.mjs");
  const size = kilobytes(file);
  const ratio = importMilliseconds(file) / base;
  const verdict = size <= targetKilobytes && ratio <= targetRatio ? "held" : "missed";
  console.log(
    `${name.name}: ${size} KB (≤ ${targetKilobytes}), import ${ratio.toFixed(2)} × the SDK alone (≤ ${targetRatio}) ${verdict}`,
  );
}
rmSync(alone.folder, { recursive: true, force: true });
spawnSync(process.execPath, ["test/bench/roster-import.ts"], { cwd: root, stdio: "inherit" });

/** What every function needs at least: the client of the table, bundled as the functions are. */
async function bundleOfSdkAlone(): Promise<{ folder: string; file: string }> {
  const folder = mkdtempSync(path.join(tmpdir(), "kinerja-bench-"));
  const file = path.join(folder, "index.mjs");
  const contents = `import { DynamoDBClient } from "@aws-sdk/client-dynamodb"; import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
    export const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: "ap-southeast-3" }));`;
  await build({
    stdin: { contents, resolveDir: root },
    bundle: true,
    minify: true,
    platform: "node",
    format: "esm",
    target: "node24",
    outfile: file,
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
  });
  return { folder, file };
}

function kilobytes(file: string): number {
  return Math.round(statSync(file).size / 1024);
}

function importMilliseconds(file: string): number {
  const script = `const s = performance.now(); await import(${JSON.stringify(file)}); console.log(performance.now() - s); process.exit(0)`;
  const times = Array.from({ length: rounds }, () => {
    const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
      encoding: "utf8",
    });
    return Number(stdout.trim().split("\n").at(-1));
  });
  return times.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN;
}
