import { createHash } from "node:crypto";
import { canonicalJson } from "./canonical.ts";
import { type Id, type IdKind, idOfBytes } from "./ids.ts";

/** SHA-256 of a text or of bytes, as 64 lower-case hexadecimal digits. */
export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** 96 bits of it in 16 characters: to tell a few things apart where an item should stay small. */
export function shortDigest(content: string): string {
  return createHash("sha256").update(content).digest("base64url").slice(0, 16);
}

/** SHA-256 over the canonical JSON: equal contents have equal digests whatever the order of their keys. */
export function contentDigest(content: unknown): string {
  return sha256(canonicalJson(content));
}

/** The same id for the same seed: a replayed create meets the item that its first try made. */
export function derivedId<K extends IdKind>(kind: K, ...seed: string[]): Id<K> {
  return idOfBytes(kind, createHash("sha256").update(seed.join("\n")).digest());
}

/** SHA-256 of a text in base64, as a Content-Security-Policy names inline styles. */
export function contentDigestBase64(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}
