import { entity, globalEntity } from "../platform/table/entity.ts";
import { keys } from "../platform/table/keys.ts";
import { accessPattern } from "../platform/table/query.ts";
import { Invitation, Issuer, Login, Member, Membership, Session, SlipAccount } from "./model.ts";

export const memberEntity = entity({
  name: "member",
  keyClass: "members",
  schema: 1,
  model: Member,
  key: (agency, ref: Pick<Member, "memberId">) => keys.member(agency, ref.memberId),
});

/** Everyone who may sign in. `A#<a>#MEMBERS` */
export const membersOfAgency = accessPattern([memberEntity], (agency) => ({
  partition: keys.member(agency, "" as Member["memberId"]).pk,
}));

export const invitationEntity = entity({
  name: "invitation",
  keyClass: "invitations",
  schema: 1,
  model: Invitation,
  key: (agency, ref: Pick<Invitation, "invitationId">) => keys.invitation(agency, ref.invitationId),
});

export const slipAccountEntity = entity({
  name: "slipAccount",
  keyClass: "invitations",
  schema: 1,
  model: SlipAccount,
  key: (agency, ref: Pick<SlipAccount, "invitationId">) => keys.slipAccount(agency, ref.invitationId),
});

export const loginEntity = globalEntity({
  name: "login",
  keyClass: "login",
  schema: 1,
  model: Login,
  key: (ref: Pick<Login, "issuerId" | "subject">) => keys.login(ref.issuerId, ref.subject),
});

export const membershipEntity = globalEntity({
  name: "membership",
  keyClass: "login",
  schema: 1,
  model: Membership,
  key: (ref: Pick<Membership, "issuerId" | "subject" | "agencyId">) =>
    keys.membership(ref.issuerId, ref.subject, ref.agencyId),
});

/** The agencies of a login. `LOGIN#<issuer>#<subject>` / `MEMBERSHIP#…` */
export function membershipsOf(issuerId: string, subject: string) {
  return { partition: keys.login(issuerId, subject).pk, beginsWith: "MEMBERSHIP#" };
}

const dayInSeconds = 24 * 60 * 60;

export const sessionEntity = globalEntity({
  name: "session",
  keyClass: "session",
  schema: 1,
  model: Session,
  key: (ref: Pick<Session, "sessionId">) => keys.session(ref.sessionId),
  // Kept a day beyond its end, so that a late reuse is still recognised.
  expiresAt: (session) => Math.ceil(Date.parse(session.expiresAt) / 1000) + dayInSeconds,
});

export const issuerEntity = globalEntity({
  name: "issuer",
  keyClass: "issuer",
  schema: 1,
  model: Issuer,
  key: (ref: Pick<Issuer, "issuerId">) => keys.issuer(ref.issuerId),
});
