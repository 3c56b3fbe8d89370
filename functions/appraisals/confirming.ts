import { type Confirmation, confirmationEntity, stateOfLink } from "#shared/appraisals/confirmation-item.ts";
import {
  linkContext,
  type OpenedLink,
  openedLink,
  untilSettled,
} from "#shared/appraisals/confirmation-link.ts";
import type { ConfirmationView, PreparedPerson } from "#shared/appraisals/confirmations.ts";
import { type BoundDraft, evaluationBehind } from "#shared/appraisals/linked-evaluations.ts";
import { askedPlanView, planBehind } from "#shared/appraisals/linked-plans.ts";
import { appraisalVerdictText, evaluationStateLabels } from "#shared/appraisals/messages.ts";
import type { Ratings } from "#shared/appraisals/model.ts";
import { checkFinal, outcomeOf } from "#shared/appraisals/rules.ts";
import { type EvaluationFile, planInForce, ratingDraftEntity } from "#shared/appraisals/store.ts";
import { isoInstant } from "#shared/platform/clock.ts";
import { contentDigest } from "#shared/platform/digest.ts";
import { AppError } from "#shared/platform/errors.ts";
import type { PartId } from "#shared/platform/part-id.ts";
import type { OpenContext } from "#shared/platform/serve.ts";
import { auditedWrites } from "#shared/platform/table/commit.ts";
import type { Stored } from "#shared/platform/table/entity.ts";
import { changed } from "#shared/platform/table/table.ts";
import { evaluationOf, finalContext, organisationFor } from "./context.ts";
import { isUndecided, lateNow } from "./late.ts";
import { ratingStep, submitEvaluation } from "./moves.ts";

/** A draft as it is now, beside what the link has of it. */
interface Standing {
  readonly state: PreparedPerson["state"];
  readonly bound: BoundDraft;
  readonly file: EvaluationFile | undefined;
  readonly hash: string | undefined;
}

/** The official's page: everyone for whom the link was made, with ratings or with a plan. */
export async function confirmationView(link: OpenedLink): Promise<ConfirmationView> {
  const { asked, official, agency, cycle } = link;
  const { evaluationId, askedByName, askedAt, expiresAt } = asked;
  const planned = cycle.evaluations.find(({ id }) => id === evaluationId);
  if (planned === undefined && evaluationId !== undefined) throw new AppError("confirmation.invalid");
  return {
    agency,
    official,
    askedByName,
    askedAt,
    expiresAt,
    cycle,
    evaluation: planned ?? null,
    people: await Promise.all(
      asked.drafts.map(async (bound) => await personView(link, await standingOf(link, bound))),
    ),
    plans: await Promise.all(
      asked.plans.map(async (bound) => askedPlanView(link, await planBehind(link, bound))),
    ),
  };
}

interface Shown {
  readonly code: string;
  readonly part: PartId;
  readonly hash: string;
}

/** The official's own words or ratings in place of the prepared ones; the link then speaks for these. */
export async function correctPrepared(
  context: OpenContext,
  { code, part, hash, ratings }: Shown & { ratings: Ratings },
): Promise<PreparedPerson> {
  return await untilSettled(async () => {
    const link = await openedLink(code, context);
    const { file, draft } = shownDraft(await standingOf(link, boundOf(link, part)), hash);
    const { table, asked } = link;
    const linked = linkContext(link, draft.preparedBy);
    ratingStep(file);
    const corrected = {
      ...changed(draft, { ratings, savedAt: isoInstant(context.now) }),
      origin: "individual" as const,
    };
    const next = withDraft(asked, part, { hash: contentDigest(ratings) });
    await table.write([
      table.replace(ratingDraftEntity, draft, corrected),
      ...auditedWrites(linked, confirmationEntity, asked, next, "confirmation.corrected"),
    ]);
    return await personOf(await openedLink(code, context), part);
  });
}

/**
 * One prepared draft becomes final in the official's name. It must be the one that was shown; one that is not what the link
 * was made for must have been looked at anew.
 */
