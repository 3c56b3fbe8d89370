import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";

let client: S3Client | undefined;

function store(): S3Client {
  // Checksums would be asked of whoever uploads with a signed address, and browsers do not send them.
  client ??= new S3Client({ maxAttempts: 5, requestChecksumCalculation: "WHEN_REQUIRED" });
  return client;
}

/** An object's bytes; undefined where there is none. */
export async function readObject(bucket: string, key: string): Promise<Uint8Array | undefined> {
  try {
    const { Body } = await store().send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return await Body?.transformToByteArray();
  } catch (error) {
    if (error instanceof Error && error.name === "NoSuchKey") return undefined;
    throw error;
  }
}

/** An object's first bytes and its whole size; undefined where there is none. The function must also be allowed to list. */
export async function readStart(
  bucket: string,
  key: string,
  bytes: number,
): Promise<{ readonly first: Uint8Array; readonly size: number } | undefined> {
  try {
    const Range = `bytes=0-${bytes - 1}`;
    const { Body, ContentRange } = await store().send(
      new GetObjectCommand({ Bucket: bucket, Key: key, Range }),
    );
    const first = await Body?.transformToByteArray();
    return first && { first, size: Number(ContentRange?.split("/")[1]) };
  } catch (error) {
    if (error instanceof Error && error.name === "NoSuchKey") return undefined;
    throw error;
  }
}

/** The same bytes under a second name, with their type. */
export async function copyObject(bucket: string, from: string, to: string): Promise<void> {
  await store().send(new CopyObjectCommand({ Bucket: bucket, Key: to, CopySource: `${bucket}/${from}` }));
}

/** That there is none already is as good. */
export async function deleteObject(bucket: string, key: string): Promise<void> {
  await store().send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
}

/** An object that we wrote as JSON. Throws where there is none. */
export async function readJson<T>(bucket: string, key: string): Promise<T> {
  const bytes = await readObject(bucket, key);
  if (bytes === undefined) throw new Error("the object is missing");
  return JSON.parse(Buffer.from(bytes).toString()) as T;
}

export async function writeObject(
  bucket: string,
  key: string,
  body: string | Uint8Array,
  type: string,
): Promise<void> {
  await store().send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: type }));
}

export async function writeJson(bucket: string, key: string, value: unknown): Promise<void> {
  await writeObject(bucket, key, JSON.stringify(value), "application/json");
}

/** An address at which anyone may put this one object, of exactly this size, for so many seconds. */
export async function uploadAddress(
  bucket: string,
  key: string,
  bytes: number,
  seconds: number,
): Promise<string> {
  const command = new PutObjectCommand({ Bucket: bucket, Key: key, ContentLength: bytes });
  return await getSignedUrl(store(), command, { expiresIn: seconds });
}

/** What an upload is held to: the store itself refuses other bytes, another length or type. */
interface Promised {
  readonly type: string;
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** An address at which anyone may put just these bytes, with the headers that must come along, for so many seconds. */
export async function exactUploadAddress(
  bucket: string,
  key: string,
  { type, size, sha256 }: Promised,
  seconds: number,
): Promise<{ readonly url: string; readonly headers: Readonly<Record<string, string>> }> {
  const digest = Buffer.from(sha256, "hex").toString("base64");
  const command = new PutObjectCommand({
    Bucket: bucket,
    Key: key,
    ContentLength: size,
    ContentType: type,
    ChecksumSHA256: digest,
  });
  const headers = { "content-type": type, "x-amz-checksum-sha256": digest };
  const names = new Set(Object.keys(headers));
  // Left to itself the signer leaves the type open, and puts the digest into the address, where it binds nobody.
  const url = await getSignedUrl(store(), command, {
    expiresIn: seconds,
    signableHeaders: new Set([...names, "host", "content-length"]),
    unhoistableHeaders: names,
  });
  return { url, headers };
}

/** An address at which anyone may fetch this one object under a name, for so many seconds. */
export async function downloadAddress(
  bucket: string,
  key: string,
  fileName: string,
  seconds: number,
): Promise<string> {
  const command = new GetObjectCommand({
    Bucket: bucket,
    Key: key,
    ResponseContentDisposition: `attachment; filename="${fileName}"`,
  });
  return await getSignedUrl(store(), command, { expiresIn: seconds });
}
