import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** The way to the one table. */
export interface Connection {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  /** Told of each command and its output; tests count requests and consumed capacity with it. */
  readonly observe?: (command: string, output: unknown) => void;
}

/**
 * Throttled calls are tried five times with jittered back-off by the SDK; what still fails surfaces as
 * `service.busy`.
 */
export function connectTable(tableName: string, observe?: Connection["observe"]): Connection {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 5 }), {
    marshallOptions: { removeUndefinedValues: true },
  });
  return { client, tableName, ...(observe === undefined ? {} : { observe }) };
}
