import type { TableSpec } from "./contract.ts";

/** A value in DynamoDB's JSON: `{ S: "…" }`, `{ N: "…" }`, `{ B: "…" }` and the nested ones. */
export type AttributeValue = Readonly<Record<string, unknown>>;
export type Item = Readonly<Record<string, AttributeValue>>;

/** The key attributes of a table or an index. */
export interface KeyShape {
  hash: string;
  range: string | undefined;
}

/** One index: its key, and which attributes it carries (undefined: all). */
export interface IndexShape extends KeyShape {
  projected: readonly string[] | undefined;
}

/** What the proxy must know of a table to tell items apart. */
export interface TableShape extends KeyShape {
  name: string;
  arn: string;
  indexes: ReadonlyMap<string, IndexShape>;
}

interface KeyElement {
  AttributeName: string;
  KeyType: string;
}

interface IndexProperties {
  IndexName: string;
  KeySchema: KeyElement[];
  Projection?: { ProjectionType?: string; NonKeyAttributes?: string[] };
}

/** Reads the shape from a table's CloudFormation properties. */
export function tableShape(spec: TableSpec): TableShape {
  const properties = spec.properties as unknown as {
    KeySchema: KeyElement[];
    GlobalSecondaryIndexes?: IndexProperties[];
  };
  const key = keyShape(properties.KeySchema);
  const indexes = (properties.GlobalSecondaryIndexes ?? []).map((index): [string, IndexShape] => {
    const own = keyShape(index.KeySchema);
    const keys = [key.hash, key.range, own.hash, own.range].filter((name) => name !== undefined);
    const isWhole = (index.Projection?.ProjectionType ?? "ALL") === "ALL";
    const projected = isWhole ? undefined : [...keys, ...(index.Projection?.NonKeyAttributes ?? [])];
    return [index.IndexName, { ...own, projected }];
  });
  return { name: spec.name, arn: spec.arn, ...key, indexes: new Map(indexes) };
}

function keyShape(schema: readonly KeyElement[]): KeyShape {
  const named = (type: string) => schema.find((element) => element.KeyType === type)?.AttributeName;
  return { hash: named("HASH") ?? "", range: named("RANGE") };
}

/** The plain text of a key value, as `dynamodb:LeadingKeys` carries it. */
export function keyText(value: AttributeValue | undefined): string | undefined {
  const plain = value?.["S"] ?? value?.["N"] ?? value?.["B"];
  return typeof plain === "string" ? plain : undefined;
}

/** One name for one item of one table; undefined where a key attribute is missing. */
export function itemName(shape: TableShape, item: Item | undefined): string | undefined {
  const hash = keyText(item?.[shape.hash]);
  const range = shape.range === undefined ? "" : keyText(item?.[shape.range]);
  return hash === undefined || range === undefined ? undefined : `${shape.name}\n${hash}\n${range}`;
}

/** Only the table's key attributes of an item. */
export function keyOf(shape: TableShape, item: Item): Item {
  const names = [shape.hash, shape.range].filter((name) => name !== undefined);
  return Object.fromEntries(names.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])));
}

/** A key condition, taken apart. */
export interface KeyCondition {
  hash: AttributeValue | undefined;
  range: { operator: string; values: readonly AttributeValue[] } | undefined;
}

interface Expressions {
  KeyConditionExpression?: string;
  KeyConditions?: Record<string, { ComparisonOperator: string; AttributeValueList: AttributeValue[] }>;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Record<string, AttributeValue>;
}

