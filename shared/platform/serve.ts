import middy from "@middy/core";
import type {
  APIGatewayProxyEventV2WithLambdaAuthorizer,
  APIGatewayProxyStructuredResultV2,
  Context,
} from "aws-lambda";
import { type Actor, actorFromContext } from "./actor.ts";
import { systemClock, type Temporal } from "./clock.ts";
import { compressed } from "./compress.ts";
import { shortDigest } from "./digest.ts";
import { readEnv } from "./env.ts";
import { AppError, problemOf } from "./errors.ts";
import { parseInput } from "./input.ts";
import { log } from "./log.ts";
import { Cursors } from "./pages.ts";
import { holds } from "./permissions.ts";
import { Proofs } from "./proofs.ts";
import { RateLimit } from "./rate.ts";
import {
  type RouteDefinition,
  type RouteInput,
  type RouteOutput,
  type RouteTable,
  routeKey,
} from "./route.ts";
import { deriveKey, type RotatingSecret, readRotatingSecret } from "./secrets.ts";
import { type Connection, functionConnection } from "./table/client.ts";
import type { CommitContext } from "./table/commit.ts";
import type { RequestMark } from "./table/entity.ts";
import { AgencyTable } from "./table/table.ts";
import type { Language } from "./text.ts";

/** What every handler knows of its request. */
export interface OpenContext {
  readonly now: Temporal.Instant;
  readonly language: Language;
  readonly requestId: string;
  readonly sourceAddress: string;
  readonly cookies: Readonly<Record<string, string>>;
  readonly mark?: RequestMark;
  readonly expectedVersion?: number;
  setCookie(cookie: string): void;
  /** A header of a successful answer, in lower case. */
  setHeader(name: string, value: string): void;
}

/** What a signed-in handler knows beside: who calls, and the caller's agency's table. It can `commit` as it is. */
export interface CallContext extends OpenContext, CommitContext {
  readonly actor: Actor;
  readonly table: AgencyTable;
  readonly cursors: Cursors;
  /** For what the caller carries away and brings back. */
  readonly proofs: Proofs;
}

type ContextOf<D extends RouteDefinition> = D["access"] extends { kind: "open" } ? OpenContext : CallContext;
type RelationOf<D> = D extends { access: { when: infer W extends string } } ? W : never;
type RelationsOf<R extends RouteTable> = RelationOf<R[keyof R]>;
type RoutesWith<R extends RouteTable, W> = {
  [K in keyof R]: W extends RelationOf<R[K]> ? K : never;
}[keyof R];

/**
 * For each relation that the area's routes name, what loads the thing that the path names and looks whether the
 * relation holds: the thing where it does, undefined (404) where the caller should not know of it.
 */
export type Subjects<R extends RouteTable> = {
  readonly [W in RelationsOf<R>]: (
    params: RouteInput<R[RoutesWith<R, W>]>["params"],
    context: CallContext,
  ) => Promise<object | undefined>;
};

type SubjectOf<S, D> = [RelationOf<D>] extends [never]
  ? undefined
  : RelationOf<D> extends keyof S
    ? S[RelationOf<D>] extends (...args: never[]) => Promise<infer Subject>
      ? Exclude<Subject, undefined>
      : never
    : never;

export type Handlers<R extends RouteTable, S> = {
  readonly [K in keyof R]: (
    input: RouteInput<R[K]> & { readonly subject: SubjectOf<S, R[K]> },
    context: ContextOf<R[K]>,
  ) => Promise<RouteOutput<R[K]>>;
};

/** An area's routes with a handler for each and a loader for each relation; a missing one does not compile. */
export interface Implementation {
  readonly routes: RouteTable;
  readonly subjects: Readonly<
    Record<string, (params: never, context: CallContext) => Promise<object | undefined>>
  >;
  readonly handlers: Readonly<Record<string, (input: never, context: never) => Promise<unknown>>>;
}

export function implement<R extends RouteTable, S extends Subjects<R>>(
  routes: R,
  parts: { readonly subjects: S; readonly handlers: Handlers<R, S> },
): Implementation {
  return { routes, ...parts };
}

/** Where a function's outer world comes from; tests give their own. */
export interface Surroundings {
  connection(): Connection;
  /** Keys of which a request must carry one, since only the distribution may call the API. */
  originKeys(): Promise<readonly string[]>;
  /** Signs what clients carry; what its predecessor signed holds for a while. */
  tokenKey(): Promise<RotatingSecret>;
}

type ApiEvent = APIGatewayProxyEventV2WithLambdaAuthorizer<Record<string, unknown> | null>;
type ApiResult = APIGatewayProxyStructuredResultV2;

const perLogin = { perSecond: 20, burst: 120 };
const perAddress = { perSecond: 200, burst: 1000 };

