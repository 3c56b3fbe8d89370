import { GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { ListQueuesCommand } from "@aws-sdk/client-sqs";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Engines } from "#infra/local/engines/contract.ts";
import { clientsOf, region, roleArn, startFixture } from "./fixture.ts";

let engines: Engines;
let offsetMs = 0;

beforeAll(async () => {
  engines = await startFixture({ now: () => Date.now() + offsetMs });
});
afterAll(() => engines.close());

interface WireRequest {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: string | Uint8Array;
}

/** A client whose requests are changed after they were signed. */
function tampered(change: (request: WireRequest) => void) {
  const clients = clientsOf(engines);
  for (const client of [clients.dynamodb, clients.s3, clients.sqs]) {
    const stack = client.middlewareStack as unknown as {
      add: (middleware: unknown, options: { step: string; name: string }) => void;
    };
    const middleware = (next: (args: unknown) => unknown) => (args: { request: WireRequest }) => {
      change(args.request);
      return next(args);
    };
    stack.add(middleware, { step: "deserialize", name: "tamper" });
  }
  return clients;
}

const item = { pk: { S: "A#1" }, sk: { S: "x" } };
const put = new PutItemCommand({ TableName: "main", Item: item });
const replaceIn =
  (name: string, from: string | RegExp, to: string | ((found: string) => string)) =>
  (request: WireRequest) => {
    request.headers[name] = (request.headers[name] ?? "").replace(from, to as string);
  };
/** Another hexadecimal digit than the one that is there. */
const anotherDigit = (digit: string) => (digit === "0" ? "1" : "0");
const scoped = (service: string, where = region) => `/${where}/${service}/aws4_request`;

