import { readAgency } from "#shared/agencies/store.ts";
import type { Cycle } from "#shared/cycles/model.ts";
import { readCycle } from "#shared/cycles/store.ts";
import type { ExternalOfficial } from "#shared/people/model.ts";
import { covers } from "#shared/people/rules.ts";
import { officialEntity } from "#shared/people/store.ts";
import { dayOf, isoInstant } from "#shared/platform/clock.ts";
import { readEnv } from "#shared/platform/env.ts";
import { AppError } from "#shared/platform/errors.ts";
import { readOneTimeCode } from "#shared/platform/one-time-code.ts";
import { type PartId, placeOfPart } from "#shared/platform/part-id.ts";
import { readRotatingSecret } from "#shared/platform/secrets.ts";
import type { OpenContext } from "#shared/platform/serve.ts";
import { functionConnection } from "#shared/platform/table/client.ts";
import type { Stored } from "#shared/platform/table/entity.ts";
import { AgencyTable } from "#shared/platform/table/table.ts";
import { type Confirmation, confirmationEntity } from "./confirmation-item.ts";
import type { ConfirmationView } from "./confirmations.ts";
import { type EvaluationFile, readEvaluationFile } from "./store.ts";
import { isDraftable } from "./workflow.ts";

/** A link that was followed while it is good, and all that it speaks for. */
export interface OpenedLink {
  readonly context: OpenContext;
  readonly table: AgencyTable;
  readonly asked: Stored<Confirmation>;
  readonly official: ExternalOfficial;
  readonly agency: ConfirmationView["agency"];
  readonly cycle: Cycle;
}

/** One of the people whom the link was made for. */
export type BoundDraft = Confirmation["drafts"][number];

/**
 * The link behind a code. It is the official's only while they hold the office; used, expired and replaced ones are told
 * apart, since each asks for something else.
 */
export async function openedLink(text: string, context: OpenContext): Promise<OpenedLink> {
  const { current, previous } = await readRotatingSecret(readEnv("tokenKey").TOKEN_KEY_SECRET);
  const code =
    readOneTimeCode(current, "confirmation", text) ?? readOneTimeCode(previous, "confirmation", text);
  if (code === undefined) throw new AppError("confirmation.invalid");
  const table = new AgencyTable(functionConnection(), code.agencyId);
  const asked = await table.get(confirmationEntity, { confirmationId: code.id });
  if (asked === undefined || asked.number !== code.number) throw new AppError("confirmation.invalid");
  if (asked.state === "used") throw new AppError("confirmation.used");
  if (asked.expiresAt <= isoInstant(context.now)) throw new AppError("confirmation.expired");
  const [official, cycle, { profile }] = await Promise.all([
    table.get(officialEntity, { id: asked.official }),
    readCycle(table, asked.cycleId),
    readAgency(table),
  ]);
  const today = dayOf(context.now, profile.zone).toString();
  if (official === undefined || cycle === undefined || !isInOffice(official, today)) {
    throw new AppError("confirmation.invalid");
  }
  return { context, table, asked, official, agency: profile, cycle };
}

function isInOffice({ from = "", to }: ExternalOfficial, today: string): boolean {
  return covers({ from, to }, today);
}

/** The evaluation of one of the link's people as it is now, and whether it still waits for the link's official. */
export async function evaluationBehind(
  { table, asked }: OpenedLink,
  { part, isConfirmed }: BoundDraft,
): Promise<{ readonly file: EvaluationFile | undefined; readonly isWaiting: boolean }> {
  const file = await readEvaluationFile(table, placeOfPart(part), asked.evaluationId);
  const state = file?.part.evaluations[asked.evaluationId]?.state;
  const isWaiting =
    !isConfirmed &&
    file?.part.appraiser?.id === asked.official &&
    file.part.exclusion === undefined &&
    state !== undefined &&
    isDraftable(state);
  return { file, isWaiting };
}

/** The evaluation of somebody whom the link asks to confirm; undefined for everybody else, and once it waits no longer. */
export async function waitingEvaluation(link: OpenedLink, part: PartId): Promise<EvaluationFile | undefined> {
  const bound = link.asked.drafts.find((draft) => draft.part === part);
  if (bound === undefined) return undefined;
  const { file, isWaiting } = await evaluationBehind(link, bound);
  return isWaiting ? file : undefined;
}
