import { createServer, type Server } from "node:http";
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll } from "vitest";

/** A provider of sign-in of a test file's own, on loopback: discovery, one key, and tokens signed with it. */
export interface TestIssuer {
  readonly url: string;
  readonly clientId: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  /** An ID token as a browser brings it; `claims` replace the usual ones, undefined leaves one out. */
  idToken(subject: string, claims?: Readonly<Record<string, unknown>>): Promise<string>;
}

export const nonce = "nonce-of-this-browser";
export const keyId = "key-of-tests";

export function useIssuer(): TestIssuer {
  const issuer = { url: "", clientId: "kinerja-web" } as {
    url: string;
    clientId: string;
    privateKey: CryptoKey;
    publicKey: CryptoKey;
    idToken: TestIssuer["idToken"];
  };
  let server: Server | undefined;
  beforeAll(async () => {
    Object.assign(issuer, await generateKeyPair("ES256", { extractable: true }));
    const jwk = { ...(await exportJWK(issuer.publicKey)), kid: keyId, alg: "ES256" };
    server = createServer((request, response) => {
      const isDiscovery = request.url?.endsWith("/openid-configuration") === true;
      const discovery = {
        issuer: issuer.url,
        jwks_uri: `${issuer.url}/keys`,
        authorization_endpoint: `${issuer.url}/authorize`,
        token_endpoint: `${issuer.url}/token`,
      };
      const body = isDiscovery ? discovery : { keys: [jwk] };
      response.setHeader("content-type", "application/json").end(JSON.stringify(body));
    }).listen(0, "127.0.0.1");
    await new Promise((resolve) => server?.once("listening", resolve));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    issuer.url = `http://127.0.0.1:${address.port}`;
    issuer.idToken = async (subject, claims = {}) => {
      const now = Math.floor(Date.now() / 1000);
      const usual = { iss: issuer.url, aud: issuer.clientId, sub: subject, nonce, iat: now, exp: now + 300 };
      return await new SignJWT({ ...usual, ...claims })
        .setProtectedHeader({ alg: "ES256", kid: keyId })
        .sign(issuer.privateKey);
    };
    process.env["HOSTED_ISSUER"] = issuer.url;
    process.env["HOSTED_CLIENT_ID"] = issuer.clientId;
  });
  afterAll(async () => {
    server?.closeAllConnections();
    await new Promise((resolve) => server?.close(resolve));
  });
  return issuer;
}
