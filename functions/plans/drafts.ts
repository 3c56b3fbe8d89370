import { reviseFrom } from "#shared/plans/rules.ts";
import {
  frameDraftEntity,
  type PlanFile,
  type PlanVersionItem,
  resultDraftEntity,
} from "#shared/plans/store.ts";
import { contentDigest } from "#shared/platform/digest.ts";
import type { AgencyTable } from "#shared/platform/table/table.ts";
import type { Write } from "#shared/platform/table/write.ts";
import { contentOfDrafts } from "./view.ts";

type Drafts = Pick<PlanFile, "part" | "drafts" | "frame">;

/** A transaction holds 100 items; the part, its audit and thirty results leave room for so many to take away. */
const mostRemoved = 60;

/** Makes the drafts be as a version is. Usually they are, since submitting leaves them, and nothing is written. */
export function draftsLike(
  version: PlanVersionItem,
  file: Drafts,
  table: AgencyTable,
  savedAt: string,
): Write[] {
  if (contentDigest(contentOfDrafts(file)) === version.hash) return [];
  const { frame, results } = reviseFrom(version);
  const part = file.part.id;
  const kept = new Set(results.map(({ result }) => result.id));
  const frameItem = { part, frame, savedAt };
  return [
    file.frame === undefined
      ? table.create(frameDraftEntity, frameItem)
      : table.replace(frameDraftEntity, file.frame, frameItem),
    ...results.map((placed) => {
      const item = { part, ...placed, savedAt };
      const current = file.drafts.find(({ result }) => result.id === placed.result.id);
      return current === undefined
        ? table.create(resultDraftEntity, item)
        : table.replace(resultDraftEntity, current, item);
    }),
    ...file.drafts
      .filter(({ result }) => !kept.has(result.id))
      .slice(0, mostRemoved)
      .map((draft) => table.remove(resultDraftEntity, draft)),
  ];
}

/** Fails the transaction unless each draft is still as it was read: what was checked is what is submitted. */
export function draftsUnchanged({ part, drafts, frame }: Drafts, table: AgencyTable): Write[] {
  const asRead = (version: number) => ({ is: "at-version", version }) as const;
  return [
    table.check(
      frameDraftEntity,
      { part: part.id },
      frame === undefined ? { is: "absent" } : asRead(frame.version),
    ),
    ...drafts.map((draft) => table.check(resultDraftEntity, draft, asRead(draft.version))),
  ];
}
