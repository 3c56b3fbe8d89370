import { existsSync } from "node:fs";
import { join } from "node:path";
import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
} from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { type Capability, type Resources, service } from "#infra/capabilities.ts";
import { bundleName, type FunctionSpec, functionName, logGroupName } from "#infra/functions.ts";
import { acknowledge } from "./acknowledge.ts";

export interface ServiceFunctionProps {
  readonly spec: FunctionSpec;
  readonly resources: Resources;
  /** The folder in which `node infra/bundle.ts` made a folder for each function. */
  readonly bundles: string;
  /** What only its own stack can give it, beside what its specification touches. */
  readonly alsoTouches?: readonly Capability[];
}

/** One function with the house's defaults: Node 24 on arm64, its own role, its own log group, nothing it was not given. */
export class ServiceFunction extends Construct {
  readonly lambda: LambdaFunction;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    super(scope, id);
    const { spec, resources } = props;
    const { stage } = resources;
    const name = functionName(stage.name, spec.entry);

    const logGroup = new LogGroup(this, "Log", {
      logGroupName: logGroupName(stage.name, spec),
      retention: stage.logRetentionDays,
      removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.role = new Role(this, "Role", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    this.role.addToPolicy(
      new PolicyStatement({
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [logGroup.logGroupArn],
      }),
    );
    this.lambda = new LambdaFunction(this, "Function", {
      functionName: name,
      description: spec.ifThisFails,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: "index.handler",
      code: Code.fromAsset(bundleFolder(props.bundles, spec.entry)),
      memorySize: spec.memoryMegabytes,
      timeout: Duration.seconds(spec.timeoutSeconds),
      role: this.role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      environment: { NODE_OPTIONS: "--enable-source-maps", POWERTOOLS_SERVICE_NAME: bundleName(spec.entry) },
    });
    acknowledge(this.lambda, {
      "Serverless-LambdaDLQ":
        "Called by API Gateway, which answers the failure, or by queue, stream and schedule, which have dead letters of their own",
      "Serverless-LambdaTracing":
        "Tracing costs each hot function its start-up budget; logs and metrics carry the request id through all of them",
    });
    for (const capability of [service, ...spec.touches, ...(props.alsoTouches ?? [])]) {
      capability.grant(this, resources);
    }
  }

  /** Lets the function do this, and only under these conditions. */
  allow(statement: {
    readonly actions: string[];
    readonly resources: string[];
    readonly conditions?: Record<string, Record<string, unknown>>;
  }): void {
    this.role.addToPolicy(new PolicyStatement(statement));
  }

  /** Sets environment variables. */
  configure(variables: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(variables)) this.lambda.addEnvironment(name, value);
  }
}

function bundleFolder(bundles: string, entry: string): string {
  const folder = join(bundles, bundleName(entry));
  if (existsSync(folder)) return folder;
  throw new Error(`No bundle of functions/${entry}.ts in ${folder}: run \`node infra/bundle.ts\` first`);
}
