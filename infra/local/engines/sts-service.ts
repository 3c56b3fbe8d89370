import { type Answer, AwsError, element, unknownOperation } from "./aws-error.ts";
import type { PolicyStatement } from "./contract.ts";
import type { CredentialBook, Session } from "./credentials.ts";
import type { Need } from "./iam/authorize.ts";
import { type Authorizer, sessionArn } from "./iam/authorizer.ts";
import { textMember } from "./json-request.ts";
import type { Call, Input, Service, WholeRequest } from "./service.ts";

const shortestSeconds = 900;
const longestSeconds = 43_200;
/** A role taken on from a role lasts an hour at most (role chaining). */
const defaultSeconds = 3_600;

/** STS: GetCallerIdentity, and AssumeRole with session tags and a session policy, against the role's trust policy. */
export function stsService(authorizer: Authorizer, book: CredentialBook): Service {
  function read(request: WholeRequest) {
    const input = Object.fromEntries(new URLSearchParams(request.body.toString()));
    return { operation: textMember(input, "Action"), input };
  }

  async function answer(call: Call): Promise<Answer> {
    if (call.operation === "GetCallerIdentity") return identity(call);
    if (call.operation === "AssumeRole") return assume(call);
    throw unknownOperation("sts", call.operation);
  }

  function assume({ input, session, facts }: Call): Answer {
    const roleArn = textMember(input, "RoleArn");
    const sessionName = textMember(input, "RoleSessionName");
    if (!/^[\w+=,.@-]{2,64}$/.test(sessionName)) {
      throw new AwsError(400, "ValidationError", "RoleSessionName must be 2 to 64 letters, digits or +=,.@-");
    }
    const seconds = Number(textMember(input, "DurationSeconds") || defaultSeconds);
    if (!(seconds >= shortestSeconds && seconds <= longestSeconds)) {
      throw new AwsError(
        400,
        "ValidationError",
        `DurationSeconds must be ${shortestSeconds} to ${longestSeconds}`,
      );
    }
    if (seconds > defaultSeconds) {
      const message =
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining";
      throw new AwsError(400, "ValidationError", message);
    }
    const tags = tagsOf(input);
    const context = (key: string) => contextValue(key, input, tags);
    const actions = Object.keys(tags).length > 0 ? ["sts:AssumeRole", "sts:TagSession"] : ["sts:AssumeRole"];
    const needs = actions.map((action): Need => ({ action, resource: roleArn, context }));
    authorizer.checkAssume(session, roleArn, needs, facts);
    const expiresAtMs = facts.nowMs + seconds * 1000;
    const assumed: Session = { roleArn, sessionName, tags, expiresAtMs, policy: sessionPolicy(input) };
    return xml("AssumeRole", assumedBody(assumed, book, expiresAtMs));
  }

  return { read, needs: () => [], answer };
}

function identity({ session }: Call): Answer {
  const account = session.roleArn.split(":")[4] ?? "";
  const members = { UserId: `AROALOCAL:${session.sessionName}`, Account: account, Arn: sessionArn(session) };
  return xml("GetCallerIdentity", elements(members));
}

function assumedBody(session: Session, book: CredentialBook, expiresAtMs: number): string {
  const { accessKeyId, secretAccessKey, sessionToken } = book.issue(session);
  const credentials = elements({
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
    Expiration: new Date(expiresAtMs).toISOString(),
  });
  const user = elements({ AssumedRoleId: `AROALOCAL:${session.sessionName}`, Arn: sessionArn(session) });
  return `<Credentials>${credentials}</Credentials><AssumedRoleUser>${user}</AssumedRoleUser>`;
}

function tagsOf(input: Input): Record<string, string> {
  const tags: Record<string, string> = {};
  for (let index = 1; ; index += 1) {
    const key = textMember(input, `Tags.member.${index}.Key`);
    if (key === "") return tags;
    tags[key] = textMember(input, `Tags.member.${index}.Value`);
  }
}

function sessionPolicy(input: Input): PolicyStatement[] | undefined {
  const text = textMember(input, "Policy");
  if (text === "") return undefined;
  try {
    return [(JSON.parse(text) as { Statement: PolicyStatement | PolicyStatement[] }).Statement].flat();
  } catch {
    throw new AwsError(400, "MalformedPolicyDocument", "The session policy is not valid JSON.");
  }
}

function contextValue(key: string, input: Input, tags: Readonly<Record<string, string>>) {
  if (key === "aws:tagkeys") return Object.keys(tags);
  if (key === "sts:rolesessionname") return textMember(input, "RoleSessionName");
  if (key === "sts:externalid") return textMember(input, "ExternalId") || undefined;
  if (!key.startsWith("aws:requesttag/")) return undefined;
  const name = key.slice("aws:requesttag/".length);
  return Object.entries(tags).find(([own]) => own.toLowerCase() === name)?.[1];
}

function elements(members: Readonly<Record<string, string>>): string {
  return Object.entries(members)
    .map(([name, text]) => element(name, text))
    .join("");
}

function xml(operation: string, result: string): Answer {
  const body = `<${operation}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${operation}Result>${result}</${operation}Result></${operation}Response>`;
  return { status: 200, headers: { "content-type": "text/xml" }, body };
}
