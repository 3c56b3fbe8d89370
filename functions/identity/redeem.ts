import { houseAgencyId } from "#shared/agencies/model.ts";
import { readInvitationCode } from "#shared/identity/invitation-code.ts";
import type { Member, Membership } from "#shared/identity/model.ts";
import { invitationEntity, loginEntity, memberEntity, membershipEntity } from "#shared/identity/store.ts";
import { isoInstant, Temporal } from "#shared/platform/clock.ts";
import { derivedId } from "#shared/platform/digest.ts";
import { readEnv } from "#shared/platform/env.ts";
import { AppError } from "#shared/platform/errors.ts";
import type { Id } from "#shared/platform/ids.ts";
import { readRotatingSecret, readSecret } from "#shared/platform/secrets.ts";
import { functionConnection } from "#shared/platform/table/client.ts";
import { commit, create } from "#shared/platform/table/commit.ts";
import { type AgencyTable, changed, PlatformTable } from "#shared/platform/table/table.ts";
import type { Write } from "#shared/platform/table/write.ts";
import type { ProvenLogin } from "./id-token.ts";

/**
 * Links a login to the member whom an invitation names, once. Login, membership, member, invitation and audit change
 * together or not at all. Redeeming again with the same login is fine (the answer got lost); with another it is not.
 */
export async function redeemInvitation(
  text: string,
  login: ProvenLogin,
  now: Temporal.Instant,
  requestId: string,
): Promise<Id<"agency">> {
  if (await isOperatorInvitation(text)) return await redeemOperator(login, now, requestId);
  const { current, previous } = await readRotatingSecret(readEnv("tokenKey").TOKEN_KEY_SECRET);
  // A letter lies on a desk for weeks, and the key may have been rotated in between.
  const code = readInvitationCode(current, text) ?? readInvitationCode(previous, text);
  if (code === undefined) throw new AppError("invitation.invalid");
  const table = new PlatformTable(functionConnection());
  const own = table.within(code.agencyId);
  const invitation = await own.get(invitationEntity, code);
  const member = invitation && (await own.get(memberEntity, invitation));
  if (invitation === undefined || member === undefined) throw new AppError("invitation.invalid");
  if (isLinked(member, login)) return code.agencyId;
  const isOpen =
    invitation.state === "open" && invitation.number === code.number && member.state === "invited";
  if (!isOpen || Temporal.Instant.compare(now, invitation.expiresAt) >= 0)
    throw new AppError("invitation.invalid");
  const loginId = derivedId("login", login.issuerId, login.subject);
  const linked: Member = {
    ...changed(member, { state: "active" }),
    login: { issuerId: login.issuerId, subject: login.subject, loginId },
  };
  const context = linkContext(own, now, member.memberId, loginId, requestId);
  await commit(context, { kind: memberEntity, current: member }, "invitation.redeemed", async () => ({
    next: linked,
    writes: [
      own.replace(invitationEntity, invitation, changed(invitation, { state: "redeemed" })),
      table.create(membershipEntity, membershipOf(linked, login, code.agencyId)),
      ...(await loginWrites(table, login, loginId, now)),
    ],
  }));
  return code.agencyId;
}

/** The first operator's code comes with the deployment and is void once there is an operator. */
async function isOperatorInvitation(text: string): Promise<boolean> {
  const { token } = JSON.parse(
    await readSecret(readEnv("operatorInvitation").OPERATOR_INVITATION_SECRET),
  ) as {
    token: string;
  };
  return text === token;
}

async function redeemOperator(
  login: ProvenLogin,
  now: Temporal.Instant,
  requestId: string,
): Promise<Id<"agency">> {
  const table = new PlatformTable(functionConnection());
  const own = table.within(houseAgencyId);
  const memberId = derivedId("member", houseAgencyId, "first-operator");
  const existing = await own.get(memberEntity, { memberId });
  if (existing !== undefined) {
    if (isLinked(existing, login)) return houseAgencyId;
    throw new AppError("invitation.invalid");
  }
  const loginId = derivedId("login", login.issuerId, login.subject);
  const member: Member = {
    memberId,
    name: "Operator",
    email: login.email,
    roles: ["operator"],
    state: "active",
    login: { issuerId: login.issuerId, subject: login.subject, loginId },
    sessionVersion: 1,
  };
  await create(
    linkContext(own, now, memberId, loginId, requestId),
    memberEntity,
    "operator.appointed",
    member,
    [
      table.create(membershipEntity, membershipOf(member, login, houseAgencyId)),
      ...(await loginWrites(table, login, loginId, now)),
    ],
  );
  return houseAgencyId;
}

function isLinked(member: Member, login: ProvenLogin): boolean {
  return member.login?.issuerId === login.issuerId && member.login.subject === login.subject;
}

export function membershipOf(
  member: Member,
  login: { issuerId: string; subject: string },
  agencyId: Id<"agency">,
): Membership {
  return {
    issuerId: login.issuerId,
    subject: login.subject,
    agencyId,
    memberId: member.memberId,
    roles: member.roles,
    state: member.state === "inactive" ? "inactive" : "active",
    employeeId: member.employeeId,
    officialId: member.officialId,
    sessionVersion: member.sessionVersion,
  };
}

async function loginWrites(
  table: PlatformTable,
  login: ProvenLogin,
  loginId: Id<"login">,
  now: Temporal.Instant,
): Promise<readonly Write[]> {
  if ((await table.get(loginEntity, login)) !== undefined) return [];
  const { issuerId, subject, email } = login;
  return [table.create(loginEntity, { issuerId, subject, loginId, email, createdAt: isoInstant(now) })];
}

function linkContext(
  table: AgencyTable,
  now: Temporal.Instant,
  member: Id<"member">,
  login: Id<"login">,
  request: string,
) {
  return { table, now, auditActor: { member, login, request } };
}