export async function confirmPrepared(
  context: OpenContext,
  { code, part, hash, isSeenAnew }: Shown & { isSeenAnew: boolean },
): Promise<PreparedPerson> {
  return await untilSettled(async () => {
    const link = await openedLink(code, context);
    const standing = await standingOf(link, boundOf(link, part));
    // The answer to the first try was lost.
    if (standing.state === "confirmed") return await personView(link, standing);
    const { file, draft } = shownDraft(standing, hash);
    if (standing.state === "changed" && !isSeenAnew) throw new AppError("confirmation.changed");
    const linked = linkContext(link, draft.preparedBy);
    const next = withDraft(link.asked, part, { hash, isConfirmed: true });
    const final = await submitEvaluation(linked, file, {
      version: draft.version,
      by: link.official.id,
      writes: auditedWrites(linked, confirmationEntity, link.asked, next, "confirmation.confirmed"),
    });
    const { predicate = null } = evaluationOf(final.part, file.evaluation);
    return { ...lineOf(file), state: "confirmed", draft: null, predicate };
  });
}

/** The link with one of its drafts as it is from now on. */
function withDraft(asked: Stored<Confirmation>, part: PartId, fields: Partial<BoundDraft>): Confirmation {
  const drafts = asked.drafts.map((bound) => (bound.part === part ? { ...bound, ...fields } : bound));
  return changed(asked, { drafts, state: stateOfLink({ ...asked, drafts }) });
}

function boundOf({ asked }: OpenedLink, part: PartId): BoundDraft {
  const bound = asked.drafts.find((one) => one.part === part);
  if (bound === undefined) throw new AppError("confirmation.changed");
  return bound;
}

/** The draft of which this was shown: another one is to be looked at first, and one that waits no longer is told by its state. */
function shownDraft(standing: Standing, hash: string) {
  const { file, state } = standing;
  const draft = file?.ratingDraft;
  if (file === undefined || draft === undefined) throw new AppError("confirmation.changed");
  if (state === "confirmed" || state === "settled") {
    const { state: of } = evaluationOf(file.part, file.evaluation);
    throw new AppError("state.transition", { values: { state: evaluationStateLabels[of] } });
  }
  if (standing.hash !== hash) throw new AppError("confirmation.changed");
  return { file, draft };
}

async function standingOf(link: OpenedLink, bound: BoundDraft): Promise<Standing> {
  const { file, isWaiting } = await evaluationBehind(link, bound);
  const hash = file?.ratingDraft && contentDigest(file.ratingDraft.ratings);
  if (bound.isConfirmed) return { state: "confirmed", bound, file, hash };
  if (!isWaiting || hash === undefined) return { state: "settled", bound, file, hash };
  return { state: hash === bound.hash ? "prepared" : "changed", bound, file, hash };
}

async function personOf(link: OpenedLink, part: PartId): Promise<PreparedPerson> {
  return await personView(link, await standingOf(link, boundOf(link, part)));
}

async function personView(
  { context, table, cycle }: OpenedLink,
  { state, bound, file, hash }: Standing,
): Promise<PreparedPerson> {
  if (file === undefined)
    return { part: bound.part, name: "", post: "", state, draft: null, predicate: null };
  const { predicate = null } = state === "confirmed" ? evaluationOf(file.part, file.evaluation) : {};
  const shown = { ...lineOf(file), state, predicate };
  const { ratingDraft } = file;
  const planned = cycle.evaluations.find(({ id }) => id === file.evaluation);
  const isWaiting = state === "prepared" || state === "changed";
  if (!isWaiting || ratingDraft === undefined || hash === undefined || planned === undefined) {
    return { ...shown, draft: null };
  }
  const { ratings } = ratingDraft;
  const organisation = await organisationFor({ table }, file.part, file.evaluation);
  const findings = checkFinal(ratingDraft, finalContext(file, organisation));
  return {
    ...shown,
    draft: {
      hash,
      ratings,
      predicate: outcomeOf(planned.kind, ratings)?.predicate ?? null,
      findings: findings.map((finding) => ({ ...finding, text: appraisalVerdictText(finding) })),
      isLate: isUndecided(lateNow(file, cycle, context.now)),
      evidence: evidenceOf(file),
    },
  };
}

/** What was reported, under the results as they were planned. */
function evidenceOf(file: EvaluationFile) {
  const planned = new Map(planInForce(file)?.content.results.map(({ id, text }) => [id, text]));
  const realisations = file.item?.report?.report.realisations ?? [];
  return realisations.map(({ result, evidence }) => ({ result, text: planned.get(result) ?? "", evidence }));
}

function lineOf({ part }: EvaluationFile) {
  return { part: part.id, name: part.name, post: part.post };
}
