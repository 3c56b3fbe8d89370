import { createHmac, generateKeyPairSync, randomBytes } from "node:crypto";
import type { APIGatewayRequestAuthorizerEventV2 } from "aws-lambda";
import fc from "fast-check";
import { exportSPKI, generateKeyPair, SignJWT } from "jose";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { handler as authorize } from "#functions/identity/authorizer.ts";
import { implementation as identity } from "#functions/identity/handlers.ts";
import { verifyIdToken } from "#functions/identity/id-token.ts";
import { signAccessToken, signingKeyOf, verifyAccessToken } from "#shared/identity/access-token.ts";
import type { Membership } from "#shared/identity/model.ts";
import { identityRoutes } from "#shared/identity/routes.ts";
import { membershipEntity } from "#shared/identity/store.ts";
import { AppError } from "#shared/platform/errors.ts";
import { type Id, newId } from "#shared/platform/ids.ts";
import { changed } from "#shared/platform/table/table.ts";
import { keyId, nonce, useIssuer } from "#test/support/issuer.ts";
import { SeededRandom } from "#test/support/random.ts";
import { secrets, secretText, setSecrets } from "#test/support/secrets.ts";
import { decoded, encoded, mutated, partsOf } from "#test/support/tokens.ts";
import { useWorld } from "#test/support/world.ts";

vi.mock("#shared/platform/secrets.ts", async (original) => ({
  ...(await original<object>()),
  ...(await import("#test/support/secrets.ts")),
}));

const issuer = useIssuer();
const world = useWorld([identity]);
beforeAll(setSecrets);

const registered = () => ({ issuerId: "hosted", url: issuer.url, clientId: issuer.clientId });

async function accepts(token: string, of = nonce): Promise<boolean> {
  try {
    await verifyIdToken(registered(), token, of, world.now());
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === "identity.token") return false;
    throw error;
  }
}

/** Signed by somebody else's key of the same name. */
async function forged(alg: "ES256" | "RS256"): Promise<string> {
  const { privateKey } = await generateKeyPair(alg);
  const [, payload] = partsOf(await issuer.idToken("siti"));
  return await new SignJWT(decoded(payload)).setProtectedHeader({ alg, kid: keyId }).sign(privateKey);
}

