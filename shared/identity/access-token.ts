import { createECDH, createHash, createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { jwtVerify, SignJWT } from "jose";
import * as z from "zod";
import { idSchema } from "../platform/ids.ts";
import { deriveKey } from "../platform/secrets.ts";

/** What our own token says. Everything else about the caller is read from the membership that it names. */
export const AccessClaims = z.object({
  issuerId: z.string(),
  subject: z.string(),
  agency: idSchema("agency"),
  session: idSchema("session"),
  /** The membership's `sessionVersion` at the time of signing in. */
  version: z.int(),
});
export type AccessClaims = z.infer<typeof AccessClaims>;

export const accessTokenSeconds = 15 * 60;
const audience = "kinerja-api";
const algorithm = "ES256";

export interface SigningKey {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/**
 * The P-256 key of a session secret. The secret is 64 random characters, since that is what Secrets Manager can make
 * and rotate by itself; the private scalar is derived from it (HKDF to 48 bytes, reduced as FIPS 186-5 A.2.1 does).
 */
export function signingKeyOf(secret: string): SigningKey {
  const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const wide = BigInt(`0x${deriveKey(secret, "session-signing", 48).toString("hex")}`);
  const scalar = Buffer.from(((wide % (order - 1n)) + 1n).toString(16).padStart(64, "0"), "hex");
  const curve = createECDH("prime256v1");
  curve.setPrivateKey(scalar);
  const point = curve.getPublicKey();
  const text = (bytes: Buffer) => bytes.toString("base64url");
  const jwk = { kty: "EC", crv: "P-256", x: text(point.subarray(1, 33)), y: text(point.subarray(33)) };
  const privateKey = createPrivateKey({ key: { ...jwk, d: text(scalar) }, format: "jwk" });
  return {
    id: createHash("sha256").update(point).digest("base64url").slice(0, 12),
    privateKey,
    publicKey: createPublicKey(privateKey),
  };
}

export async function signAccessToken(
  key: SigningKey,
  issuer: string,
  claims: AccessClaims,
  nowSeconds: number,
): Promise<string> {
  return await new SignJWT({ ...claims })
    .setProtectedHeader({ alg: algorithm, kid: key.id, typ: "at+jwt" })
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt(nowSeconds)
    .setExpirationTime(nowSeconds + accessTokenSeconds)
    .sign(key.privateKey);
}

/** The claims of a token that one of our keys signed and that has not expired; undefined for every other text. */
export async function verifyAccessToken(
  keys: readonly SigningKey[],
  issuer: string,
  token: string,
  nowMilliseconds: number,
): Promise<AccessClaims | undefined> {
  try {
    const find = (header: { kid?: string }) => {
      const key = keys.find(({ id }) => id === header.kid);
      if (key === undefined) throw new Error("unknown key");
      return key.publicKey;
    };
    const { payload } = await jwtVerify(token, find, {
      algorithms: [algorithm],
      issuer,
      audience,
      typ: "at+jwt",
      currentDate: new Date(nowMilliseconds),
    });
    return AccessClaims.parse(payload);
  } catch {
    return undefined;
  }
}
