import { beforeAll, describe, expect, test, vi } from "vitest";
import { implementation as agencies } from "#functions/agencies/handlers.ts";
import { implementation as identity } from "#functions/identity/handlers.ts";
import { slipPassword, tokenKeyMark } from "#shared/identity/hosted-account.ts";
import { readInvitationCode } from "#shared/identity/invitation-code.ts";
import { newInvitation } from "#shared/identity/invite.ts";
import { mostSlips, type SlipAccount } from "#shared/identity/model.ts";
import { identityRoutes } from "#shared/identity/routes.ts";
import { invitationEntity, memberEntity, slipAccountEntity } from "#shared/identity/store.ts";
import type { Unit } from "#shared/people/model.ts";
import { fullName } from "#shared/people/person.ts";
import { personEntity } from "#shared/people/store.ts";
import { auditEntity, auditSubject } from "#shared/platform/audit.ts";
import type { Id } from "#shared/platform/ids.ts";
import { keys } from "#shared/platform/table/keys.ts";
import { accessPattern } from "#shared/platform/table/query.ts";
import { changed } from "#shared/platform/table/table.ts";
import { onboard, type TestAgency } from "#test/support/agencies.ts";
import { nonce, useIssuer } from "#test/support/issuer.ts";
import { secrets, secretText, setSecrets } from "#test/support/secrets.ts";
import { newPerson, newUnit } from "#test/support/staff.ts";
import { useWorld } from "#test/support/world.ts";

vi.mock("#shared/platform/secrets.ts", async (original) => ({
  ...(await original<object>()),
  ...(await import("#test/support/secrets.ts")),
}));

const issuer = useIssuer();
const world = useWorld([agencies, identity]);
beforeAll(setSecrets);

interface Scene extends TestAgency {
  readonly unit: Unit;
}

async function newScene(): Promise<Scene> {
  const agency = await onboard(world);
  return {
    ...agency,
    unit: await newUnit({ table: world.table(agency.agency) } as never, "Dinas Pendidikan"),
  };
}

/** Somebody of the unit, invited; by slip unless they have an address. `account`: what was prepared for them. */
async function invited(
  { agency, unit }: Scene,
  {
    hasAddress = false,
    name = "Umi",
    account = {},
  }: { hasAddress?: boolean; name?: string; account?: Partial<SlipAccount> | null } = {},
) {
  const table = world.table(agency);
  const { id } = await newPerson({ table } as never, unit);
  const stored = await table.get(personEntity, { id });
  if (stored === undefined) throw new Error("gone");
  const { email, ...rest } = changed(stored, { name });
  const person = hasAddress ? { ...rest, email } : rest;
  await table.write([table.replace(personEntity, stored, person as never)]);
  const invitee = { name: fullName(person), roles: ["employee"] as const, employeeId: id };
  const { member, invitation } = newInvitation(
    agency,
    hasAddress ? { ...invitee, email: email ?? "" } : invitee,
    world.now(),
  );
  const { invitationId } = invitation;
  const keyMark = tokenKeyMark(secretText("token"));
  const note: SlipAccount = { invitationId, number: 1, password: "temporary", keyMark, ...account };
  await table.write([
    table.create(memberEntity, member),
    table.create(invitationEntity, invitation),
    ...(account === null ? [] : [table.create(slipAccountEntity, note)]),
  ]);
  return { memberId: member.memberId, invitationId, nip: rest.nip };
}

const list = async ({ admin, unit }: Scene, query: object = {}) =>
  (await world.call(identityRoutes.listSlips, { as: admin, query: { unit: unit.id, ...query } })).body;
const print = async ({ admin }: Scene, memberIds: readonly Id<"member">[]) =>
  (await world.call(identityRoutes.printSlips, { as: admin, body: { memberIds: [...memberIds] } })).body
    .slips;

async function deeds(agency: Id<"agency">, memberId: Id<"member">): Promise<string[]> {
  const subject = auditSubject("member", keys.member(agency, memberId));
  const pattern = accessPattern([auditEntity], (a) => ({ partition: keys.audit(a, subject, 1).pk }));
  return (await world.table(agency).queryTogether(pattern)).audit.map(({ action }) => action);
}

