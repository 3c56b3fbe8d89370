import { type AuditActor, auditEntity, auditSubject, nextAuditEntry } from "../audit.ts";
import { isoInstant, type Temporal } from "../clock.ts";
import { AppError } from "../errors.ts";
import { type Entity, fromRow, type RequestMark, type Row, type Stored, system } from "./entity.ts";
import type { AgencyTable } from "./table.ts";
import { type Write, WriteRefused } from "./write.ts";

/** Who changes what, when, and under which idempotency key. Handlers have one from `serve`, jobs make their own. */
export interface CommitContext {
  readonly table: AgencyTable;
  readonly now: Temporal.Instant;
  readonly auditActor: AuditActor;
  /** The request's `Idempotency-Key` with the hash of its body. */
  readonly mark?: RequestMark;
  /** The version that the caller saw (`If-Match`). */
  readonly expectedVersion?: number;
}

/** What a decision comes to: the subject's next content, and whatever else changes with it. */
export interface Change<Content> {
  readonly next: Content;
  readonly writes?: readonly Write[];
  /** What the audit says beside the action, where the action alone does not tell how it came about. */
  readonly manner?: string | undefined;
}

/**
 * One change, one transaction: the subject, its audit entry and `writes`. `decide` runs only if this request has not
 * had its effect already: a replayed key answers the item as it is. Someone else's write in between is
 * `edit.conflict` with the current item; nothing is ever overwritten unseen.
 */
export async function commit<Content extends object, Ref>(
  context: CommitContext,
  subject: { kind: Entity<string, Content, Ref>; current: Stored<Content> },
  action: string,
  decide: () => Change<Content & Ref> | Promise<Change<Content & Ref>>,
): Promise<Stored<Content>> {
  const { kind, current } = subject;
  if (isReplay(current, context.mark)) return current;
  if (context.expectedVersion !== undefined && context.expectedVersion !== current.version) {
    throw new AppError("edit.conflict", { current });
  }
  const { next, writes = [], manner } = await decide();
  const told = manner === undefined ? action : `${action}.${manner}`;
  const audited = auditWrites(context, kind, current, next, told);
  const marks = context.mark === undefined ? audited.marks : { ...audited.marks, request: context.mark };
  const own = context.table.replace(kind, current, next, marks);
  return await send(context, kind, own, [audited.write, ...writes]);
}

/** A new subject with its first audit entry. The same `Idempotency-Key` again answers the item that it made. */
export async function create<Content extends object, Ref>(
  context: CommitContext,
  kind: Entity<string, Content, Ref>,
  action: string,
  content: Content & Ref,
  writes: readonly Write[] = [],
): Promise<Stored<Content>> {
  const audited = auditWrites(context, kind, undefined, content, action);
  const marks = context.mark === undefined ? audited.marks : { ...audited.marks, request: context.mark };
  const own = context.table.create(kind, content, marks);
  return await send(context, kind, own, [audited.write, ...writes]);
}

/**
 * One conditional write of an item whose version the caller knows, neither read before nor audited: a draft. Version 0
 * makes it. Another's save in between is `edit.conflict` with the current item; the same `Idempotency-Key` again answers
 * what it wrote.
 */
export async function save<Content extends object, Ref>(
  context: Pick<CommitContext, "table" | "mark">,
  kind: Entity<string, Content, Ref>,
  content: Content & Ref,
  version: number,
): Promise<Stored<Content>> {
  const marks = context.mark === undefined ? {} : { request: context.mark };
  const own =
    version === 0
      ? context.table.create(kind, content, marks)
      : context.table.replaceVersion(kind, content, { version }, marks);
  return await send(context, kind, own, []);
}

/** Takes a draft away whose version the caller knows; one that is gone already is as wished. */
export async function discard<Content extends object, Ref>(
  { table }: Pick<CommitContext, "table">,
  kind: Entity<string, Content, Ref>,
  current: { readonly version: number } & Ref,
): Promise<void> {
  try {
    await table.write([table.remove(kind, current)]);
  } catch (error) {
    if (!(error instanceof WriteRefused)) throw error;
    if (error.current !== undefined) settle(undefined, kind, error);
  }
}

