import type { AttachedFile } from "#shared/evidence/model.ts";
import { hasArrived } from "#shared/evidence/rules.ts";
import type { BehaviourValue } from "#shared/plans/berakhlak.ts";
import type { PlanContent, ResultKind } from "#shared/plans/model.ts";
import type { Filling, Text } from "#shared/platform/text.ts";
import type { Verdict } from "#shared/platform/verdict.ts";
import { headResultRating, type OrganisationPredicate } from "./distribution.ts";
import { type Predicate, predicateOf, type Rating } from "./matrix.ts";
import { judgementLabels, ratingLabels } from "./messages.ts";
import type { EvaluationKind, Judgement, RatingDraft, Ratings, Report } from "./model.ts";
import { type AppraisalVerdictCode, appraisalVerdicts } from "./verdicts.ts";

type Found = Verdict<AppraisalVerdictCode>;
type Values = Readonly<Record<string, Filling>>;

/**
 * What a report lacks against the plan that it reports on and the files that have arrived. Only an empty report, one
 * about another plan and one that names a file which is not there are refused: a missing realisation or piece of evidence
 * is the employee's to leave out, and the appraiser sees it.
 */
export function checkReport(report: Report, plan: PlanContent, files: readonly AttachedFile[] = []): Found[] {
  const { realisations } = report;
  if (!realisations.some(hasContent)) return [found("report.empty", "realisations")];
  const list: Found[] = [];
  for (const realisation of realisations) {
    const path = `realisations.${realisation.result}`;
    const planned = plan.results.find((result) => result.id === realisation.result);
    const keys = new Set(planned?.indicators.map((indicator) => indicator.key));
    const isKnown = planned && Object.keys(realisation.reached).every((indicator) => keys.has(indicator));
    if (!isKnown) list.push(found("report.unknown-result", path));
    if (hasDoubles(realisation.evidence.map((one) => one.key))) list.push(found("report.repeated", path));
    for (const one of realisation.evidence)
      if (one.kind === "file" && !hasArrived(one, files))
        list.push(found("report.file-missing", path, { title: one.title }));
  }
  if (hasDoubles(realisations.map((one) => one.result))) list.push(found("report.repeated", "realisations"));
  for (const [at, result] of plan.results.entries()) {
    const path = `realisations.${result.id}`;
    const realisation = realisations.find((one) => one.result === result.id);
    const values = { result: at + 1 };
    if (!realisation || !hasContent(realisation))
      list.push(found("report.realisation-missing", path, values));
    else if (realisation.evidence.length === 0) list.push(found("report.evidence-missing", path, values));
  }
  return list;
}

function hasContent(realisation: Report["realisations"][number]): boolean {
  const { text, obstacles, evidence, reached } = realisation;
  return text !== "" || obstacles !== "" || evidence.length > 0 || Object.keys(reached).length > 0;
}

/** What a rating is checked against when it becomes final. */
export interface FinalContext {
  /** The approved plan in force; `null` while there is none. */
  readonly plan: PlanContent | null;
  /** The submitted report; `null` while there is none. */
  readonly report: Report | null;
  /** The unit's predicate for this evaluation; `null` while the leader above has not set it. */
  readonly organisation: { readonly unit: string; readonly predicate: OrganisationPredicate | null };
  /** The person heads that unit. */
  readonly headsUnit: boolean;
  /** Ids of the feedback recorded about the person in the period. */
  readonly feedback: ReadonlySet<string>;
}

/**
 * Whether ratings may become final, and what the appraiser should look at before. Blocking: the order of the period, no
 * bare rating, a strength and something to improve (docs/rules.md#no-bare-rating), the head's rule.
 */
export function checkFinal(draft: Pick<RatingDraft, "origin" | "ratings">, context: FinalContext): Found[] {
  const { ratings } = draft;
  const { plan, report, organisation } = context;
  const list: Found[] = [];
  if (!plan) list.push(found("appraisal.no-plan", ""));
  if (!report) list.push(found("appraisal.no-report", ""));
  if (!organisation.predicate) {
    list.push(found("appraisal.organisation-predicate-missing", "", { unit: organisation.unit }));
  }
  if (draft.origin === "bulk") list.push(found("appraisal.bulk-unconfirmed", ""));
  list.push(...checkSubjects(ratings, plan), ...checkResultJudgement(ratings, context));
  list.push(...checkJudgement("behaviour", ratings.behaviour, context));
  list.push(...checkSingles(ratings));
  if (!ratings.strengths.some(hasWords)) list.push(found("appraisal.strength-missing", "strengths"));
  if (!ratings.improvements.some(hasWords)) list.push(found("appraisal.improvement-missing", "improvements"));
  return plan ? [...list, ...overallResultHint(ratings, plan)] : list;
}

/** The head's work result is the unit's achievement: it must agree with it, and needs no other reason. */
function checkResultJudgement(ratings: Ratings, context: FinalContext): Found[] {
  const { predicate, unit } = context.organisation;
  if (!context.headsUnit || !predicate) return checkJudgement("result", ratings.result, context);
  const rating = headResultRating(predicate);
  if (ratings.result.rating === rating) return [];
  return [found("appraisal.head-rating", "result.rating", { unit, rating: ratingLabels[rating] })];
}

