import type { IncomingHttpHeaders, IncomingMessage } from "node:http";

/** A request as the gateway received it, before any route is known. */
export interface GatewayRequest {
  method: string;
  /** Path and query as sent. */
  rawPath: string;
  rawQueryString: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
  sourceIp: string;
}

/** An answer on its way to the client. */
export interface GatewayResponse {
  statusCode: number;
  headers: Record<string, string | string[]>;
  body: string | Buffer;
}

/** What identifies the request to a function. */
export interface RequestIdentity {
  accountId: string;
  apiId: string;
  domainName: string;
  stage: string;
  requestId: string;
  routeKey: string;
  pathParameters: Record<string, string>;
  nowMs: number;
}

/** The limit of one API request's body, in bytes (10 MB). */
export const bodyLimit = 10 * 1024 * 1024;

/** Reads a request whole. Answers undefined when its body passes the limit; the rest is not read. */
export async function readRequest(incoming: IncomingMessage): Promise<GatewayRequest | undefined> {
  if (Number(incoming.headers["content-length"] ?? 0) > bodyLimit) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > bodyLimit) return undefined;
    chunks.push(chunk);
  }
  const [rawPath = "/", rawQueryString = ""] = splitOnce(incoming.url ?? "/", "?");
  return {
    method: incoming.method ?? "GET",
    rawPath,
    rawQueryString,
    headers: incoming.headers,
    body: Buffer.concat(chunks),
    sourceIp: incoming.socket.remoteAddress ?? "127.0.0.1",
  };
}

/** The event of payload format 2.0 that an integration's function gets. */
export function requestEvent(
  request: GatewayRequest,
  identity: RequestIdentity,
  authorizerContext: Record<string, unknown> | undefined,
): Record<string, unknown> {
  const hasBody = request.body.length > 0;
  const isText = isTextType(request.headers["content-type"]);
  const event = commonEvent(request, identity);
  if (authorizerContext !== undefined) {
    Object.assign(event["requestContext"] as object, { authorizer: { lambda: authorizerContext } });
  }
  if (!hasBody) return { ...event, isBase64Encoded: false };
  return { ...event, body: request.body.toString(isText ? "utf8" : "base64"), isBase64Encoded: !isText };
}

/** The event of format 2.0 that a Lambda authorizer gets: no body. */
export function authorizerEvent(
  request: GatewayRequest,
  identity: RequestIdentity,
  routeArn: string,
  identitySource: readonly string[],
): Record<string, unknown> {
  return { ...commonEvent(request, identity), type: "REQUEST", routeArn, identitySource };
}

/** The function's answer as format 2.0 reads it; undefined when it is not one, which the gateway answers with 500. */
export function responseOf(payload: string): GatewayResponse | undefined {
  const answer = JSON.parse(payload) as unknown;
  const isShaped = typeof answer === "object" && answer !== null && "statusCode" in answer;
  if (!isShaped) {
    if (answer === null) return undefined;
    const body = typeof answer === "string" ? answer : payload;
    return { statusCode: 200, headers: { "content-type": "application/json" }, body };
  }
  const {
    statusCode,
    headers = {},
    cookies = [],
    body = "",
    isBase64Encoded = false,
  } = answer as FunctionResponse;
  if (!Number.isInteger(Number(statusCode)) || typeof body !== "string") return undefined;
  const lowered = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
  const type: Record<string, string> = body === "" ? {} : { "content-type": "text/plain;charset=UTF-8" };
  const all: Record<string, string | string[]> = { ...type, ...Object.fromEntries(lowered) };
  if (cookies.length > 0) all["set-cookie"] = cookies;
  return {
    statusCode: Number(statusCode),
    headers: all,
    body: isBase64Encoded ? Buffer.from(body, "base64") : body,
  };
}

interface FunctionResponse {
  statusCode: number | string;
  headers?: Record<string, unknown>;
  cookies?: string[];
  body?: unknown;
  isBase64Encoded?: boolean;
}

function commonEvent(request: GatewayRequest, identity: RequestIdentity): Record<string, unknown> {
  const { cookie, ...headers } = request.headers;
  const event: Record<string, unknown> = {
    version: "2.0",
    routeKey: identity.routeKey,
    rawPath: decodePath(request.rawPath),
    rawQueryString: request.rawQueryString,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    requestContext: requestContext(request, identity),
  };
  if (cookie !== undefined) event["cookies"] = cookie.split("; ");
  const query = queryParameters(request.rawQueryString);
  if (Object.keys(query).length > 0) event["queryStringParameters"] = query;
  if (Object.keys(identity.pathParameters).length > 0) event["pathParameters"] = identity.pathParameters;
  return event;
}

function requestContext(request: GatewayRequest, identity: RequestIdentity): Record<string, unknown> {
  return {
    accountId: identity.accountId,
    apiId: identity.apiId,
    domainName: identity.domainName,
    domainPrefix: identity.domainName.split(".")[0],
    http: {
      method: request.method,
      path: decodePath(request.rawPath),
      protocol: "HTTP/1.1",
      sourceIp: request.sourceIp,
      userAgent: request.headers["user-agent"] ?? "",
    },
    requestId: identity.requestId,
    routeKey: identity.routeKey,
    stage: identity.stage,
    time: commonLogTime(identity.nowMs),
    timeEpoch: Math.floor(identity.nowMs),
  };
}

/** Repeated names are joined with commas. */
function queryParameters(raw: string): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(raw)) {
    joined[name] = Object.hasOwn(joined, name) ? `${joined[name]},${value}` : value;
  }
  return joined;
}

/** `12/Mar/2020:19:03:58 +0000`. */
function commonLogTime(epochMs: number): string {
  const [, day, month, year, time] =
    /^\w+, (\d+) (\w+) (\d+) (\S+)/.exec(new Date(epochMs).toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}

/** HTTP APIs hand the path over decoded; a broken escape stays as it was sent. */
export function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function isTextType(contentType: string | undefined): boolean {
  if (contentType === undefined) return false;
  return /^(text\/|application\/(json|javascript|xml|[\w.+-]+\+(json|xml)|x-www-form-urlencoded))/i.test(
    contentType,
  );
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}
