/** What a file of evidence may be. Closed: what a supervisor can open on any phone, and no format that carries scripts. */
export const fileTypes = ["image/jpeg", "image/png", "image/webp", "application/pdf"] as const;
export type FileType = (typeof fileTypes)[number];

/** How much one may attach. Photos are shrunk on the phone to a small part of `bytes`; the limit is for scans and PDF. */
export const fileLimits = { bytes: 5 * 1024 * 1024, perResult: 10, perEvaluation: 40 } as const;

/** How many of a file's first bytes tell its type. */
export const tellingBytes = 16;

const signatures: readonly (readonly [FileType, readonly (readonly [at: number, text: string])[]])[] = [
  ["image/jpeg", [[0, "\xff\xd8\xff"]]],
  ["image/png", [[0, "\x89PNG\r\n\x1a\n"]]],
  [
    "image/webp",
    [
      [0, "RIFF"],
      [8, "WEBP"],
    ],
  ],
  ["application/pdf", [[0, "%PDF-"]]],
];

/** What a file is by its first bytes, whatever it calls itself; undefined for all that may not be sent. */
export function typeOfBytes(first: Uint8Array): FileType | undefined {
  const stands = ([at, text]: readonly [number, string]) =>
    Array.from(text).every((letter, index) => first[at + index] === letter.charCodeAt(0));
  return signatures.find(([, marks]) => marks.every(stands))?.[0];
}

/** A file that has a place: awaited until it has arrived and was looked at, then kept. */
interface Placed {
  readonly id: string;
  readonly result: string;
  readonly state: "awaited" | "kept";
  readonly since: string;
}

/** An upload that never came gives its place free after a day. */
const awaitedMilliseconds = 24 * 60 * 60 * 1000;

/** The files that count: those kept, and those that may still arrive. */
export function standingFiles<File extends Placed>(files: readonly File[], now: number): File[] {
  return files.filter((file) => file.state === "kept" || !isOld(file, now));
}

/** Whether a file has lain so long that what would still arrive of it, or name it, has had its time. */
export function isOld({ since }: Pick<Placed, "since">, now: number): boolean {
  return now - Date.parse(since) >= awaitedMilliseconds;
}

/** The limit that one more file for this result would break, and where; undefined while there is room. */
export function limitReached(
  files: readonly Placed[],
  wanted: Pick<Placed, "result">,
): (typeof fileLimits)["perResult" | "perEvaluation"] | undefined {
  if (files.length >= fileLimits.perEvaluation) return fileLimits.perEvaluation;
  const ofResult = files.filter(({ result }) => result === wanted.result);
  return ofResult.length >= fileLimits.perResult ? fileLimits.perResult : undefined;
}

const endings: Readonly<Record<FileType, string>> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
  "application/pdf": "pdf",
};

/**
 * The name under which a file is saved by who opens it: plain letters alone, so that it ends no header and hides no
 * ending, and the ending of what it really is.
 */
export function safeFileName(name: string, type: FileType): string {
  const stem = name
    .replace(/\.[A-Za-z0-9]{1,5}$/, "")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^A-Za-z0-9_-]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 80);
  return `${stem || "bukti"}.${endings[type]}`;
}

interface Named {
  readonly fileId: string;
  readonly sha256: string;
  readonly size: number;
  readonly type: string;
}

/** Whether a piece of evidence names a file that has arrived, as the file is. */
export function hasArrived(
  { fileId, sha256, size, type }: Named,
  files: readonly (Placed & Omit<Named, "fileId">)[],
): boolean {
  return files.some(
    (file) =>
      file.id === fileId &&
      file.state === "kept" &&
      file.sha256 === sha256 &&
      file.size === size &&
      file.type === type,
  );
}
