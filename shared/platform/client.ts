import type * as z from "zod";
import type { ErrorCode, Problem } from "./errors.ts";
import type { PathValues } from "./path-parameters.ts";
import type { RouteDefinition, RouteTable } from "./route.ts";
import type { Language } from "./text.ts";

type Areas = Readonly<Record<string, RouteTable>>;
type Names<D extends RouteDefinition> = keyof PathValues<D["path"]> & string;
type IfAny<Key extends string, Value, Present extends boolean> = Present extends true
  ? { readonly [K in Key]: Value }
  : { readonly [K in Key]?: undefined };
type QueryValue = string | number | boolean | undefined;

/** What a call takes: the path's parameters, the query and the body, as the route table declares them. */
export type ClientInput<D extends RouteDefinition> = IfAny<
  "params",
  Readonly<Record<Names<D>, string>>,
  [Names<D>] extends [never] ? false : true
> &
  IfAny<"body", z.input<NonNullable<D["body"]>>, D["body"] extends z.ZodType ? true : false> & {
    readonly query?: D["query"] extends z.ZodObject
      ? Readonly<Partial<Record<keyof z.input<D["query"]> & string, QueryValue>>>
      : undefined;
    /** The action's own key; made up for each call that changes something, and the same for its repetitions. */
    readonly idempotencyKey?: string;
    /** The `version` that the person saw. */
    readonly ifMatch?: number;
  };

/** What a call answers: the body as declared, or nothing. */
export type ClientOutput<D extends RouteDefinition> = D["returns"] extends z.ZodType
  ? z.output<D["returns"]>
  : undefined;

type Call<D extends RouteDefinition> =
  Record<never, never> extends ClientInput<D>
    ? (input?: ClientInput<D>) => Promise<ClientOutput<D>>
    : (input: ClientInput<D>) => Promise<ClientOutput<D>>;

/** `client.<area>.<route>({ params, query, body })`. */
export type Client<A extends Areas> = {
  readonly [Area in keyof A]: { readonly [Name in keyof A[Area]]: Call<A[Area][Name]> };
};

type RouteStrings<A extends Areas> = {
  readonly [Area in keyof A]: { readonly [Name in keyof A[Area]]: string };
};

export interface ClientOptions {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Awaited before each call: it may not be known yet who is signed in. */
  readonly ready?: () => Promise<void>;
  /** The access token, or undefined while signed out. */
  readonly token: () => string | undefined;
  /** Asked once when a call's token is not taken: true if there is a new one, and the call is repeated with it. */
  readonly renew?: () => Promise<boolean>;
  /** Where the API is, without a slash at the end; "" for the same origin. */
  readonly baseUrl?: string;
  readonly language?: () => Language;
}

/** A refusal: the service's problem document, or what stands for the gateway's own answer. */
export class Refused extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly problem: Problem | undefined;

  constructor(status: number, problem: Problem | undefined) {
    const code = problem?.code ?? codeOfGateway[status] ?? "unexpected";
    super(problem?.title ?? code);
    this.name = "Refused";
    this.code = code;
    this.status = status;
    this.problem = problem;
  }
}

/** What the gateway's own answers mean in the service's words. */
const codeOfGateway: Readonly<Record<number, ErrorCode>> = {
  401: "signed-out",
  403: "forbidden",
  404: "not-found",
  413: "request.too-large",
  429: "rate.exceeded",
  503: "service.busy",
};

interface LooseInput {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, QueryValue>>;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
  readonly ifMatch?: number;
}

/**
 * A client of the API, typed by the route table and made of method and path strings alone: no schema reaches the
 * browser. `createClient<typeof routes>(routeStrings, …)`. Calls throw `Refused`, or what `fetch` throws when offline.
 */
export function createClient<A extends Areas>(strings: RouteStrings<A>, options: ClientOptions): Client<A> {
  const areas = Object.entries<Readonly<Record<string, string>>>(strings).map(([area, routes]) => [
    area,
    Object.fromEntries(
      Object.entries(routes).map(([name, string]) => [
        name,
        (input: LooseInput = {}) => call(string, input, options),
      ]),
    ),
  ]);
  return Object.fromEntries(areas) as Client<A>;
}

async function call(string: string, input: LooseInput, options: ClientOptions): Promise<unknown> {
  const [method = "GET", path = ""] = string.split(" ");
  const url = `${options.baseUrl ?? ""}${pathOf(path, input.params)}${queryOf(input.query)}`;
  const key = method === "GET" ? undefined : (input.idempotencyKey ?? crypto.randomUUID());
  const send = () => options.fetch(url, requestOf(method, key, input, options));
  await options.ready?.();
  const first = await send();
  const isRepeated = isTokenRefused(first) && (await options.renew?.()) === true;
  return await readAnswer(isRepeated ? await send() : first);
}

/**
 * API Gateway answers 401 where there is no token, and 403 where its authorizer refuses one, such as one that has run
 * out. A 403 of the service itself, which is about a permission, is a problem document.
 */
function isTokenRefused(response: Response): boolean {
  return response.status === 401 || (response.status === 403 && !isProblem(response));
}

function isProblem(response: Response): boolean {
  return response.headers.get("content-type")?.startsWith("application/problem+json") === true;
}

function pathOf(path: string, params: LooseInput["params"] = {}): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
}

function queryOf(query: LooseInput["query"] = {}): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
  return given.length === 0 ? "" : `?${new URLSearchParams(given)}`;
}

function requestOf(
  method: string,
  key: string | undefined,
  input: LooseInput,
  options: ClientOptions,
): RequestInit {
  const token = options.token();
  const language = options.language?.();
  const headers: Record<string, string> = {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(language === undefined ? {} : { "accept-language": language }),
    ...(key === undefined ? {} : { "idempotency-key": key }),
    ...(input.ifMatch === undefined ? {} : { "if-match": String(input.ifMatch) }),
    ...(input.body === undefined ? {} : { "content-type": "application/json" }),
  };
  return { method, headers, ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }) };
}

async function readAnswer(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  const type = response.headers.get("content-type") ?? "";
  if (!response.ok)
    throw new Refused(
      response.status,
      isProblem(response) ? ((await response.json()) as Problem) : undefined,
    );
  return type.startsWith("application/json") ? await response.json() : await response.text();
}
