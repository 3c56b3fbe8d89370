import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as delay } from "node:timers/promises";
import type { TableSpec } from "./contract.ts";
import { callEngine } from "./forward.ts";

/** The DynamoDB engine, running. */
export interface TableEngine {
  url: URL;
  /** The engine's stream of a table, if it has one. */
  streamArn: (table: string) => string | undefined;
  /** Deletes what is due by its TTL attribute; answers how many. */
  sweepTtl: (nowMs: number) => Promise<number>;
  /** The engine's own process; undefined where `DYNAMODB_ENDPOINT` names another one. */
  pid: number | undefined;
  close: () => Promise<void>;
}

/**
 * Starts dynoxide on a file in `folder`, creates the missing tables, and adds the stream index that it lacks.
 * `DYNAMODB_ENDPOINT` replaces it where its package is not to be had (it exists for linux-x64 only).
 */
export async function startTables(folder: string, specs: readonly TableSpec[]): Promise<TableEngine> {
  const elsewhere = process.env["DYNAMODB_ENDPOINT"];
  const file = join(folder, "dynamodb.sqlite");
  const engine = elsewhere === undefined ? await startDynoxide(folder, file) : undefined;
  const url = engine?.url ?? new URL(elsewhere ?? "");
  const streams = new Map<string, string | undefined>();
  for (const spec of specs) streams.set(spec.name, await ensureTable(url, spec));
  const database = engine === undefined ? undefined : openBeside(file, specs);
  return {
    url,
    pid: engine?.pid,
    streamArn: (table) => streams.get(table),
    sweepTtl: (nowMs) => sweep(url, specs, database, nowMs),
    close: async () => {
      database?.close();
      await engine?.stop();
    },
  };
}

async function startDynoxide(folder: string, file: string) {
  const pidFile = join(folder, "dynamodb.pid");
  await endOrphan(pidFile, file);
  // The shell ends the engine when our end of its input closes: also when this process is killed.
  const script = '"$0" "$@" >/dev/null 2>&1 & echo $!; read -r _; kill $! 2>/dev/null; wait $!';
  const options = ["--host", "127.0.0.1", "--port", "0", "--db-path", file];
  const shell = spawn("/bin/sh", ["-c", script, binaryPath(), ...options], {
    stdio: ["pipe", "pipe", "ignore"],
  });
  const [line] = (await once(createInterface(shell.stdout), "line")) as [string];
  const pid = Number(line);
  writeFileSync(pidFile, String(pid));
  const port = await listeningPort(pid);
  const stop = async () => {
    shell.stdin.end();
    if (shell.exitCode === null) await once(shell, "exit");
    if (existsSync(pidFile) && readFileSync(pidFile, "utf8") === String(pid)) rmSync(pidFile);
  };
  return { url: new URL(`http://127.0.0.1:${port}`), pid, stop };
}

function binaryPath(): string {
  try {
    const require = createRequire(import.meta.url);
    return join(require.resolve("@dynoxide/linux-x64/package.json"), "..", "dynoxide");
  } catch {
    throw new Error(
      "The package @dynoxide/linux-x64 is missing (it exists for 64-bit Linux only): set DYNAMODB_ENDPOINT to another DynamoDB, such as DynamoDB Local.",
    );
  }
}

/** An engine that outlived its runner would hold a second door open to the same file. */
async function endOrphan(pidFile: string, file: string): Promise<void> {
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, "utf8"));
  const isOurs = () => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(file);
    } catch {
      return false;
    }
  };
  if (isOurs()) process.kill(pid, "SIGKILL");
  while (isOurs()) await delay(5);
}

const startsWithinMs = 10_000;

/** The port the engine was given: it prints the zero it was asked for, the kernel knows the real one. */
async function listeningPort(pid: number): Promise<number> {
  for (const started = performance.now(); performance.now() - started < startsWithinMs; await delay(2)) {
    const port = readListeningPort(pid);
    if (port !== undefined) return port;
  }
  throw new Error("dynoxide did not start to listen.");
}

