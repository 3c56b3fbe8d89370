/**
 * Matches a document against an EventBridge or event-source-mapping pattern: every named field must match one of its
 * listed values or content filters. Throws on a filter the local cloud does not know.
 */
export function matchesPattern(pattern: unknown, document: unknown): boolean {
  if (Array.isArray(pattern)) return matchesAny(pattern, document);
  if (!isObject(pattern))
    throw new Error(`Event pattern ${JSON.stringify(pattern)} is neither object nor list.`);
  return Object.entries(pattern).every(([key, inner]) => {
    if (key === "$or") return (inner as unknown[]).some((each) => matchesPattern(each, document));
    return matchesPattern(inner, isObject(document) ? document[key] : undefined);
  });
}

function matchesAny(alternatives: readonly unknown[], value: unknown): boolean {
  const values = Array.isArray(value) ? value : [value];
  return alternatives.some((alternative) => values.some((each) => matchesOne(alternative, each)));
}

function matchesOne(alternative: unknown, value: unknown): boolean {
  if (!isObject(alternative)) return alternative === value;
  const [name = "", argument] = Object.entries(alternative)[0] ?? [];
  const filter = filters[name];
  if (filter === undefined) throw new Error(`Event filter ${name} is not known to the local cloud.`);
  return filter(argument, value);
}

const filters: Record<string, (argument: unknown, value: unknown) => boolean> = {
  exists: (wanted, value) => (value !== undefined) === wanted,
  prefix: (prefix, value) => typeof value === "string" && value.startsWith(String(prefix)),
  suffix: (suffix, value) => typeof value === "string" && value.endsWith(String(suffix)),
  "equals-ignore-case": (wanted, value) => String(value).toLowerCase() === String(wanted).toLowerCase(),
  "anything-but": (refused, value) => {
    if (isObject(refused)) return value !== undefined && !matchesOne(refused, value);
    return value !== undefined && !(Array.isArray(refused) ? refused : [refused]).includes(value);
  },
  wildcard: (wanted, value) => typeof value === "string" && wildcard(String(wanted)).test(value),
  numeric: (comparisons, value) => typeof value === "number" && holdsNumeric(comparisons as unknown[], value),
};

function holdsNumeric(comparisons: readonly unknown[], value: number): boolean {
  const tests: Record<string, (limit: number) => boolean> = {
    "=": (limit) => value === limit,
    "<": (limit) => value < limit,
    "<=": (limit) => value <= limit,
    ">": (limit) => value > limit,
    ">=": (limit) => value >= limit,
  };
  return comparisons.every(
    (operator, i) => i % 2 === 1 || tests[String(operator)]?.(Number(comparisons[i + 1])) === true,
  );
}

/** A pattern in which `*` stands for any text, and `?` for one character where `hasQuestionMark` says so. */
export function wildcard(pattern: string, hasQuestionMark = false): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\?]/g, "\\$&").replaceAll("*", ".*");
  return new RegExp(`^${hasQuestionMark ? escaped.replaceAll("\\?", ".") : escaped}$`, "s");
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
