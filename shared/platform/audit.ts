import * as z from "zod";
import { canonicalJson } from "./canonical.ts";
import { contentDigest, sha256 } from "./digest.ts";
import { type AuditHead, contentOf, entity, type Stored, system } from "./table/entity.ts";
import { type Key, keys } from "./table/keys.ts";

/**
 * Who made a change: a signed-in member, the service itself on schedule, or an external official through the link by which
 * they decide on what somebody else prepared.
 */
export const AuditActor = z.union([
  z.object({ member: z.string(), login: z.string(), request: z.string() }),
  z.object({
    official: z.string(),
    confirmation: z.string(),
    /** The member who asked for it; entries of before plans were decided on by links lack it. */
    askedBy: z.string().optional(),
    /** The member who drafted it last; null where the official did, or nothing was drafted. */
    preparedBy: z.string().nullable(),
    request: z.string(),
  }),
  z.object({ service: z.string() }),
]);
export type AuditActor = z.infer<typeof AuditActor>;

/**
 * One change of one subject: which fields, and the hashes of the content before and after, never the content.
 * `hash` covers the whole entry with its predecessor's hash, so that no entry can be changed, taken out or swapped
 * without breaking the chain. The chain's head lies on the subject itself, in the transaction of the change.
 */
export const AuditEntry = z.object({
  subject: z.string(),
  sequence: z.number().int().positive(),
  at: z.string(),
  action: z.string(),
  actor: AuditActor,
  fields: z.array(z.string()),
  before: z.string().nullable(),
  after: z.string().nullable(),
  previous: z.string().nullable(),
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const auditEntity = entity({
  name: "audit",
  keyClass: "audit",
  schema: 1,
  model: AuditEntry,
  key: (agency, ref: Pick<AuditEntry, "subject" | "sequence">) =>
    keys.audit(agency, ref.subject, ref.sequence),
});

/** The audit's name of an item: its key without the agency. */
export function auditSubject(name: string, key: Key): string {
  const [, , ...rest] = key.pk.split("#");
  return [name, ...rest, ...key.sk.split("#")].join("~");
}

/** The next entry of a subject's chain, and the head that the subject then carries. */
export function nextAuditEntry<Content extends object>(
  subject: string,
  current: Stored<Content> | undefined,
  next: Content | undefined,
  change: { action: string; actor: AuditActor; at: string },
): { entry: AuditEntry; head: AuditHead } {
  const before = current === undefined ? undefined : contentOf(current);
  const previous = current?.[system].audit;
  const unsigned = {
    subject,
    sequence: (previous?.sequence ?? 0) + 1,
    at: change.at,
    action: change.action,
    actor: change.actor,
    fields: changedFields(before, next),
    before: before === undefined ? null : contentDigest(before),
    after: next === undefined ? null : contentDigest(next),
    previous: previous?.hash ?? null,
  };
  const entry = { ...unsigned, hash: sha256(canonicalJson(unsigned)) };
  return { entry, head: { sequence: entry.sequence, hash: entry.hash } };
}

/**
 * Where a chain is broken, or undefined if every link holds and it ends at the head.
 * @internal Tests verify with it.
 */
export function chainBreak(entries: readonly AuditEntry[], head: AuditHead | undefined): string | undefined {
  let previous: string | null = null;
  for (const [index, { hash, ...unsigned }] of entries.entries()) {
    if (unsigned.sequence !== index + 1) return `entry ${index + 1} is missing`;
    if (unsigned.previous !== previous) return `entry ${unsigned.sequence} does not follow its predecessor`;
    if (sha256(canonicalJson(unsigned)) !== hash) return `entry ${unsigned.sequence} was changed`;
    previous = hash;
  }
  if ((head?.hash ?? null) !== previous) return "the chain does not end at the subject's head";
  return undefined;
}

function changedFields(before: object | undefined, after: object | undefined): string[] {
  const old = new Map(Object.entries(before ?? {}));
  const now = new Map(Object.entries(after ?? {}));
  const names = new Set([...old.keys(), ...now.keys()]);
  return [...names].filter((name) => spelling(old.get(name)) !== spelling(now.get(name))).sort();
}

/** A field that is left out has no spelling of its own in JSON. */
function spelling(value: unknown): string {
  return value === undefined ? "" : canonicalJson(value);
}
