import { type Confirmation, confirmationEntity, stateOfLink } from "#shared/appraisals/confirmation-item.ts";
import {
  linkContext,
  type OpenedLink,
  openedLink,
  untilSettled,
} from "#shared/appraisals/confirmation-link.ts";
import { askedPlanView, type BoundPlan, planBehind } from "#shared/appraisals/linked-plans.ts";
import type { AskedPlanView } from "#shared/plans/asked.ts";
import { planStateLabels } from "#shared/plans/messages.ts";
import type { PlanDecision } from "#shared/plans/model.ts";
import { AppError } from "#shared/platform/errors.ts";
import type { PartId } from "#shared/platform/part-id.ts";
import type { OpenContext } from "#shared/platform/serve.ts";
import { auditedWrites } from "#shared/platform/table/commit.ts";
import { changed } from "#shared/platform/table/table.ts";
import { decideOnPlan } from "./moves.ts";

interface Shown {
  readonly code: string;
  readonly part: PartId;
  readonly version: number;
  readonly hash: string;
  readonly isSeenAnew: boolean;
  readonly reason: string;
}

const decisions = { approve: "approved", return: "returned" } as const satisfies Record<
  string,
  PlanDecision["decision"]
>;

/**
 * One plan is decided on in the official's name. It must be the version that was shown; one that is not what the link was
 * made for must have been looked at anew.
 */
export async function decideAsked(
  context: OpenContext,
  action: keyof typeof decisions,
  { code, part, version, hash, isSeenAnew, reason }: Shown,
): Promise<AskedPlanView> {
  return await untilSettled(async () => {
    const link = await openedLink(code, context);
    const bound = boundOf(link, part);
    const standing = await planBehind(link, bound);
    const decision = decisions[action];
    // The answer to the first try was lost.
    if (bound.decision === decision && bound.version === version) return askedPlanView(link, standing);
    const { file, version: waiting } = standing;
    if (file === undefined) throw new AppError("confirmation.changed");
    if (waiting === undefined) {
      throw new AppError("state.transition", { values: { state: planStateLabels[file.part.plan.state] } });
    }
    const isShown = waiting.number === version && waiting.hash === hash;
    if (!isShown || (standing.state === "changed" && !isSeenAnew)) throw new AppError("confirmation.changed");
    const linked = linkContext(link, undefined);
    const decided = { ...bound, version, hash, decision };
    const next = withPlan(link, decided);
    const answer = await decideOnPlan(linked, file, action, {
      version,
      hash,
      reason,
      notes: [],
      by: link.official.id,
      writes: auditedWrites(linked, confirmationEntity, link.asked, next, `confirmation.${decision}`),
    });
    return askedPlanView(link, { state: decision, bound: decided, file: answer, version: undefined });
  });
}

function boundOf({ asked }: OpenedLink, part: PartId): BoundPlan {
  const bound = asked.plans.find((one) => one.part === part);
  if (bound === undefined) throw new AppError("confirmation.changed");
  return bound;
}

/** The link with one of its plans as it is from now on. */
function withPlan({ asked }: OpenedLink, plan: BoundPlan): Confirmation {
  const plans = asked.plans.map((one) => (one.part === plan.part ? plan : one));
  return changed(asked, { plans, state: stateOfLink({ ...asked, plans }) });
}
