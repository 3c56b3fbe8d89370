import type { FaultSettings } from "./fault-settings.ts";

/**
 * What the local cloud's runtime gives the engines, and what it gets back.
 *
 * The runtime reads the synthesized template, resolves every intrinsic, and hands over plain CloudFormation properties
 * with the physical names and ARNs it chose. `startEngines(options)` (./start-engines.ts) returns when all of it is up.
 */

/** Resolved CloudFormation properties of one resource, as they stand in the template. */
export type Properties = Readonly<Record<string, unknown>>;

/** A resource that the engines create: its physical name, the ARN that policies name, its properties. */
export interface ResourceSpec {
  name: string;
  arn: string;
  properties: Properties;
}

/** `AWS::DynamoDB::Table`. */
export type TableSpec = ResourceSpec;
/** `AWS::SQS::Queue`; `Ref` is `queueUrl(endpoint, accountId, name)`. A queue named by a redrive policy must be in the list. */
export type QueueSpec = ResourceSpec;
/** `AWS::S3::Bucket`; `CorsConfiguration` is honoured, versions and object lock are not kept by the engine. */
export type BucketSpec = ResourceSpec;
/** `AWS::SecretsManager::Secret`; a generated value is made once and kept in `dataDir`. */
export type SecretSpec = ResourceSpec;
/** `AWS::Cognito::UserPool`; `name` is the pool's id. */
export type UserPoolSpec = ResourceSpec;

/** `AWS::KMS::Key`; `name` is the key's id. Key material is made once and kept in `dataDir`. */
export interface KeySpec extends ResourceSpec {
  /** Names of `AWS::KMS::Alias` for it, with the prefix `alias/`. */
  aliases: readonly string[];
}

/** One statement of a policy document, intrinsics resolved; policy variables (`${aws:PrincipalTag/…}`) left in. */
export interface PolicyStatement {
  Sid?: string;
  Effect: "Allow" | "Deny";
  Action?: string | readonly string[];
  NotAction?: string | readonly string[];
  Resource?: string | readonly string[];
  NotResource?: string | readonly string[];
  Principal?: "*" | Readonly<Record<string, string | readonly string[]>>;
  NotPrincipal?: unknown;
  Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A role: all statements of its inline and attached policies, and of its trust policy. */
export interface PrincipalSpec {
  roleArn: string;
  statements: readonly PolicyStatement[];
  trust: readonly PolicyStatement[];
  /** Managed policies by ARN that are not in the template (AWS's own); only the few known ones are accepted. */
  managedPolicyArns?: readonly string[];
}

/** `AWS::SQS::QueuePolicy`, `AWS::S3::BucketPolicy`, a key's `KeyPolicy`, a secret's policy: statements by resource. */
export interface ResourcePolicySpec {
  resourceArn: string;
  statements: readonly PolicyStatement[];
}

/** Who may send mail: verified identities (a domain or an address) and configuration sets, by name. */
interface MailSpec {
  identities: readonly { name: string; arn: string }[];
  configurationSets: readonly { name: string; arn: string }[];
}

/** Everything the engines run. */
export interface EngineOptions {
  /** Where data stays between runs; undefined: a temporary folder, removed by `close()`. */
  dataDir: string | undefined;
  region: string;
  accountId: string;
  /** The virtual clock in epoch milliseconds: signatures, expiry, TTL and mail times follow it. Faults do not: they last real milliseconds. */
  now: () => number;
  /** Port of the signed endpoint; 0 or absent: any free one. Give a fixed port where presigned and queue URLs must outlive a restart. */
  port?: number;
  tables: readonly TableSpec[];
  queues: readonly QueueSpec[];
  buckets: readonly BucketSpec[];
  secrets: readonly SecretSpec[];
  keys: readonly KeySpec[];
  userPools: readonly UserPoolSpec[];
  mail: MailSpec;
  principals: readonly PrincipalSpec[];
  resourcePolicies: readonly ResourcePolicySpec[];
  /** Faults from the start; what is absent is off. */
  faults?: Partial<FaultSettings>;
  /** Called for each delivery, bounce or complaint of mail sent with a configuration set: SES's own event document. */
  onMailEvent?: (event: MailEvent) => void;
  /** Called after an object was stored or removed through the signed endpoint (the template's EventBridge rules want it). */
  onObjectEvent?: (event: ObjectEvent) => void;
}

/** Credentials as an SDK client takes them. */
export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
}

