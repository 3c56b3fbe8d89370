import { readAgency } from "#shared/agencies/store.ts";
import { isAppraiser } from "#shared/cycles/part-readers.ts";
import { assistedOn } from "#shared/identity/assists.ts";
import { memberEntity } from "#shared/identity/store.ts";
import { officialEntity } from "#shared/people/store.ts";
import { dayOf } from "#shared/platform/clock.ts";
import { AppError } from "#shared/platform/errors.ts";
import type { Id } from "#shared/platform/ids.ts";
import type { CallContext } from "#shared/platform/serve.ts";
import type { EvaluationFile } from "./store.ts";
import { isDraftable } from "./workflow.ts";

/** Whether the caller assists this external official today: read anew each time, so that it ends with its last day. */
async function assists({ actor, table, now }: CallContext, official: Id<"official">): Promise<boolean> {
  const member = await table.get(memberEntity, { memberId: actor.member });
  if (member?.assists === undefined || member.state !== "active") return false;
  const { zone } = (await readAgency(table)).profile;
  return assistedOn(member, dayOf(now, zone).toString()).includes(official);
}

/** The official for whom the caller prepares; for everybody else they do not exist. */
export async function assistedOfficial({ officialId }: { officialId: Id<"official"> }, context: CallContext) {
  if (!(await assists(context, officialId))) return undefined;
  return await context.table.get(officialEntity, { id: officialId });
}

/**
 * Whether the caller may draft this evaluation's ratings for the external official who appraises. Nobody prepares their own,
 * and what is final is no longer the assistant's to see.
 */
export async function mayPrepare(
  { part, evaluation }: Pick<EvaluationFile, "part" | "evaluation">,
  context: CallContext,
): Promise<boolean> {
  const { appraiser } = part;
  if (appraiser?.kind !== "official" || isAppraiser(part, context)) return false;
  if (part.employeeId === context.actor.employee) return false;
  const state = part.evaluations[evaluation]?.state;
  return state !== undefined && isDraftable(state) && (await assists(context, appraiser.id));
}

/** The evaluation for its appraiser. Who may prepare it is told that deciding is the official's. */
export async function decidable(
  file: EvaluationFile | undefined,
  context: CallContext,
): Promise<EvaluationFile | undefined> {
  if (file === undefined || isAppraiser(file.part, context)) return file;
  if (await mayPrepare(file, context)) throw new AppError("official.decides");
  return undefined;
}
