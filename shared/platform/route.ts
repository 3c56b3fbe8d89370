import type * as z from "zod";
import type { ErrorCode } from "./errors.ts";
import type { KnownPath, PathValues } from "./path-parameters.ts";
import type { Permission, Relation } from "./permissions.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Who may call a route. There is no default: a route without access does not compile. */
export type Access =
  | { readonly kind: "open"; readonly reason: string }
  | {
      readonly kind: "signed-in";
      readonly permission: Permission;
      readonly when?: Relation;
      /** Verified anew at each request instead of from the authorizer's cache of 60 s. */
      readonly fresh: boolean;
    };

/** Anyone, without a token; the reason is shown in the documentation. */
export function open(reason: string) {
  return { kind: "open", reason } as const;
}

/** Whoever holds an official's one-time link may do what it is for. */
export const byLink = open(
  "The official need not have an account; the link's code, which we signed, is the proof.",
);

/** Signed in with a permission, and with `when` also in a relation to the thing that the path names. */
export function can<const P extends Permission, const O extends { when?: Relation; fresh?: boolean }>(
  permission: P,
  options: O = {} as O,
) {
  const access = {
    kind: "signed-in",
    permission,
    fresh: options.fresh ?? false,
    ...withRelation(options.when),
  };
  return access as {
    readonly kind: "signed-in";
    readonly permission: P;
    readonly fresh: boolean;
  } & (O extends { when: infer R extends Relation } ? { readonly when: R } : object);
}

function withRelation(when: Relation | undefined) {
  return when === undefined ? {} : { when };
}

export interface RouteDefinition<Path extends string = string> {
  readonly method: Method;
  readonly path: Path;
  readonly access: Access;
  /** One sentence that a manager understands. */
  readonly summary: string;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** What the route answers; `undefined` means 204 and no body. Undeclared fields never leave. */
  readonly returns?: z.ZodType;
  /** 200 unless it creates (201) or only accepts work (202). */
  readonly status?: 200 | 201 | 202;
  /** Another media type than JSON: then `returns` is the text itself. */
  readonly produces?: "text/html; charset=utf-8" | "text/csv; charset=utf-8";
  /** The codes of its own refusals, beside those that every route has. */
  readonly errors?: readonly ErrorCode[];
}

/** One endpoint: the source of gateway, validation, permission, OpenAPI, web client and generated tests. */
export function route<
  const Path extends string,
  const D extends Omit<RouteDefinition, "path"> & { path: KnownPath<Path> & Path },
>(definition: D & { path: KnownPath<Path> & Path }): D {
  return definition;
}

export type RouteTable = Readonly<Record<string, RouteDefinition>>;

/** What a handler gets of the request, parsed. */
export interface RouteInput<D extends RouteDefinition> {
  readonly params: PathValues<D["path"]>;
  readonly query: D["query"] extends z.ZodType ? z.output<D["query"]> : undefined;
  readonly body: D["body"] extends z.ZodType ? z.output<D["body"]> : undefined;
}

/** What a handler must answer. */
export type RouteOutput<D extends RouteDefinition> = D["returns"] extends z.ZodType
  ? z.input<D["returns"]>
  : undefined;

/** As API Gateway names it: `GET /v1/cycles/{cycleId}`. */
export function routeKey(definition: Pick<RouteDefinition, "method" | "path">): string {
  return `${definition.method} ${definition.path}`;
}
