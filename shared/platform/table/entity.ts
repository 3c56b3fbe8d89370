import type * as z from "zod";
import type { Id } from "../ids.ts";
import type { IndexName, Key, KeyClass } from "./keys.ts";

/** What an item carries beside its content, under a symbol so that content, JSON and views never see it. */
export const system = Symbol("system");

export interface SystemFields {
  /** The last eight idempotency keys whose effect this item holds. */
  readonly requests: readonly RequestMark[];
  /** The head of the item's audit chain; absent until its first audited change. */
  readonly audit?: AuditHead;
}

export interface RequestMark {
  readonly key: string;
  readonly bodyHash: string;
}

export interface AuditHead {
  readonly sequence: number;
  readonly hash: string;
}

/** Content as read from the table. `version` grows by one with each write and is what a writer must have seen. */
export type Stored<T> = T & { readonly version: number; readonly [system]: SystemFields };

type IndexAttributes = Readonly<Partial<Record<`${IndexName}${"Pk" | "Sk"}`, string>>>;

/** A kind of item of an agency: its model, its place, its indexes and how older schemas are read. */
export interface Entity<Name extends string = string, Content = unknown, Ref = unknown> {
  readonly name: Name;
  readonly keyClass: KeyClass;
  /** Stored with each item. When it grows, `upcast` leads older items up to it. */
  readonly schema: number;
  readonly model: z.ZodType<Content>;
  key(agency: Id<"agency">, ref: Ref): Key;
  /** Attributes that place the item in indexes; none while it should not be found there (sparse). */
  indexes?(agency: Id<"agency">, content: Content): IndexAttributes;
  /** Epoch seconds after which the table may delete the item. */
  expiresAt?(content: Content): number | undefined;
  /** From schema n to n + 1, by n. */
  readonly upcast?: Readonly<Record<number, (older: Record<string, unknown>) => Record<string, unknown>>>;
}

/** Declares an entity. `ref` is the part of its content that its key is made of. */
export function entity<const Name extends string, Model extends z.ZodType, Ref>(
  definition: Entity<Name, z.output<Model>, Ref> & { readonly model: Model },
): Entity<Name, z.output<Model>, Ref> {
  return definition;
}

/** A kind of item that belongs to no agency (`globalKeyClasses`). */
export interface GlobalEntity<Name extends string = string, Content = unknown, Ref = unknown>
  extends Omit<Entity<Name, Content, Ref>, "key" | "indexes"> {
  key(ref: Ref): Key;
}

export function globalEntity<const Name extends string, Model extends z.ZodType, Ref>(
  definition: GlobalEntity<Name, z.output<Model>, Ref> & { readonly model: Model },
): GlobalEntity<Name, z.output<Model>, Ref> {
  return definition;
}

type Shape = Pick<Entity, "name" | "schema" | "model" | "upcast">;

/** An item as it lies in the table: content beside underscored system attributes. */
export type Row = Record<string, unknown> & {
  readonly pk: string;
  readonly sk: string;
  readonly _entity: string;
  readonly _schema: number;
  readonly _version: number;
  /** Each as "key hash-of-body": eight of them are a fifth of a part, and every list reads them. */
  readonly _requests?: string[];
  readonly _audit?: AuditHead;
};

const keptRequests = 8;

/** What is written for a version of an item; `undefined` fields are left out. */
export function toRow(
  shape: Shape,
  key: Key,
  content: object,
  placed: object,
  meta: { version: number; requests: readonly RequestMark[]; audit: AuditHead | undefined },
): Row {
  return {
    ...definedFields(content),
    ...placed,
    ...key,
    _entity: shape.name,
    _schema: shape.schema,
    _version: meta.version,
    ...(meta.requests.length === 0 ? {} : { _requests: meta.requests.slice(-keptRequests).map(markText) }),
    ...(meta.audit === undefined ? {} : { _audit: meta.audit }),
  };
}

/** Reads a row back: older schemas are led up to the current one, then parsed. Throws on what no upcaster knows. */
export function fromRow<Content>(shape: Shape & { model: z.ZodType<Content> }, row: Row): Stored<Content> {
  if (row._entity !== shape.name) throw new Error(`expected ${shape.name}, found ${row._entity}`);
  let raw: Record<string, unknown> = row;
  for (let at = row._schema; at < shape.schema; at++) {
    const step = shape.upcast?.[at];
    if (step === undefined) throw new Error(`${shape.name}: no upcast from schema ${at}`);
    raw = step(raw);
  }
  const content = shape.model.parse(raw) as Content & object;
  const fields: SystemFields = {
    requests: (row._requests ?? []).map(markOf),
    ...(row._audit === undefined ? {} : { audit: row._audit }),
  };
  return { ...content, version: row._version, [system]: fields } as Stored<Content>;
}

function markText({ key, bodyHash }: RequestMark): string {
  return `${key} ${bodyHash}`;
}

function markOf(text: string): RequestMark {
  const at = text.indexOf(" ");
  return { key: text.slice(0, at), bodyHash: text.slice(at + 1) };
}

/** The content of a stored item alone, ready to be changed and written again. */
export function contentOf<Content>(stored: Stored<Content>): Content {
  const { version: _version, [system]: _system, ...content } = stored;
  return content as Content;
}

function definedFields(content: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(content).filter(([name, value]) => value !== undefined && name !== "version"),
  );
}
