import { rulesCited } from "#shared/appraisals/explanation.ts";
import { appraisalVerdictText, evaluationStateLabels } from "#shared/appraisals/messages.ts";
import type { Reopening } from "#shared/appraisals/model.ts";
import { forgetOrganisation } from "#shared/appraisals/organisation.ts";
import { organisationRatingEntity } from "#shared/appraisals/organisation-item.ts";
import { deemedReceivedAt } from "#shared/appraisals/return-window.ts";
import {
  checkCloseWithoutReport,
  checkFinal,
  checkReport,
  checkWithdraw,
  outcomeOf,
} from "#shared/appraisals/rules.ts";
import {
  type EvaluationFile,
  type EvaluationItem,
  type EvaluationVersionItem,
  evaluationEntity,
  evaluationVersionEntity,
  planInForce,
  ratingDraftEntity,
  reportDraftEntity,
} from "#shared/appraisals/store.ts";
import type { AppraisalVerdictCode } from "#shared/appraisals/verdicts.ts";
import { type EvaluationAction, evaluationWorkflow } from "#shared/appraisals/workflow.ts";
import { requireArrival } from "#shared/cycles/arrivals.ts";
import { grace } from "#shared/cycles/late-arrival.ts";
import type { Cycle } from "#shared/cycles/model.ts";
import type { Part, PartEvaluation } from "#shared/cycles/part.ts";
import { nextReceipt, receiptEntity } from "#shared/cycles/receipts.ts";
import type { Sealed } from "#shared/cycles/seals.ts";
import { lateMark, mannerOf } from "#shared/cycles/states.ts";
import { partEntity } from "#shared/cycles/store.ts";
import { isInGrace, requireOpenWindow, windowStanding } from "#shared/cycles/window-gate.ts";
import { closingOf, evaluationWindow } from "#shared/cycles/windows.ts";
import { evidenceShelfEntity } from "#shared/evidence/store.ts";
import { isoInstant, Temporal } from "#shared/platform/clock.ts";
import { momentInWords } from "#shared/platform/date-words.ts";
import { contentDigest } from "#shared/platform/digest.ts";
import { AppError, type ErrorCode } from "#shared/platform/errors.ts";
import type { Id } from "#shared/platform/ids.ts";
import { type Milestone, milestone, milestoneEntity } from "#shared/platform/milestones.ts";
import type { CallContext } from "#shared/platform/serve.ts";
import { type CommitContext, commit } from "#shared/platform/table/commit.ts";
import { changed } from "#shared/platform/table/table.ts";
import type { Write } from "#shared/platform/table/write.ts";
import { isBlocked, type Verdict } from "#shared/platform/verdict.ts";
import { transition } from "#shared/platform/workflow.ts";
import {
  appraisedDays,
  evaluationOf,
  finalContext,
  isFinalState,
  organisationFor,
  type ShownFile,
} from "./context.ts";
import { acceptedLate, isUndecided, lateAt, lateReport } from "./late.ts";

interface Move {
  readonly part?: Partial<Part>;
  readonly evaluation?: Partial<PartEvaluation>;
  readonly item?: Partial<EvaluationItem>;
  readonly final?: EvaluationVersionItem;
  readonly writes?: readonly Write[];
  readonly manner?: string | undefined;
}

/** Nothing of a report that came late is left. */
const notLate = { arrival: undefined, arrivedAt: undefined };

/** Who moves an evaluation: a caller, or the schedule. */
export type MoveContext = CommitContext & Pick<CallContext, "language">;

/**
 * One step of an evaluation's workflow: the part with the evaluation's new state, its audit entry, and what belongs to the
 * step, in one transaction.
 */
async function move(
  context: MoveContext,
  file: EvaluationFile,
  action: EvaluationAction,
  decide: () => Move | Promise<Move>,
): Promise<ShownFile> {
  const { table, now } = context;
  let shown: ShownFile = file;
  const subject = { kind: partEntity, current: file.part };
  const part = await commit(context, subject, `evaluation.${action}`, async () => {
    const state = stateAfter(action, file);
    const { item, final, writes = [], manner, ...outcome } = await decide();
    const nextItem = item && { ...(file.item ?? blankItem(file)), ...item };
    shown = { ...file, item: nextItem ?? file.item, finals: final ? [...file.finals, final] : file.finals };
    const evaluation = { ...standing(file, state), ...outcome.evaluation, state, since: isoInstant(now) };
    const evaluations = { ...file.part.evaluations, [file.evaluation]: evaluation };
    return {
      next: changed(file.part, { ...outcome.part, evaluations }),
      writes: [
        ...(nextItem === undefined ? [] : [itemWrite(context, file, nextItem)]),
        ...(final === undefined ? [] : [table.create(evaluationVersionEntity, final)]),
        ...writes,
      ],
      manner,
    };
  });
  return { ...shown, part };
}

