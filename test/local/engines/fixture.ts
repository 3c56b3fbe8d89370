import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { KMSClient } from "@aws-sdk/client-kms";
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { SQSClient } from "@aws-sdk/client-sqs";
import { STSClient } from "@aws-sdk/client-sts";
import type { Credentials, EngineOptions, Engines, PolicyStatement } from "#infra/local/engines/contract.ts";
import { startEngines } from "#infra/local/engines/start-engines.ts";

export const region = "ap-southeast-3";
const accountId = "000000000000";

const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${accountId}:${resource}`;

/** The ARNs of everything in the fixture. */
export const arns = {
  table: arn("dynamodb", "table/main"),
  index: arn("dynamodb", "table/main/index/team"),
  queue: arn("sqs", "work"),
  deadLetters: arn("sqs", "work-dead"),
  bucket: "arn:aws:s3:::uploads",
  secret: arn("secretsmanager", "secret:session-key-AbCdEf"),
  signingKey: arn("kms", "key/signing"),
  sealingKey: arn("kms", "key/sealing"),
  macKey: arn("kms", "key/mac"),
  pool: arn("cognito-idp", "userpool/pool-1"),
  identity: arn("ses", "identity/kinerja.example"),
  configurationSet: arn("ses", "configuration-set/notices"),
};

/** The ARN of a role by its name. */
export const roleArn = (name: string) => `arn:aws:iam::${accountId}:role/${name}`;

const everything: PolicyStatement = { Effect: "Allow", Action: "*", Resource: "*" };
const keyPolicy: PolicyStatement = {
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::${accountId}:root` },
  Action: "kms:*",
  Resource: "*",
};
const string = (name: string) => ({ AttributeName: name, AttributeType: "S" });
const key = (hash: string, range: string) => [
  { AttributeName: hash, KeyType: "HASH" },
  { AttributeName: range, KeyType: "RANGE" },
];

/** A small service: one table with an index, a queue with dead letters, and one of everything else. */
export function fixtureOptions(changes: Partial<EngineOptions> = {}): EngineOptions {
  const queues = ["work", "work-dead"].map((name) => ({ name, arn: arn("sqs", name), properties: {} }));
  return {
    dataDir: undefined,
    region,
    accountId,
    now: () => Date.now(),
    tables: [
      {
        name: "main",
        arn: arns.table,
        properties: {
          KeySchema: key("pk", "sk"),
          AttributeDefinitions: ["pk", "sk", "teamPk", "teamSk"].map(string),
          GlobalSecondaryIndexes: [
            { IndexName: "team", KeySchema: key("teamPk", "teamSk"), Projection: { ProjectionType: "ALL" } },
          ],
          StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" },
          TimeToLiveSpecification: { AttributeName: "expiresAt", Enabled: true },
        },
      },
    ],
    queues: [
      {
        name: "work",
        arn: arns.queue,
        properties: {
          VisibilityTimeout: 1,
          RedrivePolicy: { deadLetterTargetArn: arns.deadLetters, maxReceiveCount: 1 },
        },
      },
      ...queues.slice(1),
    ],
    buckets: [
      {
        name: "uploads",
        arn: arns.bucket,
        properties: {
          CorsConfiguration: {
            CorsRules: [
              {
                AllowedOrigins: ["http://localhost:3000"],
                AllowedMethods: ["PUT"],
                AllowedHeaders: ["content-*"],
                MaxAge: 60,
              },
            ],
          },
        },
      },
    ],
    secrets: [
      {
        name: "session-key",
        arn: arns.secret,
        properties: { GenerateSecretString: { PasswordLength: 40, ExcludePunctuation: true } },
      },
    ],
    keys: [
      {
        name: "signing",
        arn: arns.signingKey,
        aliases: ["alias/signing"],
        properties: { KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY" },
      },
      { name: "sealing", arn: arns.sealingKey, aliases: [], properties: {} },
      {
        name: "mac",
        arn: arns.macKey,
        aliases: [],
        properties: { KeySpec: "HMAC_256", KeyUsage: "GENERATE_VERIFY_MAC" },
      },
    ],
    userPools: [
      { name: "pool-1", arn: arns.pool, properties: { UsernameAttributes: ["email"] } },
      {
        name: "pool-2",
        arn: arn("cognito-idp", "userpool/pool-2"),
        properties: {
          AliasAttributes: ["email"],
          Policies: {
            PasswordPolicy: { MinimumLength: 12, RequireNumbers: true },
            SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP"] },
          },
        },
      },
    ],
    mail: {
      identities: [{ name: "kinerja.example", arn: arns.identity }],
      configurationSets: [{ name: "notices", arn: arns.configurationSet }],
    },
    principals: [{ roleArn: roleArn("all"), statements: [everything], trust: [] }],
    resourcePolicies: [arns.signingKey, arns.sealingKey, arns.macKey].map((resourceArn) => ({
      resourceArn,
      statements: [keyPolicy],
    })),
    ...changes,
  };
}

/** A role with these statements, named for the fixture. */
export function role(name: string, statements: PolicyStatement[], trust: PolicyStatement[] = []) {
  return { roleArn: roleArn(name), statements, trust };
}

/** SDK clients that act as a role (or with given credentials) on some engines. One try each, unless told otherwise. */
export function clientsOf(
  engines: Pick<Engines, "endpoint" | "credentialsFor">,
  who: string | Credentials = "all",
  maxAttempts = 1,
) {
  const credentials = typeof who === "string" ? engines.credentialsFor(roleArn(who)) : who;
  const configuration = { endpoint: engines.endpoint, region, credentials, maxAttempts };
  return {
    dynamodb: new DynamoDBClient(configuration),
    sqs: new SQSClient(configuration),
    s3: new S3Client(configuration),
    ses: new SESv2Client(configuration),
    secrets: new SecretsManagerClient(configuration),
    kms: new KMSClient(configuration),
    sts: new STSClient(configuration),
    cognito: new CognitoIdentityProviderClient(configuration),
  };
}

/** Starts the fixture's engines. */
export function startFixture(changes: Partial<EngineOptions> = {}): Promise<Engines> {
  return startEngines(fixtureOptions(changes));
}