/** The only chain of middlewares: one HTTP event in, one answer or problem out. */
export function serve(implementation: Implementation, surroundings: Surroundings = deployed()) {
  const byKey = new Map(
    Object.entries(implementation.routes).map(([name, definition]) => [
      routeKey(definition),
      { name, definition },
    ]),
  );
  const limits = { login: new RateLimit(perLogin), address: new RateLimit(perAddress) };

  async function answer(event: ApiEvent, _context: Context): Promise<ApiResult> {
    const found = byKey.get(event.routeKey);
    if (found === undefined) throw new AppError("not-found");
    const { name, definition } = found;
    const opening = openContext(event);
    const context = await admit(definition, event, opening.context, limits, surroundings);
    const input = parseInput(definition, event, opening.context.language);
    const subject = await loadSubject(implementation, definition, input.params, context);
    requireIdempotencyKey(definition, opening.context);
    const output: unknown = await implementation.handlers[name]?.(
      { ...input, subject } as never,
      context as never,
    );
    return compressed(respond(definition, output, opening), event.headers["accept-encoding"]);
  }

  return middy<ApiEvent, ApiResult>()
    .use(requestLog())
    .use(problemAnswers(byKey))
    .use(originGuard(surroundings))
    .handler(answer);
}

function deployed(): Surroundings {
  return {
    connection: () => functionConnection(),
    originKeys: async () => {
      const { current, previous } = await readRotatingSecret(readEnv("originKey").ORIGIN_KEY_SECRET);
      return previous === "" ? [current] : [current, previous];
    },
    tokenKey: () => readRotatingSecret(readEnv("tokenKey").TOKEN_KEY_SECRET),
  };
}

/** A request's context, and what its handler adds to the answer through it. */
interface Opening {
  readonly context: OpenContext;
  readonly cookies: string[];
  readonly headers: Record<string, string>;
}

function openContext(event: ApiEvent): Opening {
  const cookies: string[] = [];
  const headers: Record<string, string> = {};
  const key = event.headers["idempotency-key"];
  const version = checkedVersion(event.headers["if-match"]);
  const context = {
    now: systemClock.now(),
    language: languageOf(event),
    requestId: event.requestContext.requestId,
    sourceAddress: event.requestContext.http.sourceIp,
    cookies: Object.fromEntries((event.cookies ?? []).map(splitCookie)),
    setCookie: (cookie: string) => void cookies.push(cookie),
    setHeader: (name: string, value: string) => void Object.assign(headers, { [name]: value }),
    ...(key === undefined ? {} : { mark: { key: shortDigest(checkedKey(key)), bodyHash: bodyHash(event) } }),
    ...(version === undefined ? {} : { expectedVersion: version }),
  };
  return { context, cookies, headers };
}

function languageOf(event: ApiEvent): Language {
  return /^en\b/i.test(event.headers["accept-language"] ?? "") ? "en" : "id";
}

function splitCookie(cookie: string): [string, string] {
  const at = cookie.indexOf("=");
  return [cookie.slice(0, at).trim(), cookie.slice(at + 1)];
}

function checkedKey(key: string): string {
  if (/^[\w.:-]{8,80}$/.test(key)) return key;
  const message = "8–80: A–Z a–z 0–9 _ . : -";
  throw new AppError("request.invalid", { fields: [{ path: "Idempotency-Key", message }] });
}

/** The version in `If-Match`. One that we cannot read is refused, since the caller relies on it. */
function checkedVersion(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const version = /^"?(\d{1,9})"?$/.exec(header)?.[1];
  if (version !== undefined) return Number(version);
  throw new AppError("request.invalid", { fields: [{ path: "If-Match", message: '"1" … "999999999"' }] });
}

/** What the key was used for: the route with its path and the body. */
function bodyHash(event: ApiEvent): string {
  return shortDigest(`${event.requestContext.http.method} ${event.rawPath}\n${event.body ?? ""}`);
}

async function admit(
  definition: RouteDefinition,
  event: ApiEvent,
  context: OpenContext,
  limits: { login: RateLimit; address: RateLimit },
  surroundings: Surroundings,
): Promise<OpenContext | CallContext> {
  const { access } = definition;
  // The pace is that of real time, wherever the service's clock stands.
  const milliseconds = performance.now();
  if (access.kind === "open") {
    refuseHurry(limits.address.take(context.sourceAddress, milliseconds));
    return context;
  }
  const actor = actorFromContext(event.requestContext.authorizer?.lambda);
  if (actor === undefined) throw new AppError("signed-out");
  refuseHurry(limits.login.take(actor.login, milliseconds));
  if (!holds(actor.roles, access.permission)) throw new AppError("forbidden");
  const scope = { route: routeKey(definition), agency: actor.agency, member: actor.member };
  const tokenKey = await surroundings.tokenKey();
  return {
    ...context,
    actor,
    table: new AgencyTable(surroundings.connection(), actor.agency),
    cursors: new Cursors(cursorKeyOf(tokenKey.current), scope),
    proofs: new Proofs(tokenKey, { agency: actor.agency, login: actor.login }),
    auditActor: { member: actor.member, login: actor.login, request: context.requestId },
  };
}

