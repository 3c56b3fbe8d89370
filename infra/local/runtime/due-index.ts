import { dueShards, tableIndexes } from "#shared/platform/table/keys.ts";
import { callEngine } from "../engines/forward.ts";
import type { Deployment } from "./deployment.ts";

interface Index {
  IndexName: string;
}

/**
 * Reads the earliest instant in the `due` index straight from the engine, so that the runner can skip the ticks at which
 * the service would find nothing. Undefined when no table of the template has such an index.
 */
export function earliestDueReader(
  deployment: Deployment,
  dynamodb: string,
): (() => Promise<number | undefined>) | undefined {
  const table = deployment
    .resources("AWS::DynamoDB::Table")
    .find(({ properties }) =>
      ((properties["GlobalSecondaryIndexes"] ?? []) as Index[]).some(({ IndexName }) => IndexName === "due"),
    );
  if (table === undefined) return undefined;
  return async () => {
    const shards = Array.from({ length: dueShards }, (_, shard) =>
      firstDue(dynamodb, table.identity.name, `DUE#${shard}`),
    );
    const instants = (await Promise.all(shards)).filter((each) => each !== undefined);
    return instants.length === 0 ? undefined : Math.min(...instants);
  };
}

async function firstDue(dynamodb: string, tableName: string, partition: string): Promise<number | undefined> {
  const { partitionKey, sortKey } = tableIndexes.due;
  const { Items = [] } = await callEngine<{ Items?: Record<string, { S?: string }>[] }>(
    dynamodb,
    "DynamoDB_20120810.Query",
    {
      TableName: tableName,
      IndexName: "due",
      KeyConditionExpression: "#pk = :pk",
      ExpressionAttributeNames: { "#pk": partitionKey },
      ExpressionAttributeValues: { ":pk": { S: partition } },
      Limit: 1,
    },
  );
  const instant = Items[0]?.[sortKey]?.S?.split("#")[0];
  return instant === undefined ? undefined : Date.parse(instant);
}