function readListeningPort(pid: number): number | undefined {
  try {
    const own = new Set(readdirSync(`/proc/${pid}/fd`).flatMap((fd) => socketOf(`/proc/${pid}/fd/${fd}`)));
    for (const line of readFileSync(`/proc/${pid}/net/tcp`, "utf8").split("\n").slice(1)) {
      const [, local = "", , state, , , , , , inode = ""] = line.trim().split(/\s+/);
      if (state === "0A" && own.has(inode)) return Number.parseInt(local.split(":")[1] ?? "", 16);
    }
  } catch {
    // The process is not there yet.
  }
  return undefined;
}

function socketOf(path: string): string[] {
  try {
    const inode = /^socket:\[(\d+)\]$/.exec(readlinkSync(path))?.[1];
    return inode === undefined ? [] : [inode];
  } catch {
    return [];
  }
}

interface Description {
  KeySchema: unknown;
  GlobalSecondaryIndexes?: { IndexName: string; KeySchema: unknown }[];
  LatestStreamArn?: string;
}

interface Index {
  IndexName: string;
  KeySchema: unknown;
  Projection: unknown;
}

/** Creates a table as the template has it, or adds the indexes that are new in it. Answers its stream. */
async function ensureTable(url: URL, { name, properties }: TableSpec): Promise<string | undefined> {
  const wanted = indexesOf(properties);
  const existing = await describe(url, name);
  if (existing === undefined) {
    const stream = properties["StreamSpecification"] as object | undefined;
    await callEngine(url, "DynamoDB_20120810.CreateTable", {
      TableName: name,
      KeySchema: properties["KeySchema"],
      AttributeDefinitions: properties["AttributeDefinitions"],
      BillingMode: "PAY_PER_REQUEST",
      ...(wanted.length > 0 && { GlobalSecondaryIndexes: wanted }),
      ...(stream && { StreamSpecification: { StreamEnabled: true, ...stream } }),
    });
    return (await describe(url, name))?.LatestStreamArn;
  }
  const known = new Map((existing.GlobalSecondaryIndexes ?? []).map((index) => [index.IndexName, index]));
  const isChanged = wanted.some((index) => {
    const before = known.get(index.IndexName);
    return before !== undefined && !isSame(before.KeySchema, index.KeySchema);
  });
  if (isChanged || !isSame(existing.KeySchema, properties["KeySchema"])) {
    throw new Error(
      `The keys of table ${name} have changed since its data was made: begin again with --fresh.`,
    );
  }
  for (const index of wanted.filter(({ IndexName }) => !known.has(IndexName))) {
    await callEngine(url, "DynamoDB_20120810.UpdateTable", {
      TableName: name,
      AttributeDefinitions: properties["AttributeDefinitions"],
      GlobalSecondaryIndexUpdates: [{ Create: index }],
    });
  }
  return existing.LatestStreamArn;
}

function indexesOf(properties: TableSpec["properties"]): Index[] {
  const indexes = (properties["GlobalSecondaryIndexes"] ?? []) as Index[];
  return indexes.map(({ IndexName, KeySchema, Projection }) => ({ IndexName, KeySchema, Projection }));
}

function isSame(left: unknown, right: unknown): boolean {
  const text = (schema: unknown) =>
    JSON.stringify(
      (schema as { AttributeName: string; KeyType: string }[])
        .map(({ AttributeName, KeyType }) => [AttributeName, KeyType])
        .sort(),
    );
  return text(left) === text(right);
}

async function describe(url: URL, TableName: string): Promise<Description | undefined> {
  try {
    return (await callEngine<{ Table: Description }>(url, "DynamoDB_20120810.DescribeTable", { TableName }))
      .Table;
  } catch (error) {
    if (String(error).includes("ResourceNotFoundException")) return undefined;
    throw error;
  }
}

/**
 * A second door to the engine's file, for what its API lacks. Without the index on stream records each write reads all
 * records of the table to find the next sequence number. The engine's own TTL would follow the machine's clock, not the
 * virtual one, so it stays off and an index by TTL makes the sweep cost what it deletes.
 */
