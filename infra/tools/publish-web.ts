import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { mediaTypeOf } from "../media-types.ts";

export interface Publication {
  readonly folder: string;
  readonly bucket: string;
  readonly region: string;
}

/** Files under `assets/` carry a hash in their name and never change; all others are asked for anew each time. */
export function cacheControlOf(file: string): string {
  return file.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache";
}

/**
 * The order of upload: a page is put only after everything it refers to, so that nobody meets half a release, and the
 * service worker after the page, which it fetches and keeps.
 */
export function inOrder(files: readonly string[]): string[] {
  const rank = (file: string) => (file === "service-worker.js" ? 2 : Number(file.endsWith(".html")));
  return [...files].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}

/** Puts the built web app into its bucket; older assets stay, for who still has the older page. Answers how many files. */
export async function publishWeb({ folder, bucket, region }: Publication): Promise<number> {
  const client = new S3Client({ region });
  const files = inOrder(filesUnder(folder));
  for (const file of files) {
    await client.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: file,
        Body: readFileSync(join(folder, file)),
        ContentType: mediaTypeOf(file),
        CacheControl: cacheControlOf(file),
      }),
    );
  }
  return files.length;
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".map"))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}
