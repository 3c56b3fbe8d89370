import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { SendEmailCommand } from "@aws-sdk/client-sesv2";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { clientsOf, startFixture } from "./fixture.ts";

/* A runner to be killed: writes items, messages and mails, and says of each when it is acknowledged. */
const engines = await startFixture({ dataDir: process.argv[2] });
const { dynamodb, sqs, ses } = clientsOf(engines);
console.log(`engine ${engines.enginePid}`);
for (let count = 0; ; count += 1) {
  const name = `n${count}`;
  await dynamodb.send(new PutItemCommand({ TableName: "main", Item: { pk: { S: name }, sk: { S: "x" } } }));
  await sqs.send(new SendMessageCommand({ QueueUrl: engines.queueUrl("work"), MessageBody: name }));
  await ses.send(
    new SendEmailCommand({
      FromEmailAddress: "noreply@kinerja.example",
      Destination: { ToAddresses: ["a@b.id"] },
      Content: { Simple: { Subject: { Data: name }, Body: { Text: { Data: name } } } },
    }),
  );
  console.log(`done ${name}`);
}
