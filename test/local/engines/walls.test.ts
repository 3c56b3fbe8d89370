import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  type DynamoDBClient,
  ExecuteStatementCommand,
  ExecuteTransactionCommand,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from "@aws-sdk/client-s3";
import { SendMessageBatchCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Engines, PolicyStatement } from "#infra/local/engines/contract.ts";
import { arns, clientsOf, role, roleArn, startFixture } from "./fixture.ts";

const itemActions = [
  "GetItem",
  "BatchGetItem",
  "Query",
  "PutItem",
  "UpdateItem",
  "DeleteItem",
  "BatchWriteItem",
];
const wall = (pattern: string) => ({
  "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [pattern] },
  Null: { "dynamodb:LeadingKeys": "false" },
});
const within = (pattern: string): PolicyStatement[] => [
  {
    Effect: "Allow",
    Action: itemActions.map((action) => `dynamodb:${action}`),
    Resource: [arns.table, arns.index],
    Condition: wall(pattern),
  },
];

let engines: Engines;
let mine: DynamoDBClient;

beforeAll(async () => {
  engines = await startFixture({
    principals: [
      role("all", [{ Effect: "Allow", Action: "*", Resource: "*" }]),
      role("one-agency", within("A#1#*")),
      role("checker", [
        ...within("A#1#*"),
        {
          Effect: "Allow",
          Action: "dynamodb:ConditionCheckItem",
          Resource: arns.table,
          Condition: wall("A#1#*"),
        },
      ]),
      role("tagged", within("A#${aws:PrincipalTag/agency}#*"), [
        {
          Effect: "Allow",
          Principal: { AWS: roleArn("bulk") },
          Action: ["sts:AssumeRole", "sts:TagSession"],
          Condition: { Null: { "aws:RequestTag/agency": "false" } },
        },
      ]),
      role("bulk", [
        { Effect: "Allow", Action: ["sts:AssumeRole", "sts:TagSession"], Resource: roleArn("tagged") },
      ]),
      role("names-only", [
        {
          Effect: "Allow",
          Action: "dynamodb:GetItem",
          Resource: arns.table,
          Condition: { "ForAllValues:StringEquals": { "dynamodb:Attributes": ["pk", "sk", "name"] } },
        },
      ]),
      role("sender", [{ Effect: "Allow", Action: "sqs:SendMessage", Resource: arns.queue }]),
      role("reader", [{ Effect: "Allow", Action: "s3:GetObject", Resource: `${arns.bucket}/open/*` }]),
      role("lister", [
        { Effect: "Allow", Action: "s3:GetObject", Resource: `${arns.bucket}/*` },
        {
          Effect: "Allow",
          Action: "s3:ListBucket",
          Resource: arns.bucket,
          Condition: { StringLike: { "s3:prefix": "open/*" } },
        },
      ]),
    ],
  });
  mine = clientsOf(engines, "one-agency").dynamodb;
  const { dynamodb, s3 } = clientsOf(engines);
  for (const agency of [1, 2]) {
    const Item = {
      pk: { S: `A#${agency}#E#1` },
      sk: { S: "PROFILE" },
      teamPk: { S: `A#${agency}#S#1` },
      teamSk: { S: "1" },
    };
    await dynamodb.send(new PutItemCommand({ TableName: "main", Item }));
  }
  await s3.send(new PutObjectCommand({ Bucket: "uploads", Key: "open/a", Body: "x" }));
});
afterAll(() => engines.close());

const TableName = "main";
const key = (agency: number) => ({ pk: { S: `A#${agency}#E#1` }, sk: { S: "PROFILE" } });
const denied = { name: "AccessDeniedException" };
const byTeam = (agency: number, expression = "teamPk = :p") =>
  new QueryCommand({
    TableName,
    IndexName: "team",
    KeyConditionExpression: expression,
    ExpressionAttributeValues: { ":p": { S: `A#${agency}#S#1` } },
  });