describe("the list of a unit's slips", () => {
  test("has whoever was invited without an address, and tells neither code nor password nor the whole NIP", async () => {
    const scene = await newScene();
    await invited(scene, { hasAddress: true });
    const ready = await invited(scene);
    const preparing = await invited(scene, { account: null });
    const { items } = await list(scene);
    const states = new Map(items.map(({ memberId, state }) => [memberId, state]));
    expect(states).toEqual(
      new Map([
        [ready.memberId, "ready"],
        [preparing.memberId, "preparing"],
      ]),
    );
    expect(Object.keys(items[0] ?? {}).sort()).toEqual([
      "memberId",
      "name",
      "nipMasked",
      "state",
      "validUntil",
    ]);
    expect(JSON.stringify(items)).not.toContain(ready.nip);
  });

  test("goes page by page to its end", async () => {
    const scene = await newScene();
    const all = [];
    for (let n = 0; n < 5; n++) all.push((await invited(scene)).memberId);
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list(scene, cursor === undefined ? { limit: 2 } : { limit: 2, cursor });
      found.push(...page.items.map(({ memberId }) => memberId));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(found.sort()).toEqual([...all].sort());
  });

  test("calls a slip lapsed when its time is over, or the key of its password is gone", async () => {
    const scene = await newScene();
    const other = tokenKeyMark(secretText("long gone"));
    const keyless = await invited(scene, { account: { keyMark: other } });
    const good = await invited(scene);
    const states = async () =>
      Object.fromEntries((await list(scene)).items.map(({ memberId, state }) => [memberId, state]));
    expect(await states()).toEqual({ [keyless.memberId]: "lapsed", [good.memberId]: "ready" });
    world.pass({ days: 60 });
    expect((await states())[good.memberId]).toBe("lapsed");
    expect(await print(scene, [good.memberId, keyless.memberId])).toEqual([]);
  });
});

describe("a slip", () => {
  test("bears what its person signs in with, and the audit notes that it was shown", async () => {
    const scene = await newScene();
    const { memberId, invitationId, nip } = await invited(scene);
    const [slip] = await print(scene, [memberId]);
    const named = { agencyId: scene.agency, invitationId, number: 1 };
    expect(slip).toMatchObject({
      unit: "Dinas Pendidikan",
      userName: "nip",
      password: slipPassword(secretText("token"), named),
      link: `https://kinerja.example/undangan#${slip?.code}`,
    });
    expect(readInvitationCode(secretText("token"), slip?.code ?? "")).toEqual(named);
    expect(JSON.stringify(slip)).not.toContain(nip);
    expect(await deeds(scene.agency, memberId)).toEqual(["slip.printed"]);
    await print(scene, [memberId]);
    expect(await deeds(scene.agency, memberId)).toEqual(["slip.printed", "slip.printed"]);
  });

  test("is redeemed by its code, and is then printed no more", async () => {
    const scene = await newScene();
    const { memberId } = await invited(scene);
    const [slip] = await print(scene, [memberId]);
    const idToken = await issuer.idToken("sub-of-umi");
    const invitation = slip?.code ?? "";
    const answer = await world.call(identityRoutes.signIn, { body: { idToken, nonce, invitation } });
    expect(answer.body.me).toMatchObject({ memberId, agency: { agencyId: scene.agency } });
    expect((await list(scene)).items).toEqual([]);
    expect(await print(scene, [memberId])).toEqual([]);
  });

  test("keeps its password while the key is rotated once, since it was given to the account", async () => {
    const scene = await newScene();
    const { memberId } = await invited(scene);
    const [before] = await print(scene, [memberId]);
    secrets["token"] = JSON.stringify({ current: secretText("token2"), previous: secretText("token") });
    const [after] = await print(scene, [memberId]);
    setSecrets();
    expect(after).toEqual(before);
  });

  test("has no password for whom one of their own is known", async () => {
    const scene = await newScene();
    const { memberId } = await invited(scene, { account: { password: "own" } });
    const [slip] = await print(scene, [memberId]);
    expect(slip?.code).toBeDefined();
    expect(slip).not.toHaveProperty("password");
  });

  test("that was renewed waits for its account, and the older one is void", async () => {
    const scene = await newScene();
    const { memberId } = await invited(scene);
    const [old] = await print(scene, [memberId]);
    await world.call(identityRoutes.inviteAgain, { as: scene.admin, params: { memberId } });
    expect((await list(scene)).items[0]?.state).toBe("preparing");
    expect(await print(scene, [memberId])).toEqual([]);
    const body = { idToken: await issuer.idToken("sub-late"), nonce, invitation: old?.code ?? "" };
    expect((await world.refusal(identityRoutes.signIn, { body })).code).toBe("invitation.invalid");
  });

  test("of another agency's member is not there, nor for anyone but an administrator", async () => {
    const [scene, other] = [await newScene(), await newScene()];
    const { memberId } = await invited(scene);
    expect(await print(other, [memberId])).toEqual([]);
    const as = world.actor({ agency: scene.agency, roles: ["planner", "unitHead"] });
    const body = { memberIds: [memberId] };
    expect((await world.refusal(identityRoutes.printSlips, { as, body })).status).toBe(403);
    const query = { unit: scene.unit.id };
    expect((await world.refusal(identityRoutes.listSlips, { as, query })).status).toBe(403);
  });

  test("comes with as many others as one transaction notes, and not more", async () => {
    const scene = await newScene();
    const all: Id<"member">[] = [];
    for (let n = 0; n < mostSlips; n++) all.push((await invited(scene)).memberId);
    const slips = await print(scene, [...all]);
    expect(slips.map(({ memberId }) => memberId)).toEqual(all);
    const one = (await invited(scene)).memberId;
    const body = { memberIds: [...all, one] };
    expect((await world.refusal(identityRoutes.printSlips, { as: scene.admin, body })).status).toBe(400);
  });
});
