import { existsSync } from "node:fs";
import path from "node:path";
import type { Engines } from "../engines/contract.ts";
import type { Deployment, Resource } from "./deployment.ts";
import type { FunctionSpec } from "./lambda.ts";

/** Every function of the template with its bundle, its environment and the credentials of its role. */
export function planFunctions(deployment: Deployment, engines: Engines): FunctionSpec[] {
  return deployment
    .resources("AWS::Lambda::Function")
    .map((resource) => planFunction(deployment, engines, resource));
}

function planFunction(
  deployment: Deployment,
  engines: Engines,
  { identity, properties }: Resource,
): FunctionSpec {
  const [moduleName = "index", handlerName = "handler"] = String(properties["Handler"]).split(".");
  const role = deployment.find("AWS::IAM::Role", properties["Role"]);
  if (role === undefined) throw new Error(`Function ${identity.name} has no role in the template.`);
  const memoryMb = Number(properties["MemorySize"] ?? 128);
  const variables =
    (properties["Environment"] as { Variables?: Record<string, string> } | undefined)?.Variables ?? {};
  const { accessKeyId, secretAccessKey, sessionToken } = engines.credentialsFor(role.identity.arn);
  return {
    name: identity.name,
    arn: identity.arn,
    file: moduleFile(deployment, identity.name, properties["Code"], moduleName),
    handlerName,
    timeoutMs: Number(properties["Timeout"] ?? 3) * 1000,
    memoryMb,
    environment: {
      ...variables,
      ...lambdaVariables(identity.name, deployment.options.region, memoryMb),
      AWS_ENDPOINT_URL: engines.endpoint,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
    },
  };
}

/** The variables that Lambda itself sets. */
function lambdaVariables(name: string, region: string, memoryMb: number): Record<string, string> {
  return {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: "local",
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    LANG: "en_US.UTF-8",
    TZ: ":UTC",
    // As on a machine of AWS: no look at this machine's own profile files.
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  };
}

function moduleFile(deployment: Deployment, name: string, code: unknown, moduleName: string): string {
  const folder = deployment.asset((code as { S3Key?: unknown } | undefined)?.S3Key);
  if (folder === undefined) throw new Error(`The code of ${name} is not among the assembly's assets.`);
  const file = [".mjs", ".js", ".cjs"]
    .map((ending) => path.join(folder, moduleName + ending))
    .find((each) => existsSync(each));
  if (file === undefined) throw new Error(`${folder} has no module ${moduleName}: make the bundles first.`);
  return file;
}
