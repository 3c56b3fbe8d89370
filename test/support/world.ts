import type { Context } from "aws-lambda";
import { afterEach, beforeEach, vi } from "vitest";
import type * as z from "zod";
import type { Actor } from "#shared/platform/actor.ts";
import { systemClock, type Temporal } from "#shared/platform/clock.ts";
import type { Problem } from "#shared/platform/errors.ts";
import { type Id, newId } from "#shared/platform/ids.ts";
import type { PathValues } from "#shared/platform/path-parameters.ts";
import type { Role } from "#shared/platform/permissions.ts";
import { type RouteDefinition, routeKey } from "#shared/platform/route.ts";
import { type Implementation, type Surroundings, serve } from "#shared/platform/serve.ts";
import { type Connection, useConnection } from "#shared/platform/table/client.ts";
import type { CommitContext } from "#shared/platform/table/commit.ts";
import { AgencyTable, PlatformTable } from "#shared/platform/table/table.ts";
import { type Engine, useEngine } from "./engine.ts";
import { apiEvent, originKey, type Sent } from "./events.ts";

/** What a call may say beside its path, query and body. */
interface CommonOptions {
  /** Who calls; nobody (no token) where it is left out. */
  readonly as?: Actor;
  /** `idempotency-key` is made up for each call that changes something, unless it is given here ("" leaves it out). */
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
  readonly address?: string;
}

type Names<D extends RouteDefinition> = keyof PathValues<D["path"]> & string;
type Params<D extends RouteDefinition> = [Names<D>] extends [never]
  ? { readonly params?: undefined }
  : { readonly params: Readonly<Record<Names<D>, string>> };
type Query<D extends RouteDefinition> = D["query"] extends z.ZodType
  ? { readonly query?: Partial<Record<keyof z.input<D["query"]> & string, unknown>> }
  : { readonly query?: undefined };
type Body<D extends RouteDefinition> = D["body"] extends z.ZodType
  ? { readonly body: z.input<D["body"]> }
  : { readonly body?: undefined };

export type CallOptions<D extends RouteDefinition> = CommonOptions & Params<D> & Query<D> & Body<D>;

/** What came back, as the client reads it. */
export interface Answer<Content = unknown> {
  readonly status: number;
  readonly body: Content;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
}

type Returned<D extends RouteDefinition> = D["returns"] extends z.ZodType
  ? z.output<D["returns"]>
  : undefined;

/** How much of the table something took. */
export interface Measured<T> {
  readonly result: T;
  readonly requests: number;
  /** Consumed capacity units, reads and writes together, as the engine counts them. */
  readonly units: number;
  /** The commands in their order, such as `Query`, `TransactWrite`. */
  readonly commands: readonly string[];
}

/** The service in this process: the areas' own `serve` on the real table engine, under a clock that stands still. */
export interface World {
  readonly engine: Engine;
  readonly connection: Connection;
  now(): Temporal.Instant;
  /** Sets the clock to an ISO instant. */
  travelTo(instant: string): void;
  /** Moves the clock on. */
  pass(time: { days?: number; hours?: number; minutes?: number; seconds?: number }): void;
  /** A new agency's id: tests share the table and never meet. */
  agency(): Id<"agency">;
  /** Somebody new who is signed in, by default an employee of an agency of its own. */
  actor(fields?: Partial<Actor>): Actor;
  table(agency: Id<"agency">): AgencyTable;
  platform(): PlatformTable;
  /** A job's context to write with, outside of any request. */
  committing(agency: Id<"agency">): CommitContext;
  /** Calls a route and expects success; throws with the problem otherwise. */
  call<D extends RouteDefinition>(definition: D, options: CallOptions<D>): Promise<Answer<Returned<D>>>;
  /** Calls a route and expects a refusal: its problem document. */
  refusal<D extends RouteDefinition>(definition: D, options: CallOptions<D>): Promise<Problem>;
  /** Sends anything at all to a route, whether it fits or not. */
  send(definition: RouteDefinition, sent: Sent): Promise<Answer>;
  /** What `work` takes of the table. */
  measure<T>(work: () => Promise<T>): Promise<Measured<T>>;
}

const start = "2026-09-01T02:00:00.000Z";

/**
 * A world for the tests of this file: `const world = useWorld([implementation])`. It stands at 09:00 in Jakarta on
 * 1 September 2026 at the beginning of each test. What functions send to the table goes `through` what a test puts there.
 */
