import { spawn } from "node:child_process";
import path from "node:path";

/**
 * Everything that is looked at besides the tests; `npm test` begins with it. What only tests use says so: `@internal` is
 * made for them, `@uncalled` is written ahead of what will call it.
 */
const checks: Readonly<Record<string, readonly string[]>> = {
  types: ["tsc", "-p", "."],
  "types of the web app": ["tsc", "-p", "web"],
  "types of its service worker": ["tsc", "-p", "web/worker"],
  "types of the control page": ["tsc", "-p", "infra/local/control"],
  style: ["biome", "check", "."],
  boundaries: ["node", "infra/tools/check-boundaries.ts"],
  "unused code": ["knip"],
  "code only tests use": ["knip", "--production", "--include", "exports,types,files", "--tags=-uncalled"],
  "generated files": ["node", "infra/tools/generate.ts", "--check"],
};

const root = path.resolve(import.meta.dirname, "../..");

interface Outcome {
  readonly name: string;
  readonly passed: boolean;
  readonly output: string;
  readonly seconds: number;
}

/** Runs all checks, two at a time, and shows what the failed ones say. True if none failed. */
export async function runChecks(): Promise<boolean> {
  const waiting = Object.entries(checks);
  const outcomes: Outcome[] = [];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const outcome = await runCheck(...next);
      outcomes.push(outcome);
      console.log(`${outcome.passed ? "✓" : "✗"} ${outcome.name} (${outcome.seconds.toFixed(1)} s)`);
    }
  };
  await Promise.all([work(), work()]);
  for (const { name, output } of outcomes.filter(({ passed }) => !passed))
    console.error(`\n${name}:\n${output}`);
  return outcomes.every(({ passed }) => passed);
}

async function runCheck(name: string, [command = "", ...args]: readonly string[]): Promise<Outcome> {
  const started = performance.now();
  const bin = path.join(root, "node_modules/.bin");
  const env = { ...process.env, PATH: `${bin}${path.delimiter}${process.env["PATH"] ?? ""}` };
  const child = spawn(command, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (text: Buffer) => {
      output += text.toString();
    });
  const code = await new Promise<number | null>((resolve) => {
    child.once("close", resolve);
    child.once("error", (error) => {
      output += error.message;
      resolve(1);
    });
  });
  return { name, passed: code === 0, output, seconds: (performance.now() - started) / 1000 };
}

if (import.meta.main && !(await runChecks())) process.exitCode = 1;
