import type { AskedPlanView } from "#shared/plans/asked.ts";
import { latePlan } from "#shared/plans/late.ts";
import { planVerdictText } from "#shared/plans/messages.ts";
import { type PlanFile, type PlanVersionItem, planVersionOf, readPlanFile } from "#shared/plans/store.ts";
import { placeOfPart } from "#shared/platform/part-id.ts";
import type { Confirmation } from "./confirmation-item.ts";
import type { OpenedLink } from "./confirmation-link.ts";

/** One of the plans that the link asks about. */
export type BoundPlan = Confirmation["plans"][number];

/** A plan as it is now, beside what the link has of it. */
export interface StandingPlan {
  readonly state: AskedPlanView["state"];
  readonly bound: BoundPlan;
  readonly file: PlanFile | undefined;
  /** The version that waits for the official, as long as one does. */
  readonly version: PlanVersionItem | undefined;
}

/** It waits only for the part's appraiser of now, and only once: what was decided through the link is not decided again. */
export async function planBehind({ table, asked }: OpenedLink, bound: BoundPlan): Promise<StandingPlan> {
  const file = await readPlanFile(table, placeOfPart(bound.part), { drafts: false });
  if (bound.decision !== null) return { state: bound.decision, bound, file, version: undefined };
  const isWaiting =
    file?.part.appraiser?.id === asked.official &&
    file.part.exclusion === undefined &&
    file.part.plan.state === "submitted";
  const version = isWaiting ? planVersionOf(file, file.part.plan.submittedVersion) : undefined;
  if (version === undefined) return { state: "settled", bound, file, version };
  const isSame = version.number === bound.version && version.hash === bound.hash;
  return { state: isSame ? "asked" : "changed", bound, file, version };
}

/** One person's plan on the official's page. */
export function askedPlanView(
  { cycle }: OpenedLink,
  { state, bound, file, version }: StandingPlan,
): AskedPlanView {
  const { name = "", post = "" } = file?.part ?? {};
  const shown = { part: bound.part, name, post, state };
  if (version === undefined || file === undefined) return { ...shown, plan: null };
  const { number, hash, content, questions } = version;
  return {
    ...shown,
    plan: {
      version: number,
      hash,
      content,
      questions: questions.map((question) => ({ ...question, text: planVerdictText(question) })),
      isLate: latePlan(file.part, cycle) !== undefined,
      isAmendment: file.part.plan.approvedVersion > 0,
    },
  };
}
