import { type EvaluationParams, evaluationAt } from "#shared/appraisals/evaluation-readers.ts";
import { evaluationStateLabels } from "#shared/appraisals/messages.ts";
import { type EvaluationFile, planInForce } from "#shared/appraisals/store.ts";
import { evaluationWorkflow } from "#shared/appraisals/workflow.ts";
import type { Part } from "#shared/cycles/part.ts";
import { partEntity } from "#shared/cycles/store.ts";
import { requireDraftTime } from "#shared/cycles/window-gate.ts";
import { evaluationWindow } from "#shared/cycles/windows.ts";
import type { AttachedFile } from "#shared/evidence/model.ts";
import { standingFiles } from "#shared/evidence/rules.ts";
import { evidenceShelfEntity } from "#shared/evidence/store.ts";
import type { PlanContent } from "#shared/plans/model.ts";
import { AppError } from "#shared/platform/errors.ts";
import type { CallContext } from "#shared/platform/serve.ts";
import { WriteRefused } from "#shared/platform/table/write.ts";
import { transition } from "#shared/platform/workflow.ts";

/** The files as they are, the part, and the plan on whose results they bear. The same array means that nothing changes. */
type Change = (
  files: readonly AttachedFile[],
  of: { readonly part: Part; readonly plan: PlanContent },
) => Promise<readonly AttachedFile[]>;

/**
 * Changes the files of a report that can still be written; answers what there is then. Of two changes at once the later
 * looks again at what the other left.
 */
export async function changeFiles(
  params: EvaluationParams,
  context: CallContext,
  change: Change,
  tries = 3,
): Promise<readonly AttachedFile[]> {
  const { file, plan } = await writableReport(params, context);
  const before = standingFiles(file.shelf?.files ?? [], context.now.epochMilliseconds);
  const after = await change(before, { part: file.part, plan });
  if (after === before) return after;
  try {
    await write(context, file, after);
    return after;
  } catch (error) {
    if (!(error instanceof WriteRefused)) throw error;
    if (tries === 0) throw new AppError("edit.conflict", { cause: error });
    return await changeFiles(params, context, change, tries - 1);
  }
}

/** The evaluation whose report is still its employee's, within the time for it. */
async function writableReport(
  params: EvaluationParams,
  context: CallContext,
): Promise<{ file: EvaluationFile; plan: PlanContent }> {
  const file = await evaluationAt(params, context);
  if (file === undefined) throw new AppError("not-found");
  const { part, evaluation } = file;
  if (part.exclusion !== undefined) throw new AppError("part.excluded");
  const { state = "not-started" } = part.evaluations[evaluation] ?? {};
  if (!transition(evaluationWorkflow, "report", state).allowed) {
    const values = { state: evaluationStateLabels[state] };
    throw new AppError("state.transition", { values });
  }
  const report = evaluationWindow({ id: evaluation }, "report");
  await requireDraftTime(context, part.cycleId, ["progress", report], part.unit);
  const plan = planInForce(file);
  if (plan === undefined) throw new AppError("appraisal.no-plan");
  return { file, plan: plan.content };
}

/** Only while the part is as it was read: a report that is sent at this moment names what is still there. */
async function write(
  { table }: CallContext,
  { part, evaluation, shelf }: EvaluationFile,
  files: readonly AttachedFile[],
): Promise<void> {
  const next = { part: part.id, evaluation, files: [...files] };
  const own =
    shelf === undefined
      ? table.create(evidenceShelfEntity, next)
      : table.replace(evidenceShelfEntity, shelf, next);
  await table.write([own, table.check(partEntity, part, { is: "at-version", version: part.version })]);
}
