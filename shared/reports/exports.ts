import * as z from "zod";
import { idSchema } from "../platform/ids.ts";
import { entity } from "../platform/table/entity.ts";
import { keys } from "../platform/table/keys.ts";

/** What can be ordered. `monitor`: a line per unit. `parts`: a line per person and part. `roster`: the people of today. */
export const exportKinds = ["monitor", "parts", "roster"] as const;

export const exportFormats = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;

export const ExportJob = z.object({
  id: idSchema("export"),
  kind: z.enum(exportKinds),
  format: z.enum(["csv", "xlsx"]),
  cycleId: idSchema("cycle").optional(),
  phase: z.string().optional(),
  language: z.enum(["id", "en"]),
  state: z.enum(["ordered", "ready", "failed"]),
  orderedAt: z.string(),
  orderedBy: idSchema("member"),
  readyAt: z.string().optional(),
  rows: z.int().optional(),
});
export type ExportJob = z.infer<typeof ExportJob>;

export const exportEntity = entity({
  name: "export",
  keyClass: "exports",
  schema: 1,
  model: ExportJob,
  key: (agency, ref: Pick<ExportJob, "id">) => keys.export(agency, ref.id),
});
