import { ArnFormat, Aws, Stack } from "aws-cdk-lib";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import type { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type * as z from "zod";
import { type EnvironmentName, type environment, queueVariable } from "#shared/platform/env.ts";
import { idPrefixes } from "#shared/platform/ids.ts";
import { deadLetterName, givingUp, type QueueName } from "#shared/platform/queues.ts";
import { type IndexName, indexKeyPatterns, type KeyClass, keyClasses } from "#shared/platform/table/keys.ts";
import { acknowledgeWildcard } from "./constructs/acknowledge.ts";
import { bucketName } from "./constructs/private-bucket.ts";
import type { ServiceFunction } from "./constructs/service-function.ts";
import type { Stage } from "./stages.ts";

/** What the stacks before it made, for capabilities to grant. */
export interface Resources {
  readonly stage: Stage;
  readonly table: { readonly name: string; readonly arn: string; readonly streamArn: string };
  readonly uploads: IBucket;
  readonly exports: IBucket;
  readonly evidence: IBucket;
  readonly secrets: Readonly<Record<"sessionKey" | "originKey" | "tokenKey" | "operatorInvitation", Secret>>;
  readonly signIn: {
    readonly issuer: string;
    readonly clientId: string;
    readonly userPoolId: string;
    readonly userPoolArn: string;
  };
  readonly mail: {
    readonly identityArn: string;
    readonly configurationSetArn: string;
    readonly configurationSet: string;
  };
  readonly queues: Readonly<Record<QueueName, IQueue>>;
}

/** Something a function may touch: IAM and environment in one step, so that neither is forgotten. */
export interface Capability {
  grant(fn: ServiceFunction, resources: Resources): void;
}

/** The variables that a capability owns, each with its value. */
function variables<N extends EnvironmentName>(
  _of: N,
  values: z.input<(typeof environment)[N]>,
): Readonly<Record<string, string>> {
  return values as Readonly<Record<string, string>>;
}

/** Every function: stage and public address. */
export const service: Capability = {
  grant: (fn, { stage }) =>
    fn.configure(variables("service", { STAGE: stage.name, PUBLIC_URL: stage.publicUrl })),
};

export interface TableAccess {
  readonly read?: readonly KeyClass[];
  readonly write?: readonly KeyClass[];
  /** Classes to which it only adds. */
  readonly append?: readonly "audit"[];
  readonly indexes?: readonly IndexName[];
}

const readActions = [
  "dynamodb:GetItem",
  "dynamodb:BatchGetItem",
  "dynamodb:Query",
  "dynamodb:ConditionCheckItem",
];
// A transaction needs no permission of its own: each of its items is authorised as the single operation it is.
const writeActions = ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"];

/** Items of the named key classes, and of no other: no scan, no PartiQL, no key outside the patterns. */
export function table(access: TableAccess): Capability {
  return {
    grant(fn, { table: { name, arn } }) {
      fn.configure(variables("table", { TABLE_NAME: name }));
      const allow = (actions: string[], resource: string, patterns: string[]) => {
        if (patterns.length > 0) fn.allow({ actions, resources: [resource], conditions: onlyKeys(patterns) });
      };
      const classes = (names: readonly KeyClass[] = []) => names.map((each) => keyPattern(keyClasses[each]));
      allow(readActions, arn, classes([...new Set([...(access.read ?? []), ...(access.write ?? [])])]));
      allow(writeActions, arn, classes(access.write));
      allow(["dynamodb:PutItem"], arn, classes(access.append));
      for (const index of access.indexes ?? []) {
        allow(["dynamodb:Query"], `${arn}/index/${index}`, [keyPattern(indexKeyPatterns[index])]);
      }
    },
  };
}

/**
 * The wall of IAM. `ForAllValues` is also true of a request without keys, such as a scan; `Null` closes that door.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
 */
function onlyKeys(patterns: string[]) {
  return {
    "ForAllValues:StringLike": { "dynamodb:LeadingKeys": patterns },
    Null: { "dynamodb:LeadingKeys": "false" },
  };
}

const idLength = 26;

/**
 * A key class as IAM reads it. An id is written as its prefix and that many single characters: `*` would also match `#`,
 * so that `A#*#E#*` would admit a key such as `A#…#AUDIT#E#…`, which belongs to another class.
 */
export function keyPattern(pattern: string): string {
  const id = (prefix: string) => `${prefix}_${"?".repeat(idLength)}`;
  return pattern
    .replace(/^A#\*/, `A#${id(idPrefixes.agency)}`)
    .replace("#C#*", `#C#${id(idPrefixes.cycle)}`)
    .replace("#E#*", `#E#${idPrefixes.employee}_*`);
}

function secret<N extends keyof Resources["secrets"]>(
  name: N,
  toVariables: (arn: string) => Readonly<Record<string, string>>,
): Capability {
  return {
    grant(fn, { secrets }) {
      fn.allow({ actions: ["secretsmanager:GetSecretValue"], resources: [secrets[name].secretArn] });
      fn.configure(toVariables(secrets[name].secretArn));
    },
  };
}

/** Signs and verifies our own session tokens. */
export const sessionKey = secret("sessionKey", (arn) => variables("sessionKey", { SESSION_KEY_SECRET: arn }));

/** Tells requests that came through CloudFront from those that went around it. */
export const originKey = secret("originKey", (arn) => variables("originKey", { ORIGIN_KEY_SECRET: arn }));

/** Signs cursors and window tokens. */
export const tokenKey = secret("tokenKey", (arn) => variables("tokenKey", { TOKEN_KEY_SECRET: arn }));

/** Knows the first operator's invitation. */
export const operatorInvitation = secret("operatorInvitation", (arn) =>
  variables("operatorInvitation", { OPERATOR_INVITATION_SECRET: arn }),
);

/** Knows the hosted provider of sign-in. */
export const hostedSignIn: Capability = {
  grant: (fn, { signIn }) =>
    fn.configure(
      variables("hostedSignIn", {
        HOSTED_ISSUER: signIn.issuer,
        HOSTED_CLIENT_ID: signIn.clientId,
      }),
    ),
};

/** Makes accounts of the hosted provider and gives them a first password; it stops and removes none. */
export const accounts: Capability = {
  grant(fn, { signIn, stage }) {
    const calls = ["CreateUser", "GetUser", "SetUserPassword"];
    fn.allow({ actions: calls.map((call) => `cognito-idp:Admin${call}`), resources: [signIn.userPoolArn] });
    fn.configure(
      variables("accounts", {
        USER_POOL_ID: signIn.userPoolId,
        SIGN_IN_CODES_BY_MAIL: stage.mail.isVerified ? "yes" : "no",
      }),
    );
  },
};

/** Files that people send in: signing their upload is `put`, reading what came is `get`. */
export function uploadFiles(...may: readonly ("get" | "put")[]): Capability {
  return {
    grant(fn, { stage, uploads: bucket }) {
      allowObjects(fn, stage, "uploads", may);
      fn.configure(variables("uploads", { UPLOADS_BUCKET: bucket.bucketName }));
    },
  };
}

/** Files that we make for people: writing them is `put`, signing their download is `get`. */
export function exportFiles(...may: readonly ("get" | "put")[]): Capability {
  return {
    grant(fn, { stage, exports: bucket }) {
      allowObjects(fn, stage, "exports", may);
      fn.configure(variables("exports", { EXPORTS_BUCKET: bucket.bucketName }));
    },
  };
}

/**
 * Files that people attach as evidence: signs their upload and their fetching, looks at what came, keeps it, deletes it.
 * Listing is what lets S3 say that something has not come; without it the answer is a refusal.
 */
export const evidenceFiles: Capability = {
  grant(fn, { stage, evidence: bucket }) {
    allowObjects(fn, stage, "evidence", ["get", "put", "delete"]);
    fn.allow({
      actions: ["s3:ListBucket"],
      resources: [`arn:${Aws.PARTITION}:s3:::${bucketName(stage.name, "evidence")}`],
    });
    fn.configure(variables("evidence", { EVIDENCE_BUCKET: bucket.bucketName }));
  },
};

/** Deletes such files, and reads none. */
export const evidenceRemoval: Capability = {
  grant(fn, { stage, evidence: bucket }) {
    allowObjects(fn, stage, "evidence", ["delete"]);
    fn.configure(variables("evidence", { EVIDENCE_BUCKET: bucket.bucketName }));
  },
};

const objectActions = { get: "s3:GetObject", put: "s3:PutObject", delete: "s3:DeleteObject" } as const;

/** The ARN is built from the fixed name: a reference to another stack has no form that an acknowledgement could name. */
function allowObjects(
  fn: ServiceFunction,
  stage: Stage,
  purpose: "uploads" | "exports" | "evidence",
  may: readonly (keyof typeof objectActions)[],
) {
  const objects = `arn:${Aws.PARTITION}:s3:::${bucketName(stage.name, purpose)}/*`;
  fn.allow({
    actions: may.map((each) => objectActions[each]),
    resources: [objects],
  });
  acknowledgeWildcard(fn, objects, "Objects are named at run time; the bucket holds nothing else");
}

/** Sends mail from the service's one address; the rate that SES grants is shared by the environments that may run. */
export function mail(environments: number): Capability {
  return {
    grant(fn, { stage, mail: { identityArn, configurationSetArn, configurationSet } }) {
      fn.allow({
        // A calendar file makes of a mail what SES calls raw.
        actions: ["ses:SendEmail", "ses:SendRawEmail"],
        resources: [identityArn, configurationSetArn],
        conditions: { StringEquals: { "ses:FromAddress": stage.mail.address } },
      });
      fn.configure(
        variables("mail", {
          MAIL_FROM: `Kinerja <${stage.mail.address}>`,
          MAIL_CONFIGURATION_SET: configurationSet,
          MAIL_PER_SECOND: String(stage.mail.perSecond / environments),
        }),
      );
    },
  };
}

/** Counts what lies in the queues of dead letters, by their fixed names; it reads and moves no message. */
export const deadLetters: Capability = {
  grant(fn, { stage }) {
    const arnOf = (name: string) =>
      Stack.of(fn).formatArn({
        service: "sqs",
        resource: deadLetterName(stage.name, name),
        arnFormat: ArnFormat.NO_RESOURCE_NAME,
      });
    fn.allow({ actions: ["sqs:GetQueueUrl", "sqs:GetQueueAttributes"], resources: givingUp.map(arnOf) });
  },
};

/** Sends messages to these queues. */
export function sendTo(...names: readonly QueueName[]): Capability {
  return {
    grant(fn, { queues }) {
      fn.allow({ actions: ["sqs:SendMessage"], resources: names.map((name) => queues[name].queueArn) });
      fn.configure(Object.fromEntries(names.map((name) => [queueVariable(name), queues[name].queueUrl])));
    },
  };
}
