import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { CreateTableCommand, DynamoDBClient, type KeySchemaElement } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll } from "vitest";
import { type Connection, connectTable } from "#shared/platform/table/client.ts";
import { tableAttributes, tableIndexes } from "#shared/platform/table/keys.ts";

/** A table engine of a test file's own, in memory, spoken to without a proxy. */
export interface Engine {
  /** A connection of the kind that functions have; `observe` is told of each command and its output. */
  connect(observe?: Connection["observe"]): Connection;
  readonly tableName: string;
}

/**
 * Starts one engine for the tests of this file and stops it after them. Tests keep apart by using an agency each
 * (`world.agency()`), not a table each. `DYNAMODB_ENDPOINT` names an engine that runs already.
 */
export function useEngine(): Engine {
  const tableName = `kinerja-${process.pid}-${Math.random().toString(36).slice(2)}`;
  let child: ChildProcess | undefined;

  beforeAll(async () => {
    let endpoint = process.env["DYNAMODB_ENDPOINT"];
    if (endpoint === undefined) {
      const started = await startDynoxide();
      child = started.child;
      endpoint = started.endpoint;
    }
    process.env["AWS_ENDPOINT_URL_DYNAMODB"] = endpoint;
    await makeTable(tableName);
  });
  afterAll(() => {
    child?.kill();
  });

  return { tableName, connect: (observe) => connectTable(tableName, observe) };
}

async function startDynoxide(attempts = 5): Promise<{ child: ChildProcess; endpoint: string }> {
  const binary = createRequire(import.meta.url).resolve("@dynoxide/linux-x64/dynoxide");
  const port = await freePort();
  const child = spawn(binary, ["serve", "--port", String(port)], { stdio: ["ignore", "ignore", "pipe"] });
  // Also where this process ends before it was listening.
  const stop = () => child.kill();
  process.once("exit", stop);
  child.once("exit", () => process.off("exit", stop));
  const listening = await new Promise<boolean>((resolve) => {
    child.stderr.on("data", (text: Buffer) => {
      if (text.includes("listening")) resolve(true);
    });
    child.once("error", () => resolve(false));
    child.once("exit", () => resolve(false));
  });
  if (listening) return { child, endpoint: `http://127.0.0.1:${port}` };
  // Somebody else took the port between our looking and its binding.
  if (attempts === 1) throw new Error("dynoxide does not start");
  return startDynoxide(attempts - 1);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/** The one table as `infra/stacks` makes it. */
async function makeTable(tableName: string): Promise<void> {
  const client = new DynamoDBClient({});
  const indexes = Object.entries(tableIndexes);
  const attributes = [tableAttributes, ...indexes.map(([, index]) => index)].flatMap(
    ({ partitionKey, sortKey }) => [partitionKey, sortKey],
  );
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: attributes.map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
      KeySchema: keySchema(tableAttributes),
      GlobalSecondaryIndexes: indexes.map(([IndexName, index]) => ({
        IndexName,
        KeySchema: keySchema(index),
        Projection: { ProjectionType: "ALL" },
      })),
    }),
  );
  client.destroy();
}

function keySchema(place: { partitionKey: string; sortKey: string }): KeySchemaElement[] {
  return [
    { AttributeName: place.partitionKey, KeyType: "HASH" },
    { AttributeName: place.sortKey, KeyType: "RANGE" },
  ];
}
