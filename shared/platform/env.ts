import * as z from "zod";
import type { QueueName } from "./queues.ts";

const text = z.string().min(1);

/**
 * The environment variables of each capability. Infrastructure sets exactly these beside the IAM grant
 * (`infra/capabilities.ts`), and code reads exactly these, so that the two cannot drift apart.
 */
export const environment = {
  /** Every function: where it runs, and the address people know it by. */
  service: z.object({ STAGE: z.enum(["dev", "prod"]), PUBLIC_URL: z.url() }),
  table: z.object({ TABLE_NAME: text }),
  /**
   * Secrets, by ARN. Each one's value is JSON of `{ current, previous }`: 64 random characters, and the ones before them
   * or "". Both are valid until the next rotation; keys are derived from them (HKDF), never used as they stand.
   */
  sessionKey: z.object({ SESSION_KEY_SECRET: text }),
  originKey: z.object({ ORIGIN_KEY_SECRET: text }),
  /** Signs what clients carry and may not forge: cursors, window tokens. */
  tokenKey: z.object({ TOKEN_KEY_SECRET: text }),
  /** The first operator's one-time invitation: `{ "token": … }`. Void once there is an operator. */
  operatorInvitation: z.object({ OPERATOR_INVITATION_SECRET: text }),
  /** The service's own provider of sign-in. Agencies' own providers are data (`ISSUER#…`). */
  hostedSignIn: z.object({ HOSTED_ISSUER: z.url(), HOSTED_CLIENT_ID: text }),
  /** `SIGN_IN_CODES_BY_MAIL`: whether the pool signs people in by a code that it mails, so that an account needs no password. */
  accounts: z.object({ USER_POOL_ID: text, SIGN_IN_CODES_BY_MAIL: z.enum(["yes", "no"]) }),
  uploads: z.object({ UPLOADS_BUCKET: text }),
  exports: z.object({ EXPORTS_BUCKET: text }),
  evidence: z.object({ EVIDENCE_BUCKET: text }),
  /** `MAIL_PER_SECOND`: this environment's share of the rate that SES grants. */
  mail: z.object({
    MAIL_FROM: text,
    MAIL_CONFIGURATION_SET: text,
    MAIL_PER_SECOND: z.coerce.number<string>().positive(),
  }),
} as const;

export type EnvironmentName = keyof typeof environment;
export type Variables<N extends EnvironmentName> = z.output<(typeof environment)[N]>;
type AllOf<U> = (U extends unknown ? (each: U) => void : never) extends (all: infer A) => void ? A : never;

const parsed = new Map<EnvironmentName, object>();

/**
 * The variables of the named capabilities, parsed once per environment.
 * @throws when one is missing or malformed: the function was not granted what it uses, so it must not start.
 */
export function readEnv<N extends EnvironmentName>(...names: readonly N[]): AllOf<Variables<N>> {
  return Object.assign({}, ...names.map(readOne)) as AllOf<Variables<N>>;
}

function readOne(name: EnvironmentName): object {
  const known = parsed.get(name);
  if (known !== undefined) return known;
  const result = environment[name].safeParse(process.env);
  if (!result.success) {
    const variables = result.error.issues.map((issue) => issue.path.join(".")).join(", ");
    throw new Error(`The function has no capability "${name}": ${variables} missing or malformed`);
  }
  parsed.set(name, result.data);
  return result.data;
}

/** The variable that holds a queue's URL, in functions that may send to it. */
export function queueVariable(queue: QueueName): string {
  return `QUEUE_${queue.toUpperCase().replaceAll("-", "_")}`;
}

/** The URL of a queue that the function may send to. Throws when it may not. */
export function queueUrl(queue: QueueName): string {
  const url = process.env[queueVariable(queue)];
  if (!url) throw new Error(`The function has no capability to send to "${queue}"`);
  return url;
}
