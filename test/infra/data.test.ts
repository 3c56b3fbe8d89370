import { describe, expect, test } from "vitest";
import { stages } from "#infra/stages.ts";
import { awaitedKey, keptKey } from "#shared/evidence/files.ts";
import { tableIndexes } from "#shared/platform/table/keys.ts";
import { finishedProd, ofType, synthesize, theOnly } from "./synthesized.ts";

const dev = synthesize(stages.dev, {}).templates;
const prod = synthesize(finishedProd, {}).templates;

describe("the table", () => {
  const { Properties, DeletionPolicy } = theOnly(prod.data, "AWS::DynamoDB::Table");

  test("can be restored to any second and is not deleted by mistake", () => {
    expect(Properties["PointInTimeRecoverySpecification"].PointInTimeRecoveryEnabled).toBe(true);
    expect(Properties["DeletionProtectionEnabled"]).toBe(true);
    expect(DeletionPolicy).toBe("Retain");
  });

  test("is encrypted, paid by request, forgets by _expiresAt and tells its stream both images", () => {
    expect(Properties["SSESpecification"]).toEqual({ SSEEnabled: true });
    expect(Properties["BillingMode"]).toBe("PAY_PER_REQUEST");
    expect(Properties["TimeToLiveSpecification"]).toEqual({ AttributeName: "_expiresAt", Enabled: true });
    expect(Properties["StreamSpecification"]).toEqual({ StreamViewType: "NEW_AND_OLD_IMAGES" });
  });

  test("has all four generic indexes from the first deployment, by the names that the code uses", () => {
    const indexes = Properties["GlobalSecondaryIndexes"].map(
      (each: { IndexName: string; KeySchema: { AttributeName: string }[] }) => [
        each.IndexName,
        each.KeySchema.map(({ AttributeName }) => AttributeName),
      ],
    );
    const expected = Object.entries(tableIndexes).map(([name, index]) => [
      name,
      [index.partitionKey, index.sortKey],
    ]);
    expect(indexes).toEqual(expected);
  });

  test("can be thrown away in dev", () => {
    const table = theOnly(dev.data, "AWS::DynamoDB::Table");
    expect(table.Properties["DeletionProtectionEnabled"]).toBe(false);
    expect(table.DeletionPolicy).toBe("Delete");
  });
});

describe("every bucket", () => {
  const buckets = [...ofType(prod.data, "AWS::S3::Bucket"), ...ofType(prod.web, "AWS::S3::Bucket")];
  const policies = [
    ...ofType(prod.data, "AWS::S3::BucketPolicy"),
    ...ofType(prod.web, "AWS::S3::BucketPolicy"),
  ];

  test.each(buckets)("%s is private, encrypted and kept", (_, { Properties, DeletionPolicy }) => {
    expect(Properties["PublicAccessBlockConfiguration"]).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    expect(Properties["BucketEncryption"]).toBeDefined();
    expect(Properties["OwnershipControls"].Rules).toEqual([{ ObjectOwnership: "BucketOwnerEnforced" }]);
    expect(DeletionPolicy).toBe("Retain");
  });

  test.each(buckets)("%s refuses what is not TLS", (id) => {
    const policy = policies.find(([, { Properties }]) => Properties["Bucket"].Ref === id);
    expect(policy?.[1].Properties["PolicyDocument"].Statement).toContainEqual(
      expect.objectContaining({
        Effect: "Deny",
        Action: "s3:*",
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      }),
    );
  });
});

const bucketFor = (purpose: string) => {
  const found = ofType(prod.data, "AWS::S3::Bucket").find(([, { Properties }]) =>
    JSON.stringify(Properties["BucketName"]).includes(`kinerja-prod-${purpose}-`),
  );
  return found?.[1].Properties ?? {};
};

test("uploads tell EventBridge, are taken from the web app alone, and are gone after 30 days; exports after 7", () => {
  const uploads = bucketFor("uploads");
  expect(uploads["NotificationConfiguration"]).toEqual({
    EventBridgeConfiguration: { EventBridgeEnabled: true },
  });
  expect(uploads["CorsConfiguration"].CorsRules).toMatchObject([
    { AllowedMethods: ["PUT"], AllowedOrigins: ["https://kinerja.go.id"] },
  ]);
  expect(uploads["LifecycleConfiguration"].Rules).toContainEqual({ ExpirationInDays: 30, Status: "Enabled" });
  expect(bucketFor("exports")["LifecycleConfiguration"].Rules).toContainEqual({
    ExpirationInDays: 7,
    Status: "Enabled",
  });
});

test("evidence is taken from the web app alone, what was never kept is gone after two days, what was kept stays", () => {
  const evidence = bucketFor("evidence");
  expect(evidence["CorsConfiguration"].CorsRules).toEqual([
    {
      AllowedMethods: ["PUT"],
      AllowedOrigins: ["https://kinerja.go.id"],
      AllowedHeaders: ["content-type", "x-amz-checksum-sha256"],
    },
  ]);
  const place = { agency: "a", part: "p", evaluation: "e", file: "f" } as never;
  const expiring = evidence["LifecycleConfiguration"].Rules.filter(
    (rule: Record<string, unknown>) => rule["ExpirationInDays"] !== undefined,
  );
  expect(expiring).toEqual([{ ExpirationInDays: 2, Prefix: "awaited/", Status: "Enabled" }]);
  expect(awaitedKey(place)).toBe("awaited/a/p/e/f");
  expect(keptKey(place)).toBe("kept/a/p/e/f");
  expect(evidence["NotificationConfiguration"]).toBeUndefined();
});

test("in prod an audit anchor can be changed or deleted by nobody for ten years", () => {
  expect(bucketFor("anchors")).toMatchObject({
    ObjectLockEnabled: true,
    ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: "COMPLIANCE", Days: 3650 } } },
    VersioningConfiguration: { Status: "Enabled" },
  });
});

test("documents and anchors are signed by a key that only signs, on the curve P-256, and is kept", () => {
  const key = theOnly(prod.data, "AWS::KMS::Key");
  expect(key.Properties).toMatchObject({ KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY" });
  expect(key.DeletionPolicy).toBe("Retain");
});
