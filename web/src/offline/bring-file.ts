import { Refused } from "#shared/platform/client.ts";
import type { Api } from "../data/client.ts";
import { readDraft } from "./drafts.ts";
import { fileProgress } from "./file-progress.ts";
import type { KeptFile } from "./kept-file.ts";
import type { Sending } from "./queue.ts";
import { Unreachable } from "./unreachable.ts";

export type FilePlace = Awaited<ReturnType<Api["evidence"]["attachFile"]>>;
type Upload = NonNullable<FilePlace["upload"]>;

/** A slow phone sends 300 KB in a minute or two; an address is good for fifteen. */
const patienceMilliseconds = 10 * 60_000;

/**
 * Sends a file to the place that the service gave it, and says that it was sent. Whatever is lost on the way, the same again from
 * the beginning does: the service answers another address, or that it has the file.
 */
export async function bringFile(
  api: Api,
  { file = "", input }: Sending,
  place: FilePlace,
): Promise<FilePlace> {
  if (place.upload === null) return place;
  const kept = await readDraft<KeptFile>(file);
  // Given up on this device in another tab: there is nothing to send.
  if (kept === undefined) throw new Refused(404, undefined);
  try {
    await put(kept.blob, place.upload, (share) => fileProgress.set({ file, share }));
  } finally {
    fileProgress.set(undefined);
  }
  const { cycleId = "", partId = "", evaluationId = "", fileId = "" } = input.params ?? {};
  return await api.evidence.keepFile({ params: { cycleId, partId, evaluationId, fileId } });
}

/** By XMLHttpRequest, which alone tells how much has gone. */
function put(blob: Blob, { url, headers }: Upload, tell: (share: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const lost = () => reject(new Unreachable(request.status));
    request.open("PUT", url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.timeout = patienceMilliseconds;
    request.upload.onprogress = ({ loaded, total }) => tell(loaded / total);
    // 403 is an address that has run out; like a busy store it passes, since the next try asks for another.
    request.onload = () =>
      request.status < 300 ? resolve() : reject(new Refused(request.status, undefined));
    request.onerror = lost;
    request.ontimeout = lost;
    request.onabort = lost;
    request.send(blob);
  });
}
