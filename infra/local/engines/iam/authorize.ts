import type { PolicyStatement } from "../contract.ts";
import { type Condition, compileConditions } from "./conditions.ts";
import { type Context, compilePattern, type Matcher } from "./patterns.ts";

/** One permission that a call needs: an action on a resource, with what conditions may ask about it. */
export interface Need {
  action: string;
  resource: string;
  context: Context;
}

/** Who asks. */
export interface Caller {
  /** The session's ARN, as AWS writes it into refusals. */
  arn: string;
  roleArn: string;
  policy: CompiledPolicy;
  /** A session policy, which narrows. */
  sessionPolicy: CompiledPolicy | undefined;
}

interface Statement {
  effect: "Allow" | "Deny";
  matchesAction: Matcher;
  matchesResource: Matcher;
  matchesPrincipal: (caller: Caller) => "named" | "account" | "no";
  holds: Condition;
  /** Why this statement is not understood, if so. */
  unsupported: string | undefined;
}

const noContext: Context = () => undefined;

/** Statements compiled once; which of them concern an action is remembered. */
export class CompiledPolicy {
  readonly #statements: readonly Statement[];
  readonly #byAction = new Map<string, readonly Statement[]>();

  constructor(statements: readonly PolicyStatement[]) {
    this.#statements = statements.map(compileStatement);
  }

  /** The statements whose action matches. */
  concerning(action: string): readonly Statement[] {
    let found = this.#byAction.get(action);
    if (found === undefined) {
      found = this.#statements.filter((statement) => statement.matchesAction(action, noContext));
      this.#byAction.set(action, found);
    }
    return found;
  }
}

interface Verdict {
  isDenied: boolean;
  isAllowed: boolean;
  /** Allowed to the caller's account, which leaves the decision to its identity policies (a key's policy does so). */
  isDelegated: boolean;
  unsupported: string | undefined;
}

/**
 * Decides one need as AWS does within one account: an explicit deny anywhere wins; otherwise the role's policy (and
 * the session's, if there is one) or the resource's own policy must allow. A KMS key is closed unless its policy names
 * the caller or hands the decision to the account. Answers undefined, or the refusal in AWS's words.
 */
export function refusal(
  caller: Caller,
  need: Need,
  resourcePolicy: CompiledPolicy | undefined,
): string | undefined {
  const identity = judge(caller.policy, caller, need);
  const session = caller.sessionPolicy && judge(caller.sessionPolicy, caller, need);
  const resource = resourcePolicy && judge(resourcePolicy, caller, need);
  const sentence = `User: ${caller.arn} is not authorized to perform: ${need.action} on resource: ${need.resource}`;
  const because = [identity, session, resource]
    .map((verdict) => verdict?.unsupported)
    .find((why) => why !== undefined);
  const note = because === undefined ? "" : ` [${because}]`;
  if (identity.isDenied) return `${sentence} with an explicit deny in an identity-based policy${note}`;
  if (session?.isDenied) return `${sentence} with an explicit deny in a session policy${note}`;
  if (resource?.isDenied) return `${sentence} with an explicit deny in a resource-based policy${note}`;
  if (need.action.startsWith("kms:") && !resource?.isAllowed && !resource?.isDelegated) {
    return `${sentence} because no resource-based policy allows the ${need.action} action${note}`;
  }
  if (resource?.isAllowed) return undefined;
  if (!identity.isAllowed) {
    return `${sentence} because no identity-based policy allows the ${need.action} action${note}`;
  }
  if (session !== undefined && !session.isAllowed) {
    return `${sentence} because no session policy allows the ${need.action} action${note}`;
  }
  return undefined;
}

/** Whether a trust policy lets the caller in, and whether it names the role itself (which then needs no grant of its own). */
export function trusts(policy: CompiledPolicy, caller: Caller, need: Need): Verdict {
  return judge(policy, caller, need);
}

function judge(policy: CompiledPolicy, caller: Caller, need: Need): Verdict {
  const verdict: Verdict = { isDenied: false, isAllowed: false, isDelegated: false, unsupported: undefined };
  for (const statement of policy.concerning(need.action)) {
    const principal = statement.matchesPrincipal(caller);
    if (principal === "no" || !statement.matchesResource(need.resource, need.context)) continue;
    if (statement.unsupported !== undefined) {
      verdict.unsupported = statement.unsupported;
      if (statement.effect === "Deny") verdict.isDenied = true;
    } else if (statement.holds(need.context)) {
      if (statement.effect === "Deny") verdict.isDenied = true;
      else if (principal === "account") verdict.isDelegated = true;
      else verdict.isAllowed = true;
    }
  }
  return verdict;
}

function compileStatement(statement: PolicyStatement): Statement {
  const condition = compileConditions(statement.Condition);
  const where = statement.Sid === undefined ? "" : ` (statement ${statement.Sid})`;
  const isForeign = statement.NotPrincipal !== undefined;
  return {
    effect: statement.Effect,
    matchesAction: oneOf(statement.Action, statement.NotAction, true),
    // A trust policy has no resource: it speaks of its own role.
    matchesResource: oneOf(
      statement.Resource ?? (statement.NotResource ? undefined : "*"),
      statement.NotResource,
      false,
    ),
    matchesPrincipal: compilePrincipal(statement),
    holds: typeof condition === "string" ? () => false : condition,
    unsupported:
      typeof condition === "string"
        ? `${condition}${where}`
        : isForeign
          ? `NotPrincipal is not evaluated by the local cloud${where}`
          : undefined,
  };
}

function oneOf(
  listed: string | readonly string[] | undefined,
  excluded: string | readonly string[] | undefined,
  ignoresCase: boolean,
): Matcher {
  const patterns = [listed ?? excluded ?? []].flat().map((pattern) => compilePattern(pattern, ignoresCase));
  const isListed: Matcher = (text, context) => patterns.some((matches) => matches(text, context));
  return listed === undefined ? (text, context) => !isListed(text, context) : isListed;
}

function compilePrincipal(statement: PolicyStatement): Statement["matchesPrincipal"] {
  const { Principal } = statement;
  // Identity policies have no principal: they are about whoever wears them.
  if (Principal === undefined || Principal === "*") return () => "named";
  const named = [Principal["AWS"] ?? []].flat();
  return (caller) => {
    const account = caller.roleArn.split(":")[4] ?? "";
    const isRoot = (name: string) => name === account || name === `arn:aws:iam::${account}:root`;
    if (named.some((name) => name === "*" || name === caller.roleArn || name === caller.arn)) return "named";
    if (!named.some(isRoot)) return "no";
    return statement.Effect === "Deny" ? "named" : "account";
  };
}