/** Above or below expectation needs a reason and something it rests on; either must exist. */
function checkJudgement(
  subject: "result" | "behaviour",
  judgement: Judgement,
  context: FinalContext,
): Found[] {
  const aspect = judgementLabels[subject];
  const { rating, reason, basis } = judgement;
  if (!rating) return [found("appraisal.rating-missing", `${subject}.rating`, { aspect })];
  const list: Found[] = [];
  const values = { aspect, rating: ratingLabels[rating] };
  if (rating !== "meets" && !isReason(reason))
    list.push(found("appraisal.reason-missing", `${subject}.reason`, values));
  if (rating !== "meets" && basis.length === 0)
    list.push(found("appraisal.basis-missing", `${subject}.basis`, values));
  if (!basis.every((one) => exists(one, context))) {
    list.push(found("appraisal.basis-unknown", `${subject}.basis`, { aspect }));
  }
  return list;
}

function exists(basis: Judgement["basis"][number], { report, feedback }: FinalContext): boolean {
  if (basis.kind === "document") return true;
  if (basis.kind === "feedback") return feedback.has(basis.id);
  const realisation = report?.realisations.find((one) => one.result === basis.result);
  return realisation?.evidence.some((evidence) => evidence.key === basis.key) ?? false;
}

function checkSubjects(ratings: Ratings, plan: PlanContent | null): Found[] {
  const planned = new Set<string>(plan?.results.map((result) => result.id));
  const results = ratings.results.map((one) => one.result);
  const values = ratings.behaviours.map((one) => one.value);
  const isSound =
    (!plan || results.every((id) => planned.has(id))) && !hasDoubles(results) && !hasDoubles(values);
  return isSound ? [] : [found("appraisal.unknown-subject", "results")];
}

/**
 * No bare rating among the single ones either: one off the middle needs its own note, unless the whole carries the same
 * rating and so the same reason.
 */
function checkSingles(ratings: Ratings): Found[] {
  const bare = (single: { rating: Rating; note: string }, whole: Rating | null) =>
    single.rating !== "meets" && single.rating !== whole && !isReason(single.note);
  const because = (path: string, rating: Rating, aspect: Text) =>
    found("appraisal.reason-missing", path, { rating: ratingLabels[rating], aspect });
  return [
    ...ratings.results
      .filter((single) => bare(single, ratings.result.rating))
      .map(({ result, rating }) => because(`results.${result}.note`, rating, judgementLabels.result)),
    ...ratings.behaviours
      .filter((single) => bare(single, ratings.behaviour.rating))
      .map(({ value, rating }) => because(`behaviours.${value}.note`, rating, judgementLabels.behaviour)),
  ];
}

/** Fewer letters and digits than this are no reason ("ok", "baik sekali" without saying what was seen). */
const fewestLettersOfReason = 12;

function isReason(text: string): boolean {
  return (text.match(/[\p{L}\p{N}]/gu) ?? []).length >= fewestLettersOfReason;
}

function hasWords(text: string): boolean {
  return /\p{L}{2}/u.test(text);
}

/** How many results carry each rating, and how many of the main ones lie below. */
interface Tally {
  readonly total: number;
  readonly above: number;
  readonly below: number;
  readonly main: number;
  readonly mainBelow: number;
}

/**
 * The criteria of the overall result (official slides on PermenPANRB 6/2022). Di Atas: most or all
 * results above, no main one below. Sesuai: most or all as expected, only a small part of the main ones below. Di Bawah:
 * most or all below. "Most" is read as more than half, "a small part" as less than half; results above count as expected
 * at least. `null`: the criteria are silent (half and half) or not every result is rated.
 */
export function suggestedResultRating(
  items: readonly { kind: ResultKind; rating: Rating | null }[],
): Rating | null {
  const counted = tally(items);
  if (!counted) return null;
  if (isMost(counted.above, counted.total) && counted.mainBelow === 0) return "above";
  if (isMost(counted.below, counted.total)) return "below";
  return meetsExpectation(counted) ? "meets" : null;
}

/** The criteria that a chosen overall result does not meet, as questions with their figures; they never block. */
export function overallResultHint(ratings: Pick<Ratings, "result" | "results">, plan: PlanContent): Found[] {
  const items = plan.results.map(({ id, kind }) => ({
    kind,
    rating: ratings.results.find((single) => single.result === id)?.rating ?? null,
  }));
  const counted = tally(items);
  const chosen = ratings.result.rating;
  if (!counted || !chosen) return [];
  const { total, above, below, main, mainBelow } = counted;
  const hint = (code: AppraisalVerdictCode, values: Values) => found(code, "result.rating", values);
  const list: Found[] = [];
  if (chosen === "above") {
    if (mainBelow > 0) list.push(hint("appraisal.above-main-below", { count: mainBelow }));
    if (!isMost(above, total)) list.push(hint("appraisal.above-not-most", { count: above, total }));
  }
  if (chosen === "meets") {
    if (!isSmallPart(mainBelow, main)) {
      list.push(hint("appraisal.meets-main-below", { count: mainBelow, total: main }));
    }
    if (!isMost(total - below, total)) list.push(hint("appraisal.meets-not-most", { count: below, total }));
  }
  if (chosen === "below" && !isMost(below, total)) {
    list.push(hint("appraisal.below-not-most", { count: below, total }));
  }
  if (chosen !== "above" && suggestedResultRating(items) === "above") {
    list.push(hint("appraisal.could-be-above", { count: above, total }));
  }
  return list;
}

