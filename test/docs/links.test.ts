import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");
const pages = ["README.md", ...globSync("docs/**/*.md", { cwd: root })].sort();
const textOf = (page: string) => readFileSync(path.join(root, page), "utf8");
const { scripts } = JSON.parse(textOf("package.json")) as { scripts: Record<string, string> };

/** Where links lead: `[text](target)`, addresses in the web aside. */
function linksIn(text: string): string[] {
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
  return targets.filter((target) => !/^[a-z]+:/.test(target));
}

/** GitHub's anchors of a page's headings. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{Letter}\p{Number} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

function brokenLinks(page: string, text: string): string[] {
  return linksIn(text).filter((link) => {
    const [target = "", anchor] = link.split("#");
    const file = target === "" ? page : path.posix.join(path.posix.dirname(page), target);
    if (!existsSync(path.join(root, file))) return true;
    return anchor !== undefined && !anchorsOf(file === page ? text : textOf(file)).includes(anchor);
  });
}

/** Files of the repository that are named in code marks or started by `node`; names with a placeholder stand for many. */
function missingFiles(text: string): string[] {
  const inMarks = [...text.matchAll(/`((?:infra|functions|shared|test|docs|\.ci)\/[^`\s]*)`/g)];
  const started = [...text.matchAll(/\bnode ((?:infra|functions|shared|test)\/\S+?)(?=[`\s]|$)/gm)];
  const named = [...inMarks, ...started].map(([, file = ""]) => file.replace(/#.*$/, ""));
  return named.filter((file) => !/[<*]/.test(file) && !existsSync(path.join(root, file)));
}

/** `npm start`, `npm test` and `npm run …` that package.json lacks, or whose script runs a file that is not there. */
function missingScripts(text: string): string[] {
  const named = [...text.matchAll(/\bnpm (?:run ([\w:-]+)|(start|test)\b)/g)];
  return named
    .map(([, run, short]) => run ?? short ?? "")
    .filter((name) => {
      const files = scripts[name]?.match(/\binfra\/\S+/g) ?? [];
      return files.length === 0 || files.some((file) => !existsSync(path.join(root, file)));
    });
}

describe.each(pages)("%s", (page) => {
  const text = textOf(page);

  test("links only to pages, headings and files that exist", () => {
    expect(brokenLinks(page, text)).toEqual([]);
  });

  test("names only files that exist", () => {
    expect(missingFiles(text)).toEqual([]);
  });

  test("names only npm scripts that exist and whose files are there", () => {
    expect(missingScripts(text)).toEqual([]);
  });
});

test("a link, a file and a script that are not there are found", () => {
  const planted =
    "[a](docs/none.md) [b](docs/deploy.md#none) `shared/none.ts` `node infra/none.ts` npm run none";
  expect(brokenLinks("README.md", planted)).toEqual(["docs/none.md", "docs/deploy.md#none"]);
  expect(missingFiles(planted)).toEqual(["shared/none.ts", "infra/none.ts"]);
  expect(missingScripts(planted)).toEqual(["none"]);
  expect(brokenLinks("README.md", "[c](docs/deploy.md#rotating-a-secret)")).toEqual([]);
});

/** Pages that a file speaks of, with or without a heading: `docs/rules.md#exclusions`. */
function citedPages(text: string): string[] {
  return text.match(/\b[\w./-]+\.md\b(?:#[\w-]+)?/g) ?? [];
}

/** Where a cited page may lie: named from the root, or as alarms name their runbook. */
const shelves = ["", "docs/runbooks/"];

/** What a file of the code cites and nobody can open: a page or heading that is not there. */
function brokenCitations(text: string): string[] {
  return citedPages(text).filter((cited) => {
    const [name = "", anchor] = cited.split("#");
    const page = shelves.map((shelf) => shelf + name).find((each) => existsSync(path.join(root, each)));
    if (page === undefined) return true;
    return anchor !== undefined && !anchorsOf(textOf(page)).includes(anchor);
  });
}

/** Marks of a list that only its author has, "(A13)" or "row 9)", in comments and titles of tests. */
function privateMarks(text: string): string[] {
  const comments = text.match(/\/\*\*?[\s\S]*?\*\/|(?<=^|\s)\/\/ .*|\b(?:describe|test|it)\("[^"]*"/gm) ?? [];
  return comments.flatMap(
    (comment) => comment.match(/\([A-Z]\d{1,2}(?:, [A-Z]\d{1,2})*\)|\brow \d+\)/g) ?? [],
  );
}

describe("code", () => {
  const files = globSync("{infra,functions,shared,test}/**/*.{ts,mjs}", {
    cwd: root,
    exclude: ["test/docs/**"],
  });

  test("cites only pages and headings that exist", () => {
    const cited = files.flatMap((file) => citedPages(textOf(file)));
    expect(cited.length).toBeGreaterThan(5);
    const broken = files.flatMap((file) => brokenCitations(textOf(file)).map((each) => `${file}: ${each}`));
    expect(broken).toEqual([]);
  });

  test("cites no list that is not here", () => {
    expect(files.flatMap((file) => privateMarks(textOf(file)).map((mark) => `${file}: ${mark}`))).toEqual([]);
  });

  test("that cites what is not here is found", () => {
    const planted =
      '/** See docs/rules.md#none and notes.md. */\n// As agreed (B7, C12).\ntest("the order (C4)", x);';
    expect(brokenCitations(planted)).toEqual(["docs/rules.md#none", "notes.md"]);
    expect(privateMarks(planted)).toEqual(["(B7, C12)", "(C4)"]);
  });
});

describe("the rules", () => {
  const rules = textOf("docs/rules.md")
    .split(/^### /m)
    .slice(1)
    .map((rule) => ({ name: rule.split("\n", 1)[0] ?? "", text: rule.split(/^## /m, 1)[0] ?? "" }));

  test.each(rules)("$name: has its source, a module and a test", ({ text }) => {
    expect(text).toMatch(/^\*\*Source\.\*\* \S/m);
    const [, holders = ""] = text.match(/^\*\*Held by\.\*\* (.+)$/m) ?? [];
    expect(linksIn(holders).filter((link) => /^\.\.\/(?:shared|functions)\//.test(link))).not.toEqual([]);
    expect(linksIn(holders).filter((link) => /^\.\.\/test\//.test(link))).not.toEqual([]);
  });

  test("are all found", () => {
    expect(rules.length).toBeGreaterThan(20);
  });
});

test("decisions are numbered without a gap, each has its sections, and the list of them names each once", () => {
  const decisions = globSync("docs/adr/[0-9]*.md", { cwd: root }).map((file) => path.basename(file));
  expect(decisions.sort().map((name) => Number(name.slice(0, 4)))).toEqual(decisions.map((_, i) => i + 1));
  const list = linksIn(textOf("docs/adr/README.md"));
  expect(list.filter((link) => /^\d{4}/.test(link)).sort()).toEqual(decisions);
  for (const name of decisions) {
    const text = textOf(`docs/adr/${name}`);
    expect(text.startsWith(`# ${Number(name.slice(0, 4))}. `), name).toBe(true);
    for (const part of ["Decision", "Context", "Options", "Consequences"])
      expect(text, name).toContain(`**${part}.**`);
  }
});