export function useWorld(
  implementations: readonly Implementation[] = [],
  through: (connection: Connection) => Connection = (connection) => connection,
): World {
  const engine = useEngine();
  const observed = { commands: [] as string[], units: 0 };
  let opened: Connection | undefined;
  const connection = () => {
    opened ??= engine.connect((command, output) => {
      observed.commands.push(command);
      observed.units += unitsOf(output);
    });
    return opened;
  };
  const surroundings: Surroundings = {
    connection: () => through(connection()),
    originKeys: async () => [originKey],
    tokenKey: async () => ({ current: "token-key-of-tests".repeat(4), previous: "" }),
  };
  const functions = implementations.map((implementation) => ({
    keys: new Set(Object.values(implementation.routes).map(routeKey)),
    handler: serve(implementation, surroundings),
  }));

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date(start) });
    useConnection(through(connection()));
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  async function send(definition: RouteDefinition, sent: Sent): Promise<Answer> {
    const found = functions.find(({ keys }) => keys.has(routeKey(definition)));
    if (found === undefined) throw new Error(`no implementation of ${routeKey(definition)} in this world`);
    return read(await found.handler(apiEvent(definition, sent, Date.now()), lambdaContext()));
  }

  async function exchange(definition: RouteDefinition, options: CommonOptions & WithBody): Promise<Answer> {
    const { body, headers = {}, ...rest } = options;
    const key = definition.method === "GET" ? {} : { "idempotency-key": `key-${crypto.randomUUID()}` };
    const all = Object.entries({ ...key, ...headers }).filter(([, value]) => value !== "");
    const text = body === undefined ? undefined : JSON.stringify(body);
    return send(definition, { ...rest, text, headers: Object.fromEntries(all) });
  }

  return {
    engine,
    get connection() {
      return connection();
    },
    now: () => systemClock.now(),
    travelTo: (instant) => void vi.setSystemTime(new Date(instant)),
    pass: ({ days = 0, hours = 0, minutes = 0, seconds = 0 }) => {
      vi.setSystemTime(Date.now() + (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000);
    },
    agency: () => newId("agency", Date.now()),
    actor: newActor,
    table: (agency) => new AgencyTable(connection(), agency),
    platform: () => new PlatformTable(connection()),
    committing: (agency) => ({
      table: new AgencyTable(connection(), agency),
      now: systemClock.now(),
      auditActor: { service: "tests" },
    }),
    async call(definition, options) {
      const answer = await exchange(definition, options as CommonOptions & WithBody);
      if (answer.status < 300) return answer as Answer<Returned<typeof definition>>;
      throw new Error(`${routeKey(definition)} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    },
    async refusal(definition, options) {
      const answer = await exchange(definition, options as CommonOptions & WithBody);
      if (answer.status >= 400) return answer.body as Problem;
      throw new Error(`${routeKey(definition)} was not refused but answered ${answer.status}`);
    },
    send,
    async measure(work) {
      const before = { commands: observed.commands.length, units: observed.units };
      const result = await work();
      const commands = observed.commands.slice(before.commands);
      return { result, requests: commands.length, units: observed.units - before.units, commands };
    },
  };
}

interface WithBody {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

function newActor(fields: Partial<Actor> = {}): Actor {
  const now = Date.now();
  const roles: readonly Role[] = ["employee"];
  return {
    login: newId("login", now),
    agency: newId("agency", now),
    member: newId("member", now),
    session: newId("session", now),
    roles: [...roles],
    ...fields,
  };
}

function read(result: Awaited<ReturnType<ReturnType<typeof serve>>>): Answer {
  const headers = Object.fromEntries(
    Object.entries(result.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
  const isJson = headers["content-type"]?.includes("json") === true;
  return {
    status: result.statusCode ?? 200,
    body: result.body === undefined ? undefined : isJson ? (JSON.parse(result.body) as unknown) : result.body,
    headers,
    cookies: result.cookies ?? [],
  };
}

/** Consumed capacity stands in each output: one entry, or one per table in batches and transactions. */
function unitsOf(output: unknown): number {
  const { ConsumedCapacity } = output as { ConsumedCapacity?: unknown };
  return [ConsumedCapacity].flat().reduce<number>((sum, each) => {
    return sum + ((each as { CapacityUnits?: number } | undefined)?.CapacityUnits ?? 0);
  }, 0);
}

/** A Lambda context, as far as anyone here looks at it. */
export function lambdaContext(remainingMilliseconds = 30_000): Context {
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: "kinerja-test",
    functionVersion: "$LATEST",
    invokedFunctionArn: "arn:aws:lambda:ap-southeast-3:123456789012:function:kinerja-test",
    memoryLimitInMB: "512",
    awsRequestId: crypto.randomUUID(),
    logGroupName: "/aws/lambda/kinerja-test",
    logStreamName: "test",
    getRemainingTimeInMillis: () => remainingMilliseconds,
    done: () => undefined,
    fail: () => undefined,
    succeed: () => undefined,
  };
}

export type { Sent };