function tally(items: readonly { kind: ResultKind; rating: Rating | null }[]): Tally | null {
  if (items.length === 0 || items.some((item) => item.rating === null)) return null;
  const main = items.filter((item) => item.kind === "main");
  const count = (of: typeof items, rating: Rating) => of.filter((item) => item.rating === rating).length;
  return {
    total: items.length,
    above: count(items, "above"),
    below: count(items, "below"),
    main: main.length,
    mainBelow: count(main, "below"),
  };
}

function meetsExpectation({ total, below, main, mainBelow }: Tally): boolean {
  return isMost(total - below, total) && isSmallPart(mainBelow, main);
}

function isMost(count: number, total: number): boolean {
  return count * 2 > total;
}

function isSmallPart(count: number, total: number): boolean {
  return count === 0 || count * 2 < total;
}

/** What two ratings make: the predicate, provisional for an internal checkpoint (semester), which carries no official number. */
export interface Outcome {
  readonly predicate: Predicate;
  readonly isProvisional: boolean;
}

/** `null` while one of the two ratings is missing. */
export function outcomeOf(
  kind: EvaluationKind,
  ratings: Pick<Ratings, "result" | "behaviour">,
): Outcome | null {
  const { result, behaviour } = ratings;
  if (!result.rating || !behaviour.rating) return null;
  return { predicate: predicateOf(result.rating, behaviour.rating), isProvisional: kind === "internal" };
}

/** "Semua Sesuai" as a draft for one person: never final before it is saved for them. */
export function bulkRatings(plan: PlanContent, values: readonly BehaviourValue[]): Ratings {
  const meets = { rating: "meets", note: "" } as const;
  return {
    result: { rating: "meets", reason: "", basis: [] },
    behaviour: { rating: "meets", reason: "", basis: [] },
    results: plan.results.map(({ id }) => ({ result: id, ...meets })),
    behaviours: values.map((value) => ({ value, ...meets })),
    strengths: [],
    improvements: [],
  };
}

/** One text used for several people, and who they are. */
export interface RepeatedText<Subject> {
  readonly text: string;
  readonly subjects: readonly Subject[];
}

/**
 * Texts that an appraiser used for two people or more, most repeated first: pointed out before sending. Case, spaces
 * and punctuation do not make a difference.
 */
export function identicalTexts<Subject>(
  drafts: readonly { readonly subject: Subject; readonly ratings: Ratings }[],
): RepeatedText<Subject>[] {
  const bySense = new Map<string, { text: string; subjects: Set<Subject> }>();
  for (const { subject, ratings } of drafts) {
    for (const text of textsOf(ratings)) {
      const sense = text
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, " ")
        .trim();
      if (!sense) continue;
      const group = bySense.get(sense) ?? { text, subjects: new Set() };
      bySense.set(sense, { ...group, subjects: group.subjects.add(subject) });
    }
  }
  return [...bySense.values()]
    .filter((group) => group.subjects.size > 1)
    .map((group) => ({ text: group.text, subjects: [...group.subjects] }))
    .sort((a, b) => b.subjects.length - a.subjects.length);
}

/** The repeated texts as questions to the appraiser. */
export function repeatedTextVerdicts(repeated: readonly RepeatedText<unknown>[]): Found[] {
  return repeated.map(({ text, subjects }) =>
    found("appraisal.text-repeated", "", { text, count: subjects.length }),
  );
}

function textsOf(ratings: Ratings): string[] {
  const notes = [...ratings.results, ...ratings.behaviours].map((single) => single.note);
  return [
    ratings.result.reason,
    ratings.behaviour.reason,
    ...notes,
    ...ratings.strengths,
    ...ratings.improvements,
  ];
}

/** A result may be withdrawn only before its employee has opened it. */
export function checkWithdraw(evaluation: { readonly readAt: string | null }): Found[] {
  return evaluation.readAt === null ? [] : [found("appraisal.already-read", "")];
}

/**
 * "Belum ada laporan": what cannot be finished closes with that state once no report can arrive any more, sealed in time or
 * not, and is never counted as the supervisor's failure. `until` is that moment in words.
 */
export function checkCloseWithoutReport(report: {
  readonly mayArrive: boolean;
  readonly until: Text;
}): Found[] {
  return report.mayArrive ? [found("appraisal.report-window-open", "", { until: report.until })] : [];
}

function hasDoubles(list: readonly string[]): boolean {
  return new Set(list).size < list.length;
}

function found(code: AppraisalVerdictCode, path: string, values: Values = {}): Found {
  return { code, weight: appraisalVerdicts[code].weight, path, values };
}