/** The running engines. */
export interface Engines {
  /** One http endpoint for every AWS service (`AWS_ENDPOINT_URL`); the service is taken from the signature's scope. */
  endpoint: string;
  /** Stable for one `dataDir`: a restart does not void a presigned URL. Throws on a role that is not in `principals`. */
  credentialsFor(roleArn: string): Credentials;
  /** The engines themselves, unsigned, without policy or faults: for the runner only. SQS takes any credentials and `queueUrl`. */
  admin: { dynamodb: string; sqs: string; s3: string };
  /** What the template's `Ref` of a queue is here. */
  queueUrl(name: string): string;
  /** The engine's stream of a table (the ARN `admin.dynamodb` knows), undefined where the table has none. */
  streamArn(table: string): string | undefined;
  /** A queue's messages without receiving them. Throws on an unknown name. */
  peekQueue(name: string): QueuePeek;
  /**
   * Messages that were sent with a delay are ready after a twentieth of it: the rest passes in the jump of the virtual
   * clock. Not all of it, since whoever asked for a pause would come back at once, and again, until their tries are used up.
   */
  hastenQueue(name: string): void;
  /** Moves the ready messages of a dead-letter queue back to the queue it serves; answers how many. */
  redriveQueue(deadLetterName: string): Promise<number>;
  mail: MailSink;
  accounts: AccountStore;
  faults: FaultControl;
  /** Deletes the items whose TTL attribute lies at or before the virtual now, through the engine, so that the stream has them. Answers how many. */
  sweepTtl(): Promise<number>;
  /** Every write so far shows in its indexes from now on: the virtual clock has jumped further than any index lags. */
  settleIndexes(): void;
  /** Every API call since the start, counted by `service:Operation`. */
  calls(): Readonly<Record<string, number>>;
  /** The process of the DynamoDB engine (for tests that kill it); undefined where `DYNAMODB_ENDPOINT` replaces it. */
  enginePid: number | undefined;
  close(): Promise<void>;
}

/** What lies in a queue now. */
export interface QueuePeek {
  ready: readonly PeekedMessage[];
  delayed: readonly PeekedMessage[];
  inFlight: readonly (PeekedMessage & { visibleAtEpochMs: number })[];
}

/** One message of a queue. */
export interface PeekedMessage {
  messageId: string;
  body: string;
  receiveCount: number;
  sentAtEpochMs: number;
}

/** One mail as accepted from a function. */
export interface StoredMail {
  messageId: string;
  /** Virtual time of acceptance, ISO 8601 UTC with milliseconds. */
  at: string;
  from: string;
  to: readonly string[];
  cc: readonly string[];
  bcc: readonly string[];
  replyTo: readonly string[];
  subject: string;
  text: string;
  html: string;
  headers: readonly { name: string; value: string }[];
  /** SES message tags, by name. */
  tags: Readonly<Record<string, string>>;
  configurationSet: string | undefined;
  /** What became of it, by recipient. */
  outcome: Readonly<Record<string, "delivered" | "bounced" | "complained">>;
}

/** The mailbox of everybody: nothing leaves the machine. */
export interface MailSink {
  /** Oldest first; `to` is one address (any case), `since` an ISO instant (inclusive). */
  list(filter?: { to?: string; since?: string }): readonly StoredMail[];
  find(messageId: string): StoredMail | undefined;
}

/** SES's event document, as its event destination delivers it (`eventType` Send | Delivery | Bounce | Complaint). */
export interface MailEvent {
  configurationSet: string;
  eventType: "Send" | "Delivery" | "Bounce" | "Complaint";
  document: Readonly<Record<string, unknown>>;
}

/** What S3 tells EventBridge: `Object Created` or `Object Deleted`. */
export interface ObjectEvent {
  detailType: "Object Created" | "Object Deleted";
  bucket: string;
  key: string;
  sizeBytes: number | undefined;
}

/** One login of a user pool. */
export interface Account {
  username: string;
  /** The `sub` claim. */
  subject: string;
  attributes: Readonly<Record<string, string>>;
  isEnabled: boolean;
  /** `FORCE_CHANGE_PASSWORD`: it has a first password that nobody has signed in with. */
  status: "CONFIRMED" | "FORCE_CHANGE_PASSWORD";
  /** SHA-256 of its password; absent where it signs in by code, or was seeded. */
  passwordHash?: string;
  createdAt: string;
}

/** The user pools' accounts; the identity provider reads them, functions change them by Cognito's admin calls. */
export interface AccountStore {
  list(poolId: string): readonly Account[];
  /** By user name, e-mail address or subject. */
  find(poolId: string, name: string): Account | undefined;
  /** Adds or replaces by user name, for seeding. Answers the stored account. */
  put(poolId: string, account: { username: string; attributes: Readonly<Record<string, string>> }): Account;
}

/** Faults, switchable while running. */
export interface FaultControl {
  get(): FaultSettings;
  /** Changes what is named; a new seed restarts the random sequence. */
  set(patch: Partial<FaultSettings>): FaultSettings;
}

/** What the template's `Ref` of a queue is, for a reader that resolves it before the engines run (with a fixed `port`). */
export function queueUrl(endpoint: string, accountId: string, name: string): string {
  return `${endpoint}/${accountId}/${name}`;
}
