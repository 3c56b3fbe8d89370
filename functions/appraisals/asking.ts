import {
  type BoundTo,
  type Confirmation,
  confirmationEntity,
  confirmationIdOf,
} from "#shared/appraisals/confirmation-item.ts";
import { appraisalVerdictText, evaluationStateLabels } from "#shared/appraisals/messages.ts";
import { checkFinal } from "#shared/appraisals/rules.ts";
import { type EvaluationFile, readEvaluationFile } from "#shared/appraisals/store.ts";
import { isDraftable } from "#shared/appraisals/workflow.ts";
import { memberEntity } from "#shared/identity/store.ts";
import type { ExternalOfficial } from "#shared/people/model.ts";
import { planStateLabels } from "#shared/plans/messages.ts";
import { planVersionOf, readPlanFile } from "#shared/plans/store.ts";
import { isoInstant } from "#shared/platform/clock.ts";
import { contentDigest } from "#shared/platform/digest.ts";
import { readEnv } from "#shared/platform/env.ts";
import { AppError, type FieldProblem } from "#shared/platform/errors.ts";
import type { Id } from "#shared/platform/ids.ts";
import { writeOneTimeCode } from "#shared/platform/one-time-code.ts";
import { type PartId, placeOfPart } from "#shared/platform/part-id.ts";
import { readRotatingSecret } from "#shared/platform/secrets.ts";
import type { CallContext } from "#shared/platform/serve.ts";
import { commit, create } from "#shared/platform/table/commit.ts";
import { webPaths } from "#shared/platform/web-paths.ts";
import { evaluationOf, finalContext, organisationFor } from "./context.ts";

/** A link is good for this long; afterwards the assistant asks again. */
const validDays = 7;

/** Where something waits for an official. */
interface Place {
  readonly officialId: Id<"official">;
  readonly cycleId: Id<"cycle">;
}

interface EvaluationPlace extends Place {
  readonly evaluationId: Id<"evaluation">;
}

/** A file that has a draft to be confirmed. */
type Prepared = EvaluationFile & { readonly ratingDraft: NonNullable<EvaluationFile["ratingDraft"]> };

/** Binds a new link to these drafts as they are now. */
export async function askConfirmation(
  context: CallContext,
  place: EvaluationPlace,
  official: ExternalOfficial,
  parts: readonly PartId[],
) {
  const ids = [...new Set(parts)];
  const files = await Promise.all(ids.map((part) => preparedFile(context, place, part)));
  await refuseIncomplete(context, files);
  const drafts = files.map(({ part, ratingDraft }) => ({
    part: part.id,
    hash: contentDigest(ratingDraft.ratings),
    isConfirmed: false,
  }));
  return await newLink(context, place, official, { drafts, plans: [] });
}

/** Binds a new link to the versions of these people's plans that wait for the official now. */
export async function askPlanDecisions(
  context: CallContext,
  place: Place,
  official: ExternalOfficial,
  parts: readonly PartId[],
) {
  const ids = [...new Set(parts)];
  const versions = await Promise.all(ids.map((part) => submittedVersion(context, place, part)));
  const plans = versions.map(({ part, number, hash }) => ({ part, version: number, hash, decision: null }));
  return await newLink(context, place, official, { drafts: [], plans });
}

/**
 * Whoever asks gets to see the link only where the official has no mail: else the assistant could follow it in the
 * official's place.
 */
async function newLink(
  context: CallContext,
  { cycleId, evaluationId }: Place & Partial<EvaluationPlace>,
  official: ExternalOfficial,
  bound: BoundTo,
) {
  const { table, actor, now } = context;
  const about = { official: official.id, cycleId, evaluationId };
  const confirmationId = confirmationIdOf(table.agency, about);
  const [current, member] = await Promise.all([
    table.get(confirmationEntity, { confirmationId }),
    table.get(memberEntity, { memberId: actor.member }),
  ]);
  const next: Confirmation = {
    confirmationId,
    ...about,
    number: (current?.number ?? 0) + 1,
    state: "open",
    expiresAt: isoInstant(now.add({ hours: 24 * validDays })),
    channel: official.email === undefined ? "slip" : "mail",
    ...bound,
    askedBy: actor.member,
    askedByName: member?.name ?? "",
    askedAt: isoInstant(now),
  };
  const asked =
    current === undefined
      ? await create(context, confirmationEntity, "confirmation.asked", next)
      : await commit(context, { kind: confirmationEntity, current }, "confirmation.asked", () => ({ next }));
  return asked.channel === "mail" ? asked : { ...asked, link: await linkTo(table.agency, asked) };
}