describe("an ID token", () => {
  test("of our provider, for us, for this browser and in its time is accepted", async () => {
    expect(await accepts(await issuer.idToken("siti"))).toBe(true);
  });

  test("of another audience, issuer, nonce or time, or without one of them, is not", async () => {
    const now = Math.floor(world.now().epochMilliseconds / 1000);
    const wrong = [
      { aud: "another-client" },
      { iss: "https://elsewhere.example" },
      { nonce: "nonce-of-another-browser" },
      { exp: now - 1 },
      { nbf: now + 60 },
      { nonce: undefined },
      { exp: undefined },
      { aud: undefined },
      { iat: undefined },
      { sub: undefined },
      { sub: "" },
    ];
    for (const claims of wrong)
      expect({ claims, accepted: await accepts(await issuer.idToken("siti", claims)) }).toEqual({
        claims,
        accepted: false,
      });
    expect(await accepts(await issuer.idToken("siti"), "nonce-of-another-browser")).toBe(false);
  });

  test("without signature, signed by another key of the same name, or by our public key as a secret, is not", async () => {
    const token = await issuer.idToken("siti");
    const [, payload] = partsOf(token);
    expect(await accepts(`${encoded({ alg: "none" })}.${payload}.`)).toBe(false);
    expect(await accepts(await forged("ES256"))).toBe(false);
    expect(await accepts(await forged("RS256"))).toBe(false);
    const head = encoded({ alg: "HS256", kid: keyId });
    const mac = createHmac("sha256", await exportSPKI(issuer.publicKey))
      .update(`${head}.${payload}`)
      .digest("base64url");
    expect(await accepts(`${head}.${payload}.${mac}`)).toBe(false);
  });

  test("changed in any way is not: none of 1,000", async () => {
    const token = await issuer.idToken("siti");
    const other = await issuer.idToken("budi", { nonce: "another-browser-entirely" });
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        expect(await accepts(mutated(token, other, new SeededRandom(seed)))).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  test("that is junk, or names an issuer that nobody registered, is refused like any other", async () => {
    const long = encoded({ iss: "x".repeat(4000) });
    const junk = [
      "x".repeat(30),
      `a.${long}.b`.padEnd(30),
      `${encoded({})}.${encoded({ iss: 7 })}.xxxxxxxxxx`,
    ];
    for (const idToken of [...junk, await issuer.idToken("siti", { iss: "https://elsewhere.example" })]) {
      const problem = await world.refusal(identityRoutes.signIn, { body: { idToken, nonce } });
      expect(problem).toMatchObject({ code: "identity.token", status: 401 });
    }
  });
});

const publicUrl = "https://kinerja.example";

function event(token: string): APIGatewayRequestAuthorizerEventV2 {
  return { identitySource: [`Bearer ${token}`] } as unknown as APIGatewayRequestAuthorizerEventV2;
}

interface SignedIn {
  readonly membership: Membership;
  token(claims?: object, secret?: string): Promise<string>;
}

async function signedIn(agencyId: Id<"agency"> = world.agency()): Promise<SignedIn> {
  const subject = `subject-${randomBytes(6).toString("hex")}`;
  const membership: Membership = {
    issuerId: "hosted",
    subject,
    agencyId,
    memberId: newId("member", 1),
    roles: ["agencyAdmin"],
    state: "active",
    sessionVersion: 3,
  };
  const platform = world.platform();
  await platform.write([platform.create(membershipEntity, membership)]);
  const usual = {
    issuerId: "hosted",
    subject,
    agency: agencyId,
    session: newId("session", 1),
    version: 3,
  };
  const token = async (claims: object = {}, secret = secretText("session")) => {
    const seconds = Math.floor(world.now().epochMilliseconds / 1000);
    return await signAccessToken(signingKeyOf(secret), publicUrl, { ...usual, ...claims }, seconds);
  };
  return { membership, token };
}

describe("an access token", () => {
  test("of ours opens the agency it names, with the membership's roles and person", async () => {
    const me = await signedIn();
    const verdict = await authorize(event(await me.token()));
    expect(verdict.isAuthorized).toBe(true);
    expect(JSON.parse(verdict.context?.actor ?? "{}")).toMatchObject({
      agency: me.membership.agencyId,
      member: me.membership.memberId,
      roles: ["agencyAdmin"],
    });
  });

  test("is good for fifteen minutes", async () => {
    const me = await signedIn();
    const token = await me.token();
    world.pass({ minutes: 14, seconds: 59 });
    expect((await authorize(event(token))).isAuthorized).toBe(true);
    world.pass({ seconds: 1 });
    expect((await authorize(event(token))).isAuthorized).toBe(false);
  });

  test("of a predecessor key is good until the key after it, and of any other secret never", async () => {
    const me = await signedIn();
    const old = await me.token();
    secrets["session"] = JSON.stringify({ current: secretText("next"), previous: secretText("session") });
    expect((await authorize(event(old))).isAuthorized).toBe(true);
    secrets["session"] = JSON.stringify({ current: secretText("third"), previous: secretText("next") });
    expect((await authorize(event(old))).isAuthorized).toBe(false);
    setSecrets();
    expect((await authorize(event(await me.token({}, secretText("guessed"))))).isAuthorized).toBe(false);
  });

  test("of a membership that was deactivated, changed since, or is of another agency opens nothing", async () => {
    const me = await signedIn();
    const platform = world.platform();
    const set = async (fields: Partial<Membership>) => {
      const stored = await platform.get(membershipEntity, me.membership);
      if (stored === undefined) throw new Error("gone");
      await platform.write([platform.replace(membershipEntity, stored, changed(stored, fields))]);
    };
    const opens = async (claims: object = {}) =>
      (await authorize(event(await me.token(claims)))).isAuthorized;
    expect(await opens({ agency: (await signedIn()).membership.agencyId })).toBe(false);
    expect(await opens({ subject: (await signedIn()).membership.subject })).toBe(false);
    await set({ sessionVersion: 4 });
    expect(await opens()).toBe(false);
    expect(await opens({ version: 4 })).toBe(true);
    await set({ state: "inactive" });
    expect(await opens({ version: 4 })).toBe(false);
  });

  test("is taken from the header's one form only", async () => {
    const me = await signedIn();
    const token = await me.token();
    for (const source of [
      [],
      [""],
      [token],
      [`bearer ${token}`],
      [`Bearer  ${token}`],
      [`Bearer ${token} x`],
    ]) {
      const asked = { identitySource: source } as unknown as APIGatewayRequestAuthorizerEventV2;
      expect((await authorize(asked)).isAuthorized).toBe(false);
    }
  });

  test("changed in any way opens nothing: none of 5,000", async () => {
    const [me, other] = [await signedIn(), await signedIn()];
    const [token, theirs] = [await me.token(), await other.token({ version: 1 })];
    const seed = 1;
    const accepted: number[] = [];
    for (let n = 0; n < 5000; n++) {
      const random = new SeededRandom(seed * 1_000_003 + n);
      if ((await authorize(event(mutated(token, theirs, random)))).isAuthorized) accepted.push(n);
    }
    expect(accepted).toEqual([]);
  }, 60_000);

  test("signed elsewhere, for another issuer, audience or purpose is none of ours", async () => {
    const me = await signedIn();
    const key = signingKeyOf(secretText("session"));
    const claims = decoded(partsOf(await me.token())[1]);
    const now = world.now().epochMilliseconds;
    const verify = async (token: string) => await verifyAccessToken([key], publicUrl, token, now);
    const sign = async (payload: object, header: object = {}, privateKey = key.privateKey) =>
      await new SignJWT({ ...claims, ...payload })
        .setProtectedHeader({ alg: "ES256", kid: key.id, typ: "at+jwt", ...header })
        .sign(privateKey);
    expect(await verify(await sign({}))).toBeDefined();
    for (const payload of [
      { iss: "https://elsewhere.example" },
      { aud: "kinerja-web" },
      { exp: 1 },
      { version: "3" },
    ])
      expect(await verify(await sign(payload))).toBeUndefined();
    for (const header of [{ typ: "JWT" }, { kid: "unknown" }])
      expect(await verify(await sign({}, header))).toBeUndefined();
    const stranger = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
    expect(await verify(await sign({}, {}, stranger))).toBeUndefined();
  });
});
