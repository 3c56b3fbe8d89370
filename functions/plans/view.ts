import { windowTokenOf } from "#shared/cycles/arrivals.ts";
import { isAppraiser, isOwner } from "#shared/cycles/part-readers.ts";
import { readCycle } from "#shared/cycles/store.ts";
import { latePlan } from "#shared/plans/late.ts";
import { planVerdictText } from "#shared/plans/messages.ts";
import type { PlanFrame, PlanVersion } from "#shared/plans/model.ts";
import { PlanFrame as FrameModel } from "#shared/plans/model.ts";
import type { PlanView } from "#shared/plans/routes.ts";
import { assemblePlan, checkPlan, defaultMaxResults, type PlanContext } from "#shared/plans/rules.ts";
import type { PlanFile } from "#shared/plans/store.ts";
import type { PlanVerdictCode } from "#shared/plans/verdicts.ts";
import { submissionWindows } from "#shared/plans/windows.ts";
import { type PlanAction, planWorkflow } from "#shared/plans/workflow.ts";
import type { CallContext } from "#shared/platform/serve.ts";
import type { Verdict } from "#shared/platform/verdict.ts";
import { actionsIn } from "#shared/platform/workflow.ts";

type Caller = Pick<CallContext, "actor">;

/** The page of a plan as the caller may see it. */
export async function planView(file: PlanFile, caller: CallContext): Promise<PlanView> {
  const { part, versions } = file;
  const actions = actionsOf(file, caller);
  const shown = new Set([part.plan.approvedVersion, part.plan.submittedVersion]);
  return {
    part,
    ...part.plan,
    actions,
    versions: versions.filter(({ number }) => shown.has(number)).map(versionView),
    history: [...versions],
    decisions: file.decisions.map(({ planVersion, ...decision }) => ({ ...decision, version: planVersion })),
    late: await lateNow(file, caller),
    receipts: file.receipts.filter(({ what }) => what === "plan"),
    windowToken: actions.includes("submit") ? await tokenOf(file, caller) : null,
    draft: isOwner(part, caller) ? draftView(file) : null,
  };
}

async function tokenOf({ part }: PlanFile, context: CallContext): Promise<string | null> {
  const cycle = await readCycle(context.table, part.cycleId);
  return cycle === undefined ? null : windowTokenOf(context, part, cycle, submissionWindows(part, cycle));
}

/** By the window as it stands: an extension may have taken in what came late. */
async function lateNow({ part, receipts }: PlanFile, { table }: CallContext): Promise<PlanView["late"]> {
  const { arrival, submittedVersion } = part.plan;
  const receipt = receipts.find(
    ({ what, contentVersion }) => what === "plan" && contentVersion === submittedVersion,
  );
  if (arrival === undefined || receipt?.lateness === undefined) return null;
  const cycle = await readCycle(table, part.cycleId, { fresh: true });
  const late = cycle === undefined ? arrival : latePlan(part, cycle);
  const { token: _, ...facts } = receipt.lateness;
  return late === undefined ? null : { ...facts, arrival: late, receivedAt: receipt.receivedAt };
}

function draftView(file: PlanFile): PlanView["draft"] {
  const content = contentOfDrafts(file);
  return {
    frame: file.frame ?? null,
    results: [...file.drafts].sort((a, b) => a.order - b.order),
    findings: checkPlan(content, planContext(file)).map(findingView),
  };
}

function actionsOf({ part }: PlanFile, caller: Caller): PlanAction[] {
  if (part.exclusion !== undefined) return [];
  return [
    ...(isOwner(part, caller) ? actionsIn(planWorkflow, part.plan.state, "owner") : []),
    ...(isAppraiser(part, caller) ? actionsIn(planWorkflow, part.plan.state, "appraiser") : []),
  ];
}

function versionView(version: PlanVersion) {
  return { ...version, questions: version.questions.map(findingView) };
}

function findingView(verdict: Verdict<PlanVerdictCode>) {
  return { ...verdict, text: planVerdictText(verdict) };
}

/** The plan that the drafts make together; its frame is the form's own until one was saved. */
export function contentOfDrafts({ frame, drafts }: Pick<PlanFile, "frame" | "drafts">) {
  return assemblePlan(frame?.frame ?? emptyFrame(), drafts);
}

function emptyFrame(): PlanFrame {
  return FrameModel.parse({ approach: "quantitative" });
}

/** What a plan of this part is checked against. */
export function planContext({ part }: Pick<PlanFile, "part">): PlanContext {
  return {
    form: part.postKind?.startsWith("jpt") ? "jpt" : "ja-jf",
    period: { from: part.from, to: part.to },
    families: [],
    maxResults: defaultMaxResults,
  };
}
