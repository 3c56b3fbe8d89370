import * as z from "zod";
import { slipPassword, tokenKeyMark } from "#shared/identity/hosted-account.ts";
import type { Invitation, Member } from "#shared/identity/model.ts";
import { invitationEntity, memberEntity, slipAccountEntity } from "#shared/identity/store.ts";
import { personEntity } from "#shared/people/store.ts";
import { Temporal } from "#shared/platform/clock.ts";
import { consume } from "#shared/platform/consume.ts";
import { readEnv } from "#shared/platform/env.ts";
import { ChangeEvent } from "#shared/platform/events.ts";
import { idSchema } from "#shared/platform/ids.ts";
import { readRotatingSecret } from "#shared/platform/secrets.ts";
import { functionConnection } from "#shared/platform/table/client.ts";
import { AgencyTable } from "#shared/platform/table/table.ts";
import { untilUnrefused } from "#shared/platform/table/write.ts";
import { admitAddress, giveFirstPassword } from "./hosted-accounts.ts";

const InvitationChange = z.object({
  invitationId: idSchema("invitation"),
  number: z.int(),
  state: z.string(),
});

/**
 * The hosted provider lets nobody sign up, so whoever is invited gets an account there. The message says that an
 * invitation is new or was sent again; what it comes to is looked up, and doing it again changes nothing.
 */
export const handler = consume("accounts", ChangeEvent, async ({ agency, before, after }, { now }) => {
  const told = InvitationChange.safeParse(after).data;
  const known = InvitationChange.safeParse(before).data;
  if (told?.state !== "open" || known?.number === told.number) return;
  const table = new AgencyTable(functionConnection(), agency);
  const attempt: Attempt = { hasSetPassword: false };
  await untilUnrefused(() => prepare(table, told, now, attempt));
});

/** What this message has done so far. */
interface Attempt {
  hasSetPassword: boolean;
}

async function prepare(
  table: AgencyTable,
  ref: Pick<Invitation, "invitationId">,
  now: Temporal.Instant,
  attempt: Attempt,
): Promise<void> {
  const invitation = await table.get(invitationEntity, ref);
  if (invitation?.state !== "open" || Temporal.Instant.compare(invitation.expiresAt, now) <= 0) return;
  const member = await table.get(memberEntity, invitation);
  if (member?.state !== "invited") return;
  if (invitation.channel === "slip") await prepareSlip(table, invitation, member, attempt);
  else if (member.email !== undefined) await admitAddress(member.email);
}

/**
 * The note is written after the password, at the version that was read before it: of two who prepare one account for two
 * numbers side by side, the one whose note is refused has perhaps set the older one last, and sets what holds now.
 */
async function prepareSlip(
  table: AgencyTable,
  invitation: Invitation,
  member: Member,
  attempt: Attempt,
): Promise<void> {
  const { invitationId, number } = invitation;
  const noted = await table.get(slipAccountEntity, invitation);
  if (noted?.number === number && !attempt.hasSetPassword) return;
  const { employeeId } = member;
  const person = employeeId === undefined ? undefined : await table.get(personEntity, { id: employeeId });
  if (person === undefined) return;
  const { current } = await readRotatingSecret(readEnv("tokenKey").TOKEN_KEY_SECRET);
  const code = { agencyId: table.agency, invitationId, number };
  attempt.hasSetPassword = true;
  const password = await giveFirstPassword(person.nip, slipPassword(current, code));
  const note = { invitationId, number, password, keyMark: tokenKeyMark(current) };
  await table.write([
    noted === undefined
      ? table.create(slipAccountEntity, note)
      : table.replace(slipAccountEntity, noted, note),
  ]);
}
