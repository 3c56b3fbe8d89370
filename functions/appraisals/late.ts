import type { LateReport } from "#shared/appraisals/model.ts";
import type { EvaluationFile, EvaluationItem, EvaluationVersionItem } from "#shared/appraisals/store.ts";
import type { Arrived } from "#shared/cycles/arrivals.ts";
import type { Cycle } from "#shared/cycles/model.ts";
import type { Receipt } from "#shared/cycles/receipts.ts";
import { lateOf } from "#shared/cycles/states.ts";
import { evaluationWindow, findWindow, windowVerdict } from "#shared/cycles/windows.ts";
import type { Temporal } from "#shared/platform/clock.ts";

/** What an evaluation keeps of a report that came late. */
export function lateReport(
  { lateness }: Arrived,
  { arrival, receivedAt, number }: Receipt,
): LateReport | null {
  const late = lateOf(arrival);
  if (late === undefined || lateness === undefined) return null;
  const { token: _, ...facts } = lateness;
  return { ...facts, arrival: late, receivedAt, receipt: number, decision: null };
}

/** Whether a late report waits for the appraiser's word. */
export function isUndecided(late: LateReport | null | undefined): late is LateReport {
  return late?.arrival === "late-appraiser-decides" && late.decision === null;
}

/** A rating made final accepts the late report that it rests on. */
export function acceptedLate(
  { item }: EvaluationFile,
  by: EvaluationVersionItem["submittedBy"],
  at: string,
): Partial<EvaluationItem> {
  const late = item?.late;
  return isUndecided(late) ? { late: { ...late, decision: { kind: "accepted", reason: "", at, by } } } : {};
}

/**
 * What of it counts by the deadline in force: one that was extended afterwards, as an outage does, takes in what had come
 * before its new end.
 */
export function lateAt(late: LateReport | null | undefined, closesAt: string): LateReport | null {
  if (late === null || late === undefined) return null;
  return late.decision === null && late.receivedAt < closesAt ? null : late;
}

/** The same by the window for reports as it stands. */
export function lateNow(
  {
    part,
    evaluation,
    item,
  }: Pick<EvaluationFile, "part" | "evaluation"> & { item: EvaluationItem | undefined },
  cycle: Cycle,
  now: Temporal.Instant,
): LateReport | null {
  const named = findWindow(cycle, evaluationWindow({ id: evaluation }, "report"));
  return named ? lateAt(item?.late, windowVerdict(cycle, named, now, part.unit).closesAt) : null;
}
