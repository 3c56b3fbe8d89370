import { type Context, type ContextValue, compilePattern, literalText } from "./patterns.ts";

/** A statement's condition block, ready to be asked. */
export type Condition = (context: Context) => boolean;

/** Compares one value of the request with one value of the policy. */
type Comparison = (value: string, wanted: string, context: Context) => boolean;

interface Operator {
  compare: Comparison;
  /** `Not…` operators: true when *no* policy value matches, and when the key is absent. */
  isNegated: boolean;
}

const like: Comparison = (value, wanted, context) => pattern(wanted)(value, context);
const equals: Comparison = (value, wanted, context) => literalText(wanted, context) === value;
const equalsAnyCase: Comparison = (value, wanted, context) =>
  literalText(wanted, context)?.toLowerCase() === value.toLowerCase();

function compared(test: (difference: number) => boolean, parse: (text: string) => number): Comparison {
  return (value, wanted, context) =>
    test(parse(value) - parse(literalText(wanted, context) ?? "not a value"));
}

function orderings(prefix: string, parse: (text: string) => number): [string, Operator][] {
  const tests: Record<string, (difference: number) => boolean> = {
    Equals: (difference) => difference === 0,
    LessThan: (difference) => difference < 0,
    LessThanEquals: (difference) => difference <= 0,
    GreaterThan: (difference) => difference > 0,
    GreaterThanEquals: (difference) => difference >= 0,
  };
  const positive = Object.entries(tests).map(([name, test]): [string, Operator] => [
    `${prefix}${name}`,
    { compare: compared(test, parse), isNegated: false },
  ]);
  const notEquals = { compare: compared((difference) => difference === 0, parse), isNegated: true };
  return [...positive, [`${prefix}NotEquals`, notEquals]];
}

const operators = new Map<string, Operator>([
  ["StringEquals", { compare: equals, isNegated: false }],
  ["StringNotEquals", { compare: equals, isNegated: true }],
  ["StringEqualsIgnoreCase", { compare: equalsAnyCase, isNegated: false }],
  ["StringNotEqualsIgnoreCase", { compare: equalsAnyCase, isNegated: true }],
  ["StringLike", { compare: like, isNegated: false }],
  ["StringNotLike", { compare: like, isNegated: true }],
  ["ArnEquals", { compare: arnLike, isNegated: false }],
  ["ArnLike", { compare: arnLike, isNegated: false }],
  ["ArnNotEquals", { compare: arnLike, isNegated: true }],
  ["ArnNotLike", { compare: arnLike, isNegated: true }],
  ["Bool", { compare: equalsAnyCase, isNegated: false }],
  ...orderings("Numeric", Number),
  ...orderings("Date", dateOf),
]);

/** Condition keys that the local services fill in (or rightly leave absent); any other is refused by name. */
const knownKeys =
  /^(aws:(principaltag\/.+|requesttag\/.+|tagkeys|securetransport|sourcearn|sourceaccount|principalarn|principalaccount|principaltype|principalisawsservice|viaawsservice|calledvia|currenttime|epochtime|resourceaccount|requestedregion|userid)|dynamodb:(leadingkeys|attributes|select|returnvalues|returnconsumedcapacity|enclosingoperation)|s3:(prefix|delimiter|max-keys|x-amz-.+|tlsversion|authtype|signatureversion|resourceaccount)|ses:(fromaddress|fromdisplayname|recipients|feedbackaddress)|kms:(encryptioncontext:.+|encryptioncontextkeys|signingalgorithm|macalgorithm|messagetype|requestalias|resourcealiases|calleraccount|viaservice|grantisforawsresource)|secretsmanager:(secretid|versionstage|versionid)|sts:(rolesessionname|externalid))$/;

/**
 * Compiles a condition block. Answers the test, or the sentence that names what is not understood here: such a
 * statement never allows, and a Deny with it always denies, so that the local cloud errs on the closed side.
 */
export function compileConditions(
  block: Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined,
): Condition | string {
  const tests: Condition[] = [];
  for (const [operator, entries] of Object.entries(block ?? {})) {
    for (const [key, values] of Object.entries(entries)) {
      const test = compileOne(operator, key, [values].flat().map(String));
      if (typeof test === "string") return test;
      tests.push(test);
    }
  }
  return (context) => tests.every((test) => test(context));
}

function compileOne(name: string, key: string, wanted: readonly string[]): Condition | string {
  const [, set, base = name, ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/.exec(name) ?? [];
  const lowerKey = key.toLowerCase();
  if (!knownKeys.test(lowerKey)) return `the condition key ${key} is not evaluated by the local cloud`;
  if (base === "Null")
    return (context) => wanted.some((value) => (value === "true") === isAbsent(context(lowerKey)));
  const operator = operators.get(base);
  if (operator === undefined) return `the condition operator ${name} is not evaluated by the local cloud`;
  const matches = (value: string, context: Context) =>
    wanted.some((one) => operator.compare(value, one, context)) !== operator.isNegated;
  return (context) => {
    const values = toList(context(lowerKey));
    if (values.length === 0)
      return ifExists !== undefined || set === "ForAllValues" || (set === undefined && operator.isNegated);
    if (set === "ForAllValues") return values.every((value) => matches(value, context));
    if (set === "ForAnyValue") return values.some((value) => matches(value, context));
    // Several values without a set operator are undefined in AWS; here they never match.
    return values.length === 1 && matches(values[0] ?? "", context);
  };
}

const patterns = new Map<string, ReturnType<typeof compilePattern>>();

function pattern(text: string) {
  let compiled = patterns.get(text);
  if (compiled === undefined) {
    compiled = compilePattern(text);
    patterns.set(text, compiled);
  }
  return compiled;
}

/** ARNs match part by part: a `*` does not reach over a colon of the first five parts. */
function arnLike(value: string, wanted: string, context: Context): boolean {
  const wantedParts = arnParts(wanted);
  const valueParts = arnParts(value);
  return valueParts.every((part, index) => pattern(wantedParts[index] ?? "")(part, context));
}

function arnParts(arn: string): string[] {
  const parts = arn.split(":");
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(":")];
}

function dateOf(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}

function toList(value: ContextValue): readonly string[] {
  if (value === undefined) return [];
  return typeof value === "string" ? [value] : value;
}

function isAbsent(value: ContextValue): boolean {
  return toList(value).length === 0;
}
