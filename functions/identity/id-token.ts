import { createRemoteJWKSet, jwtVerify } from "jose";
import * as z from "zod";
import type { Issuer } from "#shared/identity/model.ts";
import type { Temporal } from "#shared/platform/clock.ts";
import { readEnv } from "#shared/platform/env.ts";
import { AppError } from "#shared/platform/errors.ts";

/** Who the provider says signed in. */
export interface ProvenLogin {
  readonly issuerId: string;
  readonly subject: string;
  readonly email?: string;
}

const Claims = z.object({
  sub: z.string().min(1).max(200),
  nonce: z.string(),
  email: z.email().optional(),
  email_verified: z.union([z.boolean(), z.string()]).optional(),
});

/** What an issuer says of itself at its well-known address. */
const Discovery = z.object({
  jwks_uri: z.url(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
});

interface KnownIssuer {
  readonly keys: ReturnType<typeof createRemoteJWKSet>;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
}

const knownIssuers = new Map<string, Promise<KnownIssuer>>();

/** By which logins of the service's own provider are known, whatever its address. */
export const hostedIssuerId = "hosted";

/** The service's own provider, from the environment; agencies' own ones are data. */
export function hostedIssuer(): Issuer {
  const { HOSTED_ISSUER, HOSTED_CLIENT_ID } = readEnv("hostedSignIn");
  return { issuerId: hostedIssuerId, url: HOSTED_ISSUER, clientId: HOSTED_CLIENT_ID };
}

/** Where a browser goes to sign in with this issuer. Throws `service.busy` where the issuer does not answer. */
export async function placeOf(issuer: Issuer) {
  const { authorizationEndpoint, tokenEndpoint } = await knowIssuer(issuer);
  return { authorizationEndpoint, tokenEndpoint, clientId: issuer.clientId };
}

/** Throws `service.busy` where the issuer cannot be asked for its keys, and `identity.token` unless this issuer signed the token, for us, for this nonce, and it has not expired. */
export async function verifyIdToken(
  issuer: Issuer,
  idToken: string,
  nonce: string,
  now: Temporal.Instant,
): Promise<ProvenLogin> {
  const { keys } = await knowIssuer(issuer);
  try {
    const { payload } = await jwtVerify(idToken, keys, {
      issuer: issuer.url,
      audience: issuer.clientId,
      algorithms: ["RS256", "ES256"],
      requiredClaims: ["exp", "iat", "sub", "nonce"],
      currentDate: new Date(now.epochMilliseconds),
    });
    const claims = Claims.parse(payload);
    if (claims.nonce !== nonce) throw new Error("another nonce");
    const isVerified = String(claims.email_verified) === "true";
    const address = claims.email === undefined || !isVerified ? {} : { email: claims.email };
    return { issuerId: issuer.issuerId, subject: claims.sub, ...address };
  } catch (cause) {
    throw new AppError("identity.token", { cause });
  }
}

/** The provider, found by discovery once per environment; jose fetches its keys again when an unknown one signs. */
function knowIssuer(issuer: Issuer): Promise<KnownIssuer> {
  const known = knownIssuers.get(issuer.url);
  if (known !== undefined) return known;
  const found = discover(issuer.url);
  knownIssuers.set(issuer.url, found);
  found.catch(() => knownIssuers.delete(issuer.url));
  return found;
}

/** That the provider does not answer says nothing about the token: the caller may try again. */
async function discover(issuerUrl: string): Promise<KnownIssuer> {
  try {
    const response = await fetch(`${issuerUrl.replace(/\/$/, "")}/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(5000),
    });
    const said = Discovery.parse(await response.json());
    return {
      keys: createRemoteJWKSet(new URL(said.jwks_uri)),
      authorizationEndpoint: said.authorization_endpoint,
      tokenEndpoint: said.token_endpoint,
    };
  } catch (cause) {
    throw new AppError("service.busy", { cause });
  }
}