function stateAfter(action: EvaluationAction, { part, evaluation }: EvaluationFile) {
  if (part.exclusion !== undefined) throw new AppError("part.excluded");
  const { state } = evaluationOf(part, evaluation);
  const step = transition(evaluationWorkflow, action, state);
  if (step.allowed) return step.to;
  throw new AppError("state.transition", { values: { state: evaluationStateLabels[state] } });
}

/** What the part says of the evaluation beside its state; a predicate only while a result is in force. */
function standing({ part, evaluation }: EvaluationFile, state: PartEvaluation["state"]): PartEvaluation {
  const { predicate, hash, ...rest } = evaluationOf(part, evaluation);
  return isFinalState(state) ? { ...rest, predicate, hash } : rest;
}

function blankItem({ part, evaluation }: EvaluationFile): EvaluationItem {
  return { part: part.id, evaluation, report: null, late: null, readAt: null, receipt: null, reopenings: [] };
}

function itemWrite({ table }: MoveContext, file: EvaluationFile, next: EvaluationItem): Write {
  return file.item === undefined
    ? table.create(evaluationEntity, next)
    : table.replace(evaluationEntity, file.item, next);
}

/** A refusal with each blocking finding and its field. */
function refused(
  code: ErrorCode,
  findings: readonly Verdict<AppraisalVerdictCode>[],
  { language }: MoveContext,
) {
  const fields = findings
    .filter(({ weight }) => weight === "blocking")
    .map((finding) => ({
      path: finding.path,
      code: finding.code,
      message: appraisalVerdictText(finding)[language],
    }));
  return new AppError(code, { fields });
}

/** Sends the report draft that was read, with a numbered receipt. */
export async function submitReport(
  context: CallContext,
  file: EvaluationFile,
  sent: Sealed & { version: number },
): Promise<ShownFile> {
  return await move(context, file, "report", async () => {
    const { part, evaluation, reportDraft } = file;
    const hash = contentDigest(reportDraft?.report ?? null);
    const windows = [evaluationWindow({ id: evaluation }, "report")] as const;
    const published = file.finals.length > 0;
    const arrived = await requireArrival(context, { part, windows, hash, sent, published });
    const plan = planInForce(file);
    if (plan === undefined) throw new AppError("appraisal.no-plan");
    if (reportDraft === undefined || reportDraft.version !== sent.version)
      throw new AppError("edit.conflict");
    const { report } = reportDraft;
    const findings = checkReport(report, plan.content, file.shelf?.files);
    if (isBlocked(findings)) throw refused("report.incomplete", findings, context);
    const submittedAt = isoInstant(context.now);
    const facts = { evaluation, contentVersion: 1, hash, receivedAt: submittedAt } as const;
    const receipt = nextReceipt(part, { what: "report", ...facts, ...arrived });
    const { arrival } = arrived;
    const submitted = {
      planVersion: plan.number,
      report,
      hash,
      submittedAt,
      receipt: receipt.number,
      arrival,
    };
    return {
      part: { receipts: receipt.sequence },
      evaluation: lateMark(arrival, submittedAt),
      manner: mannerOf(arrival),
      item: { report: submitted, late: lateReport(arrived, receipt) },
      writes: [
        context.table.create(receiptEntity, receipt),
        context.table.check(reportDraftEntity, reportDraft, { is: "at-version", version: sent.version }),
        ...shelfAsRead(context, file),
      ],
    };
  });
}

/** Declines a report that came late: the evaluation closes without one. Draft and receipt stay with the employee. */
export async function declineReport(
  context: CallContext,
  file: EvaluationFile,
  reason: string,
): Promise<ShownFile> {
  return await move(context, file, "declineReport", async () => {
    const { part, evaluation } = file;
    const window = evaluationWindow({ id: evaluation }, "report");
    const { verdict } = await windowStanding(context, part.cycleId, window, part.unit);
    const late = lateAt(file.item?.late, verdict.closesAt);
    if (!isUndecided(late)) throw new AppError("report.not-late");
    const decision = { kind: "declined", reason, at: isoInstant(context.now), by: raterOf(context) } as const;
    return { item: { report: null, late: { ...late, decision } } };
  });
}

/** What a report names is not taken away while it is being sent. */
function shelfAsRead({ table }: CallContext, { shelf }: EvaluationFile): Write[] {
  if (shelf === undefined) return [];
  return [table.check(evidenceShelfEntity, shelf, { is: "at-version", version: shelf.version })];
}

