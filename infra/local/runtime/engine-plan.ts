import type {
  EngineOptions,
  KeySpec,
  PolicyStatement,
  PrincipalSpec,
  ResourcePolicySpec,
  ResourceSpec,
} from "../engines/contract.ts";
import type { Deployment, Resource } from "./deployment.ts";

/** What the template asks of the engines. */
export type EnginePlan = Pick<
  EngineOptions,
  | "tables"
  | "queues"
  | "buckets"
  | "secrets"
  | "keys"
  | "userPools"
  | "mail"
  | "principals"
  | "resourcePolicies"
>;

interface PolicyDocument {
  Statement: PolicyStatement | PolicyStatement[];
}

/** The role by which the runner itself reads secrets that the template refers to. */
export const runnerRole = "arn:aws:iam::000000000000:role/local-runner";

/** Tables, queues, buckets, secrets, keys, mail and every role's policies, as the engines take them. */
export function planEngines(deployment: Deployment): EnginePlan {
  const specs = (type: string) => deployment.resources(type).map(specOf);
  return {
    tables: specs("AWS::DynamoDB::Table"),
    queues: specs("AWS::SQS::Queue"),
    buckets: specs("AWS::S3::Bucket"),
    secrets: specs("AWS::SecretsManager::Secret"),
    keys: deployment.resources("AWS::KMS::Key").map((key) => keySpec(deployment, key)),
    userPools: specs("AWS::Cognito::UserPool"),
    mail: {
      identities: specs("AWS::SES::EmailIdentity").map(({ name, arn }) => ({ name, arn })),
      configurationSets: specs("AWS::SES::ConfigurationSet").map(({ name, arn }) => ({ name, arn })),
    },
    principals: [
      ...deployment.resources("AWS::IAM::Role").map((role) => principalSpec(deployment, role)),
      runner,
    ],
    resourcePolicies: resourcePolicies(deployment),
  };
}

const runner: PrincipalSpec = {
  roleArn: runnerRole,
  statements: [{ Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: "*" }],
  trust: [],
};

function specOf({ identity, properties }: Resource): ResourceSpec {
  return { name: identity.name, arn: identity.arn, properties };
}

function keySpec(deployment: Deployment, key: Resource): KeySpec {
  const aliases = deployment
    .resources("AWS::KMS::Alias")
    .filter(({ properties }) =>
      [key.identity.ref, key.identity.arn].includes(String(properties["TargetKeyId"])),
    )
    .map(({ identity }) => identity.name);
  return { ...specOf(key), aliases };
}

function principalSpec(deployment: Deployment, role: Resource): PrincipalSpec {
  const inline = (role.properties["Policies"] ?? []) as { PolicyDocument: PolicyDocument }[];
  const attached = ["AWS::IAM::Policy", "AWS::IAM::ManagedPolicy"]
    .flatMap((type) => deployment.resources(type))
    .filter(({ properties }) => ((properties["Roles"] ?? []) as string[]).includes(role.identity.ref))
    .map(({ properties }) => properties as { PolicyDocument: PolicyDocument });
  return {
    roleArn: role.identity.arn,
    statements: [...inline, ...attached].flatMap(({ PolicyDocument }) => statementsOf(PolicyDocument)),
    trust: statementsOf(role.properties["AssumeRolePolicyDocument"]),
    managedPolicyArns: (role.properties["ManagedPolicyArns"] ?? []) as string[],
  };
}

function resourcePolicies(deployment: Deployment): ResourcePolicySpec[] {
  const queues = deployment.resources("AWS::SQS::QueuePolicy").flatMap(({ properties }) =>
    (properties["Queues"] as string[]).map((url) => {
      const queue = deployment.find("AWS::SQS::Queue", url.split("/").at(-1));
      return policyOn(queue, properties["PolicyDocument"]);
    }),
  );
  const buckets = deployment
    .resources("AWS::S3::BucketPolicy")
    .map(({ properties }) =>
      policyOn(deployment.find("AWS::S3::Bucket", properties["Bucket"]), properties["PolicyDocument"]),
    );
  const keys = deployment.resources("AWS::KMS::Key").map((key) => policyOn(key, key.properties["KeyPolicy"]));
  const secrets = deployment
    .resources("AWS::SecretsManager::ResourcePolicy")
    .map(({ properties }) =>
      policyOn(
        deployment.find("AWS::SecretsManager::Secret", properties["SecretId"]),
        properties["ResourcePolicy"],
      ),
    );
  return [...queues, ...buckets, ...keys, ...secrets];
}

function policyOn(resource: Resource | undefined, document: unknown): ResourcePolicySpec {
  if (resource === undefined)
    throw new Error("A resource policy names a resource that is not in the template.");
  return { resourceArn: resource.identity.arn, statements: statementsOf(document) };
}

function statementsOf(document: unknown): PolicyStatement[] {
  const statement = (document as PolicyDocument | undefined)?.Statement ?? [];
  return Array.isArray(statement) ? statement : [statement];
}