function openBeside(file: string, specs: readonly TableSpec[]): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: 5_000 });
  database.exec(
    "CREATE INDEX IF NOT EXISTS _stream_records_by_sequence ON _stream_records(table_name, CAST(sequence_number AS INTEGER))",
  );
  for (const spec of specs) {
    const attribute = ttlAttribute(spec);
    if (attribute === undefined) continue;
    const ttl = ttlColumn(attribute);
    database.exec(
      `CREATE INDEX IF NOT EXISTS "_ttl_of_${spec.name}" ON "${spec.name}"(CAST(${ttl} AS INTEGER)) WHERE ${ttl} IS NOT NULL`,
    );
  }
  return database;
}

function ttlAttribute({ properties }: TableSpec): string | undefined {
  const ttl = properties["TimeToLiveSpecification"] as
    | { AttributeName?: string; Enabled?: boolean }
    | undefined;
  return ttl?.Enabled === true ? ttl.AttributeName : undefined;
}

function ttlColumn(attribute: string): string {
  if (!/^\w+$/.test(attribute)) throw new Error(`A TTL attribute named ${attribute} is not expected.`);
  return `json_extract(item_json, '$.${attribute}.N')`;
}

type Item = Record<string, Record<string, string>>;

async function sweep(
  url: URL,
  specs: readonly TableSpec[],
  database: DatabaseSync | undefined,
  nowMs: number,
): Promise<number> {
  const nowSeconds = Math.floor(nowMs / 1000);
  let swept = 0;
  for (const spec of specs) {
    const attribute = ttlAttribute(spec);
    if (attribute === undefined) continue;
    const due =
      database === undefined
        ? await scanDue(url, spec, attribute, nowSeconds)
        : readDue(database, spec, attribute, nowSeconds);
    for (const item of due) if (await expire(url, spec, attribute, item, nowSeconds)) swept += 1;
  }
  return swept;
}

function readDue(database: DatabaseSync, { name }: TableSpec, attribute: string, nowSeconds: number): Item[] {
  const ttl = ttlColumn(attribute);
  const rows = database
    .prepare(`SELECT item_json FROM "${name}" WHERE ${ttl} IS NOT NULL AND CAST(${ttl} AS INTEGER) <= ?`)
    .all(nowSeconds);
  return rows.map((row) => JSON.parse(String(row["item_json"])) as Item);
}

async function scanDue(
  url: URL,
  { name }: TableSpec,
  attribute: string,
  nowSeconds: number,
): Promise<Item[]> {
  const due: Item[] = [];
  let ExclusiveStartKey: Item | undefined;
  do {
    const page = await callEngine<{ Items: Item[]; LastEvaluatedKey?: Item }>(url, "DynamoDB_20120810.Scan", {
      TableName: name,
      FilterExpression: "#ttl <= :now",
      ExpressionAttributeNames: { "#ttl": attribute },
      ExpressionAttributeValues: { ":now": { N: String(nowSeconds) } },
      ExclusiveStartKey,
    });
    due.push(...page.Items);
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  return due;
}

/** Deletes one item unless its TTL was moved on meanwhile. */
async function expire(
  url: URL,
  spec: TableSpec,
  attribute: string,
  item: Item,
  nowSeconds: number,
): Promise<boolean> {
  const schema = spec.properties["KeySchema"] as { AttributeName: string }[];
  try {
    await callEngine(url, "DynamoDB_20120810.DeleteItem", {
      TableName: spec.name,
      Key: Object.fromEntries(schema.map(({ AttributeName }) => [AttributeName, item[AttributeName]])),
      ConditionExpression: "#ttl <= :now",
      ExpressionAttributeNames: { "#ttl": attribute },
      ExpressionAttributeValues: { ":now": { N: String(nowSeconds) } },
    });
    return true;
  } catch (error) {
    if (String(error).includes("ConditionalCheckFailedException")) return false;
    throw error;
  }
}
