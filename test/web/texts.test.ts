import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseSync, Visitor } from "oxc-parser";
import { describe, expect, test } from "vitest";
import type { Catalogue } from "../../web/src/i18n/language.ts";

const root = path.resolve(import.meta.dirname, "../..");

/** Attributes that people read or hear. */
const read =
  /^(alt|title|placeholder|label|hint|summary|aria-(label|description|roledescription|valuetext))$/;
const hasWord = (text: unknown) => typeof text === "string" && /\p{Letter}/u.test(text);

/** Words in a component that come from no catalogue: between tags, in braces, or in an attribute that is read. */
function hardCoded(file: string, text: string): string[] {
  const found: string[] = [];
  const literal = (node: unknown) => {
    const { type, value, quasis } = node as {
      type: string;
      value?: unknown;
      quasis?: { value: { cooked: string } }[];
    };
    if (type === "Literal" && hasWord(value)) found.push(String(value));
    for (const { value } of quasis ?? []) if (hasWord(value.cooked)) found.push(value.cooked);
  };
  const { program } = parseSync(file, text);
  new Visitor({
    JSXText: ({ value }) => {
      if (hasWord(value)) found.push(value.trim());
    },
    JSXElement: ({ children }) => {
      for (const child of children) if (child.type === "JSXExpressionContainer") literal(child.expression);
    },
    JSXAttribute: ({ name, value }) => {
      if (name.type !== "JSXIdentifier" || !read.test(name.name) || value === null) return;
      literal(value.type === "JSXExpressionContainer" ? value.expression : value);
    },
  }).visit(program);
  return found.map((words) => `${file}: ${words}`);
}

describe("every text of the app comes from a catalogue", () => {
  const files = globSync("web/src/**/*.tsx", { cwd: root, exclude: ["web/src/gallery/**"] });

  test("no component has words of its own", () => {
    expect(files.length).toBeGreaterThan(10);
    expect(files.flatMap((file) => hardCoded(file, readFileSync(path.join(root, file), "utf8")))).toEqual([]);
  });

  test("words are found wherever they hide", () => {
    const planted =
      'const a = <p title="Judul" class="b">Teks {"lain"} {`dan ${x}`}<img alt={"Foto"} id="c" /> 3 · {x}</p>;';
    const found = ["Judul", "Teks", "lain", "dan ", "Foto"].map((words) => `a.tsx: ${words}`);
    expect(hardCoded("a.tsx", planted).sort()).toEqual(found.sort());
  });
});

test("a text without one of the languages does not compile", () => {
  // @ts-expect-error there is no English
  const texts = { title: { id: "Judul" } } as const satisfies Catalogue;
  expect(texts.title.id).toBe("Judul");
});

test("no text promises a list on paper: none is made", () => {
  const files = globSync("{web/src,shared}/**/*.ts", { cwd: root });
  expect(files.length).toBeGreaterThan(100);
  const promise = /daftar cetak|cetakan unit|printed (unit )?list/i;
  expect(files.filter((file) => promise.test(readFileSync(path.join(root, file), "utf8")))).toEqual([]);
});
