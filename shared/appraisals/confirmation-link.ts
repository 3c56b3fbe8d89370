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
import { readRotatingSecret } from "#shared/platform/secrets.ts";
import type { CallContext, OpenContext } from "#shared/platform/serve.ts";
import { functionConnection } from "#shared/platform/table/client.ts";
import type { CommitContext } from "#shared/platform/table/commit.ts";
import type { Stored } from "#shared/platform/table/entity.ts";
import { AgencyTable } from "#shared/platform/table/table.ts";
import { WriteRefused } from "#shared/platform/table/write.ts";
import { type Confirmation, confirmationEntity } from "./confirmation-item.ts";
import type { ConfirmationView } from "./confirmations.ts";

/** A link that was followed while it is good, and all that it speaks for. */
export interface OpenedLink {
  readonly context: OpenContext;
  readonly table: AgencyTable;
  readonly asked: Stored<Confirmation>;
  readonly official: ExternalOfficial;
  readonly agency: ConfirmationView["agency"];
  readonly cycle: Cycle;
}

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

/** In the official's name, through this link; the audit says who had asked for it and, of ratings, who had drafted them. */
export function linkContext(
  { context, table, asked, official }: OpenedLink,
  preparedBy: string | undefined,
): CommitContext & Pick<CallContext, "language"> {
  const { now, language, requestId: request } = context;
  const confirmation = `${asked.confirmationId}.${asked.number}`;
  const { askedBy } = asked;
  return {
    table,
    now,
    language,
    auditActor: { official: official.id, confirmation, askedBy, preparedBy: preparedBy ?? null, request },
  };
}

/** Two taps on two people meet in the link's own item; whoever comes second looks anew. */
export async function untilSettled<T>(work: () => Promise<T>, tries = 4): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isRace =
      error instanceof WriteRefused || (error instanceof AppError && error.code === "edit.conflict");
    if (!isRace) throw error;
    if (tries === 0) throw new AppError("edit.conflict", { cause: error });
    return await untilSettled(work, tries - 1);
  }
}
