import { createHash } from "node:crypto";
import { canonicalJson } from "./canonical.ts";

/** SHA-256 of a text, as 64 lower-case hexadecimal digits. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Like `contentHash`, at once: for servers, where the browser's asynchronous digest would cost an await. */
export function contentDigest(content: unknown): string {
  return sha256(canonicalJson(content));
}

/** SHA-256 of a text in base64, as a Content-Security-Policy names inline styles. */
export function contentDigestBase64(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}
