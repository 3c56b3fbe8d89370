import { spawnSync } from "node:child_process";
import { globSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { prepare, root } from "../local/prepare.ts";
import { bundleKilobytes, importRatio } from "./budgets.ts";
import { type Figure, isHeld, lineOf } from "./figures.ts";

/**
 * `npm run bench [-- --full]`: every figure that is held to a budget, with the budget beside it. Counts are exact; a time
 * is a ratio within one run, in processor time where that can be, since machines are noisy. `--full` adds the sizes
 * that take minutes. Ends with 0 whatever is measured: what must hold is held by tests.
 */
const bundles = path.join(root, "dist/functions");
/** The quickest of so many imports, each in a fresh process: what else the machine does only adds. */
const rounds = 5;
const isFull = process.argv.includes("--full");
const folder = mkdtempSync(path.join(tmpdir(), "kinerja-bench-"));

await prepare("http://localhost:3000");
const figures = [...(await figuresOfBundles()), ...figuresOfRuns()];
const over = figures.filter((figure) => !isHeld(figure));
console.log(`${figures.length} figures, ${over.length} over their budget:`);
for (const figure of over) console.log(lineOf(figure));
rmSync(folder, { recursive: true, force: true });

async function figuresOfBundles(): Promise<Figure[]> {
  const alone = await bundleOfSdkAlone();
  const base = importMilliseconds(alone);
  console.log(`The table's client alone: ${Math.round(kilobytes(alone))} KB, import ${base.toFixed(0)} ms`);
  const names = readdirSync(bundles, { withFileTypes: true }).filter((one) => one.isDirectory());
  return names.flatMap(({ name }) => {
    const file = path.join(bundles, name, "index.mjs");
    const found: Figure[] = [
      { what: `${name}, bundle`, measured: kilobytes(file), unit: "KB", most: bundleKilobytes(name) },
      {
        what: `${name}, import against the table's client alone`,
        measured: importMilliseconds(file) / base,
        unit: "×",
        most: importRatio,
      },
    ];
    for (const figure of found) console.log(lineOf(figure));
    return found;
  });
}

/** What `test/bench` measures, each file in a process with a table engine of its own. */
function figuresOfRuns(): Figure[] {
  const file = path.join(folder, "figures");
  const env = { ...process.env, BENCH_FIGURES: file, ...(isFull ? { BENCH_SCALE: "full" } : {}) };
  for (const bench of globSync("test/bench/*.bench.ts", { cwd: root }).sort()) {
    const vitest = [
      "node_modules/vitest/vitest.mjs",
      "run",
      "--config",
      "test/bench/vitest.config.ts",
      bench,
    ];
    const { status } = spawnSync(process.execPath, vitest, { cwd: root, stdio: "inherit", env });
    if (status !== 0) throw new Error(`${bench} failed`);
  }
  const lines = readFileSync(file, "utf8").trim().split("\n");
  return lines.map((line) => JSON.parse(line) as Figure);
}

/** What every function needs at least: the client of the table, bundled with all that the SDK brings. */
async function bundleOfSdkAlone(): Promise<string> {
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
    mainFields: ["module", "main"],
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
  });
  return file;
}

function kilobytes(file: string): number {
  return statSync(file).size / 1024;
}

/** Processor time of an import, which other work on the machine changes less than the time that passes. */
function importMilliseconds(file: string): number {
  const script = `const before = process.cpuUsage(); await import(${JSON.stringify(file)});
    const { user, system } = process.cpuUsage(before); console.log((user + system) / 1000); process.exit(0)`;
  const times = Array.from({ length: rounds }, () => {
    const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
      encoding: "utf8",
    });
    return Number(stdout.trim().split("\n").at(-1));
  });
  return Math.min(...times);
}
