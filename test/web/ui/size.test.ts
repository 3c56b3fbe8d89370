import path from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expect, test } from "vitest";

const folder = path.resolve(import.meta.dirname, "../../../web/src/ui");
const kilobyte = 1024;

/** What components weigh on the phone's data, without Preact and the router, which the app has anyway. */
async function weightOf(...modules: readonly string[]): Promise<{ script: number; style: number }> {
  const contents = modules.map((name) => `export * from "./${name}.tsx";`).join("\n");
  const { outputFiles } = await build({
    stdin: { contents: `import "./base.css";\n${contents}`, resolveDir: folder, loader: "ts" },
    bundle: true,
    minify: true,
    format: "esm",
    jsx: "automatic",
    jsxImportSource: "preact",
    external: ["preact", "preact/*", "wouter-preact", "*.woff2", "*.svg"],
    write: false,
    outdir: "/",
  });
  const sizeOf = (ending: string) =>
    gzipSync(outputFiles.find((file) => file.path.endsWith(ending))?.contents ?? "").length;
  return { script: sizeOf(".js"), style: sizeOf(".css") };
}

test("the first screen's components weigh little", async () => {
  const first = await weightOf("page-shell", "button", "card", "state-mark", "list-row", "skeleton");
  expect(first.script).toBeLessThan(4 * kilobyte);
  expect(first.style).toBeLessThan(5 * kilobyte);
});

test.each(["timeline", "matrix", "virtual-list", "headroom-bar", "data-table"])(
  "%s is loaded on its own and weighs little",
  async (name) => {
    expect((await weightOf(name)).script).toBeLessThan(3 * kilobyte);
  },
);
