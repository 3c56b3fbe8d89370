import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Answer, AwsError, errorAnswer, isServiceName, type ServiceName } from "./aws-error.ts";
import type { BucketSpec } from "./contract.ts";
import type { CredentialBook, Session } from "./credentials.ts";
import { type Faults, throttle } from "./faults.ts";
import { readAll } from "./forward.ts";
import type { Authorizer, CallFacts } from "./iam/authorizer.ts";
import { readObjectRequest } from "./s3-requests.ts";
import { answerObjectRequest, corsHeaders, corsRefusal, type ObjectStore } from "./s3-service.ts";
import type { Call, Service } from "./service.ts";
import { claimedService, verifySignature } from "./sigv4.ts";

/** DynamoDB takes 16 MB a request at most, every other buffered service less. */
const longestBodyBytes = 17 * 1024 * 1024;

/** What stands behind the endpoint. */
export interface ProxyParts {
  region: string;
  now: () => number;
  book: CredentialBook;
  authorizer: Authorizer;
  faults: Faults;
  services: Readonly<Record<Exclude<ServiceName, "s3">, Service>>;
  objects: Omit<ObjectStore, "authorize">;
  buckets: readonly BucketSpec[];
}

/** The running endpoint. */
export interface Proxy {
  endpoint: string;
  calls: () => Readonly<Record<string, number>>;
  close: () => Promise<void>;
}

/**
 * One address for every AWS service. Each request goes the same way: its signature is proven, its permissions are
 * checked, faults strike, the service answers. The date of each answer is the virtual one, because an SDK corrects
 * its clock by it.
 */
export async function startProxy(parts: ProxyParts, port: number): Promise<Proxy> {
  const counts: Record<string, number> = {};
  const server = createServer({ keepAliveTimeout: 60_000, requestTimeout: 0 }, (request, response) => {
    void handle(parts, counts, request, response);
  });
  // A small answer must not wait for the next packet.
  server.on("connection", (socket) => socket.setNoDelay(true));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", resolve);
  });
  const { port: actual } = server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${actual}`, calls: () => counts, close: () => closed(server) };
}

async function handle(
  parts: ProxyParts,
  counts: Record<string, number>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const requestId = randomUUID();
  response.sendDate = false;
  response.setHeader("date", new Date(parts.now()).toUTCString());
  response.setHeader("x-amzn-requestid", requestId);
  const service = claimedService(asSigned(request));
  try {
    if (service === "s3") await answerS3(parts, counts, request, response);
    else await answerBuffered(parts, counts, request, response);
  } catch (error) {
    if (response.headersSent) {
      response.destroy();
      return;
    }
    write(request, response, errorAnswer(service, asAwsError(error, service), requestId));
  }
}

async function answerBuffered(
  parts: ProxyParts,
  counts: Record<string, number>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readAll(request, longestBodyBytes);
  const signed = asSigned(request);
  const claim = verifySignature(signed, body, parts.book, parts.region, parts.now());
  const { service, session } = claim;
  if (service === "s3") throw new AwsError(400, "InvalidRequest", "The signature is for another service.");
  checkPrincipal(parts, session);
  const own = parts.services[service];
  const whole = { ...signed, body };
  const facts = factsOf(parts, claim.isPresigned);
  const call: Call = { service, ...own.read(whole), request: whole, session, facts };
  count(counts, service, call.operation);
  parts.authorizer.authorize(service, session, own.needs(call), facts);
  strike(parts.faults, service, call.operation);
  const answer = await own.answer(call);
  if (parts.faults.happens(parts.faults.get().lostAnswerRate)) {
    response.destroy();
    return;
  }
  write(request, response, answer);
}

async function answerS3(
  parts: ProxyParts,
  counts: Record<string, number>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const signed = asSigned(request);
  const bucket = parts.buckets.find(({ name }) => name === signed.url.split(/[/?]/)[1]);
  const cors = corsHeaders(bucket, request);
  for (const [name, value] of Object.entries(cors ?? {})) response.setHeader(name, value);
  if (request.method === "OPTIONS") {
    if (cors === undefined) throw corsRefusal();
    response.writeHead(200).end();
    return;
  }
  const claim = verifySignature(signed, undefined, parts.book, parts.region, parts.now());
  checkPrincipal(parts, claim.session);
  const wanted = readObjectRequest(signed, parts.objects.arnOf);
  count(counts, "s3", wanted.operation);
  const facts = factsOf(parts, claim.isPresigned);
  const authorize: ObjectStore["authorize"] = (needs) =>
    parts.authorizer.authorize("s3", claim.session, needs, facts);
  // Refused before a fault strikes: a throttle must not hide a missing grant.
  authorize(wanted.needs);
  strike(parts.faults, "s3", wanted.operation);
  await answerObjectRequest({ ...parts.objects, authorize }, wanted, claim, request, response);
}

function strike(faults: Faults, service: ServiceName, operation: string): void {
  if (faults.happens(faults.get().throttleRate)) throw throttle(service, operation, faults);
}

function factsOf(parts: ProxyParts, isPresigned: boolean): CallFacts {
  return { nowMs: parts.now(), region: parts.region, isPresigned };
}

/** A role may be gone from the template while its credentials (kept over restarts) still verify. */
function checkPrincipal(parts: ProxyParts, { roleArn }: Session): void {
  if (!parts.authorizer.hasRole(roleArn)) {
    throw new AwsError(403, "AccessDenied", `The role ${roleArn} is not in the template.`);
  }
}

function asSigned(request: IncomingMessage) {
  return { method: request.method ?? "GET", url: request.url ?? "/", headers: request.headers };
}

function count(counts: Record<string, number>, service: ServiceName, operation: string): void {
  const name = `${service}:${operation}`;
  counts[name] = (counts[name] ?? 0) + 1;
}

function asAwsError(error: unknown, service: ServiceName): AwsError {
  if (error instanceof AwsError) return error;
  if (error instanceof RangeError) return new AwsError(413, "RequestEntityTooLarge", error.message);
  const code = (error as NodeJS.ErrnoException).code ?? "";
  const why =
    isServiceName(service) && /^(ECONNREFUSED|ECONNRESET|EPIPE)$/.test(code)
      ? "its engine is gone"
      : String(error);
  return new AwsError(500, "InternalServerError", `The local ${service} failed: ${why}`);
}

function write(request: IncomingMessage, response: ServerResponse, { status, headers, body }: Answer): void {
  // A body that nobody read must not stay in the way of the next request on this connection.
  if (!request.readableEnded) request.resume();
  const isSilent = request.method === "HEAD";
  response.writeHead(status, { ...headers, "content-length": String(Buffer.byteLength(body)) });
  response.end(isSilent ? undefined : body);
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
