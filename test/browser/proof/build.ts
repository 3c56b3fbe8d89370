import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Plugin } from "vite";

const root = path.resolve(import.meta.dirname, "../../..");
const table = path.join(root, "web/src/app/pages.tsx");
const withProof = path.join(import.meta.dirname, "pages.tsx");

/** The service's own app with one page more, on which the ground itself is proved. Answers the folder it was built into. */
export async function buildProofApp(): Promise<string> {
  const outDir = mkdtempSync(path.join(tmpdir(), "kinerja-proof-"));
  const { build } = await import("vite");
  await build({
    configFile: path.join(root, "web/vite.config.ts"),
    logLevel: "warn",
    build: { outDir },
    plugins: [pageTableWithProof()],
  });
  return outDir;
}

/** Whoever asks for the table of pages gets the one that has the proof page too. */
function pageTableWithProof(): Plugin {
  return {
    name: "page-table-with-proof",
    enforce: "pre",
    async resolveId(source, importer, options) {
      if (importer === withProof || !source.endsWith("/pages.tsx")) return null;
      const found = await this.resolve(source, importer, { ...options, skipSelf: true });
      return found?.id === table ? withProof : null;
    },
  };
}
