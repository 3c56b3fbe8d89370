import { mayPrepare } from "#shared/appraisals/assistant.ts";
import { type Counts, distributionCheck, headroom } from "#shared/appraisals/distribution.ts";
import {
  appraisalVerdictText,
  breachText,
  distributionRuleTexts,
  organisationPredicateLabels,
  predicateLabels,
} from "#shared/appraisals/messages.ts";
import { governed } from "#shared/appraisals/organisation.ts";
import { deemedReceivedAt } from "#shared/appraisals/return-window.ts";
import type { EvaluationView, RaterView } from "#shared/appraisals/routes.ts";
import {
  checkFinal,
  checkReport,
  identicalTexts,
  repeatedTextVerdicts,
  suggestedResultRating,
} from "#shared/appraisals/rules.ts";
import { planInForce, ratingDraftEntity } from "#shared/appraisals/store.ts";
import type { AppraisalVerdictCode } from "#shared/appraisals/verdicts.ts";
import { evaluationWorkflow } from "#shared/appraisals/workflow.ts";
import { windowTokenOf } from "#shared/cycles/arrivals.ts";
import type { Cycle } from "#shared/cycles/model.ts";
import { isAppraiser, isOwner } from "#shared/cycles/part-readers.ts";
import { evaluationStates, predicates } from "#shared/cycles/states.ts";
import { partsOfAppraiser, readCycle } from "#shared/cycles/store.ts";
import { evaluationWindow } from "#shared/cycles/windows.ts";
import { AppError } from "#shared/platform/errors.ts";
import type { CallContext } from "#shared/platform/serve.ts";
import type { Verdict } from "#shared/platform/verdict.ts";
import { actionsIn } from "#shared/platform/workflow.ts";
import { tallyEntity } from "#shared/reports/store.ts";
import { phaseCounters } from "#shared/reports/tally.ts";
import {
  appraisedDays,
  evaluationOf,
  finalContext,
  isFinalState,
  type Organisation,
  organisationFor,
  type ShownFile,
} from "./context.ts";
import { isUndecided, lateNow } from "./late.ts";

/**
 * The page of an evaluation as the caller may see it. What only its appraiser sees takes further reads, so that the answer
 * to a step leaves it out (`brief`).
 */
export async function evaluationView(
  file: ShownFile,
  context: CallContext,
  extent: "whole" | "brief" = "whole",
): Promise<EvaluationView> {
  const { part, item } = file;
  const cycle = await readCycle(context.table, part.cycleId);
  const planned = cycle?.evaluations.find(({ id }) => id === file.evaluation);
  if (cycle === undefined || planned === undefined) throw new AppError("not-found");
  const prepares = await mayPrepare(file, context);
  const rates = extent === "whole" && (prepares || isAppraiser(part, context));
  const plan = planInForce(file);
  const report = evaluationWindow(planned, "report");
  const late = lateNow(file, cycle, context.now);
  const actions = actionsOf(file, context, { prepares, mayDecline: isUndecided(late) });
  return {
    part,
    evaluation: { ...planned, period: appraisedDays(part, planned.period) },
    ...evaluationOf(part, file.evaluation),
    actions,
    plan: plan ?? null,
    report: item?.report ?? null,
    late,
    windowToken: actions.includes("report") ? windowTokenOf(context, part, cycle, [report]) : null,
    reportDraft: isOwner(part, context) ? reportDraftView(file) : null,
    final: finalView(file, cycle),
    readAt: item?.readAt ?? null,
    receipt: item?.receipt ?? null,
    reopenings: item?.reopenings ?? [],
    rater: rates ? await raterView(file, context) : null,
  };
}

/** What an assistant may do of an appraiser's steps. */
const preparing: readonly string[] = ["prepare", "rate"];

function actionsOf(
  { part, evaluation }: ShownFile,
  context: CallContext,
  { prepares, mayDecline }: { prepares: boolean; mayDecline: boolean },
) {
  if (part.exclusion !== undefined) return [];
  const { state } = evaluationOf(part, evaluation);
  const appraisers = actionsIn(evaluationWorkflow, state, "appraiser").filter(
    (action) => action !== "declineReport" || mayDecline,
  );
  return [
    ...(isOwner(part, context) ? actionsIn(evaluationWorkflow, state, "owner") : []),
    ...(isAppraiser(part, context) ? appraisers : []),
    ...(prepares ? appraisers.filter((action) => preparing.includes(action)) : []),
  ];
}

