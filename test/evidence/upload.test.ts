import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Engines } from "#infra/local/engines/contract.ts";
import {
  copyObject,
  deleteObject,
  downloadAddress,
  exactUploadAddress,
  readObject,
  readStart,
} from "#shared/platform/objects.ts";
import { roleArn, startFixture } from "#test/local/engines/fixture.ts";

let engines: Engines;
let offsetMs = 0;

beforeAll(async () => {
  engines = await startFixture({ now: () => Date.now() + offsetMs });
  const { accessKeyId, secretAccessKey, sessionToken } = engines.credentialsFor(roleArn("all"));
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: engines.endpoint,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  });
});
afterAll(() => engines.close());

const bucket = "uploads";
const photo = Buffer.from("\xff\xd8\xff\xe0 the photo", "latin1");
const promised = {
  type: "image/jpeg",
  size: photo.length,
  sha256: createHash("sha256").update(photo).digest("hex"),
};

interface Sent {
  readonly body?: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends to an address what its holder likes; by default what was promised. */
async function put(key: string, { body = photo, headers }: Sent = {}): Promise<number> {
  const address = await exactUploadAddress(bucket, key, promised, 60);
  const sent = { method: "PUT", body: new Uint8Array(body), headers: { ...address.headers, ...headers } };
  return (await fetch(address.url, sent)).status;
}

describe("an address for one upload", () => {
  test("takes just what was promised; it is fetched as a file to save, with its type and the name that was given", async () => {
    expect(await put("as-promised")).toBe(200);
    expect(Buffer.from((await readObject(bucket, "as-promised")) ?? [])).toEqual(photo);
    const fetched = await fetch(await downloadAddress(bucket, "as-promised", "foto.jpg", 60));
    expect(fetched.headers.get("content-type")).toBe("image/jpeg");
    expect(fetched.headers.get("content-disposition")).toBe('attachment; filename="foto.jpg"');
  });

  const other = Buffer.from("\xff\xd8\xff\xe0 the other", "latin1");
  test.each<[string, Sent]>([
    ["other bytes of the same length", { body: other }],
    ["fewer bytes", { body: photo.subarray(1) }],
    ["more bytes", { body: Buffer.concat([photo, photo]) }],
    ["another type", { headers: { "content-type": "text/html" } }],
    [
      "other bytes with their own digest",
      {
        body: other,
        headers: { "x-amz-checksum-sha256": createHash("sha256").update(other).digest("base64") },
      },
    ],
    ["a name for the web", { headers: { "x-amz-website-redirect-location": "https://x.test" } }],
  ])("takes nothing else: %s", async (what, sent) => {
    const key = `not/${what}`;
    expect(await put(key, sent)).toBeGreaterThanOrEqual(400);
    expect(await readObject(bucket, key)).toBeUndefined();
  });

  test("takes nothing without the promised digest", async () => {
    const { url } = await exactUploadAddress(bucket, "no-digest", promised, 60);
    const sent = { method: "PUT", body: new Uint8Array(photo), headers: { "content-type": "image/jpeg" } };
    expect((await fetch(url, sent)).status).toBe(403);
  });

  test("used twice has the same bytes there twice", async () => {
    expect([await put("twice"), await put("twice")]).toEqual([200, 200]);
    expect(await put("twice", { body: other })).toBe(400);
    expect(Buffer.from((await readObject(bucket, "twice")) ?? [])).toEqual(photo);
  });

  test("is over when its time is", async () => {
    const { url, headers } = await exactUploadAddress(bucket, "late", promised, 60);
    offsetMs = 61_000;
    const answer = await fetch(url, { method: "PUT", body: new Uint8Array(photo), headers });
    offsetMs = 0;
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain("Request has expired");
    expect(await readStart(bucket, "late", 4)).toBeUndefined();
  });
});

test("what arrived is looked at by its first bytes, copied with its type, and deleted as often as one likes", async () => {
  await put("awaited");
  const start = await readStart(bucket, "awaited", 4);
  expect([Buffer.from(start?.first ?? []), start?.size]).toEqual([photo.subarray(0, 4), photo.length]);
  await copyObject(bucket, "awaited", "kept");
  const fetched = await fetch(await downloadAddress(bucket, "kept", "foto.jpg", 60));
  expect([fetched.headers.get("content-type"), Buffer.from(await fetched.arrayBuffer())]).toEqual([
    "image/jpeg",
    photo,
  ]);
  await deleteObject(bucket, "kept");
  await deleteObject(bucket, "kept");
  expect(await readStart(bucket, "kept", 4)).toBeUndefined();
});
