import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

const folder = path.resolve(import.meta.dirname, "../control");
const font = "plus-jakarta-sans.woff2";
/** The colours of the whole service, page and web app alike. */
const tokens = path.resolve(import.meta.dirname, "../../../web/src/ui/tokens.css");

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/**
 * The page runs its own modules and no other script. Letters are shown in frames, which inherit this policy and bring
 * their own style; they run nothing at all.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "style-src 'self' 'unsafe-inline'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** A file of the control page with its headers; `name` empty is the page itself. Undefined where there is none. */
export async function readControlFile(
  name: string,
): Promise<{ headers: Record<string, string>; body: Buffer } | undefined> {
  const file = fileOf(name === "" ? "index.html" : name);
  if (file === undefined) return undefined;
  const headers = {
    "content-type": contentTypes[path.extname(file)] ?? "",
    "cache-control": "no-cache",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "content-security-policy": contentSecurityPolicy,
  };
  try {
    return { headers, body: await readFile(file) };
  } catch {
    return undefined;
  }
}

/** Font, tokens, and plain names of the folder's own files: no path leads out of it. */
function fileOf(name: string): string | undefined {
  if (name === font)
    return fileURLToPath(
      import.meta.resolve(
        "@fontsource-variable/plus-jakarta-sans/files/plus-jakarta-sans-latin-wght-normal.woff2",
      ),
    );
  if (name === path.basename(tokens)) return tokens;
  const isServed = /^[a-z-]+\.(html|css|js|svg)$/.test(name);
  return isServed ? path.join(folder, name) : undefined;
}
