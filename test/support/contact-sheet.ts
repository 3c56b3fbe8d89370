import { existsSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Where browser tests write what people see. */
export const screens = path.resolve(import.meta.dirname, "../browser/screens");

/** After the tests: one page with every screen that browser tests wrote, `test/browser/screens/index.html`, to be looked through. */
export function teardown(): void {
  if (!existsSync(screens)) return;
  const names = readdirSync(screens).filter((name) => name.endsWith(".png"));
  writeFileSync(path.join(screens, "index.html"), contactSheet(names));
}

function contactSheet(files: readonly string[]): string {
  const figures = [...files]
    .sort()
    .map(
      (file) =>
        `<figure><a href="${file}"><img src="${file}" alt="" loading="lazy"></a><figcaption>${file.replace(/\.png$/, "")}</figcaption></figure>`,
    );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Screens of Kinerja</title><style>
body{margin:24px;background:#8a8473;color:#fff;font:14px/20px system-ui,sans-serif}
main{display:flex;flex-wrap:wrap;gap:20px;align-items:start}figure{margin:0}img{display:block;max-width:640px;max-height:740px;border-radius:12px}
figcaption{padding:6px 2px}</style><main>${figures.join("\n")}</main></html>
`;
}
