import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { Deployment, Resource } from "./deployment.ts";
import { reportFailure } from "./event-bus.ts";
import {
  authorizerEvent,
  decodePath,
  type GatewayRequest,
  type GatewayResponse,
  type RequestIdentity,
  requestEvent,
  responseOf,
} from "./gateway-events.ts";
import type { LambdaFunction } from "./lambda.ts";

/** What the gateway runs on. */
export interface GatewayDeps {
  deployment: Deployment;
  functions: ReadonlyMap<string, LambdaFunction>;
  now: () => number;
  /** The longest that an integration may take, in milliseconds; API Gateway's is 30 s. */
  integrationTimeoutMs: number;
}

/** The limit of a request line and its headers together, in bytes. */
export const headerLimit = 10_240;

interface Route {
  key: string;
  method: string;
  segments: readonly string[];
  target: LambdaFunction;
  authorizer: Authorizer | undefined;
}

interface Authorizer {
  id: string;
  lambda: LambdaFunction;
  sources: readonly string[];
  ttlMs: number;
}

interface Verdict {
  isAuthorized: boolean;
  context: Record<string, unknown>;
}

/** The gateway's own answers, byte for byte as API Gateway gives them. */
export const gatewayAnswers = {
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  413: "Request Entity Too Large",
  429: "Too Many Requests",
  431: "Request Header Fields Too Large",
  500: "Internal Server Error",
  503: "Service Unavailable",
} as const;

/** One of the gateway's own answers. */
export function ownAnswer(statusCode: keyof typeof gatewayAnswers): GatewayResponse {
  return {
    statusCode,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ message: gatewayAnswers[statusCode] }),
  };
}

/** The HTTP API of the template: routes, authorizers, throttle and limits; payload format 2.0. */
export class Gateway {
  readonly #deps: GatewayDeps;
  readonly #api: Resource;
  readonly #stage: string;
  readonly #routes: readonly Route[];
  readonly #throttle: TokenBucket | undefined;
  readonly #verdicts = new Map<string, { verdict: Verdict; until: number }>();

