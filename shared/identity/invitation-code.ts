import type { Id } from "../platform/ids.ts";
import { readOneTimeCode, writeOneTimeCode } from "../platform/one-time-code.ts";

/** What the letter or slip carries. */
export interface InvitationCode {
  readonly agencyId: Id<"agency">;
  readonly invitationId: Id<"invitation">;
  readonly number: number;
}

export function writeInvitationCode(tokenKey: string, code: InvitationCode): string {
  const { agencyId, invitationId: id, number } = code;
  return writeOneTimeCode(tokenKey, "invitation", { agencyId, id, number });
}

/** The code behind a text that we wrote; undefined for any other. */
export function readInvitationCode(tokenKey: string, text: string): InvitationCode | undefined {
  const code = readOneTimeCode(tokenKey, "invitation", text);
  return code && { agencyId: code.agencyId, invitationId: code.id, number: code.number };
}
