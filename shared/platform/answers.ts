import type { ErrorCode } from "./errors.ts";
import { errorCodes } from "./errors.ts";
import type { RouteDefinition } from "./route.ts";

/**
 * What API Gateway answers by itself, before any function of ours: the whole body is `{"message": …}`.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting.html
 */
export const gatewayMessages = {
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  413: "Request Entity Too Large",
  429: "Too Many Requests",
  500: "Internal Server Error",
  503: "Service Unavailable",
} as const;

/** The status of a route's success: as declared, 200, or 204 where nothing is returned. */
export function successStatus({ status, returns }: RouteDefinition): number {
  return returns === undefined ? 204 : (status ?? 200);
}

/** Every code with which a route may refuse: what all have, what its parts bring along, and its own. */
export function refusalsOf(definition: RouteDefinition): ErrorCode[] {
  const { access, body, query, method, path, status, errors = [] } = definition;
  const isSignedIn = access.kind === "signed-in";
  const changes = method !== "GET";
  const codes = new Set<ErrorCode>(["forbidden", "rate.exceeded", "service.busy", "unexpected"]);
  if (isSignedIn) codes.add("signed-out");
  if (body !== undefined || query !== undefined || changes) codes.add("request.invalid");
  if (body !== undefined) codes.add("request.too-large");
  if (path.includes("{") || (isSignedIn && access.when !== undefined)) codes.add("not-found");
  if (query !== undefined && "cursor" in query.shape) codes.add("cursor.invalid");
  if (changes && isSignedIn) codes.add("idempotency.reused").add("edit.conflict");
  if (status === 201 && isSignedIn) codes.add("idempotency.missing");
  for (const code of errors) codes.add(code);
  return [...codes].sort();
}

/** A route's refusals by status. */
export function refusalsByStatus(definition: RouteDefinition): ReadonlyMap<number, readonly ErrorCode[]> {
  const grouped = Map.groupBy(refusalsOf(definition), (code) => errorCodes[code].status as number);
  return new Map([...grouped].sort(([a], [b]) => a - b));
}
