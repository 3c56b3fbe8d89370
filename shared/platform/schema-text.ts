/** As much of JSON Schema as zod writes for what the API says. */
export interface SchemaNode {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly items?: SchemaNode;
  readonly prefixItems?: readonly SchemaNode[];
  readonly additionalProperties?: boolean | SchemaNode;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly allOf?: readonly SchemaNode[];
  readonly default?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly description?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** A schema as people read one: names, `?` for what may be left out, types, and limits in brackets. */
export function schemaText(schema: SchemaNode, indent = ""): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return choices.map((choice) => schemaText(choice, indent)).join(" | ");
  if (schema.allOf !== undefined) return schema.allOf.map((part) => schemaText(part, indent)).join(" & ");
  if (schema.properties !== undefined) return objectText(schema, schema.properties, indent);
  if (typeof schema.additionalProperties === "object")
    return `{ [name]: ${schemaText(schema.additionalProperties, indent)} }`;
  if (schema.prefixItems !== undefined)
    return `[${schema.prefixItems.map((item) => schemaText(item, indent)).join(", ")}]`;
  if (schema.items !== undefined)
    return `[${schemaText(schema.items, indent)}]${limits(schema.minItems, schema.maxItems)}`;
  const type = [schema.type ?? "anything"].flat().join(" | ");
  const shape = schema.format ?? idName(schema.pattern);
  return `${type}${shape === undefined ? "" : ` (${shape})`}${limits(schema.minLength, schema.maxLength)}${limits(schema.minimum, schema.maximum)}`;
}

function objectText(
  schema: SchemaNode,
  properties: Readonly<Record<string, SchemaNode>>,
  indent: string,
): string {
  const inner = `${indent}  `;
  const lines = Object.entries(properties).map(([name, property]) => {
    const mark = schema.required?.includes(name) === true ? "" : "?";
    const fallback = property.default === undefined ? "" : ` = ${JSON.stringify(property.default)}`;
    const remark = property.description === undefined ? "" : `  // ${property.description}`;
    return `${inner}${name}${mark}: ${schemaText(property, inner)}${fallback}${remark}`;
  });
  return lines.length === 0 ? "{}" : `{\n${lines.join("\n")}\n${indent}}`;
}

/** `^emp_[…]{26}$` reads as `emp_…`. */
function idName(pattern: string | undefined): string | undefined {
  const prefix = /^\^([a-z]{3}_)/.exec(pattern ?? "")?.[1];
  return prefix === undefined ? pattern : `${prefix}…`;
}

function limits(least: number | undefined, most: number | undefined): string {
  const low = least === undefined || least <= Number.MIN_SAFE_INTEGER ? undefined : least;
  const high = most === undefined || most >= Number.MAX_SAFE_INTEGER ? undefined : most;
  return low === undefined && high === undefined ? "" : ` [${low ?? ""}…${high ?? ""}]`;
}
