import type { Id } from "#shared/platform/ids.ts";
import type { PartId } from "#shared/platform/part-id.ts";

/** Where an upload lies until it was looked at: nothing under it is kept for long. */
export const awaitedPrefix = "awaited/";

/** A file's place in the bucket, under its agency and part. */
export interface FilePlace {
  readonly agency: Id<"agency">;
  readonly part: PartId;
  readonly evaluation: Id<"evaluation">;
  readonly file: Id<"file">;
}

export function awaitedKey(place: FilePlace): string {
  return awaitedPrefix + pathOf(place);
}

/** No upload is ever signed for it: what lies here stays as it was when it was looked at. */
export function keptKey(place: FilePlace): string {
  return `kept/${pathOf(place)}`;
}

function pathOf({ agency, part, evaluation, file }: FilePlace): string {
  return [agency, part, evaluation, file].join("/");
}
