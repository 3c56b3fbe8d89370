import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { AppError } from "../errors.ts";
import type { Key } from "./keys.ts";

/** One conditional change of one item, ready to be sent alone or with others in a transaction. */
export type Write =
  | {
      readonly kind: "put";
      readonly item: Readonly<Record<string, unknown>> & Key;
      readonly condition: Condition;
    }
  | { readonly kind: "delete"; readonly key: Key; readonly condition: Condition }
  | { readonly kind: "check"; readonly key: Key; readonly condition: Condition }
  | {
      readonly kind: "add";
      readonly key: Key;
      /** What is added to numeric attributes; an attribute that is missing counts as 0. */
      readonly add: Readonly<Record<string, number>>;
      readonly set?: Readonly<Record<string, unknown>>;
    };

/** What must hold of the item as it lies in the table. Only a pointer may be taken away unseen (`any`). */
export type Condition =
  | { readonly is: "any" }
  | { readonly is: "absent" }
  | { readonly is: "present" }
  | { readonly is: "at-version"; readonly version: number }
  /** Absent, or written from an older source version (a projection that only moves forward). */
  | { readonly is: "absent-or-older"; readonly attribute: string; readonly than: number };

/** A condition did not hold. `position` says which of the writes; `current` is that item as it is now. */
export class WriteRefused extends Error {
  readonly position: number;
  readonly current: Readonly<Record<string, unknown>> | undefined;

  constructor(position: number, current: Readonly<Record<string, unknown>> | undefined) {
    super(`write ${position} was refused`);
    this.name = "WriteRefused";
    this.position = position;
    this.current = current;
  }
}

const mostLooks = 5;

/** Looks and writes anew while somebody else wrote in between; who loses every time is told to come again. */
export async function untilUnrefused<T>(lookAndWrite: () => Promise<T>): Promise<T> {
  for (let look = 1; ; look++) {
    try {
      return await lookAndWrite();
    } catch (error) {
      if (!(error instanceof WriteRefused)) throw error;
      if (look === mostLooks) throw new AppError("service.busy", { cause: error });
    }
  }
}

/** A transaction holds at most 100 items (DynamoDB). */
export const maxTransactionItems = 100;

interface Expression {
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, unknown>;
}

export function conditionExpression(condition: Condition): Expression {
  switch (condition.is) {
    case "any":
      return {};
    case "absent":
      return { ConditionExpression: "attribute_not_exists(pk)" };
    case "present":
      return { ConditionExpression: "attribute_exists(pk)" };
    case "at-version":
      return {
        ConditionExpression: "#version = :version",
        ExpressionAttributeNames: { "#version": "_version" },
        ExpressionAttributeValues: { ":version": condition.version },
      };
    case "absent-or-older":
      return {
        ConditionExpression: "attribute_not_exists(pk) OR #source < :source",
        ExpressionAttributeNames: { "#source": condition.attribute },
        ExpressionAttributeValues: { ":source": condition.than },
      };
  }
}

/** `ADD` for the numbers, `SET` for the rest. */
export function updateExpression(write: Extract<Write, { kind: "add" }>) {
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  const clause = (fields: Readonly<Record<string, unknown>>, prefix: string, operator: string) =>
    Object.entries(fields).map(([name, value], i) => {
      names[`#${prefix}${i}`] = name;
      values[`:${prefix}${i}`] = value;
      return `#${prefix}${i}${operator}:${prefix}${i}`;
    });
  const adds = clause(write.add, "a", " ");
  const sets = clause(write.set ?? {}, "s", " = ");
  const parts = [
    ...(adds.length > 0 ? [`ADD ${adds.join(", ")}`] : []),
    ...(sets.length > 0 ? [`SET ${sets.join(", ")}`] : []),
  ];
  return {
    UpdateExpression: parts.join(" "),
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  };
}

export function transactItem(tableName: string, write: Write) {
  switch (write.kind) {
    case "put":
      return {
        Put: {
          TableName: tableName,
          Item: write.item,
          ...conditionExpression(write.condition),
          ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const,
        },
      };
    case "delete":
      return {
        Delete: {
          TableName: tableName,
          Key: write.key,
          ...conditionExpression(write.condition),
          ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const,
        },
      };
    case "check": {
      const { ConditionExpression = "", ...rest } = conditionExpression(write.condition);
      return {
        ConditionCheck: {
          TableName: tableName,
          Key: write.key,
          ConditionExpression,
          ...rest,
          ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const,
        },
      };
    }
    case "add":
      return { Update: { TableName: tableName, Key: write.key, ...updateExpression(write) } };
  }
}

/** Tries again while other transactions hold an item, with growing jittered pauses, about one second in all. */
export async function retryConflicts<T>(attempt: () => Promise<T>): Promise<T> {
  for (let pause = 10; ; pause *= 2) {
    try {
      return await attempt();
    } catch (error) {
      if (!isConflict(error)) throw error;
      if (pause > 640) throw new AppError("service.busy", { cause: error });
      await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random() / 2)));
    }
  }
}

interface CancellationReason {
  readonly Code?: string;
  readonly Item?: Record<string, AttributeValue>;
}

function isConflict(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === "TransactionConflictException" || error.name === "TransactionInProgressException")
    return true;
  const reasons = cancellationReasons(error);
  return (
    reasons.some((reason) => reason.Code === "TransactionConflict" || isThrottle(reason.Code)) &&
    !reasons.some((reason) => reason.Code === "ConditionalCheckFailed")
  );
}

function isThrottle(code: string | undefined): boolean {
  return code === "ThrottlingError" || code === "ProvisionedThroughputExceeded";
}

export function cancellationReasons(error: unknown): readonly CancellationReason[] {
  if (!(error instanceof Error) || error.name !== "TransactionCanceledException") return [];
  return (error as { CancellationReasons?: CancellationReason[] }).CancellationReasons ?? [];
}