const token = /begins_with|[#:]?[A-Za-z_][\w.-]*|<=|>=|[=<>(),]/gi;

/** Reads a query's key condition for a table or index key; a part it cannot read is undefined (and then not permitted). */
export function keyCondition(input: Expressions, key: KeyShape): KeyCondition {
  if (input.KeyConditions !== undefined) return legacyCondition(input.KeyConditions, key);
  const tokens = (input.KeyConditionExpression?.match(token) ?? []).filter((text) => !/^[(),]$/.test(text));
  const nameOf = (text: string) => (text.startsWith("#") ? input.ExpressionAttributeNames?.[text] : text);
  const placeholderOf = (text = "") => input.ExpressionAttributeValues?.[text] ?? {};
  const condition: KeyCondition = { hash: undefined, range: undefined };
  for (let at = 0; at < tokens.length; ) {
    const [first = "", second = "", third = "", , fifth = ""] = tokens.slice(at);
    if (/^and$/i.test(first)) at += 1;
    else if (/^begins_with$/i.test(first)) {
      if (nameOf(second) === key.range)
        condition.range = { operator: "begins_with", values: [placeholderOf(third)] };
      at += 3;
    } else if (/^between$/i.test(second)) {
      if (nameOf(first) === key.range)
        condition.range = { operator: "between", values: [placeholderOf(third), placeholderOf(fifth)] };
      at += 5;
    } else {
      readComparison(condition, key, first, second, third, nameOf, placeholderOf);
      at += 3;
    }
  }
  return condition;
}

const mirrored: Record<string, string> = { "<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "=" };

function readComparison(
  condition: KeyCondition,
  key: KeyShape,
  left: string,
  operator: string,
  right: string,
  nameOf: (text: string) => string | undefined,
  placeholderOf: (text: string) => AttributeValue,
): void {
  const isMirrored = left.startsWith(":");
  const name = nameOf(isMirrored ? right : left);
  const value = placeholderOf(isMirrored ? left : right);
  if (name === key.hash && operator === "=") condition.hash = value;
  else if (name === key.range) {
    condition.range = { operator: isMirrored ? (mirrored[operator] ?? operator) : operator, values: [value] };
  }
}

const legacyOperators: Record<string, string> = {
  EQ: "=",
  LE: "<=",
  LT: "<",
  GE: ">=",
  GT: ">",
  BEGINS_WITH: "begins_with",
  BETWEEN: "between",
};

function legacyCondition(
  conditions: Record<string, { ComparisonOperator: string; AttributeValueList: AttributeValue[] }>,
  key: KeyShape,
): KeyCondition {
  const hash = conditions[key.hash];
  const range = key.range === undefined ? undefined : conditions[key.range];
  return {
    hash: hash?.ComparisonOperator === "EQ" ? hash.AttributeValueList[0] : undefined,
    range: range && {
      operator: legacyOperators[range.ComparisonOperator] ?? range.ComparisonOperator,
      values: range.AttributeValueList,
    },
  };
}

/** Orders two key values as DynamoDB does: numbers by value, text and binary by bytes. */
export function compareKeys(left: AttributeValue | undefined, right: AttributeValue | undefined): number {
  if (typeof left?.["N"] === "string" && typeof right?.["N"] === "string") {
    return Number(left["N"]) - Number(right["N"]);
  }
  const encoding = typeof left?.["B"] === "string" ? "base64" : "utf8";
  return Buffer.compare(
    Buffer.from(keyText(left) ?? "", encoding),
    Buffer.from(keyText(right) ?? "", encoding),
  );
}

/** Whether an item lies in an index and under a key condition. */
export function matchesKey(item: Item, key: KeyShape, condition: KeyCondition): boolean {
  const hash = item[key.hash];
  if (hash === undefined || condition.hash === undefined || compareKeys(hash, condition.hash) !== 0)
    return false;
  if (key.range === undefined) return true;
  const range = item[key.range];
  if (range === undefined) return false;
  return condition.range === undefined || holdsFor(range, condition.range.operator, condition.range.values);
}

function holdsFor(
  value: AttributeValue,
  operator: string,
  [first, second]: readonly AttributeValue[],
): boolean {
  const order = compareKeys(value, first);
  switch (operator) {
    case "=":
      return order === 0;
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
    case "between":
      return order >= 0 && compareKeys(value, second) <= 0;
    case "begins_with":
      return (keyText(value) ?? "").startsWith(keyText(first) ?? "\u0000");
    default:
      return false;
  }
}

/** One write of one item, whatever operation carries it. */
export interface ItemWrite {
  shape: TableShape;
  action: "PutItem" | "UpdateItem" | "DeleteItem" | "ConditionCheckItem";
  /** At least the key attributes. */
  key: Item;
  name: string | undefined;
  request: Readonly<Record<string, unknown>>;
}

/** The tables of the template, by name. */
export type Tables = ReadonlyMap<string, TableShape>;

/** A table by name or ARN. */
export function findTable(tables: Tables, nameOrArn: unknown): TableShape | undefined {
  const text = String(nameOrArn);
  return tables.get(text.startsWith("arn:") ? (text.split("/")[1] ?? "") : text);
}

type Input = Readonly<Record<string, unknown>>;

const transactMembers = {
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  ConditionCheck: "ConditionCheckItem",
} as const;

/** Every item that a call writes or, in a transaction, checks; in the order of the call. Unknown tables are left out. */
export function itemWrites(tables: Tables, operation: string, input: Input): ItemWrite[] {
  if (operation === "PutItem" || operation === "UpdateItem" || operation === "DeleteItem") {
    return writeOf(tables, operation, input);
  }
  if (operation === "TransactWriteItems") {
    const items = (input["TransactItems"] ?? []) as Record<string, Input>[];
    return items.flatMap((item) =>
      Object.entries(transactMembers).flatMap(([member, action]) => writeOf(tables, action, item[member])),
    );
  }
  if (operation === "BatchWriteItem") {
    return batchEntries(input).flatMap(({ table, entry }) => {
      const put = entry["PutRequest"];
      const request = { TableName: table, ...(put ?? entry["DeleteRequest"]) };
      return writeOf(tables, put === undefined ? "DeleteItem" : "PutItem", request);
    });
  }
  return [];
}

/** The entries of a BatchWriteItem, flat. */
export function batchEntries(input: Input): { table: string; entry: Record<string, Input | undefined> }[] {
  const tables = (input["RequestItems"] ?? {}) as Record<string, Record<string, Input>[]>;
  return Object.entries(tables).flatMap(([table, entries]) => entries.map((entry) => ({ table, entry })));
}

function writeOf(tables: Tables, action: ItemWrite["action"], request: Input | undefined): ItemWrite[] {
  if (request === undefined) return [];
  const shape = findTable(tables, request["TableName"]);
  if (shape === undefined) return [];
  const key = (request["Item"] ?? request["Key"] ?? {}) as Item;
  return [{ shape, action, key, name: itemName(shape, key), request }];
}
