import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AwsError, accessDenied } from "./aws-error.ts";
import type { BucketSpec, ObjectEvent } from "./contract.ts";
import { type EngineAnswer, readAll, sendToEngine } from "./forward.ts";
import { deletionNeeds, type ObjectRequest } from "./s3-requests.ts";
import { type Claim, parseQuery, wrongBody } from "./sigv4.ts";

/** What the engine takes in one request; S3 itself takes 5 GB. */
const longestUploadBytes = 11 * 1024 * 1024;
const longestDeletionBytes = 2 * 1024 * 1024;

/** What the S3 side of the endpoint is made of. */
export interface ObjectStore {
  engine: URL;
  arnOf: (bucket: string) => string;
  /** Throws the refusal unless the caller may do all of it: what only the body or the answer tells. */
  authorize: (needs: ObjectRequest["needs"]) => void;
  notify: (event: ObjectEvent) => void;
}

/**
 * Answers one S3 request whose signature is proven and whose needs are met: bodies stream through in both directions. An upload's digest is
 * compared on the way and its last chunk held back until it fits, so that a changed body is never stored.
 */
export async function answerObjectRequest(
  store: ObjectStore,
  wanted: ObjectRequest,
  claim: Claim,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (Number(request.headers["content-length"] ?? 0) > longestUploadBytes) {
    throw new AwsError(400, "EntityTooLarge", "The local S3 takes 11 MiB at once: upload in parts.");
  }
  let body: Buffer | Readable = provenBody(request, promisedDigests(request, claim));
  let deleted: string[] = [];
  if (wanted.operation === "DeleteObjects") {
    body = await readAll(body, longestDeletionBytes);
    const deletion = deletionNeeds(body, store.arnOf(wanted.bucket));
    store.authorize(deletion.needs);
    deleted = deletion.keys;
  }
  const answer = await sendToEngine(
    store.engine,
    request.method ?? "GET",
    pathOf(request),
    engineHeaders(request),
    body,
  );
  if (answer.status === 404 && /^(Get|Head)Object/.test(wanted.operation)) hideAbsence(store, wanted, answer);
  response.writeHead(answer.status, { ...answerHeaders(answer), ...wishedHeaders(wanted, answer) });
  await pipeline(answer.stream, response);
  if (answer.status < 300) announce(store, wanted, request, deleted);
}

/** Without the right to list, S3 does not say that a key is missing. */
function hideAbsence(store: ObjectStore, { bucket, needs }: ObjectRequest, answer: EngineAnswer): void {
  const context = needs[0]?.context ?? (() => undefined);
  try {
    store.authorize([{ action: "s3:ListBucket", resource: store.arnOf(bucket), context }]);
  } catch (error) {
    answer.stream.resume();
    throw error;
  }
}

/** A digest that the body must have, in hexadecimal, and what S3 answers when it has another. */
interface PromisedDigest {
  readonly sha256: string;
  readonly otherwise: () => AwsError;
}

/** That of the signature, and that of the object's checksum, which the engine keeps and does not compare. */
function promisedDigests(request: IncomingMessage, { declaredBodySha256 }: Claim): PromisedDigest[] {
  const checksum = request.headers["x-amz-checksum-sha256"];
  return [
    ...(declaredBodySha256 === undefined
      ? []
      : [{ sha256: declaredBodySha256, otherwise: () => wrongBody("s3") }]),
    ...(typeof checksum === "string"
      ? [{ sha256: Buffer.from(checksum, "base64").toString("hex"), otherwise: badDigest }]
      : []),
  ];
}

function badDigest(): AwsError {
  return new AwsError(400, "BadDigest", "The SHA256 you specified did not match the calculated checksum.");
}

function provenBody(request: IncomingMessage, promised: readonly PromisedDigest[]): Readable {
  if (promised.length === 0 || request.method === "GET" || request.method === "HEAD") return request;
  const hash = createHash("sha256");
  let held: Buffer | undefined;
  const check = new Transform({
    transform(chunk: Buffer, _, next) {
      hash.update(chunk);
      const ready = held;
      held = chunk;
      next(null, ready);
    },
    flush(next) {
      const digest = hash.digest("hex");
      const broken = promised.find(({ sha256 }) => sha256 !== digest);
      if (broken === undefined) next(null, held);
      else next(broken.otherwise());
    },
  });
  request.on("error", (error) => check.destroy(error));
  return request.pipe(check);
}

function pathOf(request: IncomingMessage): string {
  return request.url ?? "/";
}

const ownHeaders = /^(host|connection|expect|keep-alive|transfer-encoding|accept-encoding)$/;
/** Headers that a presigned query carries as parameters (the SDK hoists them there). */
const hoisted = /^(x-amz-meta-.+|x-amz-checksum-.+|content-type|cache-control|content-disposition)$/i;

