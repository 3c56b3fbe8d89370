/** The services behind the signed endpoint, by the name that a signature's scope carries. */
export type ServiceName =
  | "dynamodb"
  | "sqs"
  | "s3"
  | "ses"
  | "secretsmanager"
  | "kms"
  | "sts"
  | "cognito-idp";

type Protocol = "json-1.0" | "json-1.1" | "rest-json" | "query" | "rest-xml";

const protocols: Record<ServiceName, Protocol> = {
  dynamodb: "json-1.0",
  sqs: "json-1.0",
  s3: "rest-xml",
  ses: "rest-json",
  secretsmanager: "json-1.1",
  kms: "json-1.1",
  sts: "query",
  "cognito-idp": "json-1.1",
};

/** True for a service that lives here. */
export function isServiceName(name: string): name is ServiceName {
  return Object.hasOwn(protocols, name);
}

/** An answer ready to be written. */
export interface Answer {
  status: number;
  headers: Readonly<Record<string, string | string[]>>;
  body: Buffer | string;
}

/** A refusal in AWS's words. `fields` are further members of the body, such as a transaction's `CancellationReasons`. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(status: number, code: string, message: string, fields: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.fields = fields;
  }
}

/** The namespace of a service's own error types; SDKs drop it, people reading a trace recognise it. */
const namespaces: Partial<Record<ServiceName, string>> = {
  dynamodb: "com.amazonaws.dynamodb.v20120810#",
  sqs: "com.amazonaws.sqs#",
};
const authenticationErrors =
  /^(AccessDenied|InvalidSignature|UnrecognizedClient|MissingAuthenticationToken|ExpiredToken|IncompleteSignature|UnknownOperation|Serialization)/;

/** An error as the service's protocol writes it. */
export function errorAnswer(service: ServiceName, error: AwsError, requestId: string): Answer {
  const protocol = protocols[service];
  if (protocol === "rest-xml") return xmlAnswer(error, requestId, s3ErrorXml(error, requestId));
  if (protocol === "query") return xmlAnswer(error, requestId, queryErrorXml(error, requestId));
  const body = JSON.stringify(jsonBody(service, error));
  if (protocol === "rest-json") {
    return {
      status: error.status,
      headers: { "content-type": "application/json", "x-amzn-errortype": error.code },
      body,
    };
  }
  const headers: Record<string, string> = { "content-type": `application/x-amz-${protocol}` };
  if (service === "sqs") headers["x-amzn-query-error"] = `${queryName(error.code)};Sender`;
  return { status: error.status, headers, body };
}

function jsonBody(service: ServiceName, error: AwsError): Record<string, unknown> {
  const isGeneral = authenticationErrors.test(error.code);
  const namespace = isGeneral ? "com.amazon.coral.service#" : (namespaces[service] ?? "");
  // AccessDeniedException of the JSON services writes `Message`; the SDK reads both.
  const message =
    error.code === "AccessDeniedException" ? { Message: error.message } : { message: error.message };
  return { __type: `${namespace}${error.code}`, ...message, ...error.fields };
}

/** The query protocol's name of a JSON error: `AccessDenied` for `AccessDeniedException`. */
function queryName(code: string): string {
  return code.replace(/Exception$/, "");
}

function s3ErrorXml(error: AwsError, requestId: string): string {
  const fields = Object.entries(error.fields).map(([name, value]) => element(name, String(value)));
  const parts = [element("Code", error.code), element("Message", error.message), ...fields];
  return `<Error>${parts.join("")}${element("RequestId", requestId)}</Error>`;
}

function queryErrorXml(error: AwsError, requestId: string): string {
  const parts = [element("Type", "Sender"), element("Code", error.code), element("Message", error.message)];
  return `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error>${parts.join("")}</Error>${element("RequestId", requestId)}</ErrorResponse>`;
}

function xmlAnswer(error: AwsError, requestId: string, body: string): Answer {
  return {
    status: error.status,
    headers: { "content-type": "application/xml", "x-amz-request-id": requestId },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
  };
}

/** One XML element with escaped text. */
export function element(name: string, text: string): string {
  const escaped = text.replace(/[<>&]/g, (sign) => ({ "<": "&lt;", ">": "&gt;" })[sign] ?? "&amp;");
  return `<${name}>${escaped}</${name}>`;
}

/** A JSON answer in the service's content type. */
export function jsonAnswer(service: ServiceName, body: unknown, status = 200): Answer {
  const protocol = protocols[service];
  const type = protocol === "rest-json" ? "application/json" : `application/x-amz-${protocol}`;
  return { status, headers: { "content-type": type }, body: JSON.stringify(body) };
}

/** How each service says that a credential is unknown. */
export function unknownCredential(service: ServiceName): AwsError {
  const message = "The security token included in the request is invalid.";
  if (service === "s3") {
    return new AwsError(
      403,
      "InvalidAccessKeyId",
      "The AWS Access Key Id you provided does not exist in our records.",
    );
  }
  if (service === "sts" || service === "sqs") return new AwsError(403, "InvalidClientTokenId", message);
  return new AwsError(service === "ses" ? 403 : 400, "UnrecognizedClientException", message);
}

/** How each service says that a temporary credential is over. */
export function expiredCredential(service: ServiceName): AwsError {
  if (service === "s3") return new AwsError(400, "ExpiredToken", "The provided token has expired.");
  const message = "The security token included in the request is expired";
  if (service === "sts" || service === "sqs") return new AwsError(403, "ExpiredToken", message);
  return new AwsError(service === "ses" ? 403 : 400, "ExpiredTokenException", message);
}

/** How each service says that a signature is wrong. */
export function wrongSignature(service: ServiceName, why?: string): AwsError {
  const message =
    why ??
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";
  if (isJson(service)) return new AwsError(400, "InvalidSignatureException", message);
  return new AwsError(403, "SignatureDoesNotMatch", message);
}

/** How each service says that a request carries no credential at all. */
export function missingCredential(service: ServiceName): AwsError {
  if (service === "s3") return new AwsError(403, "AccessDenied", "Access Denied");
  const message = "Request is missing Authentication Token";
  if (isJson(service)) return new AwsError(400, "MissingAuthenticationTokenException", message);
  return new AwsError(403, "MissingAuthenticationToken", message);
}

/** How each service says no. */
export function accessDenied(service: ServiceName, message: string): AwsError {
  if (service === "s3") return new AwsError(403, "AccessDenied", message);
  if (service === "sts") return new AwsError(403, "AccessDenied", message);
  if (service === "ses" || service === "sqs") return new AwsError(403, "AccessDeniedException", message);
  return new AwsError(400, "AccessDeniedException", message);
}

/** An operation that exists in AWS (or not) and that nothing here needs. */
export function unknownOperation(service: ServiceName, operation: string): AwsError {
  const message = `The local ${service} does not have the operation ${operation}.`;
  return new AwsError(
    service === "s3" ? 501 : 400,
    service === "s3" ? "NotImplemented" : "UnknownOperationException",
    message,
  );
}

function isJson(service: ServiceName): boolean {
  return protocols[service].startsWith("json") && service !== "sqs";
}
