import { randomBytes } from "node:crypto";
import type { APIGatewayRequestAuthorizerEventV2 } from "aws-lambda";
import { beforeAll, describe, expect, test, vi } from "vitest";
import * as z from "zod";
import { implementation as agencies } from "#functions/agencies/handlers.ts";
import { handler as authorize } from "#functions/identity/authorizer.ts";
import { implementation as identity } from "#functions/identity/handlers.ts";
import { houseAgencyId } from "#shared/agencies/model.ts";
import { agencyRoutes } from "#shared/agencies/routes.ts";
import { writeInvitationCode } from "#shared/identity/invitation-code.ts";
import { invitationIdOf, newInvitation } from "#shared/identity/invite.ts";
import type { Invitation } from "#shared/identity/model.ts";
import { identityRoutes } from "#shared/identity/routes.ts";
import { invitationEntity, issuerEntity, memberEntity, sessionEntity } from "#shared/identity/store.ts";
import { officialEntity } from "#shared/people/store.ts";
import type { Actor } from "#shared/platform/actor.ts";
import { type Id, idSchema, newId } from "#shared/platform/ids.ts";
import type { Role } from "#shared/platform/permissions.ts";
import { changed } from "#shared/platform/table/table.ts";
import { onboard, type TestAgency } from "#test/support/agencies.ts";
import { nonce, useIssuer } from "#test/support/issuer.ts";
import { secrets, secretText, setSecrets } from "#test/support/secrets.ts";
import { type Answer, useWorld } from "#test/support/world.ts";

vi.mock("#shared/platform/secrets.ts", async (original) => ({
  ...(await original<object>()),
  ...(await import("#test/support/secrets.ts")),
}));

const issuer = useIssuer();
const world = useWorld([agencies, identity]);
beforeAll(setSecrets);

const newSubject = () => `subject-${randomBytes(8).toString("hex")}`;

/** The code on the letter of a member, as it is now or of another number. */
async function codeOf(
  agency: Id<"agency">,
  member: Id<"member">,
  number?: number,
  key = "token",
): Promise<string> {
  const invitationId = invitationIdOf(agency, member);
  const invitation = await world.table(agency).get(invitationEntity, { invitationId });
  const code = { agencyId: agency, invitationId, number: number ?? invitation?.number ?? 1 };
  return writeInvitationCode(secretText(key), code);
}

async function signIn(subject: string, more: { invitation?: string; agencyId?: Id<"agency"> } = {}) {
  const idToken = await issuer.idToken(subject, { email: `${subject}@pauh.go.id`, email_verified: true });
  return await world.call(identityRoutes.signIn, { body: { idToken, nonce, ...more } });
}

async function refused(subject: string, more: { invitation?: string; agencyId?: Id<"agency"> } = {}) {
  const idToken = await issuer.idToken(subject);
  return (await world.refusal(identityRoutes.signIn, { body: { idToken, nonce, ...more } })).code;
}

const cookieOf = (answer: Answer) => (answer.cookies[0] ?? "").split(";")[0] ?? "";

async function invite(agency: TestAgency, name: string, roles: Role[] = ["agencyAdmin"]) {
  const body = { name, email: `${name}@pauh.go.id`, roles } as never;
  const answer = await world.call(identityRoutes.inviteMember, { as: agency.admin, body });
  return idSchema("member").parse((answer.body as { memberId: string }).memberId);
}

/** Somebody who was invited and has signed in. */
async function joined(agency: TestAgency, name: string, subject = newSubject(), roles?: Role[]) {
  const memberId = await invite(agency, name, roles);
  const answer = await signIn(subject, { invitation: await codeOf(agency.agency, memberId) });
  const as = world.actor({ agency: agency.agency, roles: ["agencyAdmin"], member: memberId });
  return { memberId, subject, answer, as };
}

async function actorOf(accessToken: string): Promise<Actor | undefined> {
  const event = {
    identitySource: [`Bearer ${accessToken}`],
  } as unknown as APIGatewayRequestAuthorizerEventV2;
  const { context } = await authorize(event);
  return context === undefined ? undefined : (JSON.parse(context.actor) as Actor);
}

test("a browser is told where to sign in, before it is known to anybody", async () => {
  const { status, body } = await world.call(identityRoutes.findSignIn, {});
  expect(status).toBe(200);
  expect(body).toEqual({
    authorizationEndpoint: `${issuer.url}/authorize`,
    tokenEndpoint: `${issuer.url}/token`,
    clientId: issuer.clientId,
  });
});

