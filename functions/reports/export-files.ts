import type { Id } from "#shared/platform/ids.ts";
import type { ExportJob } from "#shared/reports/exports.ts";

/** Where an export lies: under its agency, one object each. */
export function exportKey(agency: Id<"agency">, job: Pick<ExportJob, "id" | "format">): string {
  return `${agency}/exports/${job.id}.${job.format}`;
}

/** The name under which it is saved: what it is and the day it was ordered. */
export function exportFileName(job: Pick<ExportJob, "kind" | "format" | "orderedAt">): string {
  return `kinerja-${job.kind}-${job.orderedAt.slice(0, 10)}.${job.format}`;
}