  constructor(api: Resource, deps: GatewayDeps) {
    this.#deps = deps;
    this.#api = api;
    const ofApi = (type: string) =>
      deps.deployment.resources(type).filter(({ properties }) => properties["ApiId"] === api.identity.ref);
    const authorizers = new Map(
      ofApi("AWS::ApiGatewayV2::Authorizer").map((each) => [each.identity.ref, this.#authorizer(each)]),
    );
    const integrations = new Map(
      ofApi("AWS::ApiGatewayV2::Integration").map((each) => [each.identity.ref, this.#integration(each)]),
    );
    this.#routes = ofApi("AWS::ApiGatewayV2::Route").map((each) =>
      readRoute(each, integrations, authorizers),
    );
    const stage = ofApi("AWS::ApiGatewayV2::Stage")[0];
    this.#stage = stage?.identity.ref ?? "$default";
    this.#throttle = readThrottle(stage?.properties["DefaultRouteSettings"]);
  }

  /** Host names under which the API is reached in AWS: its own and its custom domains. */
  hostNames(): string[] {
    const { deployment } = this.#deps;
    const own = new URL(this.#api.identity.attributes["ApiEndpoint"] ?? "").hostname;
    const mapped = deployment
      .resources("AWS::ApiGatewayV2::ApiMapping")
      .filter(({ properties }) => properties["ApiId"] === this.#api.identity.ref)
      .flatMap(({ properties }) => {
        const domain = deployment.find("AWS::ApiGatewayV2::DomainName", properties["DomainName"]);
        return domain === undefined
          ? []
          : [domain.identity.ref, domain.identity.attributes["RegionalDomainName"] ?? ""];
      });
    return [own, ...mapped];
  }

  /** Answers one request. Never rejects. */
  async handle(request: GatewayRequest): Promise<GatewayResponse> {
    const requestId = randomUUID();
    const response = await this.#answer(request, requestId);
    return { ...response, headers: { ...response.headers, "apigw-requestid": requestId } };
  }

  async #answer(request: GatewayRequest, requestId: string): Promise<GatewayResponse> {
    if (headerBytes(request.headers) > headerLimit) return ownAnswer(431);
    if (this.#throttle !== undefined && !this.#throttle.take()) return ownAnswer(429);
    const match = this.#match(request);
    if (match === undefined) return ownAnswer(404);
    const identity = this.#identityOf(request, requestId, match);
    let context: Record<string, unknown> | undefined;
    if (match.route.authorizer !== undefined) {
      const verdict = await this.#authorize(match.route.authorizer, request, identity);
      if ("statusCode" in verdict) return verdict;
      context = verdict.context;
    }
    return this.#integrate(match.route.target, requestEvent(request, identity, context));
  }

  async #integrate(target: LambdaFunction, event: Record<string, unknown>): Promise<GatewayResponse> {
    const result = await this.#withinLimit(target.invoke(event));
    if (result === undefined) return ownAnswer(503);
    if ("payload" in result) return responseOf(result.payload) ?? ownAnswer(500);
    reportFailure(target.spec.name, result);
    return ownAnswer(result.error.errorType === "RequestEntityTooLargeException" ? 413 : 500);
  }

  async #authorize(
    authorizer: Authorizer,
    request: GatewayRequest,
    identity: RequestIdentity,
  ): Promise<Verdict | GatewayResponse> {
    const values = authorizer.sources.map((source) => identityValue(source, request, identity));
    if (values.some((value) => value === undefined || value === "")) return ownAnswer(401);
    const cacheKey = JSON.stringify([authorizer.id, ...values]);
    const cached = this.#verdicts.get(cacheKey);
    const now = this.#deps.now();
    const verdict =
      cached !== undefined && cached.until > now
        ? cached.verdict
        : await this.#askAuthorizer(authorizer, request, identity, values as string[]);
    if (verdict === undefined) return ownAnswer(500);
    if (authorizer.ttlMs > 0 && cached?.verdict !== verdict)
      this.#remember(cacheKey, verdict, now + authorizer.ttlMs);
    return verdict.isAuthorized ? verdict : ownAnswer(403);
  }

  async #askAuthorizer(
    authorizer: Authorizer,
    request: GatewayRequest,
    identity: RequestIdentity,
    values: readonly string[],
  ): Promise<Verdict | undefined> {
    const path = request.rawPath.replace(/^\//, "");
    const routeArn = `${this.#api.identity.arn}/${identity.stage}/${request.method}/${path}`;
    const result = await this.#withinLimit(
      authorizer.lambda.invoke(authorizerEvent(request, identity, routeArn, values)),
    );
    if (result === undefined) return undefined;
    reportFailure(authorizer.lambda.spec.name, result);
    if ("error" in result) return undefined;
    const answer = JSON.parse(result.payload) as {
      isAuthorized?: unknown;
      context?: Record<string, unknown>;
    } | null;
    if (typeof answer?.isAuthorized !== "boolean") return undefined;
    return { isAuthorized: answer.isAuthorized, context: answer.context ?? {} };
  }

  async #withinLimit<T>(work: Promise<T>): Promise<T | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), this.#deps.integrationTimeoutMs);
    });
    const result = await Promise.race([work, limit]);
    clearTimeout(timer);
    return result;
  }

  #remember(key: string, verdict: Verdict, until: number): void {
    if (this.#verdicts.size > 10_000) this.#verdicts.clear();
    this.#verdicts.set(key, { verdict, until });
  }

  #match(request: GatewayRequest): { route: Route; pathParameters: Record<string, string> } | undefined {
    const segments = request.rawPath.split("/").slice(1);
    let best: { route: Route; pathParameters: Record<string, string>; rank: string } | undefined;
    for (const route of this.#routes) {
      if (route.method !== "ANY" && route.method !== request.method) continue;
      const pathParameters = matchSegments(route.segments, segments);
      if (pathParameters === undefined) continue;
      const rank = rankOf(route);
      if (best === undefined || rank < best.rank) best = { route, pathParameters, rank };
    }
    return best;
  }

  #identityOf(
    request: GatewayRequest,
    requestId: string,
    { route, pathParameters }: { route: Route; pathParameters: Record<string, string> },
  ): RequestIdentity {
    return {
      accountId: this.#deps.deployment.options.accountId,
      apiId: this.#api.identity.ref,
      domainName: String(request.headers.host ?? "localhost").split(":")[0] ?? "localhost",
      stage: this.#stage,
      requestId,
      routeKey: route.key,
      pathParameters,
      nowMs: this.#deps.now(),
    };
  }

  #authorizer({ identity, properties }: Resource): Authorizer {
    return {
      id: identity.ref,
      lambda: this.#lambdaOf(properties["AuthorizerUri"]),
      sources: (properties["IdentitySource"] ?? []) as string[],
      ttlMs: Number(properties["AuthorizerResultTtlInSeconds"] ?? 300) * 1000,
    };
  }

  #integration({ properties }: Resource): LambdaFunction {
    return this.#lambdaOf(properties["IntegrationUri"]);
  }

  /** A function by its ARN, or by the ARN of API Gateway's own invocation path around it. */
  #lambdaOf(uri: unknown): LambdaFunction {
    const arn = /functions\/(arn:.+)\/invocations$/.exec(String(uri))?.[1] ?? String(uri);
    const found = this.#deps.functions.get(arn);
    if (found === undefined) throw new Error(`No function ${arn} in the template.`);
    return found;
  }
}

