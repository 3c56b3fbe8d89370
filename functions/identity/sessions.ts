import { createHash, createHmac, randomBytes } from "node:crypto";
import type * as z from "zod";
import { readAgencyName } from "#shared/agencies/store.ts";
import {
  accessTokenSeconds,
  type SigningKey,
  signAccessToken,
  signingKeyOf,
} from "#shared/identity/access-token.ts";
import type { Membership, Session, SessionView } from "#shared/identity/model.ts";
import { membershipEntity, membershipsOf, sessionEntity } from "#shared/identity/store.ts";
import { isoInstant, Temporal } from "#shared/platform/clock.ts";
import { readEnv } from "#shared/platform/env.ts";
import { AppError } from "#shared/platform/errors.ts";
import { type Id, idSchema, newId } from "#shared/platform/ids.ts";
import { log } from "#shared/platform/log.ts";
import { deriveKey, readRotatingSecret } from "#shared/platform/secrets.ts";
import { functionConnection } from "#shared/platform/table/client.ts";
import { changed, PlatformTable } from "#shared/platform/table/table.ts";
import { untilUnrefused } from "#shared/platform/table/write.ts";
import { meOf } from "./me.ts";

const refreshCookie = "kinerja_refresh";
const sessionDays = 7;

/** How long the predecessor of a refresh secret is still taken: an answer may get lost, or two tabs renew at once. */
const graceSeconds = 120;

export interface OpenedSession {
  readonly accessToken: string;
  readonly expiresAt: string;
  readonly me: Awaited<ReturnType<typeof meOf>>;
  readonly agencies: readonly AgencyOfLogin[];
  readonly cookie: string;
}

type AgencyOfLogin = z.output<typeof SessionView>["agencies"][number];

interface LoginPlace {
  readonly issuerId: string;
  readonly subject: string;
}

/** The current key of access tokens first, then its predecessor. */
export async function signingKeys(): Promise<readonly SigningKey[]> {
  const secret = await readRotatingSecret(readEnv("sessionKey").SESSION_KEY_SECRET);
  const texts = secret.previous === "" ? [secret.current] : [secret.current, secret.previous];
  return texts.map(keptKey);
}

const keptKeys = new Map<string, SigningKey>();

function keptKey(text: string): SigningKey {
  const key = keptKeys.get(text) ?? signingKeyOf(text);
  keptKeys.set(text, key);
  return key;
}

/** A new session for a proven login, in the agency it asked for or its first one. */
export async function openSession(
  { issuerId, subject }: LoginPlace,
  agencyId: Id<"agency"> | undefined,
  now: Temporal.Instant,
): Promise<OpenedSession> {
  const login = { issuerId, subject };
  const table = new PlatformTable(functionConnection());
  const memberships = await activeMemberships(table, login);
  const membership = choose(memberships, agencyId);
  const secret = newSecret();
  const session: Session = {
    sessionId: newId("session", now.epochMilliseconds),
    ...login,
    agencyId: membership.agencyId,
    refreshHash: hashOf(secret),
    rotatedAt: isoInstant(now),
    expiresAt: isoInstant(now.add({ hours: 24 * sessionDays })),
  };
  await table.write([table.create(sessionEntity, session)]);
  return await opened(session, membership, memberships, secret, now);
}

/**
 * The session behind a cookie, renewed: the cookie's secret is used once and replaced by its successor. Within the
 * grace the predecessor is answered with that same successor, so that tabs which renew side by side, in whatever order
 * their answers arrive, hold one secret. An old secret after the grace means that somebody copied it, and ends the
 * session for both.
 */
export async function renewSession(
  cookies: Readonly<Record<string, string>>,
  agencyId: Id<"agency"> | undefined,
  now: Temporal.Instant,
): Promise<OpenedSession> {
  return await untilUnrefused(() => renewOnce(cookies, agencyId, now));
}

async function renewOnce(
  cookies: Readonly<Record<string, string>>,
  agencyId: Id<"agency"> | undefined,
  now: Temporal.Instant,
): Promise<OpenedSession> {
  const table = new PlatformTable(functionConnection());
  const { session, secret } = await sessionOfCookie(table, cookies, now);
  await refuseReuse(session, secret, now);
  const memberships = await activeMemberships(table, session);
  const membership = choose(memberships, agencyId ?? session.agencyId);
  const nextSecret = await successorOf(session.sessionId, secret);
  const rotated: Session = {
    ...changed(session, {}),
    previousHash: hashOf(secret),
    refreshHash: hashOf(nextSecret),
    rotatedAt: isoInstant(now),
    expiresAt: isoInstant(now.add({ hours: 24 * sessionDays })),
  };
  const isRotated = session.refreshHash === rotated.refreshHash;
  const next = { ...(isRotated ? changed(session, {}) : rotated), agencyId: membership.agencyId };
  if (!isRotated || next.agencyId !== session.agencyId) {
    await table.write([table.replace(sessionEntity, session, next)]);
  }
  return await opened(next, membership, memberships, nextSecret, now);
}