/** What was asked last in an evaluation or, without one, about plans. */
export async function readAsked(
  { table }: CallContext,
  place: Place & Partial<EvaluationPlace>,
): Promise<{ asked: Confirmation | null }> {
  const confirmationId = confirmationIdOf(table.agency, { official: place.officialId, ...place });
  const asked = await table.get(confirmationEntity, { confirmationId });
  return { asked: asked?.cycleId === place.cycleId ? asked : null };
}

/** The plan of one of the official's people that waits; the caller's own is no more theirs to hand in than their ratings. */
async function submittedVersion({ table, actor }: CallContext, { officialId, cycleId }: Place, id: PartId) {
  const place = placeOfPart(id);
  const file = place.cycleId === cycleId ? await readPlanFile(table, place, { drafts: false }) : undefined;
  if (file === undefined || file.part.appraiser?.id !== officialId) throw new AppError("not-found");
  if (place.employeeId === actor.employee) throw new AppError("not-found");
  const { exclusion, plan } = file.part;
  if (exclusion !== undefined) throw new AppError("part.excluded");
  const version = plan.state === "submitted" ? planVersionOf(file, plan.submittedVersion) : undefined;
  if (version === undefined) {
    throw new AppError("state.transition", { values: { state: planStateLabels[plan.state] } });
  }
  return version;
}

/** One of the official's people in this evaluation, with a draft; the caller's own is no more theirs to hand in than to write. */
async function preparedFile(
  { table, actor }: CallContext,
  { officialId, cycleId, evaluationId }: EvaluationPlace,
  id: PartId,
): Promise<Prepared> {
  const place = placeOfPart(id);
  const file = place.cycleId === cycleId ? await readEvaluationFile(table, place, evaluationId) : undefined;
  if (file === undefined || file.part.appraiser?.id !== officialId) throw new AppError("not-found");
  if (place.employeeId === actor.employee || file.ratingDraft === undefined) throw new AppError("not-found");
  const { state } = evaluationOf(file.part, evaluationId);
  if (!isDraftable(state)) {
    throw new AppError("state.transition", { values: { state: evaluationStateLabels[state] } });
  }
  return { ...file, ratingDraft: file.ratingDraft };
}

/** The official should have nothing to do but to look and to decide: what would block the result blocks the asking. */
async function refuseIncomplete(context: CallContext, files: readonly Prepared[]): Promise<void> {
  const fields: FieldProblem[] = [];
  for (const file of files) {
    const organisation = await organisationFor(context, file.part, file.evaluation);
    const findings = checkFinal(file.ratingDraft, finalContext(file, organisation));
    const [first] = findings.filter(({ weight }) => weight === "blocking");
    if (first === undefined) continue;
    const text = appraisalVerdictText(first)[context.language];
    fields.push({ path: `parts.${file.part.id}`, code: first.code, message: `${file.part.name}: ${text}` });
  }
  if (fields.length > 0) throw new AppError("appraisal.incomplete", { fields });
}

async function linkTo(
  agencyId: Id<"agency">,
  { confirmationId: id, number }: Pick<Confirmation, "confirmationId" | "number">,
): Promise<string> {
  const { current } = await readRotatingSecret(readEnv("tokenKey").TOKEN_KEY_SECRET);
  const code = writeOneTimeCode(current, "confirmation", { agencyId, id, number });
  return new URL(`${webPaths.confirmation}#${code}`, readEnv("service").PUBLIC_URL).href;
}