describe("a role walled into one agency", () => {
  test("reaches its own items by every operation it was granted", async () => {
    await mine.send(new GetItemCommand({ TableName, Key: key(1) }));
    await mine.send(new BatchGetItemCommand({ RequestItems: { main: { Keys: [key(1)] } } }));
    await mine.send(new PutItemCommand({ TableName, Item: { ...key(1), sk: { S: "X" } } }));
    await mine.send(new TransactGetItemsCommand({ TransactItems: [{ Get: { TableName, Key: key(1) } }] }));
    await mine.send(
      new TransactWriteItemsCommand({
        TransactItems: [{ Put: { TableName, Item: { ...key(1), sk: { S: "Y" } } } }],
      }),
    );
    expect((await mine.send(byTeam(1))).Count).toBe(1);
  });

  test.each<[string, { input: object }]>([
    ["a foreign item", new GetItemCommand({ TableName, Key: key(2) })],
    ["a foreign put", new PutItemCommand({ TableName, Item: key(2) })],
    ["a foreign update", new UpdateItemCommand({ TableName, Key: key(2) })],
    ["a foreign delete", new DeleteItemCommand({ TableName, Key: key(2) })],
    [
      "a prefix that only looks like its own",
      new GetItemCommand({ TableName, Key: { pk: { S: "A#10#E#1" }, sk: { S: "x" } } }),
    ],
    [
      "a batch of reads with one foreign key",
      new BatchGetItemCommand({ RequestItems: { main: { Keys: [key(1), key(2)] } } }),
    ],
    [
      "a batch of writes with one foreign key",
      new BatchWriteItemCommand({
        RequestItems: { main: [{ DeleteRequest: { Key: key(1) } }, { DeleteRequest: { Key: key(2) } }] },
      }),
    ],
    [
      "a transaction with one foreign put",
      new TransactWriteItemsCommand({
        TransactItems: [{ Put: { TableName, Item: key(1) } }, { Put: { TableName, Item: key(2) } }],
      }),
    ],
    [
      "a transaction with one foreign delete",
      new TransactWriteItemsCommand({
        TransactItems: [{ Put: { TableName, Item: key(1) } }, { Delete: { TableName, Key: key(2) } }],
      }),
    ],
    [
      "a transaction with a condition check, which was not granted",
      new TransactWriteItemsCommand({
        TransactItems: [
          { ConditionCheck: { TableName, Key: key(1), ConditionExpression: "attribute_exists(pk)" } },
        ],
      }),
    ],
    [
      "a transactional read with one foreign key",
      new TransactGetItemsCommand({
        TransactItems: [{ Get: { TableName, Key: key(1) } }, { Get: { TableName, Key: key(2) } }],
      }),
    ],
    [
      "a foreign query",
      new QueryCommand({
        TableName,
        KeyConditionExpression: "pk = :p",
        ExpressionAttributeValues: { ":p": { S: "A#2#E#1" } },
      }),
    ],
    [
      "a foreign query with the value first",
      new QueryCommand({
        TableName,
        KeyConditionExpression: ":p = #k",
        ExpressionAttributeNames: { "#k": "pk" },
        ExpressionAttributeValues: { ":p": { S: "A#2#E#1" } },
      }),
    ],
    [
      "a foreign query of the old kind",
      new QueryCommand({
        TableName,
        KeyConditions: { pk: { ComparisonOperator: "EQ", AttributeValueList: [{ S: "A#2#E#1" }] } },
      }),
    ],
    [
      "a foreign query that compares its own key in a filter",
      new QueryCommand({
        TableName,
        KeyConditionExpression: "pk = :p",
        FilterExpression: "pk = :q",
        ExpressionAttributeValues: { ":p": { S: "A#2#E#1" }, ":q": { S: "A#1#E#1" } },
      }),
    ],
    ["a foreign query on an index", byTeam(2)],
    ["a scan", new ScanCommand({ TableName })],
    ["a scan of an index", new ScanCommand({ TableName, IndexName: "team" })],
    ["PartiQL", new ExecuteStatementCommand({ Statement: `SELECT * FROM "main" WHERE pk = 'A#1#E#1'` })],
    [
      "PartiQL in a transaction",
      new ExecuteTransactionCommand({
        TransactStatements: [{ Statement: `SELECT * FROM "main" WHERE pk = 'A#1#E#1' AND sk = 'PROFILE'` }],
      }),
    ],
    ["another table", new GetItemCommand({ TableName: "other", Key: key(1) })],
    ["the list of tables", new ListTablesCommand({})],
  ])("is denied %s", async (_, command) => {
    await expect(mine.send(command as GetItemCommand)).rejects.toMatchObject(denied);
  });

  test("is denied a key that is missing", async () => {
    const command = new GetItemCommand({ TableName, Key: { sk: { S: "PROFILE" } } });
    await expect(mine.send(command)).rejects.toMatchObject(denied);
  });

  test("hears which action on which resource is missing", async () => {
    await expect(mine.send(new ScanCommand({ TableName }))).rejects.toThrow(
      `is not authorized to perform: dynamodb:Scan on resource: ${arns.table}`,
    );
  });

  test("may check conditions with that grant, on its own items", async () => {
    const { dynamodb } = clientsOf(engines, "checker");
    const check = (agency: number) =>
      new TransactWriteItemsCommand({
        TransactItems: [
          { ConditionCheck: { TableName, Key: key(agency), ConditionExpression: "attribute_exists(pk)" } },
        ],
      });
    await dynamodb.send(check(1));
    await expect(dynamodb.send(check(2))).rejects.toMatchObject(denied);
  });
});

