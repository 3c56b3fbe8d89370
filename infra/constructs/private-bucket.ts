import { Aws, Duration, RemovalPolicy } from "aws-cdk-lib";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  type CfnBucket,
  type IBucket,
  ObjectOwnership,
} from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import type { Stage } from "#infra/stages.ts";

export interface PrivateBucketProps
  extends Pick<
    BucketProps,
    "cors" | "lifecycleRules" | "objectLockDefaultRetention" | "serverAccessLogsBucket" | "versioned"
  > {
  readonly stage: Stage;
  /** What it holds, in one word; part of its name. */
  readonly purpose: string;
  /** Whether EventBridge is told of each object. @default false */
  readonly tellsEventBridge?: boolean;
}

/** The physical name of a bucket, unique in the world by its account. */
export function bucketName(stage: string, purpose: string): string {
  return `kinerja-${stage}-${purpose}-${Aws.ACCOUNT_ID}`;
}

/**
 * A bucket that nobody reads but by a grant: encrypted, TLS only, no public access, half-done uploads removed.
 */
export function makePrivateBucket(scope: Construct, id: string, props: PrivateBucketProps): IBucket {
  const { stage, purpose, tellsEventBridge, lifecycleRules = [], ...rest } = props;
  const bucket = new Bucket(scope, id, {
    ...rest,
    bucketName: bucketName(stage.name, purpose),
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    lifecycleRules: [...lifecycleRules, { abortIncompleteMultipartUploadAfter: Duration.days(1) }],
    ...(props.serverAccessLogsBucket === undefined ? {} : { serverAccessLogsPrefix: `${purpose}/` }),
  });
  if (tellsEventBridge) {
    // The construct's own switch would add a custom resource; the plain property does the same.
    const resource = bucket.node.defaultChild as CfnBucket;
    resource.addPropertyOverride(
      "NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled",
      true,
    );
  }
  // The library's class does not satisfy its own interface under exactOptionalPropertyTypes.
  return bucket as IBucket;
}
