import { createHmac, timingSafeEqual } from "node:crypto";
import { type Id, idSchema } from "../platform/ids.ts";
import { deriveKey } from "../platform/secrets.ts";

/** What the letter or slip carries: which agency, which invitation, and the proof that we wrote it. */
export interface InvitationCode {
  readonly agencyId: Id<"agency">;
  readonly invitationId: Id<"invitation">;
  readonly number: number;
}

/** The code as a text of about 90 characters without anything that a link must escape. */
export function writeInvitationCode(tokenKey: string, code: InvitationCode): string {
  const body = `${code.agencyId}.${code.invitationId}.${code.number}`;
  return `${body}.${proof(tokenKey, body)}`;
}

/** The code behind a text that we wrote; undefined for any other, and where there is no key ("", none before). */
export function readInvitationCode(tokenKey: string, text: string): InvitationCode | undefined {
  if (tokenKey === "") return undefined;
  const [agency, invitation, number, mac, ...rest] = text.split(".");
  const agencyId = idSchema("agency").safeParse(agency);
  const invitationId = idSchema("invitation").safeParse(invitation);
  if (!agencyId.success || !invitationId.success || !/^\d{1,4}$/.test(number ?? "") || rest.length > 0)
    return undefined;
  const expected = Buffer.from(proof(tokenKey, `${agency}.${invitation}.${number}`));
  const given = Buffer.from(mac ?? "");
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  return { agencyId: agencyId.data, invitationId: invitationId.data, number: Number(number) };
}

/** 128 bits of HMAC. */
function proof(tokenKey: string, body: string): string {
  const mac = createHmac("sha256", deriveKey(tokenKey, "invitation")).update(body).digest();
  return mac.subarray(0, 16).toString("base64url");
}
