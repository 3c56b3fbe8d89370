import * as z from "zod";
import { line, sha256 } from "#shared/platform/fields.ts";
import { idSchema } from "#shared/platform/ids.ts";
import { partIdSchema } from "#shared/platform/part-id.ts";
import { fileLimits, fileTypes } from "./rules.ts";

/** What is known of a file before its bytes are: they are held to it when they come. */
export const fileFacts = {
  name: line(200).min(1),
  type: z.enum(fileTypes),
  size: z.int().min(1).max(fileLimits.bytes),
  sha256,
};

/** Asks for a place; the id is the device's own, so that asking again names the same file. */
export const AttachFile = z.strictObject({ result: idSchema("result"), ...fileFacts });
export type AttachFile = z.infer<typeof AttachFile>;

/** A file of an evaluation. `since` is when it was asked for, and once it is kept when it had arrived. */
export const AttachedFile = z.object({
  id: idSchema("file"),
  result: idSchema("result"),
  ...fileFacts,
  state: z.enum(["awaited", "kept"]),
  since: z.iso.datetime(),
});
export type AttachedFile = z.infer<typeof AttachedFile>;

/** Where and how the bytes are sent: all of these headers, and no others, are signed. */
const Upload = z.object({
  method: z.literal("PUT"),
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  expiresAt: z.string(),
});

/** A file's place; `upload` is null once the file is kept. */
export const PlacedFile = AttachedFile.extend({ upload: Upload.nullable() });

/** For a short while anybody who has the address may fetch the file. */
export const FileAddress = z.object({ url: z.string(), fileName: z.string(), expiresAt: z.string() });

/** A file of somebody whom an external official was asked to confirm; the link's code goes in the body: no log gets to see it. */
export const ReadLinkedFile = z.strictObject({
  code: z.string().min(20).max(200),
  part: partIdSchema,
  fileId: idSchema("file"),
});
