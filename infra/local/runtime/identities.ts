import { createHash } from "node:crypto";

/** Where the template is imagined to be deployed. */
export interface Place {
  region: string;
  accountId: string;
  stack: string;
}

/** How a resource is named: what `Ref` answers, its ARN and its attributes. Names do not depend on the run. */
export interface Identity {
  name: string;
  ref: string;
  arn: string;
  attributes: Readonly<Record<string, string>>;
}

type Identify = (name: string, place: Place, properties: Record<string, unknown>) => Omit<Identity, "name">;

/** The property that names a resource of a type, where there is one. */
const nameProperties: Record<string, string> = {
  "AWS::DynamoDB::Table": "TableName",
  "AWS::SQS::Queue": "QueueName",
  "AWS::SNS::Topic": "TopicName",
  "AWS::Lambda::Function": "FunctionName",
  "AWS::IAM::Role": "RoleName",
  "AWS::S3::Bucket": "BucketName",
  "AWS::Logs::LogGroup": "LogGroupName",
  "AWS::SecretsManager::Secret": "Name",
  "AWS::KMS::Alias": "AliasName",
  "AWS::Events::Rule": "Name",
  "AWS::Scheduler::Schedule": "Name",
  "AWS::Scheduler::ScheduleGroup": "Name",
  "AWS::SES::ConfigurationSet": "Name",
  "AWS::SES::EmailIdentity": "EmailIdentity",
  "AWS::ApiGatewayV2::DomainName": "DomainName",
  "AWS::ApiGatewayV2::Stage": "StageName",
  "AWS::Cognito::UserPoolDomain": "Domain",
  "AWS::CloudWatch::Alarm": "AlarmName",
  "AWS::CloudWatch::CompositeAlarm": "AlarmName",
};

const longestNames: Record<string, number> = { "AWS::Lambda::Function": 64, "AWS::S3::Bucket": 63 };