function reportDraftView(file: ShownFile): EvaluationView["reportDraft"] {
  const { reportDraft } = file;
  const plan = planInForce(file);
  if (reportDraft === undefined) return null;
  const findings = plan === undefined ? [] : checkReport(reportDraft.report, plan.content, file.shelf?.files);
  return { ...reportDraft, findings: findings.map(findingView) };
}

/** The result in force; one that was withdrawn or reopened is not shown to anybody until it is final again. */
function finalView(file: ShownFile, cycle: Cycle): EvaluationView["final"] {
  const final = file.finals.at(-1);
  const { state } = evaluationOf(file.part, file.evaluation);
  if (!isFinalState(state) || final === undefined) return null;
  return {
    ...final,
    label: predicateLabels[final.predicate],
    deemedReceivedAt: deemedReceivedAt(final.submittedAt, cycle, file.part.unit),
  };
}

async function raterView(file: ShownFile, context: CallContext): Promise<RaterView> {
  const organisation = await organisationFor(context, file.part, file.evaluation);
  const plan = planInForce(file);
  const ratings = file.ratingDraft?.ratings;
  const repeated = await repeatedTexts(file, context);
  const findings = file.ratingDraft
    ? [...checkFinal(file.ratingDraft, finalContext(file, organisation)), ...repeatedTextVerdicts(repeated)]
    : [];
  const { unit, name, rating, isHead } = organisation;
  return {
    draft: file.ratingDraft ?? null,
    findings: findings.map(findingView),
    suggestedResult: suggestedResultRating(
      (plan?.content.results ?? []).map(({ id, kind }) => ({
        kind,
        rating: ratings?.results.find(({ result }) => result === id)?.rating ?? null,
      })),
    ),
    organisation: {
      unit,
      name,
      predicate: rating?.predicate ?? null,
      label: rating ? organisationPredicateLabels[rating.predicate] : null,
      rule: rating ? distributionRuleTexts[rating.predicate] : null,
      isHead,
    },
    ...(await distributionView(file, organisation, context)),
    repeated: repeated.map(({ text, subjects }) => ({ text, people: subjects.map(({ name }) => name) })),
  };
}

/** The room left, by the counts that the monitor shows too: true within seconds, and a warning only. */
async function distributionView(
  { part, evaluation }: ShownFile,
  { rating, picture }: Organisation,
  { table }: CallContext,
): Promise<Pick<RaterView, "headroom" | "breaches">> {
  if (rating === undefined) return { headroom: null, breaches: [] };
  const units = governed(rating.unit, picture).map((unit) => ({ cycleId: part.cycleId, unit }));
  const tallies = await table.getMany(tallyEntity, units);
  const count = (counter: string) =>
    tallies.reduce((sum, { counts }) => sum + (counts[phaseCounters(evaluation) + counter] ?? 0), 0);
  const total = evaluationStates
    .filter((state) => state !== "closed-without-report")
    .reduce((sum, state) => sum + count(state), 0);
  if (total === 0) return { headroom: null, breaches: [] };
  const counted = predicates.map((predicate) => [predicate, count(`predicate.${predicate}`)]);
  const counts = Object.fromEntries(counted) as Counts;
  const room = headroom(rating.predicate, counts, total);
  return {
    headroom: { ...room, counts, needs: room.needs.map(({ of, missing }) => ({ of: [...of], missing })) },
    breaches: distributionCheck(rating.predicate, counts).map((breach) => ({
      ...breach,
      of: [...breach.of],
      text: breachText(breach, total),
    })),
  };
}

/** More of one's people than this are no longer compared word for word. */
const mostCompared = 100;

/** Words that the appraiser used for several people in this evaluation, this one among them. */
async function repeatedTexts({ part, evaluation, ratingDraft }: ShownFile, { table }: CallContext) {
  if (ratingDraft === undefined || part.appraiser === undefined) return [];
  const team = await table.query(partsOfAppraiser(part.appraiser.id, part.cycleId), { limit: mostCompared });
  const people = new Map([...team.items, part].map((one) => [one.id, { id: one.id, name: one.name }]));
  const others = [...people.keys()].filter((id) => id !== part.id).map((id) => ({ part: id, evaluation }));
  const drafts = [...(await table.getMany(ratingDraftEntity, others)), ratingDraft];
  const repeated = identicalTexts(
    drafts.map((draft) => ({ subject: people.get(draft.part), ratings: draft.ratings })),
  );
  return repeated
    .map(({ text, subjects }) => ({ text, subjects: subjects.filter((one) => one !== undefined) }))
    .filter(({ subjects }) => subjects.some(({ id }) => id === part.id));
}

function findingView(verdict: Verdict<AppraisalVerdictCode>) {
  return { ...verdict, text: appraisalVerdictText(verdict) };
}
