import { createHmac } from "node:crypto";
import { addressHash } from "../people/store.ts";
import { deriveKey } from "../platform/secrets.ts";
import type { InvitationCode } from "./invitation-code.ts";

/**
 * The user name of an account that is found by its address. It is not the address itself: a pool that signs people in by
 * address besides refuses user names that look like one. One address has one account, however many agencies invite it.
 */
export function userNameOfAddress(email: string): string {
  return `surel-${addressHash(email).slice(0, 40)}`;
}

/** Without the letters and digits that are taken for each other, and without vowels, which make words. */
const alphabets = { X: "BCDFGHJKMNPQRSTVWXYZ", x: "bcdfghjkmnpqrstvwxyz", 9: "23456789" } as const;
/** Large and small letters, digits and a sign, as the pool asks; 58 bits, in groups that are read off paper. */
const pattern = "Xxxx-9999-xxxx-9999";

/** The first password on a slip, derived like the invitation's code: a new number gives a new one. */
export function slipPassword(tokenKey: string, { agencyId, invitationId, number }: InvitationCode): string {
  const bytes = createHmac("sha512", deriveKey(tokenKey, "slip-password"))
    .update(`${agencyId}.${invitationId}.${number}`)
    .digest();
  let position = 0;
  return pattern.replace(/[Xx9]/g, (kind) => {
    const letters = alphabets[kind as keyof typeof alphabets];
    // 24 bits for one of twenty: no letter is likelier than another by more than a millionth.
    const letter = letters[bytes.readUIntBE(position, 3) % letters.length] ?? "";
    position += 3;
    return letter;
  });
}

/** Tells token keys apart and says nothing about them. */
export function tokenKeyMark(tokenKey: string): string {
  return deriveKey(tokenKey, "mark", 6).toString("base64url");
}
