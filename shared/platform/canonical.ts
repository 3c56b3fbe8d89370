/**
 * The one spelling of a value as JSON (RFC 8785): keys sorted by UTF-16 code units, no spaces, so that equal contents
 * have equal hashes whatever the order of their keys. An absent (`undefined`) member is left out.
 * Throws a TypeError on what JSON cannot say (NaN, functions, dates, maps), instead of hashing something else.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number" && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${Array.from(value, canonicalJson).join(",")}]`;
  if (isPlainObject(value)) return `{${members(value).join(",")}}`;
  throw new TypeError(`not JSON: ${Object.prototype.toString.call(value)}`);
}

function members(value: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`);
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
