/**
 * Secrets of this process, by ARN. A test file whose functions read secrets puts this over the edge:
 * `vi.mock("#shared/platform/secrets.ts", async (original) => ({ ...(await original()), ...(await import(...)) }))`.
 */
export const secrets: Record<string, string> = {};

export async function readSecret(arn: string): Promise<string> {
  const text = secrets[arn];
  if (text === undefined) throw new Error(`no secret ${arn}`);
  return text;
}

export async function readRotatingSecret(arn: string): Promise<{ current: string; previous: string }> {
  return JSON.parse(await readSecret(arn)) as { current: string; previous: string };
}

/** 64 characters that only tests use. */
export function secretText(name: string): string {
  return name.padEnd(64, ".");
}

/** Gives every function of identity its secrets and variables. */
export function setSecrets(): void {
  const variables = { STAGE: "dev", PUBLIC_URL: "https://kinerja.example" };
  Object.assign(process.env, variables, {
    SESSION_KEY_SECRET: "session",
    TOKEN_KEY_SECRET: "token",
    ORIGIN_KEY_SECRET: "origin",
    OPERATOR_INVITATION_SECRET: "operator",
  });
  for (const name of ["session", "token", "origin"])
    secrets[name] = JSON.stringify({ current: secretText(name), previous: "" });
  secrets["operator"] = JSON.stringify({ token: secretText("operator-invitation") });
}