/** Ends the session of this device, if there is one; asking twice does no harm. */
export async function endSession(
  cookies: Readonly<Record<string, string>>,
  now: Temporal.Instant,
): Promise<void> {
  const place = cookiePlace(cookies);
  if (place === undefined) return;
  const hash = hashOf(place.secret);
  await endWhere(place.sessionId, now, (session) =>
    [session.refreshHash, session.previousHash].includes(hash),
  );
}

async function endWhere(
  sessionId: Id<"session">,
  now: Temporal.Instant,
  mayEnd: (session: Session) => boolean,
): Promise<void> {
  const table = new PlatformTable(functionConnection());
  await untilUnrefused(async () => {
    const session = await table.get(sessionEntity, { sessionId });
    if (session === undefined || session.endedAt !== undefined || !mayEnd(session)) return;
    const ended = changed(session, { endedAt: isoInstant(now) });
    await table.write([table.replace(sessionEntity, session, ended)]);
  });
}

export const clearedCookie = cookieText("", 0);

async function sessionOfCookie(
  table: PlatformTable,
  cookies: Readonly<Record<string, string>>,
  now: Temporal.Instant,
) {
  const place = cookiePlace(cookies);
  const session = place && (await table.get(sessionEntity, place));
  if (session === undefined || place === undefined || session.endedAt !== undefined)
    throw new AppError("session.ended");
  if (Temporal.Instant.compare(now, session.expiresAt) >= 0) throw new AppError("session.ended");
  return { session, secret: place.secret };
}

async function refuseReuse(
  session: Awaited<ReturnType<typeof sessionOfCookie>>["session"],
  secret: string,
  now: Temporal.Instant,
): Promise<void> {
  const hash = hashOf(secret);
  if (hash === session.refreshHash) return;
  const inGrace =
    Temporal.Instant.compare(now, Temporal.Instant.from(session.rotatedAt).add({ seconds: graceSeconds })) <=
    0;
  if (hash === session.previousHash && inGrace) return;
  log("session.reused", { agency: session.agencyId });
  await endWhere(session.sessionId, now, () => true);
  throw new AppError("session.ended");
}

async function activeMemberships(table: PlatformTable, login: LoginPlace): Promise<readonly Membership[]> {
  const range = membershipsOf(login.issuerId, login.subject);
  const { items } = await table.query(membershipEntity, range, { limit: 100 });
  return items.filter((membership) => membership.state === "active");
}

function choose(memberships: readonly Membership[], agencyId: Id<"agency"> | undefined): Membership {
  const found =
    agencyId === undefined ? memberships[0] : memberships.find((one) => one.agencyId === agencyId);
  if (found === undefined) throw new AppError("identity.unknown");
  return found;
}

async function opened(
  session: Session,
  membership: Membership,
  memberships: readonly Membership[],
  secret: string,
  now: Temporal.Instant,
): Promise<OpenedSession> {
  const [key] = await signingKeys();
  if (key === undefined) throw new Error("there is no signing key");
  const seconds = Math.floor(now.epochMilliseconds / 1000);
  const claims = {
    issuerId: session.issuerId,
    subject: session.subject,
    agency: membership.agencyId,
    session: session.sessionId,
    version: membership.sessionVersion,
  };
  const table = new PlatformTable(functionConnection()).within(membership.agencyId);
  const [accessToken, me, agencies] = await Promise.all([
    signAccessToken(key, readEnv("service").PUBLIC_URL, claims, seconds),
    meOf(table, membership.memberId, now),
    Promise.all(memberships.map(agencyOf)),
  ]);
  return {
    accessToken,
    expiresAt: isoInstant(now.add({ seconds: accessTokenSeconds })),
    me,
    agencies,
    cookie: cookieText(`${session.sessionId}.${secret}`, sessionDays * 24 * 60 * 60),
  };
}

/** By the name that it has now: an agency may be renamed long after somebody joined it. */
async function agencyOf({ agencyId }: Membership): Promise<AgencyOfLogin> {
  const table = new PlatformTable(functionConnection()).within(agencyId);
  return { agencyId, name: await readAgencyName(table) };
}

function cookieText(value: string, seconds: number): string {
  return `${refreshCookie}=${value}; HttpOnly; Secure; SameSite=Strict; Path=/v1/sessions; Max-Age=${seconds}`;
}

function cookiePlace(cookies: Readonly<Record<string, string>>) {
  const [id, secret] = (cookies[refreshCookie] ?? "").split(".");
  const sessionId = idSchema("session").safeParse(id);
  return sessionId.success && secret ? { sessionId: sessionId.data, secret } : undefined;
}

/** Derived, so that a renewal repeated within the grace gives the same one although only hashes are kept. */
async function successorOf(sessionId: Id<"session">, secret: string): Promise<string> {
  const { current } = await readRotatingSecret(readEnv("sessionKey").SESSION_KEY_SECRET);
  const key = deriveKey(current, "refresh-successor");
  return createHmac("sha256", key).update(`${sessionId}.${secret}`).digest("base64url");
}

function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
