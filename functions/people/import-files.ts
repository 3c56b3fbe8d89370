import type { RowOutcome } from "#shared/people/imports.ts";
import { readEnv } from "#shared/platform/env.ts";
import { AppError } from "#shared/platform/errors.ts";
import type { Id } from "#shared/platform/ids.ts";
import { readJson, readObject, writeJson } from "#shared/platform/objects.ts";

/** The file and what was made of it lie under the agency and the import; the bucket forgets them after a while. */
interface ImportPlace {
  readonly agency: Id<"agency">;
  readonly import: Id<"import">;
}

export type PreviewList = "verdicts" | "proposals" | "changes" | "rows" | `rows-${RowOutcome}`;

const bucket = () => readEnv("uploads").UPLOADS_BUCKET;

export function uploadKey(place: ImportPlace): string {
  return `${place.agency}/imports/${place.import}/file`;
}

/** The import whose uploaded file has this key; undefined for everything else in the bucket. */
export function importOfKey(key: string): { agency: string; import: string } | undefined {
  const [, agency, id] = /^(agc_\w+)\/imports\/(imp_\w+)\/file$/.exec(key) ?? [];
  return agency === undefined || id === undefined ? undefined : { agency, import: id };
}

export async function readUpload(place: ImportPlace): Promise<Uint8Array | undefined> {
  return await readObject(bucket(), uploadKey(place));
}

/** Rows of a preview a page. */
const pageSize = 200;

export function pagesOf(rows: number): number {
  return Math.ceil(rows / pageSize);
}

/** Keeps one list of a preview in pages; answers how many. */
export async function writePreview(
  place: ImportPlace,
  list: PreviewList,
  rows: readonly unknown[],
): Promise<number> {
  const pages = pagesOf(rows.length);
  for (let page = 1; page <= pages; page++) {
    await writeJson(bucket(), partKey(place, list, page), rows.slice((page - 1) * pageSize, page * pageSize));
  }
  return pages;
}

export async function readPreview<T>(
  place: ImportPlace,
  list: PreviewList,
  page: number,
  pages: number,
): Promise<{ items: T[]; next?: number }> {
  if (page > pages) return { items: [] };
  const bytes = await readObject(bucket(), partKey(place, list, page));
  // The bucket forgets files after 30 days; the job outlives them.
  if (bytes === undefined) throw new AppError("not-found");
  const items = JSON.parse(Buffer.from(bytes).toString()) as T[];
  return page < pages ? { items, next: page + 1 } : { items };
}

/** The plan of an import: its steps in chunks, under their own digest, so that no other plan can lie in their place. */
export async function writePlan(place: ImportPlace, plan: string, chunks: readonly unknown[]): Promise<void> {
  for (const [index, steps] of chunks.entries()) {
    await writeJson(bucket(), partKey(place, `plan-${plan}`, index), steps);
  }
}

export async function readChunk<T>(place: ImportPlace, plan: string, chunk: number): Promise<T> {
  return await readJson<T>(bucket(), partKey(place, `plan-${plan}`, chunk));
}

/** What an undo leaves, by the ids of its subjects. */
export async function writeKept(
  place: ImportPlace,
  kept: string,
  subjects: readonly string[],
): Promise<void> {
  await writeJson(bucket(), partKey(place, `kept-${kept}`, 0), subjects);
}

export async function readKept(place: ImportPlace, kept: string): Promise<readonly string[]> {
  return await readJson<string[]>(bucket(), partKey(place, `kept-${kept}`, 0));
}

function partKey(place: ImportPlace, list: string, page: number): string {
  return `${place.agency}/imports/${place.import}/${list}-${String(page).padStart(5, "0")}.json`;
}
