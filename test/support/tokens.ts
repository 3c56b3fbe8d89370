import type { SeededRandom } from "./random.ts";

type Parts = readonly [header: string, payload: string, signature: string];

/** The token's three parts. */
export function partsOf(token: string): Parts {
  const [header = "", payload = "", signature = ""] = token.split(".");
  return [header, payload, signature];
}

export function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

export function decoded(part: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, "base64url").toString()) as Record<string, unknown>;
}

/**
 * A token with something about it changed and its signature not made anew: bits, claims, algorithm, length, or parts of
 * another token. Never the token itself.
 */
export function mutated(token: string, other: string, random: SeededRandom): string {
  const parts = partsOf(token);
  const others = partsOf(other);
  const kind = random.integer(0, 6);
  const index = random.integer(0, 2) as 0 | 1 | 2;
  const made: string[] = [...parts];
  if (kind === 0) made[index] = flipped(parts[index], random);
  if (kind === 1)
    made[0] = encoded({ ...decoded(parts[0]), alg: random.pick(["none", "None", "HS256", "ES384", ""]) });
  if (kind === 2) made[1] = encoded({ ...decoded(parts[1]), ...random.pick(lies) });
  if (kind === 3) made[index] = others[index];
  if (kind === 4) made[2] = "";
  if (kind === 5) made[index] = parts[index].slice(0, random.integer(0, parts[index].length - 3));
  if (kind === 6) made.push(random.pick(["", "x", parts[2]]));
  const result = made.join(".");
  return result === token ? `${parts[0]}.${parts[1]}.` : result;
}

const lies = [
  { exp: 9_999_999_999 },
  { iss: "https://elsewhere.example" },
  { aud: "elsewhere" },
  { sub: "somebody-else" },
  { subject: "somebody-else" },
  { agency: `agc_${"1".repeat(26)}` },
  { version: 99 },
  { nonce: "another-nonce-of-theirs" },
] as const;

/** One bit of what the part stands for; unused bits of its last letter would change nothing. */
function flipped(part: string, random: SeededRandom): string {
  const bytes = Buffer.from(part, "base64url");
  const at = random.integer(0, bytes.length - 1);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << random.integer(0, 7));
  return bytes.toString("base64url");
}
