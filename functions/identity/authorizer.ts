import type { APIGatewayRequestAuthorizerEventV2 } from "aws-lambda";
import { verifyAccessToken } from "#shared/identity/access-token.ts";
import { membershipEntity } from "#shared/identity/store.ts";
import type { Actor } from "#shared/platform/actor.ts";
import { systemClock } from "#shared/platform/clock.ts";
import { derivedId } from "#shared/platform/digest.ts";
import { readEnv } from "#shared/platform/env.ts";

import { functionConnection } from "#shared/platform/table/client.ts";
import { PlatformTable } from "#shared/platform/table/table.ts";
import { signingKeys } from "./sessions.ts";

interface Verdict {
  readonly isAuthorized: boolean;
  readonly context?: { readonly actor: string };
}

const refused: Verdict = { isAuthorized: false };

/**
 * The token is verified without the network; then one read tells whether the membership still stands. The gateway
 * keeps the verdict for 60 s, so a deactivation holds within that time (routes marked `fresh` ask each time).
 */
export async function handler(event: APIGatewayRequestAuthorizerEventV2): Promise<Verdict> {
  const token = /^Bearer ([\w.-]{20,2000})$/.exec(event.identitySource?.[0] ?? "")?.[1];
  if (token === undefined) return refused;
  const now = systemClock.now().epochMilliseconds;
  const claims = await verifyAccessToken(await signingKeys(), readEnv("service").PUBLIC_URL, token, now);
  if (claims === undefined) return refused;
  const place = { issuerId: claims.issuerId, subject: claims.subject, agencyId: claims.agency };
  const membership = await new PlatformTable(functionConnection()).get(membershipEntity, place);
  if (membership?.state !== "active" || membership.sessionVersion !== claims.version) return refused;
  const actor: Actor = {
    login: derivedId("login", claims.issuerId, claims.subject),
    agency: membership.agencyId,
    member: membership.memberId,
    roles: membership.roles,
    employee: membership.employeeId,
    official: membership.officialId,
    session: claims.session,
  };
  return { isAuthorized: true, context: { actor: JSON.stringify(actor) } };
}
