import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";

/** What a rotating secret holds; whoever verifies accepts both, whoever signs uses `current`. */
export interface RotatingSecret {
  readonly current: string;
  readonly previous: string;
}

/**
 * Two steps, because functions read a secret anew only every five minutes: a value must be accepted everywhere before
 * anybody signs with it. `announce` puts a new value beside the current one; `use` makes it the current one.
 */
export const steps = {
  announce: ({ current }: RotatingSecret): RotatingSecret => ({
    current,
    previous: randomBytes(32).toString("hex"),
  }),
  use: ({ current, previous }: RotatingSecret): RotatingSecret => {
    if (previous === "") throw new Error("Nothing was announced that could be used");
    return { current: previous, previous: current };
  },
} as const;

async function rotate(secretArn: string, step: keyof typeof steps): Promise<void> {
  const client = new SecretsManagerClient({ region: secretArn.split(":")[3] ?? "" });
  const { SecretString = "{}" } = await client.send(new GetSecretValueCommand({ SecretId: secretArn }));
  const next = steps[step](JSON.parse(SecretString) as RotatingSecret);
  await client.send(new PutSecretValueCommand({ SecretId: secretArn, SecretString: JSON.stringify(next) }));
  console.log(
    step === "announce"
      ? "The new value is announced. Wait ten minutes, then run this again with --step use."
      : "The new value is in use; the old one stays valid until the next rotation.",
  );
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { secret: { type: "string" }, step: { type: "string" } } });
  const { secret, step } = values;
  if (secret === undefined || (step !== "announce" && step !== "use")) {
    throw new Error("Usage: node infra/tools/rotate-secret.ts --secret <ARN> --step announce|use");
  }
  await rotate(secret, step);
}