/**
 * Takes a subject away, with the last entry of its chain.
 * @uncalled The tests' own service has it; no area takes an audited subject away by itself yet.
 */
export async function remove<Content extends object, Ref>(
  context: CommitContext,
  kind: Entity<string, Content, Ref>,
  current: Stored<Content> & Ref,
  action: string,
  writes: readonly Write[] = [],
): Promise<void> {
  if (context.expectedVersion !== undefined && context.expectedVersion !== current.version) {
    throw new AppError("edit.conflict", { current });
  }
  const audited = auditWrites(context, kind, current, undefined, action);
  try {
    await context.table.write([context.table.remove(kind, current), audited.write, ...writes]);
  } catch (error) {
    if (!(error instanceof WriteRefused)) throw error;
    settle(undefined, kind, error);
  }
}

/**
 * One subject's change as the two writes it comes to, itself and its audit entry, for jobs that change several subjects
 * in a transaction of their own. `undefined` before or after means that it begins or ends.
 */
export function auditedWrites<Content extends object, Ref>(
  context: CommitContext,
  kind: Entity<string, Content, Ref>,
  current: (Stored<Content> & Ref) | undefined,
  next: (Content & Ref) | undefined,
  action: string,
): readonly Write[] {
  const { table } = context;
  const audited = auditWrites(context, kind, current, next, action);
  if (next !== undefined) {
    const own =
      current === undefined
        ? table.create(kind, next, audited.marks)
        : table.replace(kind, current, next, audited.marks);
    return [own, audited.write];
  }
  return current === undefined ? [] : [table.remove(kind, current), audited.write];
}

/** Who loses a race within `work` is told what is there now as their route shows it, which `readCurrent` reads. */
export async function withCurrent<T>(
  work: () => Promise<T>,
  readCurrent: () => Promise<unknown>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "edit.conflict") throw error;
    throw new AppError("edit.conflict", { current: await readCurrent(), cause: error });
  }
}

/** Whether this request has had its effect on the item. The same key with another body is the caller's mistake. */
export function isReplay<Content>(current: Stored<Content>, mark: RequestMark | undefined): boolean {
  const earlier = mark && current[system].requests.find((request) => request.key === mark.key);
  if (earlier === undefined) return false;
  if (earlier.bodyHash !== mark?.bodyHash) throw new AppError("idempotency.reused");
  return true;
}

function auditWrites<Content extends object, Ref>(
  context: CommitContext,
  kind: Entity<string, Content, Ref>,
  current: Stored<Content> | undefined,
  next: (Content & Ref) | undefined,
  action: string,
) {
  const { table } = context;
  const place = next ?? (current as (Stored<Content> & Ref) | undefined);
  if (place === undefined) throw new Error("an audit entry needs its subject before or after the change");
  const subject = auditSubject(kind.name, kind.key(table.agency, place));
  const change = { action, actor: context.auditActor, at: isoInstant(context.now) };
  const { entry, head } = nextAuditEntry<object>(
    subject,
    current as Stored<object> | undefined,
    next,
    change,
  );
  return { write: table.create(auditEntity, entry), marks: { audit: head } };
}

async function send<Content extends object, Ref>(
  context: Pick<CommitContext, "table" | "mark">,
  kind: Entity<string, Content, Ref>,
  own: Write,
  others: readonly Write[],
): Promise<Stored<Content>> {
  try {
    await context.table.write([own, ...others]);
  } catch (error) {
    if (!(error instanceof WriteRefused)) throw error;
    return settle(context.mark, kind, error);
  }
  if (own.kind !== "put") throw new Error("a subject is written by a put");
  return fromRow(kind, own.item as unknown as Row);
}

/** After a refusal: this very request may have been the one that wrote, or somebody else was. */
function settle<Content, Ref>(
  mark: RequestMark | undefined,
  kind: Entity<string, Content, Ref>,
  refused: WriteRefused,
): Stored<Content> {
  if (refused.position !== 0 || refused.current === undefined)
    throw new AppError("edit.conflict", { cause: refused });
  const current = fromRow(kind, refused.current as unknown as Row);
  if (isReplay(current, mark)) return current;
  throw new AppError("edit.conflict", { current });
}
