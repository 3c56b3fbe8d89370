import * as z from "zod";

/** Every kind of identifier, by its prefix. Ids have a fixed length, so that a key made of them cannot be ambiguous. */
export const idPrefixes = {
  agency: "agc",
  employee: "emp",
  official: "ofc",
  unit: "unt",
  assignment: "asg",
  cycle: "cyc",
  outage: "out",
  evaluation: "evl",
  milestone: "mil",
  import: "imp",
  export: "exp",
  invitation: "inv",
  confirmation: "cfm",
  member: "mbr",
  login: "lgn",
  session: "ses",
  draft: "drf",
  result: "res",
  file: "fil",
  part: "prt",
  event: "evt",
  request: "req",
} as const;

export type IdKind = keyof typeof idPrefixes;
export type Id<K extends IdKind> = string & z.BRAND<`${K}Id`>;

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
const timeLength = 10;
const randomLength = 16;

/** A new id: prefix, 48 bits of time (so that ids sort by age), 80 random bits. */
export function newId<K extends IdKind>(kind: K, atEpochMilliseconds: number): Id<K> {
  const random = crypto.getRandomValues(new Uint8Array(randomLength));
  return `${idPrefixes[kind]}_${encodeTime(atEpochMilliseconds)}${encodeBytes(random)}` as Id<K>;
}

/** An id made of a digest: the same bytes give the same id (`derivedId`). */
export function idOfBytes<K extends IdKind>(kind: K, bytes: Uint8Array): Id<K> {
  return `${idPrefixes[kind]}_${encodeBytes(bytes.subarray(0, timeLength + randomLength))}` as Id<K>;
}

/** The schema of one kind of id; its values are branded, so that a cycle's id cannot be passed for a unit's. */
export function idSchema<K extends IdKind>(kind: K) {
  const pattern = new RegExp(`^${idPrefixes[kind]}_[${alphabet}]{${timeLength + randomLength}}$`);
  return z.string().regex(pattern).brand<`${K}Id`>();
}

function encodeTime(milliseconds: number): string {
  let rest = milliseconds;
  let text = "";
  for (let i = 0; i < timeLength; i++) {
    text = alphabet.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

function encodeBytes(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => alphabet.charAt(byte % 32)).join("");
}
