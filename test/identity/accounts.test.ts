import {
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { handler as onAccounts } from "#functions/identity/on-accounts.ts";
import { slipPassword, userNameOfAddress } from "#shared/identity/hosted-account.ts";
import { invitationIdOf, newInvitation } from "#shared/identity/invite.ts";
import {
  invitationEntity,
  memberEntity,
  membershipEntity,
  slipAccountEntity,
} from "#shared/identity/store.ts";
import type { Unit } from "#shared/people/model.ts";
import { fullName, type Person } from "#shared/people/person.ts";
import { personEntity } from "#shared/people/store.ts";
import { sha256 } from "#shared/platform/digest.ts";
import { newId } from "#shared/platform/ids.ts";
import { type AgencyTable, changed } from "#shared/platform/table/table.ts";
import { useHostedPool } from "#test/support/hosted-pool.ts";
import { secrets, secretText, setSecrets } from "#test/support/secrets.ts";
import { newPerson, newUnit } from "#test/support/staff.ts";
import { lambdaContext, useWorld } from "#test/support/world.ts";

vi.mock("#shared/platform/secrets.ts", async (original) => ({
  ...(await original<object>()),
  ...(await import("#test/support/secrets.ts")),
}));

/** What happens between the look at an invitation and the password that follows from it. */
const between = vi.hoisted(() => ({ happens: async () => {} }));

vi.mock("#functions/identity/hosted-accounts.ts", async (original) => {
  const real = await original<typeof import("#functions/identity/hosted-accounts.ts")>();
  const giveFirstPassword: typeof real.giveFirstPassword = async (...given) => {
    const { happens } = between;
    between.happens = async () => {};
    await happens();
    return await real.giveFirstPassword(...given);
  };
  return { ...real, giveFirstPassword };
});

// The environment as it is at each call: a pool that mails codes, and one that does not yet.
vi.mock("#shared/platform/env.ts", async (original) => {
  const { environment, ...rest } = await original<typeof import("#shared/platform/env.ts")>();
  const readEnv = (...names: (keyof typeof environment)[]) =>
    Object.assign({}, ...names.map((name) => environment[name].parse(process.env)));
  return { ...rest, environment, readEnv };
});

const pool = useHostedPool();
const world = useWorld();
beforeAll(setSecrets);
beforeEach(() => {
  vi.stubEnv("SIGN_IN_CODES_BY_MAIL", "yes");
  pool.engines.faults.set({ throttleRate: 0, lostAnswerRate: 0 });
});

interface House {
  readonly table: AgencyTable;
  readonly unit: Unit;
}

async function newHouse(): Promise<House> {
  const table = world.table(world.agency());
  return { table, unit: await newUnit({ table } as never, "Dinas Pendidikan") };
}

/** Somebody on the roster without an address. */
async function withoutAddress({ table, unit }: House, nip?: string): Promise<Person> {
  const { id } = await newPerson({ table } as never, unit);
  const stored = await table.get(personEntity, { id });
  if (stored === undefined) throw new Error("gone");
  const { email: _email, ...rest } = changed(stored, nip === undefined ? {} : { nip });
  await table.write([table.replace(personEntity, stored, rest)]);
  return rest;
}

/** An invitation as an import writes it. */
async function invite(table: AgencyTable, who: Person | string) {
  const invitee =
    typeof who === "string"
      ? { name: "Siti", email: who, roles: ["agencyAdmin"] as const }
      : { name: fullName(who), roles: ["employee"] as const, employeeId: who.id };
  const { member, invitation } = newInvitation(table.agency, invitee, world.now());
  await table.write([table.create(memberEntity, member), table.create(invitationEntity, invitation)]);
  return { ...member, invitationId: invitation.invitationId };
}

type Invited = Awaited<ReturnType<typeof invite>>;

/** Its number grows, as when an administrator sends it again. Answers the new number. */
async function inviteAgain(table: AgencyTable, { invitationId }: Invited): Promise<number> {
  const stored = await table.get(invitationEntity, { invitationId });
  if (stored === undefined) throw new Error("gone");
  const next = changed(stored, { number: stored.number + 1 });
  await table.write([table.replace(invitationEntity, stored, next)]);
  return next.number;
}

/** Tells the consumer, as the relay does; true where it took the message. */
async function tell(table: AgencyTable, { invitationId }: Invited, number = 1): Promise<boolean> {
  const after = { invitationId, number, state: "open" };
  const before = number === 1 ? undefined : { ...after, number: number - 1 };
  const body = JSON.stringify({ entity: "invitation", agency: table.agency, before, after });
  const event = { Records: [{ messageId: "m", body }] };
  const { batchItemFailures } = await onAccounts(event as never, lambdaContext());
  return batchItemFailures.length === 0;
}

const passwordOf = (table: AgencyTable, { invitationId }: Invited, number: number, key = "token") =>
  sha256(slipPassword(secretText(key), { agencyId: table.agency, invitationId, number }));
const noteOf = (table: AgencyTable, invited: Invited) => table.get(slipAccountEntity, invited);

/** They sign in with the slip's password and choose their own. */
async function choosePassword(userName: string): Promise<string> {
  await new CognitoIdentityProviderClient({}).send(
    new AdminSetUserPasswordCommand({
      UserPoolId: pool.id,
      Username: userName,
      Password: "Pilihan-Sendiri-9",
      Permanent: true,
    }),
  );
  return sha256("Pilihan-Sendiri-9");
}

describe("whoever is invited by e-mail", () => {
  test("has one account that is found by the address, without a password, in however many agencies", async () => {
    const [one, other] = [await newHouse(), await newHouse()];
    for (const { table } of [one, other]) {
      const invited = await invite(table, "Siti@pauh.go.id");
      for (let time = 0; time < 2; time++) expect(await tell(table, invited)).toBe(true);
    }
    const found = pool.accounts().filter(({ attributes }) => attributes["email"] === "Siti@pauh.go.id");
    expect(found).toMatchObject([{ status: "CONFIRMED", attributes: { email_verified: "true" } }]);
    expect(found[0]).not.toHaveProperty("passwordHash");
    expect(pool.find("siti@PAUH.go.id")?.username).toBe(userNameOfAddress("siti@pauh.go.id"));
  });

  test("gets the provider's own first password while the pool does not mail codes", async () => {
    vi.stubEnv("SIGN_IN_CODES_BY_MAIL", "no");
    const { table } = await newHouse();
    const send = vi.spyOn(CognitoIdentityProviderClient.prototype, "send");
    expect(await tell(table, await invite(table, "budi@pauh.go.id"))).toBe(true);
    const input = send.mock.calls[0]?.[0].input;
    expect(input).toMatchObject({ DesiredDeliveryMediums: ["EMAIL"] });
    expect(input).not.toHaveProperty("MessageAction");
    send.mockRestore();
  });

  test("keeps an account that was made for the address by hand", async () => {
    const email = "operator@pauh.go.id";
    pool.engines.accounts.put(pool.id, { username: "operator", attributes: { email } });
    const { table } = await newHouse();
    expect(await tell(table, await invite(table, email))).toBe(true);
    expect(pool.find(email)?.username).toBe("operator");
  });
});

describe("whoever has no e-mail", () => {
  test("has an account by the NIP with the slip's password, which is to be changed; none of it is stored", async () => {
    const { table, unit } = await newHouse();
    const person = await withoutAddress({ table, unit });
    const invited = await invite(table, person);
    expect(await tell(table, invited)).toBe(true);
    expect(pool.find(person.nip)).toMatchObject({
      username: person.nip,
      status: "FORCE_CHANGE_PASSWORD",
      passwordHash: passwordOf(table, invited, 1),
    });
    const note = await noteOf(table, invited);
    expect(note).toMatchObject({ number: 1, password: "temporary" });
    const password = slipPassword(secretText("token"), {
      agencyId: table.agency,
      invitationId: invited.invitationId,
      number: 1,
    });
    expect(JSON.stringify(note)).not.toContain(password);
  });

  test("told twice or side by side has one account and one note", async () => {
    const { table, unit } = await newHouse();
    const person = await withoutAddress({ table, unit });
    const invited = await invite(table, person);
    await Promise.all([tell(table, invited), tell(table, invited), tell(table, invited)]);
    expect(await tell(table, invited)).toBe(true);
    expect(pool.accounts().filter(({ username }) => username === person.nip)).toHaveLength(1);
    expect(pool.find(person.nip)?.passwordHash).toBe(passwordOf(table, invited, 1));
    expect(await noteOf(table, invited)).toMatchObject({ number: 1 });
  });

  test("gets a new password with a new slip; a message of the older one changes nothing", async () => {
    const { table, unit } = await newHouse();
    const person = await withoutAddress({ table, unit });
    const invited = await invite(table, person);
    await tell(table, invited);
    const number = await inviteAgain(table, invited);
    expect(await tell(table, invited, number)).toBe(true);
    expect(await tell(table, invited, 1)).toBe(true);
    expect(pool.find(person.nip)?.passwordHash).toBe(passwordOf(table, invited, 2));
  });

  test("of two slips that are prepared side by side has the newer one's password, whoever comes last", async () => {
    const { table, unit } = await newHouse();
    const person = await withoutAddress({ table, unit });
    const invited = await invite(table, person);
    between.happens = async () => {
      await tell(table, invited, await inviteAgain(table, invited));
    };
    await tell(table, invited);
    expect(await noteOf(table, invited)).toMatchObject({ number: 2 });
    expect(pool.find(person.nip)?.passwordHash).toBe(passwordOf(table, invited, 2));
  });

  test("who signs in to another agency keeps the password they chose, whatever this one sends", async () => {
    const [one, other] = [await newHouse(), await newHouse()];
    const here = await withoutAddress(one);
    const invited = await invite(one.table, here);
    await tell(one.table, invited);
    const chosen = await choosePassword(here.nip);
    const account = pool.find(here.nip);
    const membership = {
      issuerId: "hosted",
      subject: account?.subject ?? "",
      agencyId: one.table.agency,
      memberId: invited.memberId,
      roles: ["employee" as const],
      state: "active" as const,
      sessionVersion: 1,
    };
    const platform = world.platform();
    await platform.write([platform.create(membershipEntity, membership)]);
    const there = await withoutAddress(other, here.nip);
    const second = await invite(other.table, there);
    expect(await tell(other.table, second)).toBe(true);
    expect(pool.find(here.nip)).toMatchObject({ status: "CONFIRMED", passwordHash: chosen });
    expect(await noteOf(other.table, second)).toMatchObject({ password: "own" });
  });

  test("who chose a password and never opened the invitation gets a new one with a new slip", async () => {
    const { table, unit } = await newHouse();
    const person = await withoutAddress({ table, unit });
    const invited = await invite(table, person);
    await tell(table, invited);
    await choosePassword(person.nip);
    await tell(table, invited, await inviteAgain(table, invited));
    expect(pool.find(person.nip)).toMatchObject({
      status: "FORCE_CHANGE_PASSWORD",
      passwordHash: passwordOf(table, invited, 2),
    });
  });

  test("has the account noted with the key that its password came from", async () => {
    const { table, unit } = await newHouse();
    const [early, late] = [await withoutAddress({ table, unit }), await withoutAddress({ table, unit })];
    const before = await invite(table, early);
    await tell(table, before);
    secrets["token"] = JSON.stringify({ current: secretText("token2"), previous: secretText("token") });
    const after = await invite(table, late);
    await tell(table, after);
    setSecrets();
    expect(pool.find(late.nip)?.passwordHash).toBe(passwordOf(table, after, 1, "token2"));
    const marks = [await noteOf(table, before), await noteOf(table, after)].map((note) => note?.keyMark);
    expect(new Set(marks).size).toBe(2);
  });
});

test("nobody else gets an account: withdrawn, run out, signed in, or unknown", async () => {
  const house = await newHouse();
  const { table } = house;
  const change = async (invited: Invited, fields: object) => {
    const stored = await table.get(invitationEntity, invited);
    if (stored === undefined) throw new Error("gone");
    await table.write([table.replace(invitationEntity, stored, changed(stored, fields))]);
  };
  const withdrawn = await invite(table, "a@pauh.go.id");
  await change(withdrawn, { state: "withdrawn" });
  const late = await invite(table, "b@pauh.go.id");
  await change(late, { expiresAt: "2020-01-01T00:00:00.000Z" });
  const active = await invite(table, "c@pauh.go.id");
  const member = await table.get(memberEntity, active);
  if (member === undefined) throw new Error("gone");
  await table.write([table.replace(memberEntity, member, changed(member, { state: "active" }))]);
  const unknown = newId("member", 1);
  const nobody = { ...active, memberId: unknown, invitationId: invitationIdOf(table.agency, unknown) };
  const accounts = pool.accounts().length;
  for (const each of [withdrawn, late, active, nobody]) expect(await tell(table, each)).toBe(true);
  expect(pool.accounts()).toHaveLength(accounts);
});

test("a throttled provider and lost answers leave nobody without an account, and nobody with another password", async () => {
  const house = await newHouse();
  const { table } = house;
  const people = [];
  for (let n = 0; n < 10; n++) people.push(await withoutAddress(house));
  const waiting = new Map<string, Invited>();
  for (const person of people) waiting.set(person.nip, await invite(table, person));
  const invited = new Map(waiting);
  pool.engines.faults.set({ seed: 7, throttleRate: 0.6, lostAnswerRate: 0.2 });
  let failed = 0;
  for (let round = 0; round < 100 && waiting.size > 0; round++) {
    const outcomes = await Promise.all(
      [...waiting].map(async ([nip, one]) => [nip, await tell(table, one)] as const),
    );
    for (const [nip, isTaken] of outcomes) {
      if (isTaken) waiting.delete(nip);
      else failed += 1;
    }
  }
  expect(waiting.size).toBe(0);
  expect(failed).toBeGreaterThan(0);
  for (const [nip, one] of invited) {
    expect(pool.find(nip)?.passwordHash).toBe(passwordOf(table, one, 1));
    expect(await noteOf(table, one)).toMatchObject({ number: 1, password: "temporary" });
  }
});
