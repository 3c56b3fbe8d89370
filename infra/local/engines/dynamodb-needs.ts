import {
  batchEntries,
  findTable,
  type Item,
  itemWrites,
  keyCondition,
  keyText,
  type TableShape,
  type Tables,
} from "./dynamodb-shapes.ts";
import type { Need } from "./iam/authorize.ts";
import type { ContextValue } from "./iam/patterns.ts";

type Input = Readonly<Record<string, unknown>>;

const statementActions: Record<string, string> = {
  select: "PartiQLSelect",
  insert: "PartiQLInsert",
  update: "PartiQLUpdate",
  delete: "PartiQLDelete",
};
const enclosing: Record<string, string> = {
  TransactWriteItems: "TransactWriteItems",
  TransactGetItems: "TransactGetItems",
};

/**
 * The permissions a DynamoDB call needs. A transaction needs the permission of each of its item operations; a batch
 * needs one per table with all its partition keys at once; a query on an index needs the index's ARN and its own
 * partition value. A call without a readable partition key (Scan, PartiQL) carries no `dynamodb:LeadingKeys` at all.
 */
export function dynamodbNeeds(
  tables: Tables,
  operation: string,
  input: Input,
  arnOf: (table: string) => string,
): Need[] {
  const need = (action: string, table: unknown, leadingKeys: Keys, request: Input, index?: string): Need => {
    const arn = findTable(tables, table)?.arn ?? arnOf(String(table));
    return {
      action: `dynamodb:${action}`,
      resource: index === undefined ? arn : `${arn}/index/${index}`,
      context: (key) => contextValue(key, leadingKeys, request, enclosing[operation]),
    };
  };
  switch (operation) {
    case "GetItem":
    case "PutItem":
    case "UpdateItem":
    case "DeleteItem":
      return [need(operation, input["TableName"], leadingKeyOf(tables, input), input)];
    case "Query":
    case "Scan":
      return [readNeed(tables, operation, input, need)];
    case "BatchGetItem":
      return batchGetNeeds(tables, input, need);
    case "BatchWriteItem":
      return batchWriteNeeds(tables, input, need);
    case "TransactWriteItems":
      return transactWriteNeeds(tables, input, need);
    case "TransactGetItems": {
      const gets = ((input["TransactItems"] ?? []) as { Get?: Input }[]).map(({ Get = {} }) => Get);
      return gets.map((get) => need("GetItem", get["TableName"], leadingKeyOf(tables, get), get));
    }
    case "ExecuteStatement":
      return [statementNeed(input, need)];
    case "BatchExecuteStatement":
      return ((input["Statements"] ?? []) as Input[]).map((one) => statementNeed(one, need));
    case "ExecuteTransaction":
      return ((input["TransactStatements"] ?? []) as Input[]).map((one) => statementNeed(one, need));
    default:
      return [need(operation, input["TableName"] ?? "*", undefined, input)];
  }
}

type Keys = readonly string[] | undefined;
type NeedOf = (action: string, table: unknown, leadingKeys: Keys, request: Input, index?: string) => Need;

function readNeed(tables: Tables, operation: string, input: Input, need: NeedOf): Need {
  const index = input["IndexName"];
  const shape = findTable(tables, input["TableName"]);
  const name = typeof index === "string" ? index : undefined;
  const key = name === undefined ? shape : shape?.indexes.get(name);
  const hash = operation === "Query" && key ? keyText(keyCondition(input, key).hash) : undefined;
  return need(operation, input["TableName"], hash === undefined ? undefined : [hash], input, name);
}

function batchGetNeeds(tables: Tables, input: Input, need: NeedOf): Need[] {
  const requested = (input["RequestItems"] ?? {}) as Record<string, Input & { Keys?: Item[] }>;
  return Object.entries(requested).map(([table, request]) => {
    const shape = findTable(tables, table);
    return need("BatchGetItem", table, leadingKeys(shape, request.Keys ?? []), request);
  });
}

