import { CfnOutput, Duration, Fn, SecretValue, Stack, type StackProps } from "aws-cdk-lib";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  PriceClass,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin, S3BucketOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import type { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import { acknowledge } from "#infra/constructs/acknowledge.ts";
import { makePrivateBucket } from "#infra/constructs/private-bucket.ts";
import { homeRegion, type Stage } from "#infra/stages.ts";
import { contentDigestBase64 } from "#shared/platform/digest.ts";
import { mailStyle } from "#shared/reminders/mail-style.ts";

export interface WebStackProps extends StackProps {
  readonly stage: Stage;
  readonly apiHost: string;
  readonly originKey: Secret;
  /** Buckets into which the app puts files. */
  readonly takesUploads: readonly IBucket[];
}

/** The header by which the API knows that a request came through CloudFront. */
const originKeyHeader = "x-origin-key";

/** What CloudFront sends to the API instead of the web files. */
export const apiPaths = ["/v1/*", "/openapi.json", "/docs"] as const;

/** The one public door: web files and API behind the same host name, so that the API needs no CORS. */
export class WebStack extends Stack {
  constructor(scope: Construct, id: string, props: WebStackProps) {
    super(scope, id, props);
    const { stage } = props;
    const files = makePrivateBucket(this, "WebFiles", { stage, purpose: "web" });
    acknowledge(files, { "AwsSolutions-S1": "Holds nothing but the built web app, which anyone may read" });

    const toApi = this.apiBehaviour(props);
    const distribution = new Distribution(this, "Distribution", {
      comment: `kinerja ${stage.name}, origin key ${stage.originKeyRotation}`,
      defaultRootObject: "index.html",
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_200,
      defaultBehavior: this.webBehaviour(files, props),
      // No error responses: they would turn the API's 404 into a page.
      additionalBehaviors: Object.fromEntries(apiPaths.map((path) => [path, toApi])),
      ...publicHost(this, stage),
    });
    acknowledgeFindings(distribution, stage);
    new CfnOutput(this, "WebBucket", { value: files.bucketName });
    new CfnOutput(this, "WebHostRecord", {
      value: `${stage.domain?.web ?? "(no host name)"} CNAME ${distribution.distributionDomainName}`,
    });
  }

  private webBehaviour(files: IBucket, { stage, takesUploads }: WebStackProps): BehaviorOptions {
    return {
      origin: S3BucketOrigin.withOriginAccessControl(files),
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      compress: true,
      responseHeadersPolicy: securityHeaders(this, "WebHeaders", {
        name: `kinerja-${stage.name}-web`,
        contentSecurityPolicy: webContentSecurityPolicy([
          ...takesUploads.map((bucket) => `https://${bucket.bucketRegionalDomainName}`),
          `https://${stage.signInPrefix}.auth.${homeRegion}.amazoncognito.com`,
          ...stage.signInOrigins,
        ]),
      }),
      functionAssociations: [
        {
          eventType: FunctionEventType.VIEWER_REQUEST,
          function: new EdgeFunction(this, "PageOfApp", {
            functionName: `kinerja-${stage.name}-page-of-app`,
            runtime: FunctionRuntime.JS_2_0,
            comment: "Every address of the app is its one page",
            code: FunctionCode.fromInline(pageOfApp),
          }),
        },
      ],
    };
  }

  private apiBehaviour({ stage, apiHost, originKey }: WebStackProps): BehaviorOptions {
    const key = SecretValue.secretsManager(originKey.secretArn, { jsonField: "current" });
    return {
      origin: new HttpOrigin(apiHost, {
        protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
        originSslProtocols: [OriginSslPolicy.TLS_V1_2],
        readTimeout: Duration.seconds(30),
        // A dynamic reference: the value is in the distribution, never in the template.
        customHeaders: { [originKeyHeader]: key.unsafeUnwrap() },
      }),
      allowedMethods: AllowedMethods.ALLOW_ALL,
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      // What is not kept is not compressed here either: the functions do it.
      compress: false,
      responseHeadersPolicy: securityHeaders(this, "ApiHeaders", {
        name: `kinerja-${stage.name}-api`,
        contentSecurityPolicy: apiContentSecurityPolicy,
        apiMaySetItsOwn: true,
      }),
    };
  }
}

/** A request for a page of the app (no file name) gets the app; the app then shows the page. */
const pageOfApp = `
function handler(event) {
  var request = event.request;
  var last = request.uri.slice(request.uri.lastIndexOf("/") + 1);
  if (!last.includes(".")) request.uri = "/index.html";
  return request;
}
`.trim();

/** JSON needs nothing; the documentation page sends a policy of its own. */
const apiContentSecurityPolicy =
  "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** The app's own files, and besides the API only the named hosts: uploads and sign-in. */
function webContentSecurityPolicy(reachable: readonly string[]): string {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    // Beside the app's own, the one that mails bring along: the page of reminders shows them as they look.
    `style-src 'self' 'sha256-${contentDigestBase64(mailStyle)}'`,
    "font-src 'self'",
    "img-src 'self' data: blob:",
    "manifest-src 'self'",
    "worker-src 'self'",
    `connect-src 'self' ${reachable.join(" ")}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "upgrade-insecure-requests",
  ];
  return Fn.join("; ", policy);
}

interface HeadersProps {
  readonly name: string;
  readonly contentSecurityPolicy: string;
  readonly apiMaySetItsOwn?: boolean;
}

function securityHeaders(scope: Construct, id: string, props: HeadersProps): ResponseHeadersPolicy {
  return new ResponseHeadersPolicy(scope, id, {
    responseHeadersPolicyName: props.name,
    securityHeadersBehavior: {
      contentSecurityPolicy: {
        contentSecurityPolicy: props.contentSecurityPolicy,
        override: props.apiMaySetItsOwn !== true,
      },
      strictTransportSecurity: {
        accessControlMaxAge: Duration.days(730),
        includeSubdomains: true,
        preload: true,
        override: true,
      },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      // Addresses name people and invitations.
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
    },
    customHeadersBehavior: {
      customHeaders: [
        {
          header: "permissions-policy",
          // The camera takes pictures of evidence; nothing else of the phone is used.
          value: "camera=(self), geolocation=(), microphone=(), payment=(), usb=()",
          override: true,
        },
        { header: "cross-origin-opener-policy", value: "same-origin", override: true },
        { header: "cross-origin-resource-policy", value: "same-origin", override: true },
      ],
    },
  });
}

function publicHost(scope: Construct, { domain, edge }: Stage) {
  if (domain === undefined || edge === undefined) return {};
  return {
    domainNames: [domain.web],
    minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
    certificate: Certificate.fromCertificateArn(scope, "Certificate", edge.certificateArn),
    webAclId: edge.webAclArn,
  };
}

function acknowledgeFindings(distribution: Distribution, stage: Stage): void {
  acknowledge(distribution, {
    "AwsSolutions-CFR1": "Officials travel, and citizens abroad are asked for their opinion too",
    "AwsSolutions-CFR3":
      "CloudFront cannot deliver its logs to buckets in Jakarta, and addresses of people may not leave it; the API logs each request",
  });
  if (stage.edge !== undefined) return;
  acknowledge(distribution, {
    "AwsSolutions-CFR2":
      "The web ACL joins once the edge is deployed; the deploy tool refuses prod without it",
    "AwsSolutions-CFR4":
      "CloudFront's own certificate fixes the oldest TLS; the deploy tool refuses prod with it",
  });
}
