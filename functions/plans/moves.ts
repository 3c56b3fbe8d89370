import { requireArrival } from "#shared/cycles/arrivals.ts";
import type { Cycle } from "#shared/cycles/model.ts";
import type { Part } from "#shared/cycles/part.ts";
import { nextReceipt, receiptEntity } from "#shared/cycles/receipts.ts";
import type { Sealed } from "#shared/cycles/seals.ts";
import { lateMark, mannerOf } from "#shared/cycles/states.ts";
import { partEntity, readCycle } from "#shared/cycles/store.ts";
import { requireOpenWindow } from "#shared/cycles/window-gate.ts";
import { planStateLabels, planVerdictText } from "#shared/plans/messages.ts";
import type { PlanContent, PlanDecision } from "#shared/plans/model.ts";
import { checkPlan } from "#shared/plans/rules.ts";
import {
  type PlanDecisionItem,
  type PlanFile,
  type PlanVersionItem,
  planDecisionEntity,
  planVersionEntity,
  planVersionOf,
} from "#shared/plans/store.ts";
import { submissionWindows, workingWindows } from "#shared/plans/windows.ts";
import { type PlanAction, planWorkflow } from "#shared/plans/workflow.ts";
import { isoInstant } from "#shared/platform/clock.ts";
import { contentDigest } from "#shared/platform/digest.ts";
import { AppError } from "#shared/platform/errors.ts";
import type { CallContext } from "#shared/platform/serve.ts";
import { type CommitContext, commit } from "#shared/platform/table/commit.ts";
import { changed } from "#shared/platform/table/table.ts";
import type { Write } from "#shared/platform/table/write.ts";
import { isBlocked } from "#shared/platform/verdict.ts";
import { transition } from "#shared/platform/workflow.ts";
import { draftsLike, draftsUnchanged } from "./drafts.ts";
import { contentOfDrafts, planContext } from "./view.ts";

/** What a move adds to the file beside the part's new state. */
type Added = Partial<Pick<PlanFile, "versions" | "decisions" | "receipts">>;

interface Move {
  readonly part?: Partial<Part>;
  readonly plan?: Partial<Part["plan"]>;
  readonly writes?: readonly Write[];
  readonly added?: Added;
  readonly manner?: string | undefined;
}

/** One step of the plan's workflow: the part, its audit entry and what belongs to the step, in one transaction. */
async function move(
  context: CommitContext,
  file: PlanFile,
  action: PlanAction,
  decide: () => Move | Promise<Move>,
): Promise<PlanFile> {
  let added: Added = {};
  const part = await commit(context, { kind: partEntity, current: file.part }, `plan.${action}`, async () => {
    const state = stateAfter(action, file.part);
    const outcome = await decide();
    added = outcome.added ?? {};
    const plan = { ...file.part.plan, state, since: isoInstant(context.now), ...outcome.plan };
    const { writes = [], manner } = outcome;
    return { next: changed(file.part, { ...outcome.part, plan }), writes, manner };
  });
  return { ...file, part, ...added };
}

function stateAfter(action: PlanAction, part: Part): Part["plan"]["state"] {
  if (part.exclusion !== undefined) throw new AppError("part.excluded");
  const step = transition(planWorkflow, action, part.plan.state);
  if (step.allowed) return step.to;
  throw new AppError("state.transition", { values: { state: planStateLabels[part.plan.state] } });
}

/** The drafts become an immutable version, if they still are as they were checked; the part then carries its hash. */
export async function submitPlan(context: CallContext, file: PlanFile, sent: Sealed): Promise<PlanFile> {
  return await move(context, file, "submit", async () => {
    const { part } = file;
    const { table } = context;
    const content = contentOfDrafts(file);
    const hash = contentDigest(content);
    const windows = submissionWindows(part, await cycleOf(context, part));
    const arrived = await requireArrival(context, { part, windows, hash, sent, published: false });
    const questions = questionsOf(content, file, context);
    const receivedAt = isoInstant(context.now);
    const version: PlanVersionItem = {
      part: part.id,
      number: part.plan.submittedVersion + 1,
      basedOn: part.plan.submittedVersion || null,
      content,
      hash,
      questions,
      submittedAt: receivedAt,
      submittedBy: part.employeeId,
    };
    const about = { what: "plan", contentVersion: version.number, hash, receivedAt, ...arrived } as const;
    const receipt = nextReceipt(part, about);
    return {
      part: { receipts: receipt.sequence },
      plan: { submittedVersion: version.number, hash, ...lateMark(arrived.arrival, receivedAt) },
      writes: [
        table.create(planVersionEntity, version),
        table.create(receiptEntity, receipt),
        ...draftsUnchanged(file, table),
      ],
      manner: mannerOf(arrived.arrival),
      added: { versions: [...file.versions, version], receipts: [...file.receipts, receipt] },
    };
  });
}