describe("a session-tagged role", () => {
  const assume = (tags: { Key: string; Value: string }[], who = "bulk") =>
    clientsOf(engines, who).sts.send(
      new AssumeRoleCommand({ RoleArn: roleArn("tagged"), RoleSessionName: "export-1", Tags: tags }),
    );
  const credentialsOf = ({ Credentials }: Awaited<ReturnType<typeof assume>>) => ({
    accessKeyId: Credentials?.AccessKeyId ?? "",
    secretAccessKey: Credentials?.SecretAccessKey ?? "",
    sessionToken: Credentials?.SessionToken ?? "",
  });

  test("reaches the agency of its tag and no other", async () => {
    const credentials = credentialsOf(await assume([{ Key: "agency", Value: "2" }]));
    const { dynamodb, sts } = clientsOf(engines, credentials);
    const identity = await sts.send(new GetCallerIdentityCommand({}));
    expect(identity.Arn).toBe("arn:aws:sts::000000000000:assumed-role/tagged/export-1");
    expect((await dynamodb.send(new GetItemCommand({ TableName, Key: key(2) }))).Item).toBeDefined();
    await expect(dynamodb.send(new GetItemCommand({ TableName, Key: key(1) }))).rejects.toMatchObject(denied);
  });

  test("takes a tag of a star literally", async () => {
    const credentials = credentialsOf(await assume([{ Key: "agency", Value: "*" }]));
    const { dynamodb } = clientsOf(engines, credentials);
    await expect(dynamodb.send(new GetItemCommand({ TableName, Key: key(1) }))).rejects.toMatchObject(denied);
  });

  test("is not given without its tag, nor to a role that it does not trust", async () => {
    await expect(assume([])).rejects.toMatchObject({ name: "AccessDenied" });
    await expect(assume([{ Key: "agency", Value: "1" }], "all")).rejects.toMatchObject({
      name: "AccessDenied",
    });
  });

  test("is over when its hour is", async () => {
    let now = Date.now();
    const trust: PolicyStatement = { Effect: "Allow", Principal: { AWS: roleArn("self") }, Action: "sts:*" };
    const everything: PolicyStatement = { Effect: "Allow", Action: "*", Resource: "*" };
    const own = await startFixture({ principals: [role("self", [everything], [trust])], now: () => now });
    try {
      const command = new AssumeRoleCommand({
        RoleArn: roleArn("self"),
        RoleSessionName: "once",
        DurationSeconds: 900,
      });
      const credentials = credentialsOf(await clientsOf(own, "self").sts.send(command));
      now += 14 * 60_000;
      const { dynamodb } = clientsOf(own, credentials);
      await dynamodb.send(new GetItemCommand({ TableName, Key: key(1) }));
      now += 2 * 60_000;
      await expect(dynamodb.send(new GetItemCommand({ TableName, Key: key(1) }))).rejects.toMatchObject({
        name: "ExpiredTokenException",
      });
    } finally {
      await own.close();
    }
  });
});

test("a role limited to some attributes cannot read others", async () => {
  const { dynamodb } = clientsOf(engines, "names-only");
  const get = (projection: string) =>
    new GetItemCommand({
      TableName,
      Key: key(1),
      ProjectionExpression: projection,
      ExpressionAttributeNames: { "#n": "name" },
    });
  await dynamodb.send(get("#n"));
  await expect(dynamodb.send(get("#n, nip"))).rejects.toMatchObject(denied);
});

test("a role that may send does so to its queue, in batches too, and to no other", async () => {
  const { sqs } = clientsOf(engines, "sender");
  const QueueUrl = engines.queueUrl("work");
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "x" }));
  await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: [{ Id: "1", MessageBody: "x" }] }));
  const other = new SendMessageCommand({ QueueUrl: engines.queueUrl("work-dead"), MessageBody: "x" });
  await expect(sqs.send(other)).rejects.toMatchObject({ name: "AccessDenied" });
});

describe("a role that may read some objects", () => {
  const get = (Key: string) => new GetObjectCommand({ Bucket: "uploads", Key });
  const refused = { name: "AccessDenied" };

  test("reads those only, and does not learn that a key is missing unless it may list", async () => {
    const { s3 } = clientsOf(engines, "reader");
    await s3.send(get("open/a"));
    await expect(s3.send(get("closed/a"))).rejects.toMatchObject(refused);
    await expect(s3.send(get("open/none"))).rejects.toMatchObject(refused);
    await expect(clientsOf(engines, "all").s3.send(get("open/none"))).rejects.toMatchObject({
      name: "NoSuchKey",
    });
  });

  test("lists the prefix it was granted only", async () => {
    const { s3 } = clientsOf(engines, "lister");
    const list = (Prefix?: string) => new ListObjectsV2Command({ Bucket: "uploads", Prefix });
    expect((await s3.send(list("open/"))).KeyCount).toBe(1);
    await expect(s3.send(list())).rejects.toMatchObject(refused);
    await expect(s3.send(list("closed/"))).rejects.toMatchObject(refused);
  });
});

test("credentials of a role that is not in the template do not exist", () => {
  expect(() => engines.credentialsFor(roleArn("nobody"))).toThrow("nobody");
});
