import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { readEnv } from "../env.ts";

/** The way to the one table. */
export interface Connection {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  /** Told of each command and its output; tests count requests and consumed capacity with it. */
  readonly observe?: (command: string, output: unknown) => void;
}

/**
 * Throttled calls are tried five times with jittered back-off by the SDK; what still fails surfaces as
 * `service.busy`. `engine` is for who runs outside of Lambda: endpoint, region, credentials.
 */
export function connectTable(
  tableName: string,
  observe?: Connection["observe"],
  engine: DynamoDBClientConfig = {},
): Connection {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 5, ...engine }), {
    marshallOptions: { removeUndefinedValues: true },
  });
  return { client, tableName, ...(observe === undefined ? {} : { observe }) };
}

let own: Connection | undefined;

/** The function's own connection, made at its first use and kept for the life of the environment. */
export function functionConnection(): Connection {
  own ??= connectTable(readEnv("table").TABLE_NAME);
  return own;
}

/**
 * Tests run functions in their own process and give them a connection that counts.
 * @internal
 */
export function useConnection(connection: Connection): void {
  own = connection;
}
