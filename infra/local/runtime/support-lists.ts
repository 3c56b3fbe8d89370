/** A static assertion about a value of the template: what is wrong with it, or undefined. */
export type Check = (value: unknown) => string | undefined;

/** Checked, not run: why nothing here does it, and what is asserted instead. */
export class Note {
  readonly why: string;
  readonly check: Check;

  constructor(why: string, check: Check) {
    this.why = why;
    this.check = check;
  }
}

/** How a property is treated: `"run"`, a note, or by its own properties. A list's shape holds for each entry. */
export type Shape = "run" | Note | readonly [Shape] | { readonly [property: string]: Shape };

function note(why: string, check: Check = isPresent): Note {
  return new Note(why, check);
}

function isPresent(value: unknown): string | undefined {
  return value === undefined || value === null || value === "" ? "is empty" : undefined;
}

function isOneOf(...allowed: readonly unknown[]): Check {
  return (value) =>
    allowed.includes(value) ? undefined : `is ${JSON.stringify(value)}, not ${allowed.join(" or ")}`;
}

function isAllTrue(value: unknown): string | undefined {
  const open = Object.entries(value ?? {}).filter(([, each]) => each !== true);
  return open.length === 0 ? undefined : `leaves ${open.map(([name]) => name).join(", ")} open`;
}

function isPositive(value: unknown): string | undefined {
  return Number(value) > 0 ? undefined : `is ${JSON.stringify(value)}, not a positive number`;
}

function has(...properties: readonly string[]): Check {
  return (value) => {
    const missing = properties.filter(
      (name) => isPresent((value as Record<string, unknown> | undefined)?.[name]) !== undefined,
    );
    return missing.length === 0 ? undefined : `lacks ${missing.join(", ")}`;
  };
}

const label = note("a label for people and bills");
const encrypted = note("nothing here leaves the machine");

const tags: Shape = [label];
const keySchema: Shape = [{ AttributeName: "run", KeyType: "run" }];

const cacheBehaviour = {
  TargetOriginId: "run",
  PathPattern: "run",
  AllowedMethods: ["run"],
  CachedMethods: [note("nothing is cached here")],
  // It also says whether CloudFront may compress.
  CachePolicyId: "run",
  OriginRequestPolicyId: note("every header and cookie but Host is handed on, as the managed policy does"),
  ResponseHeadersPolicyId: "run",
  FunctionAssociations: [
    { EventType: note("only requests are rewritten here", isOneOf("viewer-request")), FunctionARN: "run" },
  ],
  Compress: "run",
  ViewerProtocolPolicy: note("loopback speaks HTTP", isOneOf("redirect-to-https", "https-only")),
} as const satisfies Shape;

const origin = {
  Id: "run",
  DomainName: "run",
  OriginPath: "run",
  OriginCustomHeaders: [{ HeaderName: "run", HeaderValue: "run" }],
  OriginAccessControlId: note("the web files are read from the local folder"),
  S3OriginConfig: { OriginAccessIdentity: note("replaced by origin access control", isOneOf("")) },
  CustomOriginConfig: {
    OriginProtocolPolicy: note("the API is called in the same process", isOneOf("https-only")),
    OriginSSLProtocols: [note("the API is called in the same process", isOneOf("TLSv1.2"))],
    OriginReadTimeout: note("the gateway's own 30 s come first", isPositive),
    OriginKeepaliveTimeout: note("the API is called in the same process", isPositive),
    HTTPSPort: note("the API is called in the same process", isPositive),
  },
  ConnectionAttempts: note("the origin is this process", isPositive),
  ConnectionTimeout: note("the origin is this process", isPositive),
} as const satisfies Shape;

