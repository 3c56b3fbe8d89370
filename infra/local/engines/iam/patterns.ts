/** The value of a condition key: absent, one, or several. */
export type ContextValue = string | readonly string[] | undefined;
/** Looks a condition key up by its lower-case name. */
export type Context = (key: string) => ContextValue;
/** Tests one text; the context resolves policy variables. */
export type Matcher = (text: string, context: Context) => boolean;

/**
 * A policy's text with `*`, `?` and `${variables}` as a test. A variable's own value is taken literally, and one that
 * the context lacks matches nothing, as in AWS.
 */
export function compilePattern(pattern: string, ignoresCase = false): Matcher {
  if (pattern.includes("${")) {
    return (text, context) => {
      const resolved = resolveVariables(pattern, context);
      return resolved !== undefined && new RegExp(`^${resolved}$`, ignoresCase ? "is" : "s").test(text);
    };
  }
  if (pattern === "*") return () => true;
  if (!/[*?]/.test(pattern) && !ignoresCase) return (text) => text === pattern;
  const expression = new RegExp(`^${wildcardSource(pattern)}$`, ignoresCase ? "is" : "s");
  return (text) => expression.test(text);
}

/** The text of a condition value for operators without wildcards; undefined where a variable is absent. */
export function literalText(value: string, context: Context): string | undefined {
  if (!value.includes("${")) return value;
  let isComplete = true;
  const text = value.replace(/\$\{([^}]*)\}/g, (_, name: string) => {
    const found = variableValue(name, context);
    if (found === undefined) isComplete = false;
    return found ?? "";
  });
  return isComplete ? text : undefined;
}

function resolveVariables(pattern: string, context: Context): string | undefined {
  let source = "";
  let last = 0;
  for (const match of pattern.matchAll(/\$\{([^}]*)\}/g)) {
    const value = variableValue(match[1] ?? "", context);
    if (value === undefined) return undefined;
    source += wildcardSource(pattern.slice(last, match.index)) + escaped(value);
    last = match.index + match[0].length;
  }
  return source + wildcardSource(pattern.slice(last));
}

/** `${aws:PrincipalTag/agency}`, with a default `${key, 'none'}`, or the escapes `${*}`, `${?}`, `${$}`. */
function variableValue(expression: string, context: Context): string | undefined {
  if (/^[*?$]$/.test(expression)) return expression;
  const [, name = expression, fallback] = /^([^,]*?)\s*,\s*'([^']*)'$/.exec(expression) ?? [];
  const value = context(name.trim().toLowerCase());
  return typeof value === "string" ? value : fallback;
}

function wildcardSource(text: string): string {
  return escaped(text).replace(/\\\*/g, ".*").replace(/\\\?/g, ".");
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
