import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundle, findEntries } from "#infra/bundle.ts";
import { withPlainKeys } from "#infra/bundle-packages.ts";
import { bundleKilobytes } from "#infra/tools/budgets.ts";

const root = path.resolve(import.meta.dirname, "../..");
const entries = findEntries(root);
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "kinerja-bundles-"));
  await bundle({ root, entries, outDir: folder });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(name: string): string {
  return path.join(folder, name, "index.mjs");
}

function sourcesOf(name: string): string[] {
  return (JSON.parse(readFileSync(`${fileOf(name)}.map`, "utf8")) as { sources: string[] }).sources;
}

describe("a function's bundle", () => {
  it.each(Object.keys(entries))("of %s is no larger than its limit", (name) => {
    expect(statSync(fileOf(name)).size / 1024).toBeLessThanOrEqual(bundleKilobytes(name));
  });

  it.each([
    ["other sources of credentials", /credential-provider-(?!env)|nested-clients|token-providers/],
    ["event streams", /eventstream-|EventStreamSerde/],
    ["the memory of discovered endpoints", /mnemonist|endpoint-cache\/dist/],
    ["digests in JavaScript", /\/(sha256\/Sha256|sha1\/Sha1|md5\/Md5)Js\.js/],
    ["the adaptive retry", /AdaptiveRetryStrategy/],
    ["what only the local cloud needs", /infra\/local\//],
  ])("holds nothing of %s", (_, kind) => {
    const found = Object.keys(entries).flatMap((name) =>
      sourcesOf(name)
        .filter((source) => kind.test(source) && !source.startsWith("stand-in:"))
        .map((source) => `${name}: ${source}`),
    );
    expect(found).toEqual([]);
  });
});

describe("the shapes of the SDK", () => {
  it.each(["dynamodb", "s3", "sesv2", "sqs", "secrets-manager", "cognito-identity-provider"])(
    "are the same with plain keys (%s)",
    async (client) => {
      const file = path.join(root, `node_modules/@aws-sdk/client-${client}/dist-es/schemas/schemas_0.js`);
      const source = readFileSync(file, "utf8");
      const plain = withPlainKeys(source);
      expect(plain).not.toBe(source);
      expect(await shapesIn(plain, file)).toBe(await shapesIn(source, file));
    },
  );
});

/** All exports of a module of shapes as one text; shapes refer to each other by functions, which are written out. */
async function shapesIn(contents: string, file: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: path.dirname(file) },
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
    mainFields: ["module", "main"],
  });
  const code = outputFiles[0]?.text ?? "";
  const shapes: unknown = await import(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`);
  return JSON.stringify(shapes, (_, value: unknown) => (typeof value === "function" ? String(value) : value));
}