/** What runs here, property by property. */
export const runTypes: Readonly<Record<string, Readonly<Record<string, Shape>>>> = {
  "AWS::DynamoDB::Table": {
    TableName: "run",
    AttributeDefinitions: [{ AttributeName: "run", AttributeType: "run" }],
    KeySchema: keySchema,
    GlobalSecondaryIndexes: [
      {
        IndexName: "run",
        KeySchema: keySchema,
        Projection: { ProjectionType: "run", NonKeyAttributes: ["run"] },
        ContributorInsightsSpecification: note("no metrics here"),
      },
    ],
    StreamSpecification: { StreamViewType: "run" },
    TimeToLiveSpecification: { AttributeName: "run", Enabled: "run" },
    BillingMode: note("no capacity is limited here; throttles are a fault", isOneOf("PAY_PER_REQUEST")),
    PointInTimeRecoverySpecification: {
      PointInTimeRecoveryEnabled: note("backups are AWS's", isOneOf(true)),
      RecoveryPeriodInDays: note("backups are AWS's", isPositive),
    },
    DeletionProtectionEnabled: note("nothing here deletes a table"),
    SSESpecification: { SSEEnabled: encrypted, SSEType: encrypted, KMSMasterKeyId: encrypted },
    ContributorInsightsSpecification: note("no metrics here"),
    WarmThroughput: note("no capacity is limited here"),
    OnDemandThroughput: note("no capacity is limited here"),
    Tags: tags,
  },
  "AWS::SQS::Queue": {
    QueueName: "run",
    VisibilityTimeout: "run",
    DelaySeconds: "run",
    ReceiveMessageWaitTimeSeconds: "run",
    MessageRetentionPeriod: "run",
    RedrivePolicy: { deadLetterTargetArn: "run", maxReceiveCount: "run" },
    RedriveAllowPolicy: note("only queues of this template exist here"),
    SqsManagedSseEnabled: note("nothing here leaves the machine", isOneOf(true)),
    KmsMasterKeyId: encrypted,
    Tags: tags,
  },
  "AWS::SQS::QueuePolicy": { Queues: ["run"], PolicyDocument: "run" },
  "AWS::SNS::Topic": { TopicName: "run", DisplayName: label, KmsMasterKeyId: encrypted, Tags: tags },
  "AWS::SNS::TopicPolicy": {
    Topics: ["run"],
    PolicyDocument: note("only services of this template publish here"),
  },
  "AWS::SNS::Subscription": {
    TopicArn: "run",
    Endpoint: "run",
    RawMessageDelivery: "run",
    Protocol: note("mail to operators is not sent from here", isOneOf("sqs", "lambda", "email", "https")),
    Region: note("one region here"),
  },
  "AWS::Lambda::Function": {
    FunctionName: "run",
    Code: { S3Bucket: note("the assembly's own files are run"), S3Key: "run" },
    Handler: "run",
    Runtime: note("this process is Node 24 too", isOneOf("nodejs24.x")),
    Architectures: [note("bundles hold no native code", isOneOf("arm64", "x86_64"))],
    Role: "run",
    Timeout: "run",
    MemorySize: "run",
    Environment: "run",
    Description: label,
    ReservedConcurrentExecutions: note("threads here take several invocations each", isPositive),
    DeadLetterConfig: { TargetArn: "run" },
    LoggingConfig: note("output goes to the data folder's logs"),
    TracingConfig: note("no traces here"),
    EphemeralStorage: note("the machine's own temporary folder"),
    Tags: tags,
  },
  "AWS::Lambda::EventSourceMapping": {
    EventSourceArn: "run",
    FunctionName: "run",
    BatchSize: "run",
    MaximumBatchingWindowInSeconds: "run",
    BisectBatchOnFunctionError: "run",
    MaximumRetryAttempts: "run",
    MaximumRecordAgeInSeconds: note("records are never too old here", isPositive),
    FunctionResponseTypes: ["run"],
    DestinationConfig: { OnFailure: { Destination: "run" } },
    FilterCriteria: { Filters: [{ Pattern: "run" }] },
    ScalingConfig: { MaximumConcurrency: "run" },
    ParallelizationFactor: note("one batch at a time here: a stricter order", isPositive),
    StartingPosition: note("every reader begins at the oldest record", isOneOf("TRIM_HORIZON")),
    Enabled: "run",
    Tags: tags,
  },
  "AWS::Lambda::EventInvokeConfig": {
    FunctionName: "run",
    Qualifier: note("there are no versions here", isOneOf("$LATEST")),
    MaximumRetryAttempts: "run",
    MaximumEventAgeInSeconds: note("retries follow within a second here", isPositive),
    DestinationConfig: { OnFailure: { Destination: "run" } },
  },
  "AWS::IAM::Role": {
    RoleName: "run",
    AssumeRolePolicyDocument: "run",
    ManagedPolicyArns: ["run"],
    Policies: [{ PolicyName: label, PolicyDocument: "run" }],
    Description: label,
    MaxSessionDuration: note("credentials here do not expire", isPositive),
    Path: label,
    Tags: tags,
  },
  "AWS::IAM::Policy": { PolicyName: label, PolicyDocument: "run", Roles: ["run"] },
  "AWS::IAM::ManagedPolicy": {
    ManagedPolicyName: label,
    PolicyDocument: "run",
    Roles: ["run"],
    Description: label,
    Path: label,
  },
  "AWS::S3::Bucket": {
    BucketName: "run",
    CorsConfiguration: "run",
    NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: "run" } },
    PublicAccessBlockConfiguration: note("only this machine reaches it", isAllTrue),
    BucketEncryption: note("nothing here leaves the machine", has("ServerSideEncryptionConfiguration")),
    OwnershipControls: note("one account here"),
    VersioningConfiguration: note("older versions are not kept here", has("Status")),
    LifecycleConfiguration: note("nothing expires here", has("Rules")),
    LoggingConfiguration: note("no access logs here"),
    ObjectLockEnabled: note("objects can be deleted here: the lock is AWS's promise", isOneOf(true)),
    ObjectLockConfiguration: note(
      "objects can be deleted here: the lock is AWS's promise",
      has("ObjectLockEnabled"),
    ),
    AccessControl: note("access logs are not written here", isOneOf("LogDeliveryWrite", "Private")),
    Tags: tags,
  },
  "AWS::S3::BucketPolicy": { Bucket: "run", PolicyDocument: "run" },
  "AWS::SecretsManager::Secret": {
    Name: "run",
    GenerateSecretString: "run",
    SecretString: "run",
    Description: label,
    KmsKeyId: encrypted,
    Tags: tags,
  },
  "AWS::SecretsManager::ResourcePolicy": {
    SecretId: "run",
    ResourcePolicy: "run",
    BlockPublicPolicy: note("one account here"),
  },
  "AWS::KMS::Key": {
    KeyPolicy: "run",
    KeySpec: "run",
    KeyUsage: "run",
    Enabled: "run",
    Description: label,
    EnableKeyRotation: note("keys are not rotated here"),
    PendingWindowInDays: note("nothing here deletes a key", isPositive),
    Tags: tags,
  },
  "AWS::KMS::Alias": { AliasName: "run", TargetKeyId: "run" },
  "AWS::Cognito::UserPool": {
    UserPoolName: label,
    Schema: note("accounts are seeded by the local cloud"),
    UsernameAttributes: note("any name that is known signs in"),
    AliasAttributes: "run",
    UsernameConfiguration: note("names are compared in any case"),
    UserPoolTier: note("the plan is a price", isOneOf("ESSENTIALS", "PLUS")),
    MfaConfiguration: note("one tap signs in here", isOneOf("OPTIONAL", "ON")),
    EnabledMfas: note("one tap signs in here", (value) =>
      (value as unknown[]).includes("SOFTWARE_TOKEN_MFA") ? undefined : "lacks TOTP",
    ),
    Policies: "run",
    AccountRecoverySetting: note("there are no passwords here"),
    AdminCreateUserConfig: note("mail of the pool itself is not sent", (value) =>
      (value as Record<string, unknown>)["AllowAdminCreateUserOnly"] === true
        ? undefined
        : "lets strangers sign up",
    ),
    AutoVerifiedAttributes: note("addresses count as verified here"),
    UserAttributeUpdateSettings: note("addresses count as verified here"),
    VerificationMessageTemplate: note("mail of the pool itself is not sent"),
    EmailVerificationMessage: note("mail of the pool itself is not sent"),
    EmailVerificationSubject: note("mail of the pool itself is not sent"),
    SmsVerificationMessage: note("no messages to phones"),
    EmailConfiguration: note("mail of the pool itself is not sent"),
    DeletionProtection: note("nothing here deletes a pool"),
    UserPoolAddOns: note("no threat protection here"),
    UserPoolTags: tags,
  },
  "AWS::Cognito::UserPoolClient": {
    UserPoolId: "run",
    ClientName: label,
    CallbackURLs: "run",
    LogoutURLs: note("signing out ends our own session"),
    AllowedOAuthFlows: [note("the provider here knows no other", isOneOf("code"))],
    AllowedOAuthFlowsUserPoolClient: note("the provider here knows no other", isOneOf(true)),
    AllowedOAuthScopes: note("openid, email and profile are granted"),
    SupportedIdentityProviders: note("local accounts stand for all of them"),
    ExplicitAuthFlows: note("no passwords here"),
    GenerateSecret: note("a browser keeps no secret", isOneOf(false)),
    PreventUserExistenceErrors: note("the chooser shows everybody"),
    EnableTokenRevocation: note("our own sessions are revoked"),
    IdTokenValidity: note("five minutes here", isPositive),
    AccessTokenValidity: note("five minutes here", isPositive),
    RefreshTokenValidity: note("no refresh tokens here", isPositive),
    TokenValidityUnits: note("five minutes here"),
    AuthSessionValidity: note("no passwords here", isPositive),
    ReadAttributes: note("all attributes are shown"),
    WriteAttributes: note("nobody edits attributes here"),
  },
  "AWS::Cognito::UserPoolDomain": {
    UserPoolId: "run",
    Domain: "run",
    ManagedLoginVersion: note("the chooser stands for it", isPositive),
  },
  "AWS::ApiGatewayV2::Api": {
    Name: label,
    Description: label,
    ProtocolType: note("the gateway here is an HTTP API", isOneOf("HTTP")),
    DisableExecuteApiEndpoint: note("one address here"),
    Tags: note("a label for people and bills"),
  },
  "AWS::ApiGatewayV2::Route": {
    ApiId: "run",
    RouteKey: "run",
    Target: "run",
    AuthorizerId: "run",
    AuthorizationType: note("an authorizer is asked where one is named", isOneOf("NONE", "CUSTOM")),
  },
  "AWS::ApiGatewayV2::Integration": {
    ApiId: "run",
    IntegrationUri: "run",
    IntegrationType: note("functions only", isOneOf("AWS_PROXY")),
    PayloadFormatVersion: note("the gateway here speaks 2.0", isOneOf("2.0")),
    TimeoutInMillis: note("30 s here", isOneOf(30_000)),
  },
  "AWS::ApiGatewayV2::Authorizer": {
    ApiId: "run",
    Name: label,
    AuthorizerType: note("functions only", isOneOf("REQUEST")),
    AuthorizerUri: "run",
    AuthorizerPayloadFormatVersion: note("the gateway here speaks 2.0", isOneOf("2.0")),
    AuthorizerResultTtlInSeconds: "run",
    EnableSimpleResponses: note("the gateway here knows no policies", isOneOf(true)),
    IdentitySource: ["run"],
  },
  "AWS::ApiGatewayV2::Stage": {
    ApiId: "run",
    StageName: note("paths here carry no stage", isOneOf("$default")),
    AutoDeploy: note("the template as it stands is run", isOneOf(true)),
    DefaultRouteSettings: {
      ThrottlingRateLimit: "run",
      ThrottlingBurstLimit: "run",
      DetailedMetricsEnabled: note("no metrics here"),
    },
    AccessLogSettings: note("no access log here", has("DestinationArn", "Format")),
    Description: label,
    Tags: note("a label for people and bills"),
  },
  "AWS::ApiGatewayV2::DomainName": {
    DomainName: "run",
    DomainNameConfigurations: note("loopback speaks HTTP"),
    Tags: note("a label for people and bills"),
  },
  "AWS::ApiGatewayV2::ApiMapping": {
    ApiId: "run",
    DomainName: "run",
    Stage: note("one stage here", isOneOf("$default")),
  },
  "AWS::Events::Rule": {
    Name: "run",
    Description: label,
    EventPattern: "run",
    ScheduleExpression: "run",
    State: "run",
    EventBusName: note("one bus here", isOneOf("default")),
    Tags: tags,
    Targets: [
      {
        Arn: "run",
        Id: label,
        Input: "run",
        DeadLetterConfig: note("a target here is always reached", has("Arn")),
        RetryPolicy: note("a target here is always reached"),
        RoleArn: note("the runner delivers by itself"),
      },
    ],
  },
  "AWS::Scheduler::Schedule": {
    Name: "run",
    Description: label,
    GroupName: label,
    ScheduleExpression: "run",
    ScheduleExpressionTimezone: "run",
    State: "run",
    FlexibleTimeWindow: { Mode: note("runs are on time here", isOneOf("OFF")) },
    Target: {
      Arn: "run",
      Input: "run",
      RoleArn: note("the runner delivers by itself"),
      DeadLetterConfig: note("a target here is always reached", has("Arn")),
      RetryPolicy: note("a target here is always reached"),
    },
  },
  "AWS::SES::ConfigurationSet": {
    Name: "run",
    DeliveryOptions: note("nothing leaves the machine"),
    ReputationOptions: note("no metrics here"),
    SendingOptions: note("sending is on here", isOneOf(undefined)),
    SuppressionOptions: note("an address that bounced is not held back here"),
    TrackingOptions: note("mail is not tracked"),
    Tags: tags,
  },
  "AWS::SES::ConfigurationSetEventDestination": {
    ConfigurationSetName: "run",
    EventDestination: {
      Name: label,
      Enabled: "run",
      MatchingEventTypes: ["run"],
      SnsDestination: { TopicARN: "run" },
      EventBridgeDestination: { EventBusArn: note("one bus here") },
    },
  },
  "AWS::SES::EmailIdentity": {
    EmailIdentity: "run",
    MailFromAttributes: note("nothing leaves the machine"),
    DkimAttributes: note("nothing leaves the machine"),
    DkimSigningAttributes: note("nothing leaves the machine"),
    ConfigurationSetAttributes: note("each mail names its own configuration set"),
    FeedbackAttributes: note("bounces come back by the event destination"),
    Tags: tags,
  },
  "AWS::CloudFront::Distribution": {
    DistributionConfig: {
      Enabled: note("it is served here", isOneOf(true)),
      DefaultRootObject: "run",
      DefaultCacheBehavior: cacheBehaviour,
      CacheBehaviors: [cacheBehaviour],
      Origins: [origin],
      Aliases: note("one address here"),
      Comment: label,
      HttpVersion: note("loopback speaks HTTP/1.1"),
      IPV6Enabled: note("loopback only"),
      PriceClass: note("a price"),
      Logging: note("no access log here", has("Bucket")),
      WebACLId: note("the web ACL is AWS's"),
      ViewerCertificate: note("loopback speaks HTTP", has("AcmCertificateArn", "MinimumProtocolVersion")),
      Restrictions: note("everybody here is local"),
    },
    Tags: tags,
  },
  "AWS::CloudFront::Function": {
    Name: "run",
    AutoPublish: note("the function as it stands is run", isOneOf(true)),
    FunctionCode: "run",
    Tags: tags,
    FunctionConfig: {
      Comment: label,
      Runtime: note("run as plain JavaScript", isOneOf("cloudfront-js-1.0", "cloudfront-js-2.0")),
    },
  },
  "AWS::CloudFront::ResponseHeadersPolicy": {
    ResponseHeadersPolicyConfig: {
      Name: label,
      Comment: label,
      SecurityHeadersConfig: "run",
      CustomHeadersConfig: { Items: [{ Header: "run", Value: "run", Override: "run" }] },
      RemoveHeadersConfig: note("no header here tells of a server"),
    },
  },
};

