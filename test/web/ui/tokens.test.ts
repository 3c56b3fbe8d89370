import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

const file = path.resolve(import.meta.dirname, "../../../web/src/ui/tokens.css");

/** Every colour as its light and its dark value. */
const colours: ReadonlyMap<string, { readonly light: string; readonly dark: string }> = new Map(
  [...readFileSync(file, "utf8").matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name = "", light = "", dark = ""]) => [name, { light, dark }],
  ),
);

const grounds = ["paper", "surface", "sunken"];
/** WCAG 2.2: text needs 4.5, what only has to be seen 3. */
const readable = [
  ...["ink", "ink-2", "ink-3", "nila", "daun", "kunyit", "secang", "abu"].flatMap((text) =>
    grounds.map((ground) => [text, ground, 4.5] as const),
  ),
  ...["nila", "daun", "kunyit", "secang", "abu"].map((tone) => [tone, `${tone}-soft`, 4.5] as const),
  ["on-nila", "nila", 4.5],
  ["on-nila", "nila-strong", 4.5],
  ["nila-strong", "nila-soft", 4.5],
  ["paper", "ink", 4.5],
  ["ink-2", "sunken", 4.5],
  ["line-2", "surface", 3],
  ["line-2", "paper", 3],
  ["line-2", "sunken", 3],
  ...["nila-bar", "daun-bar", "kunyit-bar", "secang-bar"].map((bar) => [bar, "surface", 3] as const),
] as const;

describe.each(["light", "dark"] as const)("in the %s theme", (theme) => {
  test.each(readable)("%s is legible on %s", (text, ground, least) => {
    expect(contrast(inTheme(text, theme), inTheme(ground, theme))).toBeGreaterThanOrEqual(least);
  });
});

function inTheme(name: string, theme: "light" | "dark"): string {
  const colour = colours.get(name);
  if (colour === undefined) throw new Error(`tokens.css has no colour ${name}`);
  return colour[theme];
}

/** As WCAG 2 computes it. */
function contrast(one: string, two: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(two)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
