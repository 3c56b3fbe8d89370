import type { Evidence } from "../../work/evaluations.ts";

/** Evidence that is written, not attached. */
export type WrittenEvidence = Exclude<Evidence, { kind: "file" }>;

/** A piece of evidence being written; both kinds' fields stay while one changes one's mind. */
export interface EvidenceDraft {
  readonly kind: WrittenEvidence["kind"];
  readonly title: string;
  readonly url?: string;
  readonly text?: string;
}

export const newEvidence: EvidenceDraft = { kind: "link", title: "" };

/** What is still wrong, by field, as names of the page's texts. */
export function evidenceProblems(draft: EvidenceDraft): {
  readonly title?: "titleMissing";
  readonly url?: "addressWrong";
} {
  return {
    ...(draft.title.trim() === "" && { title: "titleMissing" as const }),
    ...(draft.kind === "link" &&
      webAddress(draft.url ?? "") === undefined && { url: "addressWrong" as const }),
  };
}

/** The evidence, under the key that it had; undefined while something is wrong. */
export function evidenceFrom(draft: EvidenceDraft, key: string | undefined): WrittenEvidence | undefined {
  if (Object.keys(evidenceProblems(draft)).length > 0) return undefined;
  const named = { key: key ?? crypto.randomUUID().slice(0, 8), title: draft.title.trim() };
  const url = webAddress(draft.url ?? "");
  if (draft.kind === "link" && url !== undefined) return { kind: "link", ...named, url };
  return { kind: "note", ...named, text: (draft.text ?? "").trim() };
}

/** The address as it may be led to: http or https, which people leave out. */
function webAddress(typed: string): string | undefined {
  const text = typed.trim();
  try {
    const url = new URL(/^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`);
    return /^https?:$/.test(url.protocol) && url.hostname.includes(".") ? url.href : undefined;
  } catch {
    return undefined;
  }
}