function engineHeaders(request: IncomingMessage): Record<string, string | string[] | undefined> {
  const headers = Object.fromEntries(
    Object.entries(request.headers).filter(([name]) => !ownHeaders.test(name)),
  );
  const rawQuery = request.url?.split("?", 2)[1] ?? "";
  for (const { name, value } of parseQuery(rawQuery))
    if (hoisted.test(name)) headers[name.toLowerCase()] = value;
  return headers;
}

function answerHeaders({ headers }: EngineAnswer): Record<string, string | string[]> {
  const kept = Object.entries(headers).filter(
    (entry): entry is [string, string | string[]] =>
      entry[1] !== undefined && !/^(connection|keep-alive|date|transfer-encoding)$/.test(entry[0]),
  );
  return Object.fromEntries(kept);
}

/** Headers that the address of a download asks for; the engine does not know them. */
function wishedHeaders(
  { operation, query }: ObjectRequest,
  { status }: EngineAnswer,
): Record<string, string> {
  if (operation !== "GetObject" || status >= 300) return {};
  const wished = [...query].filter(([name]) => /^response-(content-|cache-control|expires)/.test(name));
  return Object.fromEntries(wished.map(([name, value]) => [name.slice("response-".length), value]));
}

function announce(
  store: ObjectStore,
  wanted: ObjectRequest,
  request: IncomingMessage,
  deleted: readonly string[],
): void {
  const { operation, bucket, key } = wanted;
  if (/^(PutObject|CopyObject|CompleteMultipartUpload)$/.test(operation)) {
    const length = Number(
      request.headers["x-amz-decoded-content-length"] ?? request.headers["content-length"],
    );
    const sizeBytes = operation === "PutObject" && Number.isInteger(length) ? length : undefined;
    store.notify({ detailType: "Object Created", bucket, key, sizeBytes });
  }
  const gone = operation === "DeleteObject" ? [key] : deleted;
  for (const one of gone)
    store.notify({ detailType: "Object Deleted", bucket, key: one, sizeBytes: undefined });
}

interface CorsRule {
  AllowedOrigins: string[];
  AllowedMethods: string[];
  AllowedHeaders?: string[];
  ExposedHeaders?: string[];
  MaxAge?: number;
}

/** The headers with which a bucket lets a page of another origin in; undefined where no rule of it does. */
export function corsHeaders(
  spec: BucketSpec | undefined,
  request: IncomingMessage,
): Record<string, string> | undefined {
  const origin = request.headers.origin;
  if (origin === undefined) return undefined;
  const method = request.headers["access-control-request-method"] ?? request.method ?? "";
  const configuration = spec?.properties["CorsConfiguration"] as { CorsRules?: CorsRule[] } | undefined;
  const rule = configuration?.CorsRules?.find(
    ({ AllowedOrigins, AllowedMethods }) =>
      AllowedOrigins.some((allowed) => matchesStar(allowed, origin) || isThisMachine(allowed, origin)) &&
      AllowedMethods.includes(method),
  );
  if (rule === undefined) return undefined;
  const asked = request.headers["access-control-request-headers"];
  return {
    "access-control-allow-origin": rule.AllowedOrigins.includes("*") ? "*" : origin,
    "access-control-allow-methods": rule.AllowedMethods.join(", "),
    ...(asked !== undefined && { "access-control-allow-headers": allowedHeaders(rule, asked) }),
    ...(rule.ExposedHeaders && { "access-control-expose-headers": rule.ExposedHeaders.join(", ") }),
    ...(rule.MaxAge !== undefined && { "access-control-max-age": String(rule.MaxAge) }),
    vary: "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
  };
}

/** The template names one port of this machine; the cloud that was made of it may listen on another. */
function isThisMachine(...origins: readonly string[]): boolean {
  return origins.every((origin) => /^http:\/\/localhost:\d+$/.test(origin));
}

function allowedHeaders({ AllowedHeaders = [] }: CorsRule, asked: string): string {
  const names = asked.split(",").map((name) => name.trim().toLowerCase());
  return names
    .filter((name) => AllowedHeaders.some((allowed) => matchesStar(allowed.toLowerCase(), name)))
    .join(", ");
}

function matchesStar(pattern: string, text: string): boolean {
  const [start = "", end] = pattern.split("*", 2);
  return end === undefined ? pattern === text : text.startsWith(start) && text.endsWith(end);
}

/** S3's answer to a preflight that no rule allows. */
export function corsRefusal(): AwsError {
  return accessDenied("s3", "CORSResponse: This CORS request is not allowed.");
}