function readRoute(
  { properties, logicalId }: Resource,
  integrations: ReadonlyMap<string, LambdaFunction>,
  authorizers: ReadonlyMap<string, Authorizer>,
): Route {
  const key = String(properties["RouteKey"]);
  const [method = "ANY", path = ""] = key === "$default" ? ["ANY", "/{default+}"] : key.split(" ");
  const target = integrations.get(String(properties["Target"]).replace("integrations/", ""));
  if (target === undefined)
    throw new Error(`Route ${logicalId} (${key}) has no integration in the template.`);
  const authorizerId = properties["AuthorizerId"];
  const authorizer = authorizerId === undefined ? undefined : authorizers.get(String(authorizerId));
  // Failing open would be worse than not starting.
  if (
    (authorizerId !== undefined || properties["AuthorizationType"] === "CUSTOM") &&
    authorizer === undefined
  ) {
    throw new Error(`Route ${logicalId} (${key}) names an authorizer that is not in the template.`);
  }
  return { key, method, segments: path.split("/").slice(1), target, authorizer };
}

function matchSegments(
  pattern: readonly string[],
  segments: readonly string[],
): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [i, part] of pattern.entries()) {
    const greedy = /^\{(.+)\+\}$/.exec(part)?.[1];
    if (greedy !== undefined) return { ...parameters, [greedy]: decodePath(segments.slice(i).join("/")) };
    const segment = segments[i];
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    if (segment === undefined || (name === undefined ? part !== segment : segment === "")) return undefined;
    if (name !== undefined) parameters[name] = decodePath(segment);
  }
  return segments.length === pattern.length ? parameters : undefined;
}

/** API Gateway prefers exact segments to parameters, parameters to greedy ones, and a method to ANY. */
function rankOf({ key, method, segments }: Route): string {
  if (key === "$default") return "3";
  const shape = segments
    .map((part) => (part.endsWith("+}") ? "2" : part.startsWith("{") ? "1" : "0"))
    .join("");
  return `${shape}${method === "ANY" ? "1" : "0"}`;
}

function identityValue(
  source: string,
  request: GatewayRequest,
  identity: RequestIdentity,
): string | undefined {
  const header = /^\$request\.header\.(.+)$/.exec(source)?.[1];
  if (header !== undefined) return request.headers[header.toLowerCase()]?.toString();
  const query = /^\$request\.querystring\.(.+)$/.exec(source)?.[1];
  if (query !== undefined) return new URLSearchParams(request.rawQueryString).get(query) ?? undefined;
  if (source === "$context.routeKey") return identity.routeKey;
  throw new Error(`Identity source ${source} is not known to the local cloud.`);
}

function headerBytes(headers: IncomingHttpHeaders): number {
  return Object.entries(headers).reduce(
    (sum, [name, value]) => sum + name.length + String(value).length + 4,
    0,
  );
}

function readThrottle(settings: unknown): TokenBucket | undefined {
  const { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst } = (settings ?? {}) as Record<
    string,
    number
  >;
  return rate === undefined ? undefined : new TokenBucket(Number(rate), Number(burst ?? rate));
}

/** The stage's throttle, in real time: so many requests a second, and a burst. */
class TokenBucket {
  readonly #perMs: number;
  readonly #burst: number;
  #tokens: number;
  #at = performance.now();

  constructor(perSecond: number, burst: number) {
    this.#perMs = perSecond / 1000;
    this.#burst = burst;
    this.#tokens = burst;
  }

  take(): boolean {
    const now = performance.now();
    this.#tokens = Math.min(this.#burst, this.#tokens + (now - this.#at) * this.#perMs);
    this.#at = now;
    if (this.#tokens < 1) return false;
    this.#tokens--;
    return true;
  }
}
