import { extname } from "node:path";

const mediaTypes: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

/** The media type of a web file. Throws on a kind that the app does not have: guessed types break under nosniff. */
export function mediaTypeOf(file: string): string {
  const type = mediaTypes[extname(file)];
  if (type === undefined) throw new Error(`No media type for ${file}`);
  return type;
}
