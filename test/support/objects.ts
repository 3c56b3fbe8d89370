import { gate } from "./gate.ts";

/** Stands for `shared/platform/objects.ts`: objects in memory, by bucket and key. */
export const stored = new Map<string, Uint8Array>();

const place = (bucket: string, key: string) => `${bucket}/${key}`;

export async function readObject(bucket: string, key: string): Promise<Uint8Array | undefined> {
  return await gate.pass(async () => stored.get(place(bucket, key)));
}

export async function readJson<T>(bucket: string, key: string): Promise<T> {
  const bytes = await readObject(bucket, key);
  if (bytes === undefined) throw new Error("the object is missing");
  return JSON.parse(Buffer.from(bytes).toString()) as T;
}

export async function writeObject(bucket: string, key: string, body: string | Uint8Array): Promise<void> {
  await gate.pass(async () => void stored.set(place(bucket, key), Buffer.from(body as Uint8Array)));
}

export async function writeJson(bucket: string, key: string, value: unknown): Promise<void> {
  await writeObject(bucket, key, JSON.stringify(value));
}

export async function uploadAddress(bucket: string, key: string): Promise<string> {
  return `https://objects.test/${place(bucket, key)}`;
}

export async function downloadAddress(bucket: string, key: string, fileName: string): Promise<string> {
  return `https://objects.test/${place(bucket, key)}?as=${fileName}`;
}

export async function readStart(
  bucket: string,
  key: string,
  bytes: number,
): Promise<{ first: Uint8Array; size: number } | undefined> {
  const object = await readObject(bucket, key);
  return object && { first: object.subarray(0, bytes), size: object.length };
}

export async function copyObject(bucket: string, from: string, to: string): Promise<void> {
  await gate.pass(async () => {
    const object = stored.get(place(bucket, from));
    if (object === undefined) throw new Error("nothing there to copy");
    stored.set(place(bucket, to), object);
  });
}

export async function deleteObject(bucket: string, key: string): Promise<void> {
  await gate.pass(async () => void stored.delete(place(bucket, key)));
}

export async function exactUploadAddress(
  bucket: string,
  key: string,
  promised: { type: string; size: number; sha256: string },
): Promise<{ url: string; headers: Record<string, string> }> {
  return { url: `https://objects.test/${place(bucket, key)}`, headers: { "content-type": promised.type } };
}
