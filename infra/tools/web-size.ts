import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

/** Whose pages lie in which folders of `web/src/pages`; the build begins the names of their files with the folder. */
const foldersOf = {
  employee: ["employee"],
  supervisor: ["employee", "supervisor"],
  administrator: ["agency", "roster", "slips"],
  operator: ["operator"],
} as const;
type Person = keyof typeof foldersOf;

/** Pages that everybody has. */
const everybodys = ["account", "sign-in", "invitation"];

/** Files for work that is done at a desk, or by few: a phone keeps them once they were used, and does not fetch them beforehand. */
export function isOfOffice(file: string): boolean {
  return /^assets\/(agency|roster|slips|operator|assistant|confirmation)-/.test(file);
}

interface WebSize {
  /** Before anything shows. */
  readonly firstScreen: number;
  /** All that somebody's work brings to their device. */
  readonly people: Readonly<Record<Person, number>>;
}

/** Gzipped kilobytes of the built web app's JavaScript. */
export function webSize(folder: string): WebSize {
  const assets = path.join(folder, "assets");
  const scripts = readdirSync(assets).filter((name) => name.endsWith(".js"));
  const page = readFileSync(path.join(folder, "index.html"), "utf8");
  const first = [...page.matchAll(/(?:src|href)="\/assets\/([^"]+\.js)"/g)].map(([, name = ""]) => name);
  const sizeFor = (person: Person) => {
    const beginnings = [...everybodys, ...foldersOf[person]].map((name) => `${name}-`);
    const theirs = scripts.filter((name) => beginnings.some((beginning) => name.startsWith(beginning)));
    return kilobytes(assets, withImports(assets, [...first, ...theirs]));
  };
  return {
    firstScreen: kilobytes(assets, withImports(assets, first)),
    people: {
      employee: sizeFor("employee"),
      supervisor: sizeFor("supervisor"),
      administrator: sizeFor("administrator"),
      operator: sizeFor("operator"),
    },
  };
}

/** How many scripts the page whose file's name begins so waits for. */
export function scriptsOf(folder: string, beginning: string): number {
  const assets = path.join(folder, "assets");
  const own = readdirSync(assets).filter((name) => name.startsWith(`${beginning}-`) && name.endsWith(".js"));
  return withImports(assets, own).size;
}

/** Scripts with all that they import without waiting. */
function withImports(assets: string, names: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    waiting.push(...importsOf(path.join(assets, name)));
  }
  return found;
}

/** Static imports only: `import("./page.js")` waits until somebody goes there. */
function importsOf(file: string): string[] {
  const code = readFileSync(file, "utf8");
  return [...code.matchAll(/\b(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g)].map(([, name = ""]) => name);
}

function kilobytes(assets: string, names: Iterable<string>): number {
  let bytes = 0;
  for (const name of names) bytes += gzipSync(readFileSync(path.join(assets, name))).length;
  return bytes / 1024;
}
