import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { stages } from "#infra/stages.ts";
import { mailStyle } from "#shared/reminders/mail-style.ts";
import { finishedProd, ofType, type Resource, synthesize, theOnly } from "./synthesized.ts";

const prod = synthesize(finishedProd, {}).templates;
const dev = synthesize(stages.dev, {}).templates;
const distribution = theOnly(prod.web, "AWS::CloudFront::Distribution").Properties["DistributionConfig"];
const apiBehaviours: Record<string, unknown>[] = distribution.CacheBehaviors;

describe("the one public door", () => {
  test("sends /v1, the description and the documentation to the API, uncached, all methods", () => {
    expect(apiBehaviours.map(({ PathPattern }) => PathPattern)).toEqual(["/v1/*", "/openapi.json", "/docs"]);
    for (const behaviour of apiBehaviours) {
      // AWS's managed policies CachingDisabled and AllViewerExceptHostHeader.
      expect(behaviour).toMatchObject({
        CachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
        OriginRequestPolicyId: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
        ViewerProtocolPolicy: "https-only",
      });
      expect(behaviour["AllowedMethods"]).toContain("DELETE");
    }
  });

  test("shows the API the origin key, whose value is not in the template", () => {
    const origin = distribution.Origins.find(
      (each: { CustomOriginConfig?: unknown }) => each.CustomOriginConfig,
    );
    const [header] = origin.OriginCustomHeaders;
    expect(header.HeaderName).toBe("x-origin-key");
    expect(JSON.stringify(header.HeaderValue)).toContain("{{resolve:secretsmanager:");
    expect(JSON.stringify(header.HeaderValue)).toContain(":SecretString:current::}}");
    expect(origin.DomainName).toBe("api.kinerja.go.id");
    expect(origin.CustomOriginConfig).toMatchObject({ OriginProtocolPolicy: "https-only" });
  });

  test("turns no error of the API into a page", () => {
    expect(distribution.CustomErrorResponses).toBeUndefined();
  });

  test("in prod stands behind the web ACL, with the service's name and TLS 1.2 or later", () => {
    expect(distribution.WebACLId).toBe(finishedProd.edge?.webAclArn);
    expect(distribution.Aliases).toEqual(["kinerja.go.id"]);
    expect(distribution.ViewerCertificate).toMatchObject({ MinimumProtocolVersion: "TLSv1.2_2021" });
  });

  test("reads its files through origin access control, and nobody else does", () => {
    expect(ofType(prod.web, "AWS::CloudFront::OriginAccessControl")).toHaveLength(1);
    const policy = theOnly(prod.web, "AWS::S3::BucketPolicy").Properties["PolicyDocument"].Statement;
    const allowed = policy.filter(({ Effect }: { Effect: string }) => Effect === "Allow");
    expect(allowed).toHaveLength(1);
    expect(allowed[0]).toMatchObject({
      Action: "s3:GetObject",
      Principal: { Service: "cloudfront.amazonaws.com" },
    });
    expect(allowed[0].Condition.StringEquals).toHaveProperty("AWS:SourceArn");
  });

  test("in dev finds the API by the gateway's own name", () => {
    const origins = theOnly(dev.web, "AWS::CloudFront::Distribution").Properties["DistributionConfig"]
      .Origins;
    expect(JSON.stringify(origins)).toContain("execute-api");
  });
});

