import { slipPassword, tokenKeyMark } from "#shared/identity/hosted-account.ts";
import { writeInvitationCode } from "#shared/identity/invitation-code.ts";
import { invitationIdOf, memberIdOf } from "#shared/identity/invite.ts";
import type { Invitation, Member, SlipAccount, SlipState } from "#shared/identity/model.ts";
import { invitationEntity, memberEntity, slipAccountEntity } from "#shared/identity/store.ts";
import { fullName, type Person, placeOn } from "#shared/people/person.ts";
import { peopleOfUnit, personEntity, unitEntity } from "#shared/people/store.ts";
import { maskNip } from "#shared/people/wording.ts";
import { isoInstant, type Temporal } from "#shared/platform/clock.ts";
import { readEnv } from "#shared/platform/env.ts";
import type { Id } from "#shared/platform/ids.ts";
import { type RotatingSecret, readRotatingSecret } from "#shared/platform/secrets.ts";
import type { CallContext } from "#shared/platform/serve.ts";
import { auditedWrites } from "#shared/platform/table/commit.ts";
import type { Stored } from "#shared/platform/table/entity.ts";
import { type AgencyTable, changed } from "#shared/platform/table/table.ts";
import { untilUnrefused } from "#shared/platform/table/write.ts";
import { webPaths } from "#shared/platform/web-paths.ts";

/** Somebody with an open invitation by slip, and all that a slip is made of. */
interface Invited {
  readonly member: Stored<Member>;
  readonly person: Person;
  readonly invitation: Invitation;
  readonly account: SlipAccount | undefined;
}

/** A page of a unit's people, of whom those stay who wait for a slip: it may be short or empty while more follow. */
export async function listSlips(
  { table, cursors, now }: CallContext,
  query: { unit: Id<"unit">; limit: number; cursor?: string | undefined },
) {
  const keys = await tokenKeys();
  const { items, ...rest } = cursors.answer(await table.query(peopleOfUnit(query.unit), cursors.page(query)));
  const invited = await invitedAmong(
    table,
    items.map((person) => memberOf(table, person.id)),
  );
  return {
    ...rest,
    items: invited.map((one) => ({
      ...lineOf(one),
      state: stateOf(one, keys, now),
    })),
  };
}

/**
 * The slips of those among them that are ready. Codes and passwords are computed here and stored nowhere; that
 * somebody got to see them stands in the audit of each person's membership.
 */
export async function printSlips(context: CallContext, memberIds: readonly Id<"member">[]) {
  return await untilUnrefused(() => printOnce(context, memberIds));
}

async function printOnce(context: CallContext, memberIds: readonly Id<"member">[]) {
  const { table, now } = context;
  const keys = await tokenKeys();
  const invited = await invitedAmong(table, [...new Set(memberIds)]);
  const ready = invited.filter((one) => stateOf(one, keys, now) === "ready");
  const units = await unitNames(table, ready);
  const noted = ready.flatMap(({ member }) =>
    auditedWrites(context, memberEntity, member, changed(member, {}), "slip.printed"),
  );
  if (noted.length > 0) await table.write(noted);
  return { slips: ready.map((one) => slipOf(table, one, keys, units)) };
}

function slipOf(table: AgencyTable, one: Invited, keys: RotatingSecret, units: ReadonlyMap<string, string>) {
  const { invitationId, number } = one.invitation;
  const named = { agencyId: table.agency, invitationId, number };
  const key = keyOf(one.account, keys) ?? keys.current;
  const code = writeInvitationCode(key, named);
  const unit = units.get(unitOf(one.person) ?? "");
  return {
    ...lineOf(one),
    ...(unit === undefined ? {} : { unit }),
    userName: "nip" as const,
    ...(one.account?.password === "temporary" ? { password: slipPassword(key, named) } : {}),
    code,
    link: new URL(`${webPaths.invitation}#${code}`, readEnv("service").PUBLIC_URL).href,
  };
}

function lineOf({ member, person, invitation }: Invited) {
  return {
    memberId: member.memberId,
    name: fullName(person),
    nipMasked: maskNip(person.nip),
    validUntil: invitation.expiresAt,
  };
}

/** A slip is good while its invitation is open and its password comes from a key that we still have. */
function stateOf({ invitation, account }: Invited, keys: RotatingSecret, now: Temporal.Instant): SlipState {
  if (invitation.expiresAt <= isoInstant(now)) return "lapsed";
  if (account?.number !== invitation.number) return "preparing";
  return keyOf(account, keys) === undefined ? "lapsed" : "ready";
}

/** The key that the account's password was derived from; the code on the slip comes from the same one. */
function keyOf(account: SlipAccount | undefined, { current, previous }: RotatingSecret): string | undefined {
  return [current, previous].find((key) => key !== "" && tokenKeyMark(key) === account?.keyMark);
}

/** In the order asked. Who signs in by address, has signed in or is no longer invited has no slip. */
async function invitedAmong(
  table: AgencyTable,
  memberIds: readonly Id<"member">[],
): Promise<readonly Invited[]> {
  const refs = memberIds.map((memberId) => ({ invitationId: invitationIdOf(table.agency, memberId) }));
  const found = await table.getTogether(
    [memberEntity, memberIds.map((memberId) => ({ memberId }))],
    [invitationEntity, refs],
    [slipAccountEntity, refs],
  );
  const invitations = new Map(found.invitation.map((one) => [one.memberId, one]));
  const accounts = new Map(found.slipAccount.map((one) => [one.invitationId, one]));
  const members = new Map(found.member.map((one) => [one.memberId, one]));
  const people = await peopleOf(table, found.member);
  return memberIds.flatMap((memberId) => {
    const member = members.get(memberId);
    const invitation = invitations.get(memberId);
    const person = people.get(member?.employeeId ?? "");
    if (member?.state !== "invited" || invitation?.state !== "open" || invitation.channel !== "slip")
      return [];
    return person === undefined
      ? []
      : [{ member, person, invitation, account: accounts.get(invitation.invitationId) }];
  });
}

async function peopleOf(
  table: AgencyTable,
  members: readonly Member[],
): Promise<ReadonlyMap<string, Person>> {
  const ids = members.flatMap(({ employeeId: id, state }) =>
    id === undefined || state !== "invited" ? [] : [{ id }],
  );
  return new Map((await table.getMany(personEntity, ids)).map((person) => [person.id as string, person]));
}

async function unitNames(
  table: AgencyTable,
  invited: readonly Invited[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(invited.flatMap(({ person }) => unitOf(person) ?? []))];
  const units = await table.getMany(
    unitEntity,
    ids.map((id) => ({ id })),
  );
  return new Map(units.map(({ id, name }) => [id as string, name]));
}

function unitOf(person: Person): Id<"unit"> | undefined {
  return placeOn(person, person.indexedOn)?.unit as Id<"unit"> | undefined;
}

/** The member that stands for somebody on the roster. */
function memberOf(table: AgencyTable, employeeId: Id<"employee">): Id<"member"> {
  return memberIdOf(table.agency, { name: "", roles: ["employee"], employeeId });
}

async function tokenKeys(): Promise<RotatingSecret> {
  return await readRotatingSecret(readEnv("tokenKey").TOKEN_KEY_SECRET);
}