describe("an invitation", () => {
  test("links a login to its member once: the token then opens the agency with the member's roles", async () => {
    const agency = await onboard(world);
    const { memberId, answer } = await joined(agency, "siti");
    expect(answer.body.me).toMatchObject({ memberId, name: "siti", agency: { agencyId: agency.agency } });
    expect(await actorOf(answer.body.accessToken)).toMatchObject({ agency: agency.agency, member: memberId });
    const stored = await world.table(agency.agency).get(memberEntity, { memberId });
    expect(stored).toMatchObject({ state: "active" });
  });

  test("of an external official signs in as that official; of one whom nobody knows there is none", async () => {
    const { agency, admin } = await onboard(world);
    const mayor = { id: newId("official", Date.now()), office: "Wali Kota" };
    await world.table(agency).write([world.table(agency).create(officialEntity, mayor)]);
    const inviting = (officialId: Id<"official">) => ({
      as: admin,
      body: { name: "Surya", email: "walikota@pauh.go.id", roles: ["official" as const], officialId },
    });
    const { body } = await world.call(identityRoutes.inviteMember, inviting(mayor.id));
    const invitation = await codeOf(agency, idSchema("member").parse(body.memberId));
    const answer = await signIn(newSubject(), { invitation });
    expect(await actorOf(answer.body.accessToken)).toMatchObject({ official: mayor.id, roles: ["official"] });
    const stranger = inviting(newId("official", Date.now()));
    expect((await world.refusal(identityRoutes.inviteMember, stranger)).code).toBe("not-found");
  });

  test("redeemed again by the same login is fine, by another it is not", async () => {
    const agency = await onboard(world);
    const { memberId, subject } = await joined(agency, "siti");
    const invitation = await codeOf(agency.agency, memberId);
    expect((await signIn(subject, { invitation })).status).toBe(201);
    expect(await refused(newSubject(), { invitation })).toBe("invitation.invalid");
  });

  test("redeemed by eight logins at once belongs to one", async () => {
    const agency = await onboard(world);
    const invitation = await codeOf(agency.agency, await invite(agency, "siti"));
    const sends = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const text = JSON.stringify({ idToken: await issuer.idToken(newSubject()), nonce, invitation });
        return (await world.send(identityRoutes.signIn, { text })).status;
      }),
    );
    expect(sends.filter((status) => status === 201)).toHaveLength(1);
    expect(sends.every((status) => [201, 409, 410, 503].includes(status))).toBe(true);
  });

  test("that has expired, was withdrawn, or whose number has grown is void", async () => {
    const agency = await onboard(world);
    const table = world.table(agency.agency);
    const withdrawn = await invite(agency, "satu");
    const invitationId = invitationIdOf(agency.agency, withdrawn);
    const stored = await table.get(invitationEntity, { invitationId });
    if (stored === undefined) throw new Error("gone");
    const state: Invitation["state"] = "withdrawn";
    await table.write([table.replace(invitationEntity, stored, changed(stored, { state }))]);
    expect(await refused(newSubject(), { invitation: await codeOf(agency.agency, withdrawn) })).toBe(
      "invitation.invalid",
    );

    const again = await invite(agency, "dua");
    await world.call(identityRoutes.inviteAgain, { as: agency.admin, params: { memberId: again } });
    expect(await refused(newSubject(), { invitation: await codeOf(agency.agency, again, 1) })).toBe(
      "invitation.invalid",
    );
    expect((await signIn(newSubject(), { invitation: await codeOf(agency.agency, again) })).status).toBe(201);

    const late = await invite(agency, "tiga");
    world.pass({ days: 60 });
    expect(await refused(newSubject(), { invitation: await codeOf(agency.agency, late) })).toBe(
      "invitation.invalid",
    );
  });

  test("forged, of another agency's key, or of nobody is void", async () => {
    const agency = await onboard(world);
    const memberId = await invite(agency, "siti");
    const good = await codeOf(agency.agency, memberId);
    const other = await onboard(world);
    for (const invitation of [
      await codeOf(agency.agency, memberId, undefined, "guessed"),
      good.replace(agency.agency, other.agency),
      good.replace(/\.1\./, ".2."),
      `${good}.x`,
      good.slice(0, -1),
      "nonsense",
    ])
      expect(await refused(newSubject(), { invitation })).toBe("invitation.invalid");
  });

  test("outlives one rotation of the key it was written with, not two", async () => {
    const agency = await onboard(world);
    const [first, second] = [await invite(agency, "satu"), await invite(agency, "dua")];
    secrets["token"] = JSON.stringify({ current: secretText("token2"), previous: secretText("token") });
    expect((await signIn(newSubject(), { invitation: await codeOf(agency.agency, first) })).status).toBe(201);
    secrets["token"] = JSON.stringify({ current: secretText("token3"), previous: secretText("token2") });
    expect(await refused(newSubject(), { invitation: await codeOf(agency.agency, second) })).toBe(
      "invitation.invalid",
    );
    setSecrets();
  });

  test("of the first operator is void once there is one", async () => {
    const invitation = secretText("operator-invitation");
    const first = newSubject();
    expect((await signIn(first, { invitation })).body.me.agency.agencyId).toBe(houseAgencyId);
    expect((await signIn(first, { invitation })).status).toBe(201);
    expect(await refused(newSubject(), { invitation })).toBe("invitation.invalid");
  });

  test("leaves no mail address on the session", async () => {
    const agency = await onboard(world);
    const { answer } = await joined(agency, "siti");
    const sessionId = idSchema("session").parse(cookieOf(answer).split("=")[1]?.split(".")[0]);
    // As it lies there, whatever its model would make of it.
    const asItLies = { ...sessionEntity, model: z.record(z.string(), z.unknown()) };
    const session = await world.platform().get(asItLies, { sessionId });
    expect(session).toHaveProperty("refreshHash");
    expect(JSON.stringify(session)).not.toContain("@");
  });
});