describe("a signature by header", () => {
  test("is accepted when nothing was changed", async () => {
    const clients = tampered(() => undefined);
    await clients.dynamodb.send(put);
    await clients.s3.send(new PutObjectCommand({ Bucket: "uploads", Key: "a (1)/é+&.txt", Body: "x" }));
  });

  test.each<[string, (request: WireRequest) => void, RegExp]>([
    [
      "a changed body",
      (request) => Object.assign(request, { body: Buffer.alloc(Buffer.byteLength(request.body), " ") }),
      /InvalidSignature/,
    ],
    ["a changed signature", replaceIn("authorization", /(?<=Signature=)./, anotherDigit), /InvalidSignature/],
    ["a shortened signature", replaceIn("authorization", /.$/, ""), /IncompleteSignature/],
    [
      "another service's scope",
      replaceIn("authorization", scoped("dynamodb"), scoped("kms")),
      /InvalidSignature/,
    ],
    [
      "a service that does not exist",
      replaceIn("authorization", scoped("dynamodb"), scoped("nothing")),
      /Signature|AccessDenied|InvalidRequest/,
    ],
    [
      "another region's scope",
      replaceIn("authorization", scoped("dynamodb"), scoped("dynamodb", "us-east-1")),
      /InvalidSignature/,
    ],
    ["another operation", replaceIn("x-amz-target", "PutItem", "DeleteItem"), /InvalidSignature/],
    ["an unsigned host", replaceIn("authorization", "host;", ""), /InvalidSignature/],
    [
      "an added x-amz header",
      (request) => Object.assign(request.headers, { "x-amz-expected-bucket-owner": "me" }),
      /InvalidSignature/,
    ],
    ["another date", replaceIn("x-amz-date", /\d{6}Z$/, "000000Z"), /InvalidSignature/],
    ["no date", (request) => void delete request.headers["x-amz-date"], /IncompleteSignature/],
    ["no signature", (request) => void delete request.headers["authorization"], /AccessDenied|Missing/],
    ["an added query", (request) => Object.assign(request.query, { x: "1" }), /InvalidSignature/],
    ["another's key id", replaceIn("authorization", /ASIA\w{4}/, "ASIA0000"), /UnrecognizedClient/],
    ["an altered token", replaceIn("x-amz-security-token", /^./, "f"), /UnrecognizedClient/],
  ])("is refused with %s", async (_, change, code) => {
    await expect(tampered(change).dynamodb.send(put)).rejects.toMatchObject({
      name: expect.stringMatching(code),
    });
  });

  test("is refused with a wrong secret", async () => {
    const credentials = { ...engines.credentialsFor(roleArn("all")), secretAccessKey: "x".repeat(40) };
    const { dynamodb, s3, sqs } = clientsOf(engines, credentials);
    await expect(dynamodb.send(put)).rejects.toMatchObject({ name: "InvalidSignatureException" });
    await expect(s3.send(new GetObjectCommand({ Bucket: "uploads", Key: "x" }))).rejects.toMatchObject({
      name: "SignatureDoesNotMatch",
    });
    await expect(sqs.send(new ListQueuesCommand({}))).rejects.toMatchObject({
      name: "SignatureDoesNotMatch",
    });
  });

  test.each([-16, 16])(
    "is refused %i minutes away from the virtual clock, and the SDK then corrects itself",
    async (minutes) => {
      offsetMs += minutes * 60_000;
      try {
        await expect(clientsOf(engines).dynamodb.send(put)).rejects.toMatchObject({
          name: "InvalidSignatureException",
        });
        await clientsOf(engines, "all", 3).dynamodb.send(put);
      } finally {
        offsetMs = 0;
      }
    },
  );

  test("is accepted 14 minutes away", async () => {
    offsetMs += 14 * 60_000;
    await clientsOf(engines).dynamodb.send(put);
    offsetMs -= 14 * 60_000;
  });

  test("of an upload is refused, and nothing stored, when the body was changed on the way", async () => {
    const changed = tampered((request) => Object.assign(request, { body: "evil" }));
    const upload = new PutObjectCommand({ Bucket: "uploads", Key: "changed", Body: "good" });
    await expect(changed.s3.send(upload)).rejects.toMatchObject({ name: "XAmzContentSHA256Mismatch" });
    const get = new GetObjectCommand({ Bucket: "uploads", Key: "changed" });
    await expect(clientsOf(engines).s3.send(get)).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  test("of another service is not accepted for DynamoDB's operations", async () => {
    const asDynamo = tampered((request) =>
      Object.assign(request.headers, { "x-amz-target": "DynamoDB_20120810.ListTables" }),
    );
    await expect(asDynamo.sqs.send(new ListQueuesCommand({}))).rejects.toMatchObject({
      name: "SignatureDoesNotMatch",
    });
  });
});

describe("a presigned URL", () => {
  const signed = async (command: GetObjectCommand | PutObjectCommand, expiresIn = 60) =>
    new URL(await getSignedUrl(clientsOf(engines).s3, command, { expiresIn }));
  const object = { Bucket: "uploads", Key: "roster.xlsx" };

  test("uploads and downloads, for as long as it lives by the virtual clock", async () => {
    const upload = await signed(new PutObjectCommand(object));
    expect((await fetch(upload, { method: "PUT", body: "rows" })).status).toBe(200);
    const download = await signed(new GetObjectCommand(object));
    expect(await (await fetch(download)).text()).toBe("rows");
    offsetMs += 61_000;
    const late = await fetch(download);
    offsetMs -= 61_000;
    expect([late.status, await late.text()]).toEqual([403, expect.stringContaining("Request has expired")]);
  });

  test("keeps metadata that was signed into the query", async () => {
    const upload = await signed(new PutObjectCommand({ ...object, Metadata: { import: "imp_1" } }));
    await fetch(upload, { method: "PUT", body: "rows" });
    const got = await clientsOf(engines).s3.send(new GetObjectCommand(object));
    expect(got.Metadata).toEqual({ import: "imp_1" });
  });

  test.each<[string, (url: URL) => void]>([
    ["another key", (url) => Object.assign(url, { pathname: "/uploads/other.xlsx" })],
    ["another bucket", (url) => Object.assign(url, { pathname: "/exports/roster.xlsx" })],
    ["a longer life", (url) => url.searchParams.set("X-Amz-Expires", "600")],
    ["another date", (url) => url.searchParams.set("X-Amz-Date", "20200101T000000Z")],
    ["another signature", (url) => url.searchParams.set("X-Amz-Signature", "0".repeat(64))],
    ["no signature", (url) => url.searchParams.delete("X-Amz-Signature")],
    ["fewer signed headers", (url) => url.searchParams.set("X-Amz-SignedHeaders", "")],
    ["an added parameter", (url) => url.searchParams.set("versionId", "1")],
    ["a life of more than a week", (url) => url.searchParams.set("X-Amz-Expires", "604801")],
    ["no credential at all", (url) => Object.assign(url, { search: "" })],
  ])("is refused with %s", async (_, change) => {
    const url = await signed(new GetObjectCommand(object));
    change(url);
    expect((await fetch(url)).status).toBeGreaterThanOrEqual(400);
  });

  test("for reading does not write", async () => {
    const url = await signed(new GetObjectCommand(object));
    expect((await fetch(url, { method: "PUT", body: "x" })).status).toBe(403);
  });

  test("signed for a content type is refused with another", async () => {
    const command = new PutObjectCommand({ ...object, ContentType: "text/csv" });
    const signableHeaders = new Set(["content-type"]);
    const url = await getSignedUrl(clientsOf(engines).s3, command, { signableHeaders });
    const sent = (type: string) =>
      fetch(url, { method: "PUT", body: "x", headers: { "content-type": type } });
    expect((await sent("text/html")).status).toBe(403);
    expect((await sent("text/csv")).status).toBe(200);
  });

  test("answers a page of the allowed origin only, by the bucket's CORS rules", async () => {
    const url = await signed(new PutObjectCommand(object));
    const preflight = (origin: string) =>
      fetch(url, {
        method: "OPTIONS",
        headers: {
          origin,
          "access-control-request-method": "PUT",
          "access-control-request-headers": "content-type",
        },
      });
    const allowed = await preflight("http://localhost:3000");
    expect(allowed.headers.get("access-control-allow-origin")).toBe("http://localhost:3000");
    expect(allowed.headers.get("access-control-allow-headers")).toBe("content-type");
    expect((await preflight("http://evil.example")).status).toBe(403);
  });
});

test("a read of a missing item through the endpoint is an answer, not an error", async () => {
  const get = new GetItemCommand({ TableName: "main", Key: { pk: { S: "none" }, sk: { S: "x" } } });
  expect((await clientsOf(engines).dynamodb.send(get)).Item).toBeUndefined();
});

test("answers carry the virtual date", async () => {
  offsetMs = 86_400_000;
  const answer = await fetch(engines.endpoint, { method: "POST" });
  offsetMs = 0;
  const ahead = Date.parse(answer.headers.get("date") ?? "") - Date.now();
  expect(Math.abs(ahead - 86_400_000)).toBeLessThan(60_000);
});
