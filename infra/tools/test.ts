import { spawnSync } from "node:child_process";
import path from "node:path";
import { runChecks } from "./check.ts";

/**
 * `npm test`: the checks, then every test. `--full` runs the whole matrix (`TEST_SCALE=full`); other arguments go to
 * vitest. Tests run even where a check failed, so that one run shows all there is to mend.
 */
const root = path.resolve(import.meta.dirname, "../..");
const args = process.argv.slice(2);
const isFull = args.includes("--full");

const areChecksFine = await runChecks();
const { status } = spawnSync(
  process.execPath,
  ["node_modules/vitest/vitest.mjs", "run", ...args.filter((each) => each !== "--full")],
  { cwd: root, stdio: "inherit", env: { ...process.env, ...(isFull ? { TEST_SCALE: "full" } : {}) } },
);
process.exitCode = areChecksFine ? (status ?? 1) : 1;
