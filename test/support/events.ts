import type { APIGatewayProxyEventV2WithLambdaAuthorizer } from "aws-lambda";
import type { Actor } from "#shared/platform/actor.ts";
import { type RouteDefinition, routeKey } from "#shared/platform/route.ts";

export type ApiEvent = APIGatewayProxyEventV2WithLambdaAuthorizer<Record<string, unknown> | null>;

/** The origin key that the distribution adds in tests. */
export const originKey = "origin-key-of-tests";

/** What a client sends, before it is an event. */
export interface Sent {
  readonly as?: Actor | undefined;
  readonly params?: Readonly<Record<string, string>> | undefined;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  /** The body's text as it stands on the wire. */
  readonly text?: string | undefined;
  readonly base64?: boolean | undefined;
  readonly cookies?: readonly string[] | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly address?: string | undefined;
}

/**
 * A request as API Gateway hands it over (payload format 2.0): header names in lower case, several values of a query
 * parameter joined by commas, path parameters decoded, the authorizer's context under `lambda`.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function apiEvent(definition: RouteDefinition, sent: Sent, now: number): ApiEvent {
  const params = sent.params ?? {};
  const path = definition.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ""),
  );
  const query = queryStrings(sent.query ?? {});
  const address = sent.address ?? "203.0.113.7";
  return {
    version: "2.0",
    routeKey: routeKey(definition),
    rawPath: path,
    rawQueryString: new URLSearchParams(query).toString(),
    ...(sent.cookies === undefined ? {} : { cookies: [...sent.cookies] }),
    headers: {
      accept: "application/json",
      host: "api.kinerja.example",
      "x-forwarded-for": address,
      "x-origin-key": originKey,
      ...(sent.text === undefined ? {} : { "content-type": "application/json" }),
      ...(sent.as === undefined ? {} : { authorization: "Bearer verified-by-the-authorizer" }),
      ...Object.fromEntries(
        Object.entries(sent.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
      ),
    },
    ...(Object.keys(query).length === 0 ? {} : { queryStringParameters: query }),
    ...(Object.keys(params).length === 0 ? {} : { pathParameters: { ...params } }),
    requestContext: {
      accountId: "123456789012",
      apiId: "api",
      authorizer: { lambda: sent.as === undefined ? null : { actor: JSON.stringify(sent.as) } },
      domainName: "api.kinerja.example",
      domainPrefix: "api",
      http: {
        method: definition.method,
        path,
        protocol: "HTTP/1.1",
        sourceIp: address,
        userAgent: "kinerja-tests",
      },
      requestId: `req-${Math.random().toString(36).slice(2)}`,
      routeKey: routeKey(definition),
      stage: "$default",
      time: new Date(now).toUTCString(),
      timeEpoch: now,
    },
    ...(sent.text === undefined ? {} : { body: sent.base64 ? toBase64(sent.text) : sent.text }),
    isBase64Encoded: sent.base64 ?? false,
  };
}

function toBase64(text: string): string {
  return Buffer.from(text).toString("base64");
}

function queryStrings(query: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  );
}
