import { AwsError, accessDenied, type ServiceName } from "../aws-error.ts";
import type { PrincipalSpec, ResourcePolicySpec } from "../contract.ts";
import type { Session } from "../credentials.ts";
import { type Caller, CompiledPolicy, type Need, refusal, trusts } from "./authorize.ts";
import { managedPolicy } from "./managed-policies.ts";
import type { ContextValue } from "./patterns.ts";

interface Role {
  policy: CompiledPolicy;
  trust: CompiledPolicy;
}

/** What every call carries for conditions, whatever the service. */
export interface CallFacts {
  nowMs: number;
  region: string;
  isPresigned: boolean;
}

/** All roles and resource policies of the template, compiled once. */
export class Authorizer {
  readonly #roles = new Map<string, Role>();
  readonly #resources: { arn: string; policy: CompiledPolicy }[];
  readonly #callers = new WeakMap<Session, Caller>();

  constructor(principals: readonly PrincipalSpec[], resourcePolicies: readonly ResourcePolicySpec[]) {
    for (const { roleArn, statements, trust, managedPolicyArns = [] } of principals) {
      const policy = new CompiledPolicy([...statements, ...managedPolicyArns.flatMap(managedPolicy)]);
      this.#roles.set(roleArn, { policy, trust: new CompiledPolicy(trust) });
    }
    this.#resources = resourcePolicies.map(({ resourceArn, statements }) => ({
      arn: resourceArn,
      policy: new CompiledPolicy(statements),
    }));
  }

  /** True for a role of the template. */
  hasRole(roleArn: string): boolean {
    return this.#roles.has(roleArn);
  }

  /** Throws the service's refusal unless every need is met. */
  authorize(service: ServiceName, session: Session, needs: readonly Need[], facts: CallFacts): void {
    for (const need of needs) {
      const why = this.refusal(session, need, facts);
      if (why !== undefined) throw accessDenied(service, why);
    }
  }

  /** Why a need is not met; undefined: it is. */
  refusal(session: Session, need: Need, facts: CallFacts): string | undefined {
    return refusal(
      this.#caller(session),
      withFacts(need, session, facts),
      this.#resourcePolicy(need.resource),
    );
  }

  /**
   * Whether a session may take on a role: the role's trust policy must let it in (for each of `actions`), and unless
   * that policy names the caller itself the caller needs its own grant of `sts:AssumeRole`.
   */
  checkAssume(session: Session, roleArn: string, needs: readonly Need[], facts: CallFacts): void {
    const caller = this.#caller(session);
    for (const need of needs) {
      const known = withFacts(need, session, facts);
      const role = this.#roles.get(roleArn);
      const trust = role && trusts(role.trust, caller, known);
      const isOpen = trust !== undefined && !trust.isDenied && (trust.isAllowed || trust.isDelegated);
      const own = trust?.isAllowed && !trust.isDenied ? undefined : refusal(caller, known, undefined);
      if (!isOpen || own !== undefined) {
        const note = trust?.unsupported === undefined ? "" : ` [${trust.unsupported}]`;
        const sentence = `User: ${caller.arn} is not authorized to perform: ${need.action} on resource: ${roleArn}`;
        throw new AwsError(403, "AccessDenied", sentence + note);
      }
    }
  }

  #caller(session: Session): Caller {
    let caller = this.#callers.get(session);
    if (caller === undefined) {
      const role = this.#roles.get(session.roleArn);
      caller = {
        arn: sessionArn(session),
        roleArn: session.roleArn,
        policy: role?.policy ?? new CompiledPolicy([]),
        sessionPolicy: session.policy && new CompiledPolicy(session.policy),
      };
      this.#callers.set(session, caller);
    }
    return caller;
  }

  #resourcePolicy(resource: string): CompiledPolicy | undefined {
    return this.#resources.find(({ arn }) => resource === arn || resource.startsWith(`${arn}/`))?.policy;
  }
}

/** `arn:aws:sts::<account>:assumed-role/<role>/<session>`, as AWS names a caller. */
export function sessionArn({ roleArn, sessionName }: Session): string {
  const [, , , , account = "", resource = ""] = roleArn.split(":");
  return `arn:aws:sts::${account}:assumed-role/${resource.split("/").at(-1)}/${sessionName}`;
}

/** The need with the global condition keys beneath its own. */
function withFacts(need: Need, session: Session, facts: CallFacts): Need {
  return { ...need, context: (key) => need.context(key) ?? globalValue(key, session, facts) };
}

function globalValue(key: string, session: Session, facts: CallFacts): ContextValue {
  if (key.startsWith("aws:principaltag/")) return tagOf(session, key.slice("aws:principaltag/".length));
  switch (key) {
    // The local endpoint is plain http on the loopback; policies that insist on TLS mean the network.
    case "aws:securetransport":
      return "true";
    case "s3:tlsversion":
      return "1.3";
    case "aws:principalarn":
      return session.roleArn;
    case "aws:principalaccount":
    case "aws:resourceaccount":
    case "kms:calleraccount":
    case "s3:resourceaccount":
      return session.roleArn.split(":")[4];
    case "aws:principaltype":
      return "AssumedRole";
    case "aws:principalisawsservice":
    case "aws:viaawsservice":
    case "kms:grantisforawsresource":
      return "false";
    case "aws:requestedregion":
      return facts.region;
    case "aws:currenttime":
      return new Date(facts.nowMs).toISOString();
    case "aws:epochtime":
      return String(Math.floor(facts.nowMs / 1000));
    case "s3:authtype":
      return facts.isPresigned ? "REST-QUERY-STRING" : "REST-HEADER";
    case "s3:signatureversion":
      return "AWS4-HMAC-SHA256";
    default:
      return undefined;
  }
}

/** Tag keys are looked up in any case, as IAM does. */
function tagOf(session: Session, name: string): string | undefined {
  return Object.entries(session.tags).find(([key]) => key.toLowerCase() === name)?.[1];
}