/** Takes the report back; the draft is still there. */
export async function retractReport(context: CallContext, file: EvaluationFile): Promise<ShownFile> {
  return await move(context, file, "retractReport", async () => {
    const { part, evaluation } = file;
    await requireOpenWindow(
      context,
      part.cycleId,
      [evaluationWindow({ id: evaluation }, "report")],
      part.unit,
    );
    return { evaluation: notLate, item: { report: null, late: null } };
  });
}

/** The first ratings of a reported evaluation: its state says that the appraiser has begun. */
export async function beginRating(
  context: CallContext,
  file: EvaluationFile,
  draft: Write,
): Promise<ShownFile> {
  return await move(context, file, "rate", () => ({ writes: [draft] }));
}

/** Whether a draft may be saved, and whether the evaluation's state changes with it. */
export function ratingStep(file: EvaluationFile): "begins" | "goes-on" {
  const { state } = evaluationOf(file.part, file.evaluation);
  const next = stateAfter(state === "not-started" ? "prepare" : "rate", file);
  return next === state ? "goes-on" : "begins";
}

/** Who makes a rating final, and what is written with it. */
export interface Decision {
  /** The version of the rating draft that they saw. */
  readonly version: number;
  readonly by: EvaluationVersionItem["submittedBy"];
  readonly writes?: readonly Write[];
}

/** The rating draft that was read becomes final, if all that it must rest on is there: see `checkFinal`. */
export async function submitEvaluation(
  context: MoveContext,
  file: EvaluationFile,
  decision: Decision,
): Promise<ShownFile> {
  try {
    return await move(context, file, "submit", () => finalMove(context, file, decision));
  } catch (error) {
    // The predicate may have changed within the minute for which it is kept: the next try sees it as it is.
    if (error instanceof AppError && error.code === "edit.conflict")
      forgetOrganisation(context.table, file.evaluation);
    throw error;
  }
}

async function finalMove(
  context: MoveContext,
  file: EvaluationFile,
  { version: seen, by, writes = [] }: Decision,
): Promise<Move> {
  const { table, now } = context;
  const { part, evaluation, ratingDraft } = file;
  const window = evaluationWindow({ id: evaluation }, "appraisal");
  const cycle = await requireOpenWindow(context, part.cycleId, [window], part.unit);
  if (ratingDraft === undefined || ratingDraft.version !== seen) throw new AppError("edit.conflict");
  const organisation = await organisationFor(context, part, evaluation);
  const findings = checkFinal(ratingDraft, finalContext(file, organisation));
  if (isBlocked(findings)) throw refusedFinal(findings, context);
  const planned = cycle.evaluations.find(({ id }) => id === evaluation);
  const plan = planInForce(file);
  const report = file.item?.report?.report;
  const outcome = planned && outcomeOf(planned.kind, ratingDraft.ratings);
  if (!planned || !plan || !report || !outcome || organisation.rating === undefined)
    throw new Error("checked before");
  const period = appraisedDays(part, planned.period);
  const number = evaluationOf(part, evaluation).version + 1;
  const content = {
    number,
    kind: planned.kind,
    period,
    planVersion: plan.number,
    report,
    ratings: ratingDraft.ratings,
    ...outcome,
    organisationPredicate: organisation.rating.predicate,
    headsUnit: organisation.isHead,
    legalBasis: [...new Set(rulesCited(period).map(({ rule }) => rule.id))],
    questions: findings,
  };
  const hash = contentDigest(content);
  const submittedAt = isoInstant(now);
  const facts = {
    what: "evaluation",
    evaluation,
    contentVersion: number,
    hash,
    receivedAt: submittedAt,
  } as const;
  const receipt = nextReceipt(part, facts);
  const { version } = organisation.rating;
  return {
    part: { receipts: receipt.sequence },
    evaluation: { version: number, predicate: outcome.predicate, hash },
    item: { readAt: null, receipt: null, ...acceptedLate(file, by, submittedAt) },
    final: { ...content, part: part.id, evaluation, hash, submittedAt, submittedBy: by },
    writes: [
      ...writes,
      table.create(receiptEntity, receipt),
      table.create(milestoneEntity, returnMilestone(cycle, part, evaluation, { number, submittedAt })),
      table.check(ratingDraftEntity, ratingDraft, { is: "at-version", version: seen }),
      table.check(organisationRatingEntity, organisation.rating, { is: "at-version", version }),
    ],
  };
}

/** Of one version: a result that is taken back and made anew is returned in its own time. */
function returnMilestone(
  cycle: Cycle,
  { id, unit }: Part,
  evaluation: Id<"evaluation">,
  { number, submittedAt }: { number: number; submittedAt: string },
): Milestone {
  return milestone({
    subject: id,
    kind: "evaluation.deemed",
    at: deemedReceivedAt(submittedAt, cycle, unit),
    name: `${evaluation}.v${number}`,
    details: { evaluation, version: number },
  });
}

