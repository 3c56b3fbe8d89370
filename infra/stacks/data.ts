import { Duration, RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib";
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from "aws-cdk-lib/aws-dynamodb";
import { Key, KeySpec, KeyUsage } from "aws-cdk-lib/aws-kms";
import { HttpMethods, type IBucket, ObjectLockRetention } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { acknowledge } from "#infra/constructs/acknowledge.ts";
import { makePrivateBucket } from "#infra/constructs/private-bucket.ts";
import type { Stage } from "#infra/stages.ts";
import { awaitedPrefix } from "#shared/evidence/files.ts";
import { tableAttributes, tableIndexes } from "#shared/platform/table/keys.ts";

/** What outlives every other stack: the table, people's files, the key that signs and the anchors of the audit. */
export class DataStack extends Stack {
  readonly table: Table;
  readonly uploads: IBucket;
  readonly exports: IBucket;
  readonly evidence: IBucket;

  /** The stream of every write; the relay alone reads it. */
  get streamArn(): string {
    const arn = this.table.tableStreamArn;
    if (arn === undefined) throw new Error("The table has no stream");
    return arn;
  }

  constructor(scope: Construct, id: string, props: StackProps & { stage: Stage }) {
    super(scope, id, props);
    const { stage } = props;
    this.table = makeTable(this, stage);

    const accessLogs = makePrivateBucket(this, "AccessLogs", {
      stage,
      purpose: "access-logs",
      lifecycleRules: [{ expiration: Duration.days(stage.logRetentionDays) }],
    });
    acknowledge(accessLogs, { "AwsSolutions-S1": "It holds the access logs; its own would be logs of logs" });

    this.uploads = makePrivateBucket(this, "Uploads", {
      stage,
      purpose: "uploads",
      serverAccessLogsBucket: accessLogs,
      tellsEventBridge: true,
      // Browsers upload with a signed address. The journal of an import is in the table; the file itself serves its undo.
      cors: [
        {
          allowedMethods: [HttpMethods.PUT],
          allowedOrigins: [stage.publicUrl],
          allowedHeaders: ["content-type"],
        },
      ],
      lifecycleRules: [{ expiration: Duration.days(30) }],
    });
    this.exports = makePrivateBucket(this, "Exports", {
      stage,
      purpose: "exports",
      serverAccessLogsBucket: accessLogs,
      lifecycleRules: [{ expiration: Duration.days(7) }],
    });

    this.evidence = makePrivateBucket(this, "Evidence", {
      stage,
      purpose: "evidence",
      serverAccessLogsBucket: accessLogs,
      cors: [
        {
          allowedMethods: [HttpMethods.PUT],
          allowedOrigins: [stage.publicUrl],
          allowedHeaders: ["content-type", "x-amz-checksum-sha256"],
        },
      ],
      // What arrived is kept under another name; what nobody asked to keep goes by itself.
      lifecycleRules: [{ prefix: awaitedPrefix, expiration: Duration.days(2) }],
    });

    makeAuditProof(this, stage, accessLogs);
  }
}

function makeTable(scope: Construct, stage: Stage): Table {
  const { partitionKey, sortKey, timeToLive } = tableAttributes;
  const table = new Table(scope, "Table", {
    partitionKey: { name: partitionKey, type: AttributeType.STRING },
    sortKey: { name: sortKey, type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    encryption: TableEncryption.AWS_MANAGED,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: stage.keepsData,
    removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    timeToLiveAttribute: timeToLive,
    stream: StreamViewType.NEW_AND_OLD_IMAGES,
  });
  for (const [indexName, index] of Object.entries(tableIndexes)) {
    table.addGlobalSecondaryIndex({
      indexName,
      partitionKey: { name: index.partitionKey, type: AttributeType.STRING },
      sortKey: { name: index.sortKey, type: AttributeType.STRING },
      // A projection cannot be changed later without building the index anew; items are small, and most lie in none.
      projectionType: ProjectionType.ALL,
    });
  }
  return table;
}

/** The key that signs documents and anchors, and the bucket in which an anchor can be neither changed nor deleted. */
function makeAuditProof(scope: Construct, stage: Stage, accessLogs: IBucket): void {
  const retention = Duration.days(stage.anchorRetentionDays);
  makePrivateBucket(scope, "Anchors", {
    stage,
    purpose: "anchors",
    serverAccessLogsBucket: accessLogs,
    versioned: true,
    objectLockDefaultRetention: stage.keepsData
      ? ObjectLockRetention.compliance(retention)
      : ObjectLockRetention.governance(retention),
  });
  new Key(scope, "SigningKey", {
    alias: `alias/kinerja-${stage.name}-signing`,
    description: "Signs official documents and the anchors of the audit",
    keySpec: KeySpec.ECC_NIST_P256,
    keyUsage: KeyUsage.SIGN_VERIFY,
    removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
}
