import type { Id } from "../ids.ts";
import type { Entity, Stored } from "./entity.ts";
import type { IndexName } from "./keys.ts";

// biome-ignore lint/suspicious/noExplicitAny: content and ref of an entity are contravariant in its functions
export type AnyEntity = Entity<string, any, any>;

/** Which items of one partition: all, those whose sort key begins so, or lies between two values (both included). */
export interface KeyRange {
  readonly index?: IndexName;
  readonly partition: string;
  readonly beginsWith?: string;
  readonly between?: readonly [string, string];
  readonly descending?: boolean;
  /** Reads of the base table are consistent unless this says otherwise; an index never is. */
  readonly eventually?: boolean;
}

/** A named way to read: one entity or the few that lie together, at keys of the caller's agency. */
export interface AccessPattern<Entities extends readonly AnyEntity[]> {
  readonly entities: Entities;
  readonly keys: (agency: Id<"agency">) => KeyRange;
}

export type ContentOf<E> = E extends Entity<string, infer Content, infer _Ref> ? Content : never;

type RefOf<E> = E extends Entity<string, infer _Content, infer Ref> ? Ref : never;

/** An entity with what the keys of the wanted items are made of. */
export type Lookup<E extends AnyEntity> = readonly [kind: E, refs: readonly RefOf<E>[]];

/** The items of a pattern by entity: `{ part: [...], draft: [...] }`. */
export type Grouped<Entities extends readonly AnyEntity[]> = {
  readonly [E in Entities[number] as E["name"]]: Stored<ContentOf<E>>[];
};

export interface PageRequest {
  /** How many items at most, 1 to 1,000. */
  readonly limit: number;
  readonly after?: Position;
}

/** Where the next page begins: the key of the last item of this one. */
export type Position = Readonly<Record<string, string>>;

export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: Position;
}

export function accessPattern<const Entities extends readonly AnyEntity[]>(
  entities: Entities,
  keys: (agency: Id<"agency">) => KeyRange,
): AccessPattern<Entities> {
  return { entities, keys };
}
