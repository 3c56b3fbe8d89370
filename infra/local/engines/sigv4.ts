import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import {
  AwsError,
  expiredCredential,
  isServiceName,
  missingCredential,
  type ServiceName,
  unknownCredential,
  wrongSignature,
} from "./aws-error.ts";
import type { CredentialBook, Session } from "./credentials.ts";

/** A request as it came over the wire, before its body was read. */
export interface SignedRequest {
  method: string;
  /** Path and query exactly as sent. */
  url: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** What a signature says; `finish` proves it once the body's digest is known. */
export interface Claim {
  service: ServiceName;
  session: Session;
  isPresigned: boolean;
  /** Hex SHA-256 the body must have; undefined where the signature leaves the body open (`UNSIGNED-PAYLOAD`). */
  declaredBodySha256: string | undefined;
}

const skewMs = 15 * 60 * 1000;
const longestPresignSeconds = 604_800;
const emptySha256 = createHash("sha256").digest("hex");
const literalPayloads = /^(UNSIGNED-PAYLOAD|STREAMING-UNSIGNED-PAYLOAD-TRAILER)$/;

interface Parts {
  accessKeyId: string;
  token: string;
  date: string;
  region: string;
  service: ServiceName;
  signedHeaders: string[];
  signature: string;
  amzDate: string;
  isPresigned: boolean;
  expiresSeconds: number;
}

/**
 * Verifies Signature Version 4 as AWS does: a known and living credential, our region, the date within 15 minutes of
 * `nowMs` (or within a presigned query's own life), host and every x-amz header signed, and the signature itself.
 * `body` is the whole body where the service buffers it; undefined for a streamed one, whose declared digest the
 * caller must check. Throws the service's own error.
 */
export function verifySignature(
  request: SignedRequest,
  body: Buffer | undefined,
  book: CredentialBook,
  region: string,
  nowMs: number,
): Claim {
  const [path = "/", rawQuery = ""] = splitOnce(request.url, "?");
  const query = parseQuery(rawQuery);
  const parts = readParts(request, query);
  const { service } = parts;
  checkScope(parts, region);
  const found = book.find(parts.accessKeyId, parts.token, nowMs);
  if (found === "unknown") throw unknownCredential(service);
  if (found === "expired") throw expiredCredential(service);
  checkTime(parts, nowMs);
  checkSignedHeaders(request, parts);
  const payload = payloadHash(request, parts, body);
  const canonical = [
    request.method,
    service === "s3" ? path : doublyEncoded(path),
    canonicalQuery(query),
    ...parts.signedHeaders.map((name) => `${name}:${headerText(request.headers[name])}`),
    "",
    parts.signedHeaders.join(";"),
    payload,
  ].join("\n");
  const scope = `${parts.date}/${parts.region}/${service}/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", parts.amzDate, scope, sha256(canonical)].join("\n");
  const key = book.signingKey(found.secretAccessKey, parts.date, parts.region, service);
  const expected = createHmac("sha256", key).update(toSign).digest();
  const given = Buffer.from(parts.signature, "hex");
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw wrongSignature(service);
  const isOpen = literalPayloads.test(payload);
  if (body !== undefined && !isOpen && sha256(body) !== payload) throw wrongBody(service);
  return {
    service,
    session: found.session,
    isPresigned: parts.isPresigned,
    declaredBodySha256: isOpen ? undefined : payload,
  };
}

const targets: Record<string, ServiceName> = {
  DynamoDB_20120810: "dynamodb",
  AmazonSQS: "sqs",
  secretsmanager: "secretsmanager",
  TrentService: "kms",
  AWSCognitoIdentityProviderService: "cognito-idp",
};

/**
 * The service that a request claims to be for, as far as it can be told before anything is verified: by its scope,
 * else by its target, so that a refusal speaks the right protocol. What names neither is S3's.
 */
export function claimedService(request: SignedRequest): ServiceName {
  const credential = /Credential=([^,\s]+)/.exec(String(request.headers["authorization"] ?? ""))?.[1];
  const fromQuery = /[?&]X-Amz-Credential=([^&]+)/.exec(request.url)?.[1];
  const name = (credential ?? decode(fromQuery ?? "")).split("/")[3] ?? "";
  if (isServiceName(name)) return name;
  return targets[String(request.headers["x-amz-target"] ?? "").split(".")[0] ?? ""] ?? "s3";
}

/** The body does not have the digest that was signed. */
export function wrongBody(service: ServiceName): AwsError {
  if (service !== "s3") return wrongSignature(service);
  const message = "The provided 'x-amz-content-sha256' header does not match what was computed.";
  return new AwsError(400, "XAmzContentSHA256Mismatch", message);
}

function readParts(request: SignedRequest, query: readonly QueryPair[]): Parts {
  const header = request.headers["authorization"];
  if (typeof header === "string") return readHeader(header, request);
  const parameters = new Map(query.map(({ name, value }) => [name.toLowerCase(), value]));
  if (parameters.has("x-amz-signature") || parameters.has("x-amz-algorithm")) return readQuery(parameters);
  throw missingCredential(claimedService(request));
}

function readHeader(header: string, request: SignedRequest): Parts {
  const service = claimedService(request);
  const match =
    /^AWS4-HMAC-SHA256\s+Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/.exec(
      header,
    );
  const amzDate = request.headers["x-amz-date"];
  if (match === null || typeof amzDate !== "string") throw incomplete(service, header);
  const [, credential = "", signedHeaders = "", signature = ""] = match;
  const token = request.headers["x-amz-security-token"];
  return {
    ...readCredential(credential, service),
    token: typeof token === "string" ? token : "",
    signedHeaders: signedHeaders.split(";"),
    signature,
    amzDate,
    isPresigned: false,
    expiresSeconds: 0,
  };
}

function readQuery(parameters: ReadonlyMap<string, string>): Parts {
  const credential = parameters.get("x-amz-credential") ?? "";
  const named = credential.split("/")[3] ?? "";
  const service = isServiceName(named) ? named : "s3";
  const amzDate = parameters.get("x-amz-date") ?? "";
  const signature = parameters.get("x-amz-signature") ?? "";
  const expiresSeconds = Number(parameters.get("x-amz-expires"));
  const isComplete =
    parameters.get("x-amz-algorithm") === "AWS4-HMAC-SHA256" && /^[0-9a-f]{64}$/.test(signature);
  if (!isComplete || !Number.isInteger(expiresSeconds) || expiresSeconds < 1) {
    throw new AwsError(
      400,
      "AuthorizationQueryParametersError",
      "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.",
    );
  }
  if (expiresSeconds > longestPresignSeconds) {
    const message =
      "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds";
    throw new AwsError(400, "AuthorizationQueryParametersError", message);
  }
  return {
    ...readCredential(credential, service),
    token: parameters.get("x-amz-security-token") ?? "",
    signedHeaders: (parameters.get("x-amz-signedheaders") ?? "").split(";"),
    signature,
    amzDate,
    isPresigned: true,
    expiresSeconds,
  };
}

function readCredential(credential: string, service: ServiceName) {
  const [accessKeyId = "", date = "", region = "", name = "", end] = credential.split("/");
  if (end !== "aws4_request" || !isServiceName(name)) {
    throw wrongSignature(
      service,
      `Credential should be scoped to correct service: '${name}' is not one of them.`,
    );
  }
  return { accessKeyId, date, region, service: name };
}

function incomplete(service: ServiceName, header: string): AwsError {
  if (service === "s3") {
    return new AwsError(400, "AuthorizationHeaderMalformed", "The authorization header is malformed.");
  }
  const message = `Authorization header requires 'Credential', 'SignedHeaders', 'Signature' and existence of an 'X-Amz-Date' header. Authorization=${header.split(" ")[0]}`;
  return new AwsError(400, "IncompleteSignatureException", message);
}

function checkScope(parts: Parts, region: string): void {
  if (parts.region !== region) {
    if (parts.service === "s3") {
      const message = `The authorization header is malformed; the region '${parts.region}' is wrong; expecting '${region}'`;
      throw new AwsError(400, "AuthorizationHeaderMalformed", message, { Region: region });
    }
    throw wrongSignature(
      parts.service,
      `Credential should be scoped to a valid region, not '${parts.region}'. `,
    );
  }
  if (!parts.amzDate.startsWith(`${parts.date}T`)) {
    throw wrongSignature(
      parts.service,
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP`,
    );
  }
}