const metric = "no metrics here";

/** What is checked and not run. */
export const checkedTypes: Readonly<Record<string, Note>> = {
  "AWS::CDK::Metadata": note("statistics of the CDK", () => undefined),
  "AWS::Logs::LogGroup": note("output goes to the data folder's logs", has("RetentionInDays")),
  "AWS::Logs::ResourcePolicy": note("no log service here", has("PolicyDocument")),
  "AWS::Logs::MetricFilter": note(metric, has("FilterPattern", "LogGroupName", "MetricTransformations")),
  "AWS::Lambda::Permission": note("the runner may call every function", (value) =>
    isOneOf("lambda:InvokeFunction")((value as Record<string, unknown>)["Action"]),
  ),
  "AWS::CloudWatch::Alarm": note(metric, has("AlarmDescription", "ComparisonOperator")),
  "AWS::CloudWatch::CompositeAlarm": note(metric, has("AlarmRule")),
  "AWS::CloudWatch::Dashboard": note(metric, has("DashboardBody")),
  "AWS::CloudFront::OriginAccessControl": note(
    "the web files are read from the local folder",
    has("OriginAccessControlConfig"),
  ),
  "AWS::CloudFront::CachePolicy": note("nothing is cached here", has("CachePolicyConfig")),
  "AWS::CloudFront::OriginRequestPolicy": note(
    "every header and cookie is handed on",
    has("OriginRequestPolicyConfig"),
  ),
  "AWS::Cognito::ManagedLoginBranding": note("the chooser has its own look", has("UserPoolId")),
  "AWS::Cognito::LogDeliveryConfiguration": note("no log service here", has("UserPoolId")),
  "AWS::WAFv2::WebACL": note("one person's machine needs no web ACL", has("DefaultAction", "Rules", "Scope")),
  "AWS::WAFv2::WebACLAssociation": note("one person's machine needs no web ACL", has("WebACLArn")),
  "AWS::WAFv2::LoggingConfiguration": note("one person's machine needs no web ACL", has("ResourceArn")),
  "AWS::CertificateManager::Certificate": note("loopback speaks HTTP", has("DomainName")),
  "AWS::Route53::RecordSet": note("one address here", has("Name", "Type")),
  "AWS::Budgets::Budget": note("this machine costs nothing", has("Budget")),
  "AWS::SSM::Parameter": note("nothing here reads parameters", has("Value")),
  "AWS::Scheduler::ScheduleGroup": note("a label for people and bills", () => undefined),
};
