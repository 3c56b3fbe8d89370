import { Aws, CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import {
  ApiMapping,
  DomainName,
  EndpointType,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
  SecurityPolicy,
} from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from "aws-cdk-lib/aws-apigatewayv2-authorizers";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import type { Resources } from "#infra/capabilities.ts";
import { acknowledge } from "#infra/constructs/acknowledge.ts";
import { ServiceFunction } from "#infra/constructs/service-function.ts";
import { authorizer, httpFunctionOf } from "#infra/functions.ts";
import type { RoutesByArea } from "#infra/service.ts";
import type { Stage } from "#infra/stages.ts";
import type { RouteDefinition } from "#shared/platform/route.ts";

export interface ApiStackProps extends StackProps {
  readonly stage: Stage;
  readonly bundles: string;
  readonly resources: Resources;
  readonly routes: RoutesByArea;
}

/** The HTTP API: one explicit route per entry of the route table, one function and one integration per area. */
export class ApiStack extends Stack {
  readonly api: HttpApi;
  /** The host name by which CloudFront reaches the API. */
  readonly host: string;

  constructor(scope: Construct, id: string, props: ApiStackProps) {
    super(scope, id, props);
    const { stage, resources, bundles, routes } = props;
    this.api = new HttpApi(this, "Api", {
      apiName: `kinerja-${stage.name}`,
      createDefaultStage: false,
      // With a host name of our own, this one would be a second door without the web ACL.
      disableExecuteApiEndpoint: stage.domain !== undefined,
    });
    const gates = makeGates(
      new ServiceFunction(this, "Authorizer", { spec: authorizer, resources, bundles }),
    );
    for (const [area, definitions] of Object.entries(routes)) {
      const fn = new ServiceFunction(this, `Area-${area}`, {
        spec: httpFunctionOf(area),
        resources,
        bundles,
      });
      // Without this each route would add a permission of its own, and 200 of them pass CloudFormation's 500 resources.
      const integration = new HttpLambdaIntegration(area, fn.lambda, { scopePermissionToRoute: false });
      for (const definition of Object.values(definitions)) {
        this.addRoute(definition, integration, gates);
      }
    }
    const live = this.openStage(stage);
    this.host = this.nameHost(stage, live);
    new CfnOutput(this, "ApiHost", { value: this.host });
  }

  private addRoute(definition: RouteDefinition, integration: HttpLambdaIntegration, gates: Gates): void {
    const { method, path, access } = definition;
    const route = new HttpRoute(this, `${method} ${path}`, {
      httpApi: this.api,
      routeKey: HttpRouteKey.with(path, HttpMethod[method]),
      integration,
      authorizer: gateOf(definition, gates),
    });
    if (access.kind === "open")
      acknowledge(route, { "AwsSolutions-APIG4": `Open to anyone: ${access.reason}` });
  }

  private openStage(stage: Stage): HttpStage {
    const logs = new LogGroup(this, "AccessLog", {
      // API Gateway writes to this prefix without a further entry in the account's one log policy.
      logGroupName: `/aws/vendedlogs/kinerja-${stage.name}-api`,
      retention: stage.logRetentionDays,
      removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    return new HttpStage(this, "Live", {
      httpApi: this.api,
      stageName: "$default",
      autoDeploy: true,
      throttle: { rateLimit: stage.throttle.ratePerSecond, burstLimit: stage.throttle.burst },
      accessLogSettings: { destination: new LogGroupLogDestination(logs), format: accessLogFormat },
    });
  }

  private nameHost(stage: Stage, live: HttpStage): string {
    if (stage.domain === undefined || stage.apiCertificateArn === undefined) {
      return `${this.api.apiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`;
    }
    const domain = new DomainName(this, "Host", {
      domainName: stage.domain.api,
      certificate: Certificate.fromCertificateArn(this, "Certificate", stage.apiCertificateArn),
      endpointType: EndpointType.REGIONAL,
      securityPolicy: SecurityPolicy.TLS_1_2,
    });
    new ApiMapping(this, "HostMapping", { api: this.api, domainName: domain, stage: live });
    new CfnOutput(this, "ApiHostRecord", {
      value: `${stage.domain.api} CNAME ${domain.regionalDomainName}`,
    });
    return stage.domain.api;
  }
}

interface Gates {
  readonly cached: IHttpRouteAuthorizer;
  readonly fresh: IHttpRouteAuthorizer;
}

/** The two authorizers. The cache is why a deactivation takes up to 60 s, except where a route asks for `fresh`. */
function makeGates(fn: ServiceFunction): Gates {
  const gate = (id: string, ttl: Duration) =>
    new HttpLambdaAuthorizer(id, fn.lambda, {
      authorizerName: id,
      identitySource: ["$request.header.Authorization"],
      responseTypes: [HttpLambdaResponseType.SIMPLE],
      resultsCacheTtl: ttl,
    });
  return { cached: gate("cached", Duration.seconds(60)), fresh: gate("fresh", Duration.seconds(0)) };
}

function gateOf({ access }: RouteDefinition, gates: Gates): IHttpRouteAuthorizer {
  if (access.kind === "open") return new HttpNoneAuthorizer();
  return access.fresh ? gates.fresh : gates.cached;
}

/** What an operator needs, and nothing about a person: no address, no agent, no path (it names people), no token. */
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    at: "$context.requestTimeEpoch",
    requestId: "$context.requestId",
    routeKey: "$context.routeKey",
    status: "$context.status",
    responseBytes: "$context.responseLength",
    latencyMilliseconds: "$context.responseLatency",
    integrationMilliseconds: "$context.integrationLatency",
    authorizerMilliseconds: "$context.authorizer.latency",
    gatewayError: "$context.error.responseType",
    integrationError: "$context.integrationErrorMessage",
  }),
);