let keptCursorKey: { from: string; key: string } | undefined;

/** Derived once for as long as the secret is the same: deriving costs every request otherwise. */
function cursorKeyOf(tokenKey: string): string {
  if (keptCursorKey?.from !== tokenKey) {
    keptCursorKey = { from: tokenKey, key: deriveKey(tokenKey, "cursor").toString("base64url") };
  }
  return keptCursorKey.key;
}

function refuseHurry(seconds: number): void {
  if (seconds > 0) throw new AppError("rate.exceeded", { values: { seconds } });
}

async function loadSubject(
  implementation: Implementation,
  definition: RouteDefinition,
  params: unknown,
  context: OpenContext | CallContext,
): Promise<object | undefined> {
  const { access } = definition;
  if (access.kind === "open" || access.when === undefined) return undefined;
  const subject = await implementation.subjects[access.when]?.(params as never, context as CallContext);
  if (subject === undefined) throw new AppError("not-found");
  return subject;
}

function requireIdempotencyKey(definition: RouteDefinition, context: OpenContext): void {
  if (definition.status === 201 && definition.access.kind !== "open" && context.mark === undefined) {
    throw new AppError("idempotency.missing");
  }
}

const noStore = { "cache-control": "no-store" };

function respond(definition: RouteDefinition, output: unknown, opening: Opening): ApiResult {
  const { cookies } = opening;
  const kept = cookies.length === 0 ? {} : { cookies };
  const headers = { ...noStore, ...opening.headers };
  if (definition.returns === undefined) return { statusCode: 204, headers, ...kept };
  const parsed = definition.returns.safeParse(output);
  if (!parsed.success) {
    const paths = parsed.error.issues.map((issue) => issue.path.join("."));
    log("response.undeclared", { route: routeKey(definition), paths });
    throw new Error("the response is not as declared");
  }
  const type = definition.produces ?? "application/json";
  const body = definition.produces === undefined ? JSON.stringify(parsed.data) : String(parsed.data);
  return {
    statusCode: definition.status ?? 200,
    headers: { ...headers, "content-type": type },
    body,
    ...kept,
  };
}

/** One line when a request is done, with how long it took; never its body or query. */
function requestLog(): middy.MiddlewareObj<ApiEvent, ApiResult> {
  const started = new WeakMap<object, number>();
  return {
    before: ({ event }) => void started.set(event, performance.now()),
    after: ({ event, response }) => {
      const milliseconds = Math.round(performance.now() - (started.get(event) ?? 0));
      const fields = { requestId: event.requestContext.requestId, route: event.routeKey, milliseconds };
      log("request.completed", { ...fields, status: response?.statusCode ?? 0 });
    },
  };
}

/** The API answers only through the distribution, whose header carries one of the valid origin keys. */
function originGuard(surroundings: Surroundings): middy.MiddlewareObj<ApiEvent, ApiResult> {
  return {
    before: async ({ event }) => {
      const keys = await surroundings.originKeys();
      if (!keys.includes(event.headers["x-origin-key"] ?? "")) throw new AppError("forbidden");
    },
  };
}

const busyErrors = ["ThrottlingException", "ProvisionedThroughputExceededException", "RequestLimitExceeded"];

/** Every error becomes a problem document; what is not meant for a caller becomes `unexpected` and is logged. */
function problemAnswers(
  byKey: ReadonlyMap<string, { definition: RouteDefinition }>,
): middy.MiddlewareObj<ApiEvent, ApiResult> {
  return {
    onError: (request) => {
      const { event } = request;
      const requestId = event.requestContext.requestId;
      const error = visibleError(request.error);
      const fields = { requestId, route: event.routeKey, code: error.code, status: error.status };
      if (error.status >= 500) log("request.failed", fields, request.error);
      else log("request.refused", fields);
      const definition = byKey.get(event.routeKey)?.definition;
      const shown = new AppError(error.code, { ...error.details, current: shownCurrent(definition, error) });
      const seconds =
        error.status === 429 ? error.details.values?.["seconds"] : error.status === 503 ? 2 : undefined;
      request.response = {
        statusCode: error.status,
        headers: {
          ...noStore,
          "content-type": "application/problem+json",
          ...(seconds === undefined ? {} : { "retry-after": String(seconds) }),
        },
        body: JSON.stringify(problemOf(shown, requestId, languageOf(event))),
      };
    },
  };
}

function visibleError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof Error && busyErrors.includes(error.name))
    return new AppError("service.busy", { cause: error });
  return new AppError("unexpected", { cause: error });
}

/** The current item of a lost race, as far as the route would show it anyway. */
function shownCurrent(definition: RouteDefinition | undefined, error: AppError): unknown {
  if (error.details.current === undefined || definition?.returns === undefined) return undefined;
  const parsed = definition.returns.safeParse(error.details.current);
  return parsed.success ? parsed.data : undefined;
}
