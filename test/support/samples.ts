import fc from "fast-check";
import * as z from "zod";
import type { SchemaNode } from "#shared/platform/schema-text.ts";

/** What zod writes for bodies and models besides what the API says of them. */
type Node = SchemaNode & { readonly exclusiveMinimum?: number };

const byFormat: Readonly<Record<string, string>> = {
  date: "2026-10-01",
  "date-time": "2026-10-01T01:00:00.000Z",
  time: "08:00",
  email: "someone@pauh.go.id",
  uri: "https://pauh.go.id/",
  uuid: "0190163d-8694-739b-aea5-966c26f8ad91",
};

/** Texts whose pattern admits more than exists, such as a 31st of February. */
const byPattern = ["2026-10-01T08:00", "2026-10-01", "08:00"];

/**
 * The smallest value that a schema accepts, always the same for the same schema; undefined where rules beyond its
 * shape refuse that value. `fixed` is put over its top level.
 */
export function sampleOf(schema: z.ZodType, fixed: object = {}): unknown {
  const shape = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Node;
  const value = smallest(shape);
  const sample = isObject(value) ? { ...value, ...fixed } : value;
  return schema.safeParse(sample).success ? sample : undefined;
}

function smallest(node: Node): unknown {
  if (node.const !== undefined) return node.const;
  if (node.enum !== undefined) return node.enum[0];
  const [choice] = node.anyOf ?? node.oneOf ?? [];
  if (choice !== undefined) return smallest(choice);
  if (node.allOf !== undefined) return Object.assign({}, ...node.allOf.map(smallest)) as object;
  switch ([node.type].flat()[0]) {
    case "object":
      return Object.fromEntries(
        Object.entries(node.properties ?? {})
          .filter(([name]) => node.required?.includes(name))
          .map(([name, property]) => [name, smallest(property)]),
      );
    case "array":
      return (
        node.prefixItems?.map(smallest) ??
        Array.from({ length: node.minItems ?? 0 }, () => smallest(node.items ?? {}))
      );
    case "string":
      return text(node);
    case "number":
    case "integer":
      return Math.max(node.minimum ?? 0, (node.exclusiveMinimum ?? -1) + 1, 0);
    case "boolean":
      return false;
    default:
      return null;
  }
}

function text({ format = "", pattern, minLength = 0 }: Node): string {
  const known = byFormat[format];
  if (known !== undefined) return known;
  if (pattern === undefined) return "a".repeat(minLength);
  const real = byPattern.find((value) => new RegExp(pattern).test(value));
  if (real !== undefined) return real;
  const [made = ""] = fc.sample(fc.stringMatching(new RegExp(pattern)), { numRuns: 1, seed: 1 });
  return made;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Every object in a schema, with the path to it: `results.[].target`. */
export function objectsIn(schema: z.ZodType, io: "input" | "output"): { path: string; isClosed: boolean }[] {
  const found: { path: string; isClosed: boolean }[] = [];
  const walk = (node: Node, path: string): void => {
    if (node.properties !== undefined) {
      found.push({ path, isClosed: node.additionalProperties === false });
      for (const [name, property] of Object.entries(node.properties)) walk(property, `${path}.${name}`);
    }
    for (const each of [...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])])
      walk(each, path);
    for (const each of [...(node.prefixItems ?? []), ...(node.items === undefined ? [] : [node.items])])
      walk(each, `${path}.[]`);
    if (typeof node.additionalProperties === "object" && node.additionalProperties !== null)
      walk(node.additionalProperties, `${path}.*`);
  };
  walk(z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Node, "");
  return found;
}
