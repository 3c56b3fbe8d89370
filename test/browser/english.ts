import { globSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import type { Text } from "#shared/platform/text.ts";

const root = path.resolve(import.meta.dirname, "../..");
const catalogues = ["web/src/**/*texts.ts", "web/src/**/*rules.ts", "web/src/i18n/common.ts"];
const spoken = ["shared/**/messages.ts", "shared/**/verdicts.ts", "shared/platform/errors.ts"];
const calendar =
  /\b(Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu|Januari|Februari|Maret|Mei|Juni|Juli|Agustus|Oktober|Desember|pukul)\b/;

/** What a page in English still says in Indonesian: words of the catalogues, days and months. */
export async function indonesianOn(page: Page): Promise<string[]> {
  const patterns = await patternsOnce();
  const said = await page.evaluate(wordsOf);
  return said.filter((words) => calendar.test(words) || patterns.some((pattern) => pattern.test(words)));
}

/** Runs in the page: what is read or heard on it, without what is marked as Indonesian. */
function wordsOf(): string[] {
  const found = new Set<string>();
  const isShown = (element: Element) => element.checkVisibility() && element.closest("[lang=id]") === null;
  for (const element of document.querySelectorAll("body *")) {
    if (!isShown(element)) continue;
    for (const name of ["aria-label", "placeholder", "title", "aria-valuetext"]) {
      found.add(element.getAttribute(name) ?? "");
    }
    for (const { nodeType, textContent } of element.childNodes) {
      if (nodeType === Node.TEXT_NODE) found.add(textContent ?? "");
    }
  }
  return [...found].map((words) => words.trim()).filter((words) => words !== "");
}

let known: Promise<RegExp[]> | undefined;

function patternsOnce(): Promise<RegExp[]> {
  known ??= readPatterns();
  return known;
}

async function readPatterns(): Promise<RegExp[]> {
  const files = globSync([...catalogues, ...spoken], { cwd: root });
  const modules: unknown[] = await Promise.all(files.map((file) => import(path.join(root, file))));
  const texts = modules.flatMap((module) => textsIn(module));
  // "Unit" is both what Indonesian calls one and what English does.
  const english = new Set(texts.map(({ en }) => en));
  const indonesian = new Set(texts.map(({ id }) => id).filter((id) => !english.has(id)));
  return [...indonesian].filter(saysSomething).map(patternOf);
}

function textsIn(value: unknown): Text[] {
  if (typeof value !== "object" || value === null) return [];
  const { id, en } = value as Partial<Text>;
  if (typeof id === "string" && typeof en === "string") return [{ id, en }];
  return Object.values(value).flatMap(textsIn);
}

const gap = /\{\w+\}/g;
const saysSomething = (template: string) => /\p{Letter}{3}/u.test(template.replace(gap, " "));
const literal = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
const patternOf = (template: string) => new RegExp(`^${template.split(gap).map(literal).join(".+")}$`);
