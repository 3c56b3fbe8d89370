import * as z from "zod";
import { expiryOf, invitationIdOf, newInvitation } from "#shared/identity/invite.ts";
import type { Assist, Member } from "#shared/identity/model.ts";
import { identityRoutes } from "#shared/identity/routes.ts";
import {
  invitationEntity,
  issuerEntity,
  memberEntity,
  membershipEntity,
  membersOfAgency,
} from "#shared/identity/store.ts";
import { officialEntity } from "#shared/people/store.ts";
import { AppError } from "#shared/platform/errors.ts";
import type { Id } from "#shared/platform/ids.ts";
import { type CallContext, implement, serve } from "#shared/platform/serve.ts";
import { functionConnection } from "#shared/platform/table/client.ts";
import { commit, create } from "#shared/platform/table/commit.ts";
import type { Stored } from "#shared/platform/table/entity.ts";
import { type AgencyTable, changed, PlatformTable } from "#shared/platform/table/table.ts";
import type { Write } from "#shared/platform/table/write.ts";
import { hostedIssuer, placeOf, verifyIdToken } from "./id-token.ts";
import { meOf } from "./me.ts";
import { redeemInvitation } from "./redeem.ts";
import { clearedCookie, endSession, openSession, renewSession } from "./sessions.ts";
import { listSlips, printSlips } from "./slips.ts";

export const implementation = implement(identityRoutes, {
  subjects: {},
  handlers: {
    findSignIn: async () => await placeOf(hostedIssuer()),

    signIn: async ({ body }, context) => {
      const login = await verifyIdToken(await issuerOf(body.idToken), body.idToken, body.nonce, context.now);
      const invited =
        body.invitation === undefined
          ? undefined
          : await redeemInvitation(body.invitation, login, context.now, context.requestId);
      const session = await openSession(login, body.agencyId ?? invited, context.now);
      context.setCookie(session.cookie);
      return { ...session, agencies: [...session.agencies] };
    },

    renewSession: async ({ body }, context) => {
      const session = await renewSession(context.cookies, body.agencyId, context.now);
      context.setCookie(session.cookie);
      return { ...session, agencies: [...session.agencies] };
    },

    signOut: async (_input, context) => {
      await endSession(context.cookies, context.now);
      context.setCookie(clearedCookie);
      return undefined;
    },

    readMe: async (_input, { actor, table, now }) => await meOf(table, actor.member, now),

    listMembers: async ({ query }, context) =>
      context.cursors.answer(await context.table.query(membersOfAgency, context.cursors.page(query))),

    inviteMember: async ({ body }, context) => {
      const { officialId: id } = body;
      if (id !== undefined && (await context.table.get(officialEntity, { id })) === undefined)
        throw new AppError("not-found");
      const { member, invitation } = newInvitation(context.actor.agency, body, context.now);
      const writes = [context.table.create(invitationEntity, invitation)];
      return await create(context, memberEntity, "member.invited", member, writes);
    },

    changeMember: async ({ params, body }, context) => {
      const platform = new PlatformTable(functionConnection());
      const wide = { ...context, table: platform.within(context.actor.agency) };
      const current = await memberOf(context, params.memberId);
      await requireOfficials(context.table, body.assists ?? []);
      return await commit(wide, { kind: memberEntity, current }, "member.changed", async () => {
        const fields = { ...body, sessionVersion: current.sessionVersion + 1 } as Partial<Member>;
        const next = changed(current, fields);
        // Who never signed in is made active by redeeming the invitation, by nothing else.
        if (next.state === "active" && next.login === undefined) next.state = "invited";
        const writes = [
          ...(await keepAnAdministrator(context.table, current, next)),
          ...(await membershipWrites(platform, context.actor.agency, next)),
        ];
        return { next, writes };
      });
    },

    inviteAgain: async ({ params }, context) => {
      const current = await memberOf(context, params.memberId);
      const invitationId = invitationIdOf(context.actor.agency, current.memberId);
      const invitation = await context.table.get(invitationEntity, { invitationId });
      if (current.state !== "invited" || invitation === undefined) throw new AppError("invitation.invalid");
      return await commit(context, { kind: memberEntity, current }, "invitation.sent-again", () => ({
        next: changed(current, {}),
        writes: [
          context.table.replace(
            invitationEntity,
            invitation,
            changed(invitation, {
              number: invitation.number + 1,
              state: "open",
              expiresAt: expiryOf(context.now),
            }),
          ),
        ],
      }));
    },

    listSlips: async ({ query }, context) => await listSlips(context, query),

    printSlips: async ({ body }, context) => await printSlips(context, body.memberIds),
  },
});

export const handler = serve(implementation);

/** The registered issuer that the token names; its claims are trusted only after its signature was verified. */
async function issuerOf(idToken: string) {
  const hosted = hostedIssuer();
  const named = claimedIssuer(idToken);
  if (named === hosted.url) return hosted;
  const registered = await new PlatformTable(functionConnection()).get(issuerEntity, { issuerId: named });
  if (registered === undefined) throw new AppError("identity.token");
  return registered;
}

function claimedIssuer(idToken: string): string {
  try {
    const payload: unknown = JSON.parse(Buffer.from(idToken.split(".")[1] ?? "", "base64url").toString());
    return ClaimedIssuer.parse(payload).iss;
  } catch (cause) {
    throw new AppError("identity.token", { cause });
  }
}

/** It becomes part of a key, which DynamoDB bears to 2 KB. */
const ClaimedIssuer = z.object({ iss: z.string().min(1).max(400) });

async function memberOf(context: CallContext, memberId: Id<"member">): Promise<Stored<Member>> {
  const member = await context.table.get(memberEntity, { memberId });
  if (member === undefined) throw new AppError("not-found");
  return member;
}

/** Whoever is named is an official of this agency. */
async function requireOfficials(table: AgencyTable, assists: readonly Assist[]): Promise<void> {
  const named = [...new Set(assists.map(({ official }) => official))];
  const known = await table.getMany(
    officialEntity,
    named.map((id) => ({ id })),
  );
  if (known.length < named.length) throw new AppError("not-found");
}

/**
 * An agency without administrator could not help itself any more. Of two who step down at once, each counting on the
 * other, the second one's transaction is refused: it holds that the other is still as they were.
 */
async function keepAnAdministrator(
  table: AgencyTable,
  current: Member,
  next: Member,
): Promise<readonly Write[]> {
  const administers = (member: Member) => member.state === "active" && member.roles.includes("agencyAdmin");
  if (!administers(current) || administers(next)) return [];
  for await (const member of table.each(membersOfAgency)) {
    if (member.memberId !== current.memberId && administers(member)) {
      return [table.check(memberEntity, member, { is: "at-version", version: member.version })];
    }
  }
  throw new AppError("member.last-admin");
}

/** The authorizer reads the membership; it changes in the same transaction as the member. */
async function membershipWrites(
  platform: PlatformTable,
  agencyId: Id<"agency">,
  member: Member,
): Promise<readonly Write[]> {
  if (member.login === undefined) return [];
  const membership = await platform.get(membershipEntity, { ...member.login, agencyId });
  if (membership === undefined) return [];
  const { roles, state, sessionVersion } = member;
  const next = changed(membership, {
    roles,
    state: state === "active" ? "active" : "inactive",
    sessionVersion,
  });
  return [platform.replace(membershipEntity, membership, next)];
}
