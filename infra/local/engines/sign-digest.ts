import { createECDH, type KeyObject, randomBytes } from "node:crypto";

/*
 * Node signs messages only, KMS also signs a digest made elsewhere (`MessageType: DIGEST`). These few lines do ECDSA
 * over P-256 on the digest itself, with the curve's own multiplication from OpenSSL. Whoever verifies here holds the
 * private key, so that verifying needs no point addition: (z + r·d) / s must be the number whose point has x = r.
 */

/** The order of P-256's base point (FIPS 186-5). */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** The DER signature of a SHA-256 digest. */
export function signDigest(digest: Buffer, privateKey: KeyObject): Buffer {
  const secret = secretOf(privateKey);
  for (;;) {
    const nonce = mod(toNumber(randomBytes(40)));
    if (nonce === 0n) continue;
    const r = xOfMultiple(nonce);
    const s = mod(inverse(nonce) * (toNumber(digest) + r * secret));
    if (r !== 0n && s !== 0n) return sequence(r, s);
  }
}

/** Whether a DER signature is that of a SHA-256 digest by the key. */
export function verifyDigest(digest: Buffer, privateKey: KeyObject, signature: Buffer): boolean {
  const numbers = readSequence(signature);
  if (numbers === undefined) return false;
  const [r, s] = numbers;
  if (r <= 0n || r >= order || s <= 0n || s >= order) return false;
  const multiple = mod((toNumber(digest) + r * secretOf(privateKey)) * inverse(s));
  return multiple !== 0n && xOfMultiple(multiple) === r;
}

function secretOf(privateKey: KeyObject): bigint {
  return toNumber(Buffer.from(privateKey.export({ format: "jwk" }).d ?? "", "base64url"));
}

function xOfMultiple(multiple: bigint): bigint {
  const curve = createECDH("prime256v1");
  curve.setPrivateKey(Buffer.from(multiple.toString(16).padStart(64, "0"), "hex"));
  return mod(toNumber(curve.getPublicKey().subarray(1, 33)));
}

function mod(value: bigint): bigint {
  const rest = value % order;
  return rest < 0n ? rest + order : rest;
}

function inverse(value: bigint): bigint {
  let [low, high, step, next] = [mod(value), order, 1n, 0n];
  while (low > 1n) {
    const quotient = high / low;
    [low, high, step, next] = [high % low, low, next - quotient * step, step];
  }
  return mod(step);
}

function toNumber(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString("hex") || "0"}`);
}

function sequence(...numbers: bigint[]): Buffer {
  const parts = numbers.map((number) => {
    const hex = number.toString(16);
    const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex");
    const positive = (bytes[0] ?? 0) > 127 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes;
    return Buffer.concat([Buffer.from([2, positive.length]), positive]);
  });
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([0x30, content.length]), content]);
}

function readSequence(der: Buffer): [bigint, bigint] | undefined {
  if (der[0] !== 0x30 || der[1] !== der.length - 2 || der[2] !== 2) return undefined;
  const firstEnd = 4 + (der[3] ?? 0);
  if (der[firstEnd] !== 2 || firstEnd + 2 + (der[firstEnd + 1] ?? 0) !== der.length) return undefined;
  return [toNumber(der.subarray(4, firstEnd)), toNumber(der.subarray(firstEnd + 2))];
}