function batchWriteNeeds(tables: Tables, input: Input, need: NeedOf): Need[] {
  const names = new Set(batchEntries(input).map(({ table }) => table));
  const writes = itemWrites(tables, "BatchWriteItem", input);
  return [...names].map((table) => {
    const shape = findTable(tables, table);
    const own = writes.filter((write) => write.shape === shape).map(({ key }) => key);
    return need("BatchWriteItem", table, leadingKeys(shape, own), { attributes: own });
  });
}

function transactWriteNeeds(tables: Tables, input: Input, need: NeedOf): Need[] {
  const items = (input["TransactItems"] ?? []) as Record<string, Input>[];
  return items.flatMap((item) =>
    Object.entries(item).map(([member, request]) => {
      const action = member === "ConditionCheck" ? "ConditionCheckItem" : `${member}Item`;
      return need(action, request["TableName"], leadingKeyOf(tables, request), request);
    }),
  );
}

/** PartiQL names its table in quotes; its keys are not read, so a policy that asks for leading keys refuses it. */
function statementNeed(input: Input, need: NeedOf): Need {
  const statement = String(input["Statement"] ?? "");
  const verb = /^\s*(\w+)/.exec(statement)?.[1]?.toLowerCase() ?? "";
  const table = /\b(?:from|into|update)\s+"?([\w.-]+)"?/i.exec(statement)?.[1] ?? "*";
  return need(statementActions[verb] ?? "PartiQLSelect", table, undefined, input);
}

function leadingKeyOf(tables: Tables, request: Input): Keys {
  const shape = findTable(tables, request["TableName"]);
  return leadingKeys(shape, [(request["Item"] ?? request["Key"] ?? {}) as Item]);
}

/** The partition values of some items; one missing makes all of them unknown, so that nothing slips by. */
function leadingKeys(shape: TableShape | undefined, items: readonly Item[]): Keys {
  if (shape === undefined) return undefined;
  const keys = items.map((item) => keyText(item[shape.hash]));
  return keys.every((key) => key !== undefined) ? keys : undefined;
}

function contextValue(
  key: string,
  leading: Keys,
  request: Input,
  operation: string | undefined,
): ContextValue {
  switch (key) {
    case "dynamodb:leadingkeys":
      return leading;
    case "dynamodb:attributes":
      return [...attributesOf(request)];
    case "dynamodb:select":
      return text(request["Select"]);
    case "dynamodb:returnvalues":
      return text(request["ReturnValues"]);
    case "dynamodb:returnconsumedcapacity":
      return text(request["ReturnConsumedCapacity"]);
    case "dynamodb:enclosingoperation":
      return operation;
    default:
      return undefined;
  }
}

const expressionMembers = [
  "ProjectionExpression",
  "FilterExpression",
  "KeyConditionExpression",
  "ConditionExpression",
  "UpdateExpression",
];
const expressionWords =
  /^(and|or|not|between|in|set|remove|add|delete|size|contains|begins_with|attribute_exists|attribute_not_exists|attribute_type|list_append|if_not_exists)$/i;

/** The top-level attributes a request names, in its items, keys and expressions. */
function attributesOf(request: Input): Set<string> {
  const names = (request["ExpressionAttributeNames"] ?? {}) as Record<string, string>;
  const items = [request["Item"], request["Key"], ...((request["attributes"] ?? []) as Item[])];
  const found = new Set(items.flatMap((item) => Object.keys(item ?? {})));
  for (const member of expressionMembers) {
    const expression = text(request[member])?.replace(/[:.][A-Za-z0-9_#]+/g, " ") ?? "";
    for (const word of expression.match(/#?[A-Za-z_]\w*/g) ?? []) {
      const name = word.startsWith("#") ? names[word] : word;
      if (name !== undefined && !expressionWords.test(word)) found.add(name);
    }
  }
  for (const name of (request["AttributesToGet"] ?? []) as string[]) found.add(name);
  return found;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
