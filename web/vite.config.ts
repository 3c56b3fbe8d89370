import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { defineConfig, type Plugin, type Rolldown } from "vite";
import { isOfOffice } from "../infra/tools/web-size.ts";

const publicDir = path.join(import.meta.dirname, "public");
const fontLicence = createRequire(import.meta.url).resolve("@fontsource-variable/plus-jakarta-sans/LICENSE");

/** The app's one page, its service worker, and nothing else: assets carry a hash in their name. */
export default defineConfig({
  root: import.meta.dirname,
  publicDir,
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: path.resolve(import.meta.dirname, "../dist/web"),
    emptyOutDir: true,
    // A five-year-old phone is enough. Safari 15 has private fields, but mistakes in them: for its sake each would become a
    // map of its own, larger and slower on every phone.
    target: ["chrome100", "safari16", "firefox100"],
    // A data: address in a style sheet would need the page's policy to allow it.
    assetsInlineLimit: 0,
    // Every browser of the targets preloads modules by itself.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        index: path.join(import.meta.dirname, "index.html"),
        begin: path.join(import.meta.dirname, "src/begin.ts"),
        "service-worker": path.join(import.meta.dirname, "worker/service-worker.ts"),
      },
      output: {
        chunkFileNames: ({ name, facadeModuleId }) => `assets/${roomOf(facadeModuleId)}${name}-[hash].js`,
        // Two files in place of forty, then a few for each page: on a poor signal each request waits for its turn. What the first screen needs depends
        // on nothing else, so neither waits for the other.
        codeSplitting: {
          groups: [
            { name: "begin", test: /\/src\/begin\.ts$/, priority: 4 },
            { name: "app", tags: ["$initial"], test: isOfApp, priority: 3 },
            { debugName: "common", name: commonWithDesks, test: isOfNobody, minShareCount: 3, priority: 2 },
            { debugName: "work", name: workAlone, test: isOfNobody, minShareCount: 2, priority: 1 },
            // Small files make one.
            { name: "employee", test: /\/pages\/employee\//, minShareCount: 2, maxModuleSize: 4000 },
            // What those who prepare for an official, and the official's own page, have of it comes as one file, too.
            { name: "supervisor", test: /\/pages\/supervisor\//, minShareCount: 2 },
          ],
        },
        entryFileNames: ({ name }) => (name === "service-worker" ? "[name].js" : "assets/[name]-[hash].js"),
      },
    },
  },
  plugins: [beginsAtOnce(), shellOfApp()],
});

type GraphOfModules = Parameters<Rolldown.CodeSplittingNameFunction>[1];

/** Not the page itself, nor the service worker, which imports nothing. */
function isOfApp(module: string): boolean {
  return !/\/index\.html|\/worker\//.test(module);
}

/** What lies in the folder of one kind of people stays out of everybody's phone, also where two kinds more need it. */
function isOfNobody(module: string): boolean {
  return !/\/pages\/\w+\//.test(module);
}

/** Whoever plans, reports and rates shares much that no desk needs: it makes a file of its own. */
function workAlone(module: string, graph: GraphOfModules): string | null {
  return isNeededAtDesks(module, graph) ? null : "work";
}

function commonWithDesks(module: string, graph: GraphOfModules): string | null {
  return isNeededAtDesks(module, graph) ? "common" : null;
}

/** Whether a page of a desk, or one that everybody has, needs a module. */
function isNeededAtDesks(module: string, graph: GraphOfModules): boolean {
  const users = new Set([module]);
  for (const user of users)
    for (const importer of graph.getModuleInfo(user)?.importers ?? []) users.add(importer);
  return [...users].some((user) => /\/pages\/((agency|roster|slips|operator)\/|[\w-]+\.tsx)/.test(user));
}

/** A page's file is called by the folder of its pages: by that it is known whose phone keeps it. */
function roomOf(module: string | null): string {
  const folder = /\/pages\/(\w+)\//.exec(module ?? "")?.[1];
  return folder === undefined ? "" : `${folder}-`;
}

/** What only the pages of the office need. */
function officeFiles(bundle: Rolldown.OutputBundle): ReadonlySet<string> {
  const pages = Object.values(bundle).flatMap((file) =>
    file.type === "chunk" && (file.isEntry || file.isDynamicEntry) ? [file.fileName] : [],
  );
  const others = pages.filter((name) => !isOfOffice(name));
  return filesOf(pages.filter(isOfOffice), bundle).difference(filesOf(others, bundle));
}

/** These files with the scripts and styles that they bring. */
function filesOf(pages: readonly string[], bundle: Rolldown.OutputBundle): Set<string> {
  const found = new Set(pages);
  for (const name of found) {
    const file = bundle[name];
    if (file?.type !== "chunk") continue;
    for (const brought of [...file.imports, ...(file.viteMetadata?.importedCss ?? [])]) found.add(brought);
  }
  return found;
}

/** A module waits for the page's style sheets unless it is `async`; what asks who is there needs none. */
function beginsAtOnce(): Plugin {
  return {
    name: "begins-at-once",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(page) {
        const written = page.replace(/<script (?=[^>]*\/assets\/begin-)/, "<script async ");
        if (written === page) throw new Error("The page does not begin with its first script.");
        return written;
      },
    },
  };
}

/** Gives the service worker the list of files that make up the app, and a digest that changes with any of them. */
function shellOfApp(): Plugin {
  return {
    name: "shell-of-app",
    apply: "build",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const worker = bundle["service-worker.js"];
        if (worker?.type !== "chunk") throw new Error("The build has no service worker.");
        const contents = new Map<string, string | Uint8Array>();
        for (const file of Object.values(bundle)) {
          if (file.fileName !== worker.fileName)
            contents.set(file.fileName, file.type === "chunk" ? file.code : file.source);
        }
        for (const name of readdirSync(publicDir))
          contents.set(name, readFileSync(path.join(publicDir, name)));
        const names = [...contents.keys()].sort();
        const digest = createHash("sha256");
        for (const name of names) digest.update(`${name}\0`).update(contents.get(name) ?? "");
        const ofOffice = officeFiles(bundle);
        const files = names.filter((name) => !ofOffice.has(name)).map((name) => `/${name}`);
        const app = { version: digest.digest("hex").slice(0, 16), files };
        const written = worker.code.replace(/["'`]files of the app["'`]/, JSON.stringify(app));
        if (written === worker.code)
          throw new Error("The service worker has no place for the list of files.");
        worker.code = written;
        // Beside the font, as its licence asks; nobody needs it offline.
        this.emitFile({
          type: "asset",
          fileName: "assets/plus-jakarta-sans-licence.txt",
          source: readFileSync(fontLicence),
        });
      },
    },
  };
}
