import { useEffect, useState } from "preact/hooks";
import { readDraft } from "./drafts.ts";

/** A file on the device: what is sent, and what of it is shown here. */
export interface KeptFile {
  readonly blob: Blob;
  /** A picture of a few KB: a list of whole photos would fill a small phone's memory. */
  readonly thumb?: Blob;
  /** What it weighed before it was shrunk. */
  readonly before: number;
}

/** The draft's name of a file. */
export function fileDraft(fileId: string): string {
  return `file/${fileId}`;
}

/** What the device has of a file; undefined on every other device, and once the report was sent. */
export function useKeptFile(fileId: string): (Omit<KeptFile, "blob"> & { picture?: string }) | undefined {
  const [kept, setKept] = useState<KeptFile>();
  const [picture, setPicture] = useState<string>();
  useEffect(() => {
    let isCurrent = true;
    let url: string | undefined;
    void readDraft<KeptFile>(fileDraft(fileId)).then((found) => {
      if (!isCurrent || found === undefined) return;
      url = found.thumb && URL.createObjectURL(found.thumb);
      setKept(found);
      setPicture(url);
    });
    return () => {
      isCurrent = false;
      if (url !== undefined) URL.revokeObjectURL(url);
    };
  }, [fileId]);
  return kept && { ...kept, ...(picture !== undefined && { picture }) };
}