describe("a login without an invitation", () => {
  test("belongs to no agency, whoever its provider says it is", async () => {
    expect(await refused(newSubject())).toBe("identity.unknown");
  });

  test("of an agency's own registered provider is another login than the hosted one's of the same subject", async () => {
    const agency = await onboard(world);
    const { subject } = await joined(agency, "siti");
    const platform = world.platform();
    const url = `${issuer.url}/own`;
    await platform.write([platform.create(issuerEntity, { issuerId: url, url, clientId: issuer.clientId })]);
    const idToken = await issuer.idToken(subject, { iss: url });
    const problem = await world.refusal(identityRoutes.signIn, { body: { idToken, nonce } });
    expect(problem.code).toBe("identity.unknown");
  });
});

describe("renewing a session", () => {
  const renew = async (cookie: string, body: { agencyId?: Id<"agency"> } = {}) =>
    await world.call(identityRoutes.renewSession, { body, cookies: [cookie] });
  const ended = async (cookie: string) =>
    (await world.refusal(identityRoutes.renewSession, { body: {}, cookies: [cookie] })).code;

  async function session() {
    const agency = await onboard(world);
    const who = await joined(agency, "siti");
    return { agency, ...who, cookie: cookieOf(who.answer) };
  }

  test("replaces the cookie, which no script can read and no other site can send", async () => {
    const { answer, cookie } = await session();
    expect(answer.cookies[0]).toMatch(
      /; HttpOnly; Secure; SameSite=Strict; Path=\/v1\/sessions; Max-Age=604800$/,
    );
    const next = cookieOf(await renew(cookie));
    expect(next).not.toBe(cookie);
    expect(cookieOf(await renew(next))).not.toBe(next);
  });

  test("within the grace answers the predecessor with the same successor, in whatever order", async () => {
    const { cookie } = await session();
    const first = cookieOf(await renew(cookie));
    world.pass({ seconds: 119 });
    expect(cookieOf(await renew(cookie))).toBe(first);
    world.pass({ days: 1 });
    expect(cookieOf(await renew(first))).not.toBe(first);
  });

  test("by eight tabs at once gives each the same cookie, and ends nothing", async () => {
    const { cookie } = await session();
    const answers = await Promise.all(Array.from({ length: 8 }, () => renew(cookie)));
    expect(new Set(answers.map(cookieOf)).size).toBe(1);
    world.pass({ hours: 1 });
    expect((await renew(cookieOf(answers[7] ?? answers[0] ?? ({} as never)))).status).toBe(200);
  });

  test("with an old secret after the grace ends the session for both", async () => {
    const { cookie } = await session();
    const next = cookieOf(await renew(cookie));
    world.pass({ seconds: 121 });
    expect(await ended(cookie)).toBe("session.ended");
    expect(await ended(next)).toBe("session.ended");
  });

  test("with a secret that never was, after seven days, or with no cookie, is refused", async () => {
    const { cookie } = await session();
    const [name, value] = cookie.split("=");
    expect(await ended(`${name}=${value?.split(".")[0]}.guessed`)).toBe("session.ended");
    const another = await session();
    world.pass({ days: 7 });
    expect(await ended(another.cookie)).toBe("session.ended");
    expect(await ended("other=1")).toBe("session.ended");
    expect(await ended(`${name}=nonsense`)).toBe("session.ended");
  });

  test("outlives a rotation of the key within the grace", async () => {
    const { cookie } = await session();
    await renew(cookie);
    secrets["session"] = JSON.stringify({ current: secretText("session2"), previous: secretText("session") });
    const again = cookieOf(await renew(cookie));
    world.pass({ hours: 1 });
    expect((await renew(again)).status).toBe(200);
    setSecrets();
  });

  test("ends with signing out, which needs the cookie's secret and may be repeated", async () => {
    const { cookie } = await session();
    const sessionOnly = `${cookie.split(".")[0]}.guessed`;
    await world.call(identityRoutes.signOut, { cookies: [sessionOnly] });
    const next = cookieOf(await renew(cookie));
    await world.call(identityRoutes.signOut, { cookies: [next] });
    const twice = await world.call(identityRoutes.signOut, { cookies: [next] });
    expect(twice.cookies[0]).toContain("Max-Age=0");
    expect(await ended(next)).toBe("session.ended");
  });

  test("names its agencies as they are called now", async () => {
    const [here, there] = [await onboard(world), await onboard(world)];
    const { subject, answer } = await joined(here, "siti");
    await joined(there, "siti", subject);
    const body = { name: "Pemerintah Kota Pauh" };
    await world.call(agencyRoutes.configureAgency, { as: there.admin, body });
    const names = [
      { agencyId: here.agency, name: "Kota Pauh" },
      { agencyId: there.agency, name: "Pemerintah Kota Pauh" },
    ];
    const byId = (agencies: typeof names) => agencies.toSorted((a, b) => (a.agencyId < b.agencyId ? -1 : 1));
    const renewed = await renew(cookieOf(answer));
    expect(byId(renewed.body.agencies)).toEqual(byId(names));
    expect(byId((await signIn(subject)).body.agencies)).toEqual(byId(names));
  });

  test("goes over to another agency of the same login, and only to those", async () => {
    const [here, there, elsewhere] = [await onboard(world), await onboard(world), await onboard(world)];
    const { subject, answer } = await joined(here, "siti");
    await joined(there, "siti", subject, ["planner"]);
    const first = await renew(cookieOf(answer), { agencyId: there.agency });
    expect(first.body.agencies.map(({ agencyId }) => agencyId).sort()).toEqual(
      [here.agency, there.agency].sort(),
    );
    expect(await actorOf(first.body.accessToken)).toMatchObject({ agency: there.agency, roles: ["planner"] });
    const back = await renew(cookieOf(first), { agencyId: here.agency });
    expect(await actorOf(back.body.accessToken)).toMatchObject({
      agency: here.agency,
      roles: ["agencyAdmin"],
    });
    const asked = { body: { agencyId: elsewhere.agency }, cookies: [cookieOf(back)] };
    expect((await world.refusal(identityRoutes.renewSession, asked)).code).toBe("identity.unknown");
    const signed = await signIn(subject, { agencyId: there.agency });
    expect(signed.body.me.agency.agencyId).toBe(there.agency);
  });
});

