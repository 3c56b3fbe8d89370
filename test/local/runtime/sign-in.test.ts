import { createHash } from "node:crypto";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LocalCloud } from "#infra/local/runtime/local-cloud.ts";
import { json, request, startAt, startFixture, wish } from "./fixture/fixture.ts";

let cloud: LocalCloud;
let issuer: string;
let clientId: string;
const person = {
  subject: "sub-1",
  username: "198001012005011001",
  name: "Dewi Anggraini",
  email: "dewi@contoh.go.id",
};
/** Beyond the list's room. */
const unlisted = {
  ...person,
  subject: "mail:sari@contoh.go.id",
  name: "Sari Lubis",
  email: "sari@contoh.go.id",
};
beforeAll(async () => {
  const people = {
    list: async () => [person],
    find: async (as: string) => [person, unlisted].find(({ email }) => email === as),
  };
  cloud = await startFixture({ people: () => people });
  const token = await cloud.identityProvider.mintIdToken(person, "n");
  const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as {
    iss: string;
    aud: string;
  };
  issuer = claims.iss;
  clientId = claims.aud;
});
afterAll(() => cloud.close());

const keys = () => createRemoteJWKSet(new URL(`${cloud.url}/_oidc/.well-known/jwks.json`));

describe("sign-in", () => {
  it("a minted ID token verifies by the published keys, under the virtual clock", async () => {
    const token = await cloud.identityProvider.mintIdToken(person, "nonce-1");
    const at = { issuer, audience: clientId, currentDate: new Date(startAt) };
    const { payload } = await jwtVerify(token, keys(), at);
    expect(payload).toMatchObject({ sub: "sub-1", email: person.email, nonce: "nonce-1", token_use: "id" });
    expect(issuer).toMatch(/^https:\/\/cognito-idp\.ap-southeast-3\.amazonaws\.com\/ap-southeast-3_/);
    await expect(
      jwtVerify(token, keys(), { ...at, currentDate: new Date("2027-01-04T00:05:01Z") }),
    ).rejects.toThrow("exp");
  });

  it("one tap sends the token to POST /v1/sessions and answers what the service answers", async () => {
    const signIn = (as: string) =>
      request(cloud, "/_local/sign-in", { method: "POST", body: JSON.stringify({ as }), headers: json });
    const { event } = (await (await signIn(person.email)).json()) as {
      event: { routeKey: string; body: string };
    };
    expect(event.routeKey).toBe("POST /v1/sessions");
    const { idToken, nonce } = JSON.parse(event.body) as { idToken: string; nonce: string };
    expect((await jwtVerify(idToken, keys(), { currentDate: new Date(startAt) })).payload["nonce"]).toBe(
      nonce,
    );
    expect((await signIn(person.email)).headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect((await signIn("nobody@contoh.go.id")).status).toBe(404);
  });

  it("a function that asks for the pool's keys at its address in AWS gets those of the local provider", async () => {
    const asked = async (url: string) =>
      (await wish(cloud, { fetch: url })).body["found"] as Record<string, unknown>;
    const discovery = await asked(`${issuer}/.well-known/openid-configuration`);
    expect(discovery["issuer"]).toBe(issuer);
    const published = (await (await request(cloud, "/_oidc/.well-known/jwks.json")).json()) as unknown;
    expect(await asked(String(discovery["jwks_uri"]))).toEqual(published);
    expect(await asked(`${issuer}/.well-known/jwks.json`)).toEqual(published);
  });

  it("the whole code flow with PKCE ends in an ID token of the chosen person", async () => {
    const verifier = "v".repeat(50);
    const redirect = `${cloud.url}/masuk`;
    const query = new URLSearchParams({
      client_id: clientId,
      response_type: "code",
      scope: "openid email profile",
      redirect_uri: redirect,
      nonce: "nonce-2",
      code_challenge: createHash("sha256").update(verifier).digest("base64url"),
      code_challenge_method: "S256",
    });
    const cookies = new Map<string, string>();
    const go = async (url: string, init: RequestInit = {}) => {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
      const response = await fetch(new URL(url, cloud.url), {
        ...init,
        redirect: "manual",
        headers: { cookie },
      });
      for (const line of response.headers.getSetCookie()) {
        const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        cookies.set(name, value);
      }
      return response;
    };
    let response = await go(`/_oidc/oauth2/authorize?${query}`);
    const chooser = response.headers.get("location") ?? "";
    response = await go(chooser);
    const listed = await response.text();
    expect(listed).toContain("Dewi Anggraini");
    expect(listed).not.toContain("Sari Lubis");
    const found = await (await go(`${chooser}?cari=sari%40contoh.go.id`)).text();
    expect(found).toContain("Sari Lubis");
    expect(found).toContain(`action="?as=${encodeURIComponent(unlisted.subject)}"`);
    expect(await (await go(`${chooser}?cari=tak-dikenal`)).text()).toContain("Tidak ada akun");
    response = await go(`${chooser}?as=${encodeURIComponent(unlisted.subject)}`, { method: "POST" });
    while (
      response.headers.get("location") !== null &&
      !response.headers.get("location")?.startsWith(redirect)
    ) {
      response = await go(response.headers.get("location") ?? "");
    }
    const code = new URL(response.headers.get("location") ?? "").searchParams.get("code") ?? "";
    const token = await fetch(`${cloud.url}/_oidc/oauth2/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "authorization_code",
        code,
        client_id: clientId,
        redirect_uri: redirect,
        code_verifier: verifier,
      }),
    });
    const { id_token: idToken } = (await token.json()) as { id_token: string };
    const { payload } = await jwtVerify(idToken, keys(), {
      issuer,
      audience: clientId,
      currentDate: new Date(cloud.clock.now()),
    });
    expect(payload).toMatchObject({ sub: unlisted.subject, nonce: "nonce-2", email: unlisted.email });
    expect(payload.iat).toBe(Date.parse(startAt) / 1000);
  });
});
