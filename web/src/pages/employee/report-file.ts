import { fileLimits, tellingBytes, typeOfBytes } from "#shared/evidence/rules.ts";
import type { KeptFile } from "../../offline/kept-file.ts";
import type { Evidence } from "../../work/evaluations.ts";
import { shrinkPhoto } from "./shrink-photo.ts";

export type FileEvidence = Extract<Evidence, { kind: "file" }>;

/** Why a file cannot be attached, as names of the page's texts. */
export type FileProblem = "fileEmpty" | "fileUnknown" | "fileUnreadable" | "fileTooLarge";

/** A file made ready: what the report says of it, and what the device keeps until it was sent. */
export interface ReadyFile {
  readonly evidence: FileEvidence;
  readonly kept: KeptFile;
}

/** What the phone's own chooser offers. Whether it takes a picture or looks for one, the person decides there. */
export const acceptedFiles = "image/jpeg,image/png,image/webp,application/pdf";

/** Photos are shrunk, PDF goes as it is. */
export async function readyFile(file: File): Promise<ReadyFile | FileProblem> {
  if (file.size === 0) return "fileEmpty";
  // Some phones say nothing of a file's type, or something wrong.
  const type = typeOfBytes(new Uint8Array(await file.slice(0, tellingBytes).arrayBuffer()));
  const isPhoto = type !== "application/pdf" && (type !== undefined || file.type.startsWith("image/"));
  if (!isPhoto)
    return type === undefined ? "fileUnknown" : await ready(file, { blob: file, before: file.size });
  try {
    const { photo, thumb } = await shrinkPhoto(file);
    return await ready(file, { blob: photo, thumb, before: file.size });
  } catch {
    return "fileUnreadable";
  }
}

async function ready(file: File, kept: KeptFile): Promise<ReadyFile | FileProblem> {
  const { blob } = kept;
  if (blob.size > fileLimits.bytes) return "fileTooLarge";
  const isPhoto = kept.thumb !== undefined;
  const title = titleOf(file.name) || "Bukti";
  const evidence: FileEvidence = {
    kind: "file",
    key: crypto.randomUUID().slice(0, 8),
    title,
    fileId: newFileId() as FileEvidence["fileId"],
    name: `${title}.${isPhoto ? "jpg" : "pdf"}`,
    type: isPhoto ? "image/jpeg" : "application/pdf",
    size: blob.size,
    sha256: await sha256Of(blob),
  };
  return { evidence, kept };
}

/** The name without its ending and without characters that are none. */
function titleOf(name: string): string {
  return name
    .replace(/\.[A-Za-z0-9]{1,5}$/, "")
    .replace(/\p{Cc}/gu, "")
    .trim()
    .slice(0, 190);
}

async function sha256Of(blob: Blob): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const letters = "0123456789abcdefghjkmnpqrstvwxyz";

/** The device's own, since a file is named before there is a network. */
export function newFileId(): string {
  const random = crypto.getRandomValues(new Uint8Array(26));
  return `fil_${Array.from(random, (byte) => letters.charAt(byte % 32)).join("")}`;
}
