import * as z from "zod";
import { idSchema } from "../platform/ids.ts";
import { entity } from "../platform/table/entity.ts";
import { keys } from "../platform/table/keys.ts";
import { Day } from "./model.ts";
import { type RosterColumn, rosterColumnNames } from "./roster/columns.ts";

/**
 * The life of an import. Nothing changes before `applying`; each chunk of it is one transaction that moves `done` on,
 * so it resumes where it stopped and can neither skip nor double; undoing walks the same chunks backwards. A file that
 * changed after its preview, or cannot be read any more, leads back from `planning`.
 */
export const importWorkflow = {
  preview: { from: ["awaiting-file", "reading", "ready", "failed", "planning"], to: "ready" },
  fail: { from: ["awaiting-file", "reading", "ready", "failed", "planning"], to: "failed" },
  map: { from: ["ready", "failed"], to: "reading" },
  apply: { from: ["ready"], to: "planning" },
  plan: { from: ["planning"], to: "applying" },
  finish: { from: ["applying"], to: "applied" },
  undo: { from: ["applied"], to: "undoing" },
  finishUndo: { from: ["undoing"], to: "undone" },
} as const;

export const importStates = [
  "awaiting-file",
  "reading",
  "ready",
  "failed",
  "planning",
  "applying",
  "applied",
  "undoing",
  "undone",
] as const;

const count = z.int().min(0);
const column = z.enum(rosterColumnNames as [RosterColumn, ...RosterColumn[]]);

/** What became of a row, by the gravest of what is said of it: each row counts once. */
export const rowOutcomes = ["ready", "repaired", "warned", "refused"] as const;
export type RowOutcome = (typeof rowOutcomes)[number];

/** How the administrator wants a previewed file applied. */
export const Application = z.strictObject({
  /** All rows, or only those that are not refused. */
  rows: z.enum(["all", "valid"]),
  /** Which proposed appraisers are confirmed, by confidence. */
  proposals: z.enum(["none", "high", "medium", "all"]).default("high"),
  /** Whether new people get their invitation at once. */
  invite: z.boolean().default(true),
  /** From which day changes hold that have no date of their own; today where left out. */
  effective: Day.optional(),
  /** People who are not in the file and are confirmed to have left. */
  leavers: z
    .array(
      z.strictObject({
        employee: idSchema("employee"),
        lastDay: Day,
        standing: z.enum(["retired", "deceased", "dismissed", "transferred-out"]),
      }),
    )
    .max(2000)
    .default([]),
});
export type Application = z.infer<typeof Application>;

const Problem = z.object({ code: z.string(), id: z.string(), en: z.string() });

export const ImportJob = z.object({
  id: idSchema("import"),
  state: z.enum(importStates),
  fileName: z.string(),
  createdAt: z.string(),
  createdBy: idSchema("member"),
  /** Why the file cannot be used at all. */
  problem: Problem.optional(),
  /** SHA-256 of the file that was last read: what is applied is what was previewed. */
  fileHash: z.string().optional(),
  /** Headers that were not recognised, and compulsory columns that are missing. */
  header: z.object({ unknown: z.array(z.string()), missing: z.array(z.string()) }).optional(),
  preview: z
    .object({
      rows: count,
      accepted: count,
      refused: count,
      repaired: count,
      warned: count,
      proposed: count,
      joined: count,
      changed: count,
      appraisersChanged: count,
      leaving: count,
      unchanged: count,
      units: count,
      /** Rows by what became of them; together they are `rows`. */
      outcomes: z.object({ ready: count, repaired: count, warned: count, refused: count }),
      /** Proposed appraisers by how sure the proposal is. */
      confidence: z.object({ high: count, medium: count, low: count }),
      /** How many files of 200 hold verdicts, proposals and changes for the pages of the preview. */
      pages: z.object({ verdicts: count, proposals: count, changes: count }),
      headline: z.object({ id: z.string(), en: z.string() }),
    })
    .optional(),
  application: Application.optional(),
  /** When it was confirmed: a cycle that opens from then on may already see its people. */
  confirmedAt: z.string().optional(),
  /** The digest of the steps, under which they lie in the bucket; planning twice cannot mix two plans. */
  plan: z.string().optional(),
  /** The digest of what an undo leaves, since something rests on it; found out before its first chunk. */
  kept: z.string().optional(),
  /** Chunks to apply, how many are applied, and how many of these are undone. */
  chunks: count.optional(),
  done: count,
  undone: count,
  /** People whom somebody else had changed in the meantime: left as they are. */
  skipped: count,
  appliedAt: z.string().optional(),
  undoUntil: z.string().optional(),
});
export type ImportJob = z.infer<typeof ImportJob>;

export const importEntity = entity({
  name: "import",
  keyClass: "imports",
  schema: 1,
  model: ImportJob,
  key: (agency, ref: Pick<ImportJob, "id">) => keys.import(agency, ref.id),
});

/** What the administrator told us about the agency's own column headers; used for the next file too. */
export const ColumnMappingRecord = z.object({
  columns: z.record(z.string(), z.union([column, z.literal("ignore")])),
});

export const mappingEntity = entity({
  name: "columnMapping",
  keyClass: "agency",
  schema: 1,
  model: ColumnMappingRecord,
  key: (agency, _ref: object) => keys.columnMapping(agency),
});

/** An applied import can be undone for so long, while nothing is built on it. */
export const undoHours = 72;

export const ImportView = ImportJob.omit({ createdBy: true, fileHash: true, plan: true, kept: true }).extend({
  version: z.int(),
});