/** The order of the period comes first: without plan or organisation predicate the rest need not be looked at. */
function refusedFinal(findings: readonly Verdict<AppraisalVerdictCode>[], context: MoveContext): AppError {
  const codes = findings.map(({ code }) => code);
  if (codes.includes("appraisal.no-plan")) return new AppError("appraisal.no-plan");
  if (codes.includes("appraisal.organisation-predicate-missing")) {
    return refused("appraisal.organisation-first", findings, context);
  }
  return refused("appraisal.incomplete", findings, context);
}

export function raterOf({ actor }: CallContext): EvaluationVersionItem["submittedBy"] {
  const person = actor.employee ?? actor.official;
  if (person === undefined) throw new AppError("forbidden");
  return person;
}

/** Takes a final result back before it was read, or, with a reason, later; in either case it is on the trail. */
export async function takeBack(
  context: CallContext,
  file: EvaluationFile,
  kind: Reopening["kind"],
  reason: string,
): Promise<ShownFile> {
  return await move(context, file, kind === "withdrawn" ? "withdraw" : "reopen", async () => {
    const { part, evaluation } = file;
    const item = file.item ?? blankItem(file);
    if (kind === "withdrawn" && checkWithdraw(item).length > 0) throw new AppError("appraisal.already-read");
    // Only while it can become final again: nobody is left without a result.
    const window = evaluationWindow({ id: evaluation }, "appraisal");
    await requireOpenWindow(context, part.cycleId, [window], part.unit);
    const { state, version } = evaluationOf(part, evaluation);
    const at = isoInstant(context.now);
    const entry: Reopening = { kind, version, from: state, reason, at, by: raterOf(context) };
    return { item: { readAt: null, receipt: null, reopenings: [...item.reopenings, entry] } };
  });
}

/** "Telah menerima", or a refusal of receipt; either is a fact and not an opinion on the result. */
export async function receive(
  context: CallContext,
  file: EvaluationFile,
  kind: "acknowledged" | "refused",
  answer: string,
): Promise<ShownFile> {
  return await move(context, file, kind === "acknowledged" ? "acknowledge" : "refuse", () => {
    const at = isoInstant(context.now);
    return { item: { readAt: file.item?.readAt ?? at, receipt: { kind, at, answer } } };
  });
}

/** The schedule: the time for returning the result is over, and silence counts as receipt. */
export async function deemReceived(context: MoveContext, file: EvaluationFile): Promise<ShownFile> {
  return await move(context, file, "deemReceived", () => ({
    item: { receipt: { kind: "deemed", at: isoInstant(context.now), answer: "" } },
  }));
}

/** "Belum ada laporan": what its employee never reported on closes, once no report can arrive any more. */
export async function closeWithoutReport(context: CallContext, file: EvaluationFile): Promise<ShownFile> {
  return await move(context, file, "closeWithoutReport", async () => {
    const { part, evaluation } = file;
    const window = evaluationWindow({ id: evaluation }, "report");
    const { named, verdict } = await windowStanding(context, part.cycleId, window, part.unit);
    // What was sealed before the deadline may still arrive: nobody's is closed before it.
    const closes = Temporal.PlainDateTime.from(closingOf(named.window)).add(grace);
    const until = {
      id: momentInWords(closes, verdict.zone, "id"),
      en: momentInWords(closes, verdict.zone, "en"),
    };
    const mayArrive = verdict.state !== "closed" || isInGrace(verdict, context.now);
    const findings = checkCloseWithoutReport({ mayArrive, until });
    if (isBlocked(findings)) {
      throw new AppError("report.window-open", { values: { until: until[context.language] } });
    }
    return {};
  });
}

/** Lets a person report after all. */
export async function reopenReport(context: CallContext, file: EvaluationFile): Promise<ShownFile> {
  return await move(context, file, "reopenReport", () => ({ evaluation: notLate }));
}

/**
 * Its employee has opened the final result: from now on it cannot be withdrawn. Written before the result is shown, so that
 * a withdrawal at the same moment either comes first, and nothing is shown, or too late. Whether this was the first look.
 */
export async function markRead(context: CallContext, file: EvaluationFile): Promise<boolean> {
  const { item } = file;
  const isUnread = evaluationOf(file.part, file.evaluation).state === "submitted" && item?.readAt === null;
  if (!isUnread) return false;
  const { table, now, auditActor } = context;
  await commit(
    { table, now, auditActor },
    { kind: evaluationEntity, current: item },
    "evaluation.read",
    () => ({
      next: changed(item, { readAt: isoInstant(now) }),
    }),
  );
  return true;
}
