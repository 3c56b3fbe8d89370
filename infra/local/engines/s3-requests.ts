import { AwsError } from "./aws-error.ts";
import type { Need } from "./iam/authorize.ts";
import type { ContextValue } from "./iam/patterns.ts";
import { parseQuery, type SignedRequest } from "./sigv4.ts";

/** An S3 request, taken apart. Path style only: an SDK uses it by itself for an address such as 127.0.0.1. */
export interface ObjectRequest {
  operation: string;
  bucket: string;
  key: string;
  query: ReadonlyMap<string, string>;
  needs: Need[];
}

/** Sub-resources that change what a request means and that nothing here answers. */
const foreignParts =
  /^(acl|tagging|versioning|versions|policy|policyStatus|cors|encryption|logging|website|notification|replication|object-lock|legal-hold|retention|torrent|restore|select|accelerate|requestPayment|analytics|inventory|metrics|ownershipControls|publicAccessBlock|location|uploads|lifecycle|renameObject)$/;

/** Reads an S3 request: its operation and the permissions it needs. Throws `NotImplemented` for what does not live here. */
export function readObjectRequest(request: SignedRequest, arnOf: (bucket: string) => string): ObjectRequest {
  const [path = "/", rawQuery = ""] = request.url.split("?", 2);
  const query = new Map(parseQuery(rawQuery).map(({ name, value }) => [name, value]));
  const [, bucket = "", ...rest] = path.split("/");
  const key = decodeKey(rest.join("/"));
  const operation = operationOf(request, key, query);
  const arn = arnOf(bucket);
  const context = (name: string) => contextValue(name, request, query);
  const need = (action: string, resource: string): Need => ({ action: `s3:${action}`, resource, context });
  const source = request.headers["x-amz-copy-source"];
  const needs = actionsOf(operation).map((action) => need(action, key === "" ? arn : `${arn}/${key}`));
  if (operation === "CopyObject" && typeof source === "string") needs.push(copyNeed(source, arnOf, need));
  if (request.headers["x-amz-tagging"] !== undefined) needs.push(need("PutObjectTagging", `${arn}/${key}`));
  if (request.headers["x-amz-object-lock-mode"] !== undefined)
    needs.push(need("PutObjectRetention", `${arn}/${key}`));
  return { operation, bucket, key, query, needs };
}

function operationOf(
  { method, headers }: SignedRequest,
  key: string,
  query: ReadonlyMap<string, string>,
): string {
  const has = (name: string) => query.has(name);
  const isMultipart = has("uploadId");
  const isForeign = [...query.keys()].some((name) => foreignParts.test(name));
  if (isForeign && !(method === "POST" && key !== "" && has("uploads"))) {
    throw new AwsError(
      501,
      "NotImplemented",
      `The local S3 does not answer ${method} with ?${[...query.keys()].join("&")}`,
    );
  }
  const onBucket: Record<string, string> = {
    GET: "ListObjectsV2",
    HEAD: "HeadBucket",
    POST: "DeleteObjects",
  };
  const onObject: Record<string, string | undefined> = {
    GET: isMultipart ? undefined : has("attributes") ? "GetObjectAttributes" : "GetObject",
    HEAD: "HeadObject",
    PUT: isMultipart ? "UploadPart" : headers["x-amz-copy-source"] === undefined ? "PutObject" : "CopyObject",
    DELETE: isMultipart ? "AbortMultipartUpload" : "DeleteObject",
    POST: isMultipart ? "CompleteMultipartUpload" : has("uploads") ? "CreateMultipartUpload" : undefined,
  };
  const operation = (key === "" ? onBucket : onObject)[method];
  const isForm = method === "POST" && key === "" && !has("delete");
  if (operation === undefined || isForm) {
    throw new AwsError(501, "NotImplemented", `The local S3 does not answer ${method} here.`);
  }
  return operation;
}

/** The IAM actions of an operation on its own resource; those of DeleteObjects are on its keys (see `deletionNeeds`). */
function actionsOf(operation: string): string[] {
  switch (operation) {
    case "ListObjectsV2":
    case "HeadBucket":
      return ["ListBucket"];
    case "GetObject":
    case "HeadObject":
      return ["GetObject"];
    case "GetObjectAttributes":
      return ["GetObject", "GetObjectAttributes"];
    case "DeleteObject":
      return ["DeleteObject"];
    case "AbortMultipartUpload":
      return ["AbortMultipartUpload"];
    case "DeleteObjects":
      return [];
    default:
      return ["PutObject"];
  }
}

/** What deleting several keys at once needs: the right on each. */
export function deletionNeeds(body: Buffer, bucketArn: string): { keys: string[]; needs: Need[] } {
  const keys = [...body.toString().matchAll(/<Key>([^<]*)<\/Key>/g)].map((match) =>
    unescapeXml(match[1] ?? ""),
  );
  const needs = keys.map((key) => ({
    action: "s3:DeleteObject",
    resource: `${bucketArn}/${key}`,
    context: () => undefined,
  }));
  return { keys, needs };
}

function copyNeed(
  source: string,
  arnOf: (bucket: string) => string,
  need: (action: string, resource: string) => Need,
) {
  const [bucket = "", ...key] = decodeKey(source.replace(/^\//, "")).split("/");
  return need("GetObject", `${arnOf(bucket)}/${key.join("/")}`);
}

function contextValue(
  name: string,
  request: SignedRequest,
  query: ReadonlyMap<string, string>,
): ContextValue {
  if (name.startsWith("s3:x-amz-")) {
    const header = request.headers[name.slice("s3:".length)];
    return Array.isArray(header) ? header : header;
  }
  if (name === "s3:prefix" || name === "s3:delimiter" || name === "s3:max-keys") {
    return query.get(name.slice("s3:".length));
  }
  return undefined;
}

function decodeKey(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AwsError(400, "InvalidURI", "Couldn't parse the specified URI.");
  }
}

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    return entities[name] ?? whole;
  });
}