/** Types whose names and ARNs the service or a policy can see; every other type answers its name and no attributes. */
const identifyByType: Record<string, Identify> = {
  "AWS::DynamoDB::Table": (name, place) => {
    const arn = arnOf("dynamodb", place, `table/${name}`);
    return { ref: name, arn, attributes: { Arn: arn, StreamArn: `${arn}/stream/local` } };
  },
  "AWS::SQS::Queue": (name, place) => {
    const arn = arnOf("sqs", place, name);
    return { ref: name, arn, attributes: { Arn: arn, QueueName: name } };
  },
  "AWS::SNS::Topic": (name, place) => {
    const arn = arnOf("sns", place, name);
    return { ref: arn, arn, attributes: { TopicArn: arn, TopicName: name } };
  },
  "AWS::Lambda::Function": (name, place) => byArn(name, arnOf("lambda", place, `function:${name}`)),
  "AWS::IAM::Role": (name, place) => {
    const arn = `arn:aws:iam::${place.accountId}:role/${name}`;
    return { ref: name, arn, attributes: { Arn: arn, RoleId: `AROA${shortHash(arn, 16).toUpperCase()}` } };
  },
  "AWS::S3::Bucket": (name, place) => {
    const arn = `arn:aws:s3:::${name}`;
    const domains = {
      DomainName: `${name}.s3.amazonaws.com`,
      RegionalDomainName: `${name}.s3.${place.region}.amazonaws.com`,
    };
    return { ref: name, arn, attributes: { Arn: arn, ...domains } };
  },
  "AWS::Logs::LogGroup": (name, place) => byArn(name, arnOf("logs", place, `log-group:${name}:*`)),
  "AWS::SecretsManager::Secret": (name, place) => {
    const arn = arnOf("secretsmanager", place, `secret:${name}-${shortHash(name, 6)}`);
    return { ref: arn, arn, attributes: { Id: arn } };
  },
  "AWS::KMS::Key": (name, place) => {
    const id = uuidOf(`${place.stack}/${name}`);
    const arn = arnOf("kms", place, `key/${id}`);
    return { ref: id, arn, attributes: { Arn: arn, KeyId: id } };
  },
  "AWS::KMS::Alias": (name, place) => ({ ref: name, arn: arnOf("kms", place, name), attributes: {} }),
  "AWS::Events::Rule": (name, place) => byArn(name, arnOf("events", place, `rule/${name}`)),
  "AWS::Scheduler::Schedule": (name, place) =>
    byArn(name, arnOf("scheduler", place, `schedule/default/${name}`)),
  "AWS::Scheduler::ScheduleGroup": (name, place) =>
    byArn(name, arnOf("scheduler", place, `schedule-group/${name}`)),
  "AWS::SES::ConfigurationSet": (name, place) =>
    plain(name, arnOf("ses", place, `configuration-set/${name}`)),
  "AWS::SES::EmailIdentity": (name, place) => ({
    ref: name,
    arn: arnOf("ses", place, `identity/${name}`),
    attributes: Object.fromEntries(
      [1, 2, 3].flatMap((n) => [
        [`DkimDNSTokenName${n}`, `local${n}._domainkey.${name}`],
        [`DkimDNSTokenValue${n}`, `local${n}.dkim.amazonses.com`],
      ]),
    ),
  }),
  "AWS::ApiGatewayV2::Api": (name, place) => {
    const id = shortHash(`${place.stack}/${name}`, 10);
    const endpoint = `https://${id}.execute-api.${place.region}.amazonaws.com`;
    return {
      ref: id,
      arn: arnOf("execute-api", place, id),
      attributes: { ApiId: id, ApiEndpoint: endpoint },
    };
  },
  "AWS::ApiGatewayV2::DomainName": (name, place) => ({
    ref: name,
    arn: arnOf("apigateway", place, `/domainnames/${name}`),
    attributes: {
      RegionalDomainName: `d-${shortHash(name, 10)}.execute-api.${place.region}.amazonaws.com`,
      RegionalHostedZoneId: "ZLOCAL",
    },
  }),
  "AWS::ApiGatewayV2::Authorizer": (name, place) => idOnly(name, place, "apigateway", "AuthorizerId"),
  "AWS::Cognito::UserPool": (name, place) => {
    const id = `${place.region}_${shortHash(`${place.stack}/${name}`, 9)}`;
    const provider = `cognito-idp.${place.region}.amazonaws.com/${id}`;
    const arn = arnOf("cognito-idp", place, `userpool/${id}`);
    const attributes = {
      Arn: arn,
      UserPoolId: id,
      ProviderName: provider,
      ProviderURL: `https://${provider}`,
    };
    return { ref: id, arn, attributes };
  },
  "AWS::Cognito::UserPoolClient": (name, place) => {
    const id = shortHash(`${place.stack}/${name}/client`, 26);
    return { ref: id, arn: id, attributes: { ClientId: id, Name: name } };
  },
  "AWS::CloudFront::Distribution": (name, place) => {
    const id = `E${shortHash(`${place.stack}/${name}`, 13).toUpperCase()}`;
    const arn = `arn:aws:cloudfront::${place.accountId}:distribution/${id}`;
    return { ref: id, arn, attributes: { Id: id, DomainName: `${id.toLowerCase()}.cloudfront.net` } };
  },
  "AWS::CloudFront::Function": (name, place) => {
    const arn = `arn:aws:cloudfront::${place.accountId}:function/${name}`;
    return { ref: arn, arn, attributes: { FunctionARN: arn } };
  },
  "AWS::CloudFront::OriginAccessControl": (name, place) => idOnly(name, place, "cloudfront", "Id"),
  "AWS::CloudFront::ResponseHeadersPolicy": (name, place) => idOnly(name, place, "cloudfront", "Id"),
  "AWS::CloudFront::CachePolicy": (name, place) => idOnly(name, place, "cloudfront", "Id"),
  "AWS::CloudFront::OriginRequestPolicy": (name, place) => idOnly(name, place, "cloudfront", "Id"),
  "AWS::CloudWatch::Alarm": (name, place) => byArn(name, arnOf("cloudwatch", place, `alarm:${name}`)),
  "AWS::CloudWatch::CompositeAlarm": (name, place) =>
    byArn(name, arnOf("cloudwatch", place, `alarm:${name}`)),
  "AWS::WAFv2::WebACL": (name, place) => byArn(name, arnOf("wafv2", place, `global/webacl/${name}`)),
  "AWS::CertificateManager::Certificate": (name, place) => {
    const arn = arnOf("acm", place, `certificate/${uuidOf(`${place.stack}/${name}`)}`);
    return { ref: arn, arn, attributes: {} };
  },
};

/** The identity of a resource: its own name where the template gives one, else `<stack>-<logical id>`. */
export function identify(
  logicalId: string,
  type: string,
  properties: Record<string, unknown>,
  place: Place,
): Identity {
  const given = properties[nameProperties[type] ?? ""];
  const name = typeof given === "string" ? given : generatedName(logicalId, type, place);
  const known = identifyByType[type]?.(name, place, properties) ?? plain(name, "");
  return {
    name: type === "AWS::KMS::Key" || type.startsWith("AWS::Cognito::UserPool") ? known.ref : name,
    ...known,
  };
}

function generatedName(logicalId: string, type: string, place: Place): string {
  const name = `${place.stack}-${logicalId}`;
  const longest = longestNames[type] ?? 80;
  const fitting = name.length <= longest ? name : `${name.slice(0, longest - 9)}-${shortHash(name, 8)}`;
  return type === "AWS::S3::Bucket" ? fitting.toLowerCase() : fitting;
}

function arnOf(service: string, place: Place, resource: string): string {
  return `arn:aws:${service}:${place.region}:${place.accountId}:${resource}`;
}

function byArn(ref: string, arn: string): Omit<Identity, "name"> {
  return { ref, arn, attributes: { Arn: arn, Id: ref } };
}

function plain(ref: string, arn: string): Omit<Identity, "name"> {
  return { ref, arn, attributes: {} };
}

function idOnly(name: string, place: Place, service: string, attribute: string): Omit<Identity, "name"> {
  const id = shortHash(`${place.stack}/${name}`, 10);
  return { ref: id, arn: arnOf(service, place, id), attributes: { [attribute]: id } };
}

function shortHash(text: string, length: number): string {
  return createHash("sha256").update(text).digest("hex").slice(0, length);
}

function uuidOf(text: string): string {
  const hex = shortHash(text, 32);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
