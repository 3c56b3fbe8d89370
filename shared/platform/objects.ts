import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
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