function checkTime(parts: Parts, nowMs: number): void {
  const signedAtMs = epochOf(parts.amzDate);
  if (Number.isNaN(signedAtMs)) throw incomplete(parts.service, "");
  if (parts.isPresigned) {
    if (nowMs > signedAtMs + parts.expiresSeconds * 1000) {
      throw new AwsError(403, "AccessDenied", "Request has expired", { Expires: parts.expiresSeconds });
    }
    if (nowMs < signedAtMs - skewMs) throw new AwsError(403, "AccessDenied", "Request is not valid yet");
    return;
  }
  if (Math.abs(nowMs - signedAtMs) <= skewMs) return;
  if (parts.service === "s3") {
    const message = "The difference between the request time and the current time is too large.";
    throw new AwsError(403, "RequestTimeTooSkewed", message, { MaxAllowedSkewMilliseconds: skewMs });
  }
  const side = signedAtMs < nowMs ? "Signature expired" : "Signature not yet current";
  throw wrongSignature(
    parts.service,
    `${side}: ${parts.amzDate} is not within 15 minutes of the service's time`,
  );
}

/** Host and every x-amz header must be signed, else somebody between could change them. */
function checkSignedHeaders(request: SignedRequest, parts: Parts): void {
  const signed = new Set(parts.signedHeaders);
  const required = Object.keys(request.headers).filter(
    (name) => name === "host" || name.startsWith("x-amz-"),
  );
  const open = required.filter((name) => !signed.has(name));
  if (open.length === 0 && signed.has("host")) return;
  const message = `There were headers present in the request which were not signed: ${open.join(", ") || "host"}`;
  throw parts.service === "s3"
    ? new AwsError(403, "AccessDenied", message, { HeadersNotSigned: open.join(", ") })
    : wrongSignature(parts.service, message);
}

