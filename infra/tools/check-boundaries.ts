import { globSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import path from "node:path";
import { parseSync } from "oxc-parser";
import { type Boundary, boundaries, lightAllTheWay, ownAreaOnly } from "./boundaries.ts";

/** One import: who, whom (a path, `npm:…` or `node:…`), and whether types alone. */
export interface Import {
  readonly from: string;
  readonly to: string;
  readonly typesOnly: boolean;
}

const root = path.resolve(import.meta.dirname, "../..");

/** Every import of the repository's TypeScript. */
export function findImports(): Import[] {
  const files = globSync("{infra,functions,shared,web,test}/**/*.{ts,tsx}", { cwd: root });
  return files.sort().flatMap((file) => importsIn(file, readFileSync(path.join(root, file), "utf8")));
}

/** The imports of one file: static, dynamic (where the name is written out) and re-exports. */
export function importsIn(file: string, text: string): Import[] {
  const { module: found } = parseSync(file, text);
  const named = (to: string, entries: readonly { readonly isType: boolean }[]) => ({
    from: file,
    to: resolved(file, to),
    typesOnly: entries.length > 0 && entries.every(({ isType }) => isType),
  });
  const dynamic = found.dynamicImports.flatMap(({ moduleRequest: { start, end } }) => {
    const literal = /^["'`]([^"'`$]+)["'`]$/.exec(text.slice(start, end))?.[1];
    return literal === undefined ? [] : [named(literal, [])];
  });
  const exported = found.staticExports.flatMap(({ entries }) =>
    entries.flatMap((entry) =>
      entry.moduleRequest === null ? [] : [named(entry.moduleRequest.value, [entry])],
    ),
  );
  return [
    ...found.staticImports.map(({ moduleRequest, entries }) => named(moduleRequest.value, entries)),
    ...exported,
    ...dynamic,
  ];
}

function resolved(from: string, specifier: string): string {
  if (specifier.startsWith("#")) return specifier.slice(1);
  if (specifier.startsWith(".")) return path.posix.join(path.posix.dirname(from), specifier);
  if (specifier.startsWith("node:") || builtinModules.includes(specifier))
    return `node:${specifier.replace("node:", "")}`;
  const [scope = "", name = ""] = specifier.split("/");
  return `npm:${scope.startsWith("@") ? `${scope}/${name}` : scope}`;
}

/** What is wrong with these imports: a sentence each, with the rule's reason. */
export function breaches(imports: readonly Import[]): string[] {
  const broken = imports.flatMap((each) => {
    const rules = boundaries.filter((rule) => isBroken(rule, each));
    const lines = rules.map((rule) => sentence(rule, each));
    return leavesItsArea(each) ? [...lines, sentence(ownAreaOnly, each)] : lines;
  });
  return [...broken, ...heavyForTheBrowser(imports), ...cycles(imports)];
}

function isBroken(rule: Boundary, { from, to, typesOnly }: Import): boolean {
  if (typesOnly && rule.typesAllowed === true) return false;
  const isMeant = rule.from.test(from) && rule.notFrom?.test(from) !== true;
  return isMeant && rule.to.test(to) && rule.notTo?.test(to) !== true;
}

function leavesItsArea({ from, to }: Import): boolean {
  const own = /^functions\/([^/]+)\//.exec(from)?.[1];
  const other = /^functions\/([^/]+)\//.exec(to)?.[1];
  return own !== undefined && other !== undefined && own !== other;
}

function sentence(rule: { readonly name: string; readonly because: string }, { from, to }: Import): string {
  return `${from} imports ${to} (${rule.name}): ${rule.because}`;
}

/** Chains of imports by which the web app would load a package of `shared`'s, each once. */
function heavyForTheBrowser(imports: readonly Import[]): string[] {
  const loaded = imports.filter(({ typesOnly }) => !typesOnly);
  const next = Map.groupBy(loaded, ({ from }) => from);
  const seen = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, trail: readonly string[]): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const { to } of next.get(file) ?? []) {
      const chain = [...trail, file, to];
      if (/^(npm|node):/.test(to))
        found.push(`${chain.join(" → ")} (${lightAllTheWay.name}): ${lightAllTheWay.because}`);
      else visit(to, [...trail, file]);
    }
  };
  for (const { from, to } of loaded)
    if (from.startsWith("web/src/") && to.startsWith("shared/")) visit(to, [from]);
  return found;
}

/** Files that import each other in a circle, types aside: which of them runs first would be a matter of luck. */
function cycles(imports: readonly Import[]): string[] {
  const next = Map.groupBy(
    imports.filter(({ typesOnly }) => !typesOnly),
    ({ from }) => from,
  );
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, trail: readonly string[]): void => {
    const at = trail.indexOf(file);
    if (at >= 0) {
      found.push(
        `${[...trail.slice(at), file].join(" → ")} (no-cycles): load order would decide what is defined.`,
      );
      return;
    }
    if (done.has(file)) return;
    for (const { to } of next.get(file) ?? []) visit(to, [...trail, file]);
    done.add(file);
  };
  for (const file of next.keys()) visit(file, []);
  return found;
}

if (import.meta.main) {
  const imports = findImports();
  const wrong = breaches(imports);
  for (const line of wrong) console.error(line);
  if (wrong.length > 0) process.exitCode = 1;
  else console.log(`${imports.length} imports keep to ${boundaries.length + 3} boundaries`);
}
