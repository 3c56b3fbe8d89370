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

type KeySet = ReturnType<typeof createRemoteJWKSet>;
const keySets = new Map<string, Promise<KeySet>>();

/** The service's own provider, from the environment; agencies' own ones are data. */
export function hostedIssuer(): Issuer {
  const { HOSTED_ISSUER, HOSTED_CLIENT_ID } = readEnv("hostedSignIn");
  return { issuerId: "hosted", url: HOSTED_ISSUER, clientId: HOSTED_CLIENT_ID };
}

/** Throws `service.busy` where the issuer cannot be asked for its keys, and `identity.token` unless this issuer signed the token, for us, for this nonce, and it has not expired. */
export async function verifyIdToken(
  issuer: Issuer,
  idToken: string,
  nonce: string,
  now: Temporal.Instant,
): Promise<ProvenLogin> {
  const keys = await keySetOf(issuer);
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

/** The provider's keys, found by discovery once per environment; jose fetches them again when an unknown one signs. */
function keySetOf(issuer: Issuer): Promise<KeySet> {
  const known = keySets.get(issuer.url);
  if (known !== undefined) return known;
  const found = discoverKeys(issuer.url);
  keySets.set(issuer.url, found);
  found.catch(() => keySets.delete(issuer.url));
  return found;
}

/** That the provider does not answer says nothing about the token: the caller may try again. */
async function discoverKeys(issuerUrl: string): Promise<KeySet> {
  try {
    const response = await fetch(`${issuerUrl.replace(/\/$/, "")}/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(5000),
    });
    const { jwks_uri } = z.object({ jwks_uri: z.url() }).parse(await response.json());
    return createRemoteJWKSet(new URL(jwks_uri));
  } catch (cause) {
    throw new AppError("service.busy", { cause });
  }
}