/** Half of what an item of the table may hold, for the version's other fields and for what is added to it later. */
const mostBytes = 200_000;

/** What stays open as a question; what blocks is refused, each finding with its field. */
function questionsOf(content: PlanContent, file: PlanFile, { language }: CallContext) {
  if (Buffer.byteLength(JSON.stringify(content)) > mostBytes) throw new AppError("request.too-large");
  const findings = checkPlan(content, planContext(file));
  if (!isBlocked(findings)) return findings;
  const fields = findings
    .filter(({ weight }) => weight === "blocking")
    .map((finding) => ({
      path: finding.path,
      code: finding.code,
      message: planVerdictText(finding)[language],
    }));
  throw new AppError("plan.incomplete", { fields });
}

async function cycleOf({ table }: CallContext, { cycleId }: Part): Promise<Cycle> {
  const cycle = await readCycle(table, cycleId);
  if (cycle === undefined) throw new AppError("not-found");
  return cycle;
}

/** A decision on the version that was read, and by whom. */
interface Decision extends Pick<PlanDecision, "version" | "reason" | "notes"> {
  readonly hash?: string;
  readonly by: PlanDecision["decidedBy"];
  /** What belongs to the decision beside the plan: the link through which it was made. */
  readonly writes?: readonly Write[];
}

/** Approves or returns the version that was read; another one is a conflict, answered with the plan as it is. */
export async function decideOnPlan(
  context: CommitContext & Pick<CallContext, "language">,
  file: PlanFile,
  action: "approve" | "return",
  { version: planVersion, hash, reason, notes, by, writes = [] }: Decision,
): Promise<PlanFile> {
  return await move(context, file, action, async () => {
    const { part } = file;
    const version = planVersionOf(file, planVersion);
    const isLast = planVersion === part.plan.submittedVersion;
    if (version === undefined || !isLast || (hash !== undefined && hash !== version.hash)) {
      throw new AppError("edit.conflict");
    }
    await requireOpenWindow(context, part.cycleId, workingWindows, part.unit);
    const item: PlanDecisionItem = {
      part: part.id,
      planVersion,
      decision: action === "approve" ? "approved" : "returned",
      reason,
      notes,
      decidedAt: isoInstant(context.now),
      decidedBy: by,
    };
    return {
      plan: action === "approve" ? { approvedVersion: planVersion } : {},
      writes: [context.table.create(planDecisionEntity, item), ...writes],
      added: { decisions: [...file.decisions, item] },
    };
  });
}

/** In whose name a signed-in caller decides. */
export function deciderOf({ actor }: CallContext): PlanDecision["decidedBy"] {
  const person = actor.employee ?? actor.official;
  if (person === undefined) throw new AppError("forbidden");
  return person;
}

/** Begins an amendment: the approved version stays in force, and the drafts are as it is. */
export async function amendPlan(context: CallContext, file: PlanFile): Promise<PlanFile> {
  return await move(context, file, "amend", async () => {
    await requireOpenWindow(context, file.part.cycleId, workingWindows, file.part.unit);
    return { writes: draftsAsApproved(context, file) };
  });
}

/** Gives an amendment up. */
export async function keepPlan(context: CallContext, file: PlanFile): Promise<PlanFile> {
  return await move(context, file, "keep", () => ({ writes: draftsAsApproved(context, file) }));
}

function draftsAsApproved({ table, now }: CallContext, file: PlanFile): Write[] {
  const approved = planVersionOf(file, file.part.plan.approvedVersion);
  if (approved === undefined) throw new Error("an approved plan has its version");
  return draftsLike(approved, file, table, isoInstant(now));
}
