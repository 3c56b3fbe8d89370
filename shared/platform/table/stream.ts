import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import { idSchema } from "../ids.ts";
import type { Row } from "./entity.ts";

/** One write of one item, as the stream tells it. `agency` is undefined for items of no agency. */
export interface StreamChange {
  readonly entity: string;
  readonly agency: string | undefined;
  readonly before: Row | undefined;
  readonly after: Row | undefined;
}

export function streamChange(record: DynamoDBRecord): StreamChange {
  const before = image(record.dynamodb?.OldImage);
  const after = image(record.dynamodb?.NewImage);
  const row = after ?? before;
  const agency = idSchema("agency").safeParse(row?.pk.startsWith("A#") ? row.pk.split("#")[1] : undefined);
  return { entity: row?._entity ?? "", agency: agency.success ? agency.data : undefined, before, after };
}

function image(attributes: NonNullable<DynamoDBRecord["dynamodb"]>["NewImage"]): Row | undefined {
  return attributes === undefined
    ? undefined
    : (unmarshall(attributes as Record<string, AttributeValue>) as Row);
}