describe("the headers", () => {
  const policies = ofType(prod.web, "AWS::CloudFront::ResponseHeadersPolicy").map(
    ([, it]: [string, Resource]) => it,
  );
  const headersOf = (name: string) =>
    policies
      .map(({ Properties }) => Properties["ResponseHeadersPolicyConfig"])
      .find(({ Name }) => Name === name);

  test.each(["kinerja-prod-web", "kinerja-prod-api"])(
    "%s: HSTS, nosniff, no frames, no referrer, few permissions",
    (name) => {
      const { SecurityHeadersConfig: security, CustomHeadersConfig: custom } = headersOf(name);
      expect(security.StrictTransportSecurity).toMatchObject({
        AccessControlMaxAgeSec: 63_072_000,
        Override: true,
      });
      expect(security.ContentTypeOptions).toEqual({ Override: true });
      expect(security.FrameOptions).toEqual({ FrameOption: "DENY", Override: true });
      expect(security.ReferrerPolicy).toEqual({ ReferrerPolicy: "no-referrer", Override: true });
      expect(custom.Items.map(({ Header }: { Header: string }) => Header)).toContain("permissions-policy");
    },
  );

  test("the app's content policy admits its own scripts and styles only, inline none but the mails', and cannot be overridden", () => {
    const { ContentSecurityPolicy } = headersOf("kinerja-prod-web").SecurityHeadersConfig;
    const policy = JSON.stringify(ContentSecurityPolicy.ContentSecurityPolicy);
    expect(ContentSecurityPolicy.Override).toBe(true);
    for (const directive of [
      "default-src 'none'",
      "script-src 'self';",
      `style-src 'self' 'sha256-${createHash("sha256").update(mailStyle).digest("base64")}';`,
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ]) {
      expect(policy).toContain(directive);
    }
    expect(policy).not.toMatch(/unsafe-|\*|https:[ ;]/);
  });

  test("the app reaches the API, the two buckets that take uploads and the sign-in, and nothing else", () => {
    const { ContentSecurityPolicy } = headersOf("kinerja-prod-web").SecurityHeadersConfig;
    const policy = JSON.stringify(ContentSecurityPolicy.ContentSecurityPolicy);
    const buckets = [...policy.matchAll(/FnGetAtt(\w+?)[0-9A-F]{8}RegionalDomainName/g)];
    expect(buckets.map(([, bucket]) => bucket)).toEqual(["Uploads", "Evidence"]);
    expect([...policy.matchAll(/https:\/\/([\w.-]+)/g)].map(([, host]) => host)).toEqual([
      "kinerja-prod.auth.ap-southeast-3.amazoncognito.com",
    ]);
    expect(policy).toContain("img-src 'self' data: blob:;");
  });

  test("the API's content policy admits nothing; only its documentation page may set another", () => {
    const { ContentSecurityPolicy } = headersOf("kinerja-prod-api").SecurityHeadersConfig;
    expect(ContentSecurityPolicy.ContentSecurityPolicy).toContain("default-src 'none'");
    expect(ContentSecurityPolicy.Override).toBe(false);
  });
});

describe("the rewrite to the app's page", () => {
  const code: string = theOnly(prod.web, "AWS::CloudFront::Function").Properties["FunctionCode"];
  const handler = new Function("event", `${code}; return handler(event);`);

  test.each([
    ["/", "/index.html"],
    ["/cycles", "/index.html"],
    ["/v/8f2a", "/index.html"],
    ["/cycles/", "/index.html"],
    ["/assets/app.1a2b.js", "/assets/app.1a2b.js"],
    ["/manifest.webmanifest", "/manifest.webmanifest"],
  ])("%s is answered with %s", (uri, expected) => {
    expect(handler({ request: { uri } }).uri).toBe(expected);
  });
});

describe("the edge", () => {
  const acl = theOnly(prod.edge, "AWS::WAFv2::WebACL").Properties;

  test("has managed rules, and a limit by address that an office of hundreds does not reach", () => {
    expect(acl["Scope"]).toBe("CLOUDFRONT");
    const names = acl["Rules"].map(({ Name }: { Name: string }) => Name);
    expect(names).toContain("AWSManagedRulesCommonRuleSet");
    expect(names).toContain("AWSManagedRulesKnownBadInputsRuleSet");
    const limit = acl["Rules"].find(({ Name }: { Name: string }) => Name === "PerAddress");
    expect(limit.Statement.RateBasedStatement).toMatchObject({ AggregateKeyType: "IP", Limit: 6_000 });
    expect(limit.Action.Block).toBeDefined();
  });

  test("keeps no sample of requests outside Jakarta", () => {
    const visibilities = [
      acl["VisibilityConfig"],
      ...acl["Rules"].map((rule: Record<string, unknown>) => rule["VisibilityConfig"]),
    ];
    for (const { SampledRequestsEnabled } of visibilities) expect(SampledRequestsEnabled).toBe(false);
  });

  test("has the certificate of the service's name, and a budget that warns the operator", () => {
    expect(theOnly(prod.edge, "AWS::CertificateManager::Certificate").Properties["DomainName"]).toBe(
      "kinerja.go.id",
    );
    const budget = theOnly(prod.edge, "AWS::Budgets::Budget").Properties;
    expect(budget["Budget"].BudgetLimit).toEqual({ Amount: 1000, Unit: "USD" });
    expect(budget["NotificationsWithSubscribers"]).toHaveLength(2);
  });
});
