/** What a template's intrinsics may ask of the world around them. */
export interface Scope {
  /** `Ref` of a resource, parameter or pseudo parameter. Throws on an unknown name. */
  ref(name: string): unknown;
  /** `Fn::GetAtt`. Throws on an attribute that the local cloud does not know. */
  attribute(logicalId: string, name: string): unknown;
  /** `Fn::ImportValue`: another stack's export. */
  importValue(name: string): unknown;
  /** The template's `Conditions` by name, unresolved. */
  condition(name: string): unknown;
  /** `Fn::FindInMap`. */
  mapping(map: string, top: string, second: string): unknown;
}

const noValue = Symbol("AWS::NoValue");

type Intrinsic = (argument: unknown, scope: Scope) => unknown;

/** Every intrinsic the local cloud understands; another one fails by name. */
const intrinsics: Record<string, Intrinsic> = {
  Ref: (name, scope) => (name === "AWS::NoValue" ? noValue : scope.ref(String(name))),
  "Fn::GetAtt": (argument, scope) => {
    const [logicalId = "", ...rest] =
      typeof argument === "string" ? argument.split(".") : (argument as string[]);
    return scope.attribute(logicalId, String(resolve(rest.length === 1 ? rest[0] : rest.join("."), scope)));
  },
  "Fn::Sub": (argument, scope) => substitute(argument, scope),
  "Fn::Join": (argument, scope) => {
    const [separator, parts] = argument as [string, unknown];
    return list(parts, scope).map(text).join(separator);
  },
  "Fn::Select": (argument, scope) => {
    const [index, parts] = argument as [unknown, unknown];
    return list(parts, scope)[Number(resolve(index, scope))];
  },
  "Fn::Split": (argument, scope) => {
    const [separator, source] = argument as [string, unknown];
    return text(resolve(source, scope)).split(separator);
  },
  "Fn::Base64": (argument, scope) => Buffer.from(text(resolve(argument, scope))).toString("base64"),
  "Fn::ImportValue": (argument, scope) => scope.importValue(text(resolve(argument, scope))),
  "Fn::FindInMap": (argument, scope) => {
    const [map, top, second] = list(argument, scope).map(text);
    return scope.mapping(map ?? "", top ?? "", second ?? "");
  },
  "Fn::If": (argument, scope) => {
    const [name, yes, no] = argument as [string, unknown, unknown];
    return resolve(holds({ Condition: name }, scope) ? yes : no, scope);
  },
};

/** Conditions, which stand only inside `Conditions` and `Fn::If`. */
const tests: Record<string, (argument: unknown, scope: Scope) => boolean> = {
  Condition: (name, scope) => holds(scope.condition(String(name)), scope),
  "Fn::Equals": (argument, scope) => {
    const [left, right] = list(argument, scope);
    return text(left) === text(right);
  },
  "Fn::Not": (argument, scope) => !(argument as unknown[]).some((each) => holds(each, scope)),
  "Fn::And": (argument, scope) => (argument as unknown[]).every((each) => holds(each, scope)),
  "Fn::Or": (argument, scope) => (argument as unknown[]).some((each) => holds(each, scope)),
};

/**
 * A template value with every intrinsic replaced; `AWS::NoValue` removes its property or list entry.
 * Throws, naming it, on an intrinsic the local cloud does not know.
 */
export function resolve(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value))
    return value.map((each) => resolve(each, scope)).filter((each) => each !== noValue);
  if (typeof value !== "object" || value === null) return value;
  const [name, argument] = Object.entries(value).length === 1 ? (Object.entries(value)[0] ?? []) : [];
  if (name === "Ref" || name?.startsWith("Fn::")) return callIntrinsic(name, argument, scope);
  const entries = Object.entries(value).map(([key, each]) => [key, resolve(each, scope)] as const);
  return Object.fromEntries(entries.filter(([, each]) => each !== noValue));
}

/** Whether a condition expression is true. Throws on one that the local cloud does not know. */
export function holds(expression: unknown, scope: Scope): boolean {
  const [name = "", argument] = Object.entries(expression ?? {})[0] ?? [];
  const test = tests[name];
  if (test === undefined)
    throw new Error(`Condition function ${name || "(empty)"} is not known to the local cloud.`);
  return test(argument, scope);
}

function callIntrinsic(name: string, argument: unknown, scope: Scope): unknown {
  const intrinsic = intrinsics[name];
  if (intrinsic === undefined) throw new Error(`Intrinsic ${name} is not known to the local cloud.`);
  return intrinsic(argument, scope);
}

function substitute(argument: unknown, scope: Scope): string {
  const [template, values]: [unknown, Record<string, unknown>] = Array.isArray(argument)
    ? (argument as [unknown, Record<string, unknown>])
    : [argument, {}];
  return String(template).replace(/\$\{(!?)([^}]+)\}/g, (_whole, literal: string, name: string) => {
    if (literal === "!") return `\${${name}}`;
    if (Object.hasOwn(values, name)) return text(resolve(values[name], scope));
    return text(name.includes(".") ? callIntrinsic("Fn::GetAtt", name, scope) : scope.ref(name));
  });
}

function list(value: unknown, scope: Scope): unknown[] {
  const resolved = resolve(value, scope);
  if (!Array.isArray(resolved)) throw new Error(`Expected a list, found ${JSON.stringify(resolved)}.`);
  return resolved;
}

function text(value: unknown): string {
  return String(value);
}

const dynamicReference = /\{\{resolve:([^}]+)\}\}/g;

/**
 * Replaces `{{resolve:secretsmanager:…}}` wherever it stands in a resolved value.
 * `lookUp` gets the secret's id and the JSON key (empty: the whole string). Throws on any other kind of reference.
 */
export async function resolveDynamicReferences(
  value: unknown,
  lookUp: (secretId: string, jsonKey: string) => Promise<string>,
): Promise<unknown> {
  if (typeof value === "string") return replaceReferences(value, lookUp);
  if (Array.isArray(value)) return Promise.all(value.map((each) => resolveDynamicReferences(each, lookUp)));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(
    async ([key, each]) => [key, await resolveDynamicReferences(each, lookUp)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

async function replaceReferences(
  value: string,
  lookUp: (secretId: string, jsonKey: string) => Promise<string>,
): Promise<string> {
  let result = value;
  for (const [whole, reference = ""] of value.matchAll(dynamicReference)) {
    const parsed = /^secretsmanager:(.+?):SecretString:([^:]*)(?::[^:]*)*$/.exec(reference);
    if (parsed === null) throw new Error(`Dynamic reference ${whole} is not known to the local cloud.`);
    result = result.replace(whole, await lookUp(parsed[1] ?? "", parsed[2] ?? ""));
  }
  return result;
}
