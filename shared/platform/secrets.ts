import { hkdfSync } from "node:crypto";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import * as z from "zod";

const RotatingSecret = z.object({ current: z.string().min(32), previous: z.string().default("") });
export type RotatingSecret = z.infer<typeof RotatingSecret>;

/** A rotated secret is taken up within this time; until then its predecessor is valid too. */
const keptMilliseconds = 5 * 60 * 1000;

const kept = new Map<string, { at: number; value: Promise<string> }>();
let client: SecretsManagerClient | undefined;

/** A secret's text, read once per environment and again every five minutes. */
export async function readSecret(arn: string): Promise<string> {
  const now = performance.now();
  const known = kept.get(arn);
  if (known !== undefined && now - known.at < keptMilliseconds) return known.value;
  const value = fetchSecret(arn);
  kept.set(arn, { at: now, value });
  value.catch(() => kept.delete(arn));
  return value;
}

/** The two values of a rotating secret. */
export async function readRotatingSecret(arn: string): Promise<RotatingSecret> {
  return RotatingSecret.parse(JSON.parse(await readSecret(arn)));
}

/** A key for one purpose, derived from a secret; the secret itself is never used as a key. */
export function deriveKey(secret: string, purpose: string, bytes = 32): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "kinerja", purpose, bytes));
}

async function fetchSecret(arn: string): Promise<string> {
  client ??= new SecretsManagerClient({});
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
  if (SecretString === undefined) throw new Error("the secret has no text");
  return SecretString;
}