describe("a member", () => {
  test("who is deactivated is out at once: token, renewal and sign-in", async () => {
    const agency = await onboard(world);
    await joined(agency, "budi");
    const { memberId, subject, answer } = await joined(agency, "siti");
    const params = { memberId };
    await world.call(identityRoutes.changeMember, { as: agency.admin, params, body: { roles: ["planner"] } });
    expect(await actorOf(answer.body.accessToken)).toBeUndefined();
    const renewed = await world.call(identityRoutes.renewSession, { body: {}, cookies: [cookieOf(answer)] });
    expect(await actorOf(renewed.body.accessToken)).toMatchObject({ roles: ["planner"] });
    await world.call(identityRoutes.changeMember, { as: agency.admin, params, body: { state: "inactive" } });
    expect(await actorOf(renewed.body.accessToken)).toBeUndefined();
    const asked = { body: {}, cookies: [cookieOf(renewed)] };
    expect((await world.refusal(identityRoutes.renewSession, asked)).code).toBe("identity.unknown");
    expect(await refused(subject)).toBe("identity.unknown");
    await world.call(identityRoutes.changeMember, { as: agency.admin, params, body: { state: "active" } });
    expect((await signIn(subject)).status).toBe(201);
  });

  test("who never signed in is made active by nobody, and still may redeem the letter", async () => {
    const agency = await onboard(world);
    const memberId = await invite(agency, "siti");
    const params = { memberId };
    for (const state of ["inactive", "active"] as const)
      await world.call(identityRoutes.changeMember, { as: agency.admin, params, body: { state } });
    expect(await world.table(agency.agency).get(memberEntity, { memberId })).toMatchObject({
      state: "invited",
    });
    expect((await signIn(newSubject(), { invitation: await codeOf(agency.agency, memberId) })).status).toBe(
      201,
    );
  });

  test("who was deactivated before redeeming cannot redeem", async () => {
    const agency = await onboard(world);
    const memberId = await invite(agency, "siti");
    await world.call(identityRoutes.changeMember, {
      as: agency.admin,
      params: { memberId },
      body: { state: "inactive" },
    });
    expect(await refused(newSubject(), { invitation: await codeOf(agency.agency, memberId) })).toBe(
      "invitation.invalid",
    );
  });

  test("may not be the last administrator to go, though others are invited", async () => {
    const agency = await onboard(world);
    const { memberId } = await joined(agency, "siti");
    await invite(agency, "budi");
    for (const body of [{ state: "inactive" as const }, { roles: ["planner" as const] }]) {
      const problem = await world.refusal(identityRoutes.changeMember, {
        as: agency.admin,
        params: { memberId },
        body,
      });
      expect(problem.code).toBe("member.last-admin");
    }
  });

  test("and another who step down at once leave one administrator, each time", async () => {
    for (let round = 0; round < 20; round++) {
      const agency = await onboard(world);
      const both = [await joined(agency, "siti"), await joined(agency, "budi")];
      const outcomes = await Promise.all(
        both.map(({ memberId, as }) =>
          world.send(identityRoutes.changeMember, {
            as,
            params: { memberId },
            text: JSON.stringify({ roles: ["planner"] }),
            headers: { "idempotency-key": `key-${memberId}` },
          }),
        ),
      );
      const members = await Promise.all(
        both.map(({ memberId }) => world.table(agency.agency).get(memberEntity, { memberId })),
      );
      expect(members.filter((member) => member?.roles.includes("agencyAdmin"))).toHaveLength(1);
      expect(outcomes.map(({ status }) => status).sort()).toEqual([200, 409]);
    }
  }, 60_000);

  test("never becomes an operator, and is nobody in another agency", async () => {
    const [agency, other] = [await onboard(world), await onboard(world)];
    const memberId = await invite(agency, "siti");
    const text = JSON.stringify({ roles: ["operator"] });
    const headers = { "idempotency-key": "k" };
    const params = { memberId };
    const asked = { as: agency.admin, params, text, headers };
    expect((await world.send(identityRoutes.changeMember, asked)).status).toBe(400);
    const body = { roles: ["planner" as const] };
    expect((await world.refusal(identityRoutes.changeMember, { as: other.admin, params, body })).code).toBe(
      "not-found",
    );
  });

  test("of the same address has one membership, however often it is invited", async () => {
    const agency = await onboard(world);
    const first = newInvitation(
      agency.agency,
      { name: "a", email: "Siti@Pauh.go.id", roles: ["planner"] },
      world.now(),
    );
    const second = newInvitation(
      agency.agency,
      { name: "b", email: "siti@pauh.go.id ", roles: ["planner"] },
      world.now(),
    );
    expect(second.member.memberId).toBe(first.member.memberId);
    await invite(agency, "siti");
    const body = { name: "siti", email: "siti@pauh.go.id", roles: ["planner" as const] };
    expect((await world.refusal(identityRoutes.inviteMember, { as: agency.admin, body })).code).toBe(
      "edit.conflict",
    );
  });
});