function payloadHash(request: SignedRequest, parts: Parts, body: Buffer | undefined): string {
  const declared = request.headers["x-amz-content-sha256"];
  if (parts.service === "s3") {
    if (parts.isPresigned) return typeof declared === "string" ? declared : "UNSIGNED-PAYLOAD";
    if (typeof declared === "string" && (literalPayloads.test(declared) || /^[0-9a-f]{64}$/.test(declared))) {
      return declared;
    }
    throw new AwsError(
      400,
      "InvalidRequest",
      "Missing or unsupported required header for this request: x-amz-content-sha256",
    );
  }
  return body === undefined || body.length === 0 ? emptySha256 : sha256(body);
}

interface QueryPair {
  name: string;
  value: string;
}

/** A raw query as decoded pairs; `+` is a plus sign, as SigV4 has it. */
export function parseQuery(rawQuery: string): QueryPair[] {
  if (rawQuery === "") return [];
  return rawQuery.split("&").map((pair) => {
    const [name = "", value = ""] = splitOnce(pair, "=");
    return { name: decode(name), value: decode(value) };
  });
}

function canonicalQuery(query: readonly QueryPair[]): string {
  return query
    .filter(({ name }) => name !== "X-Amz-Signature")
    .map(({ name, value }) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join("&");
}

/** Every service but S3 signs the path encoded once more than it is sent. */
function doublyEncoded(path: string): string {
  return path.split("/").map(encode).join("/");
}

function headerText(value: string | string[] | undefined): string {
  const text = Array.isArray(value) ? value.join(",") : (value ?? "");
  return text.trim().replace(/\s+/g, " ");
}

/** RFC 3986 encoding, as SigV4 wants it. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}

function epochOf(amzDate: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(amzDate);
  if (match === null) return Number.NaN;
  const [, year, month, day, hour, minute, second] = match;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

function sha256(data: string | Buffer): string {
  return createHash("sha256").update(data).digest("hex");
}
