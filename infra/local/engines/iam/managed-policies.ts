import type { PolicyStatement } from "../contract.ts";

const logs: PolicyStatement = {
  Effect: "Allow",
  Action: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
  Resource: "*",
};

/** AWS's own policies that a function's role may carry, as far as their text concerns a service that runs here. */
const known: Record<string, readonly PolicyStatement[]> = {
  "service-role/AWSLambdaBasicExecutionRole": [logs],
  "service-role/AWSLambdaSQSQueueExecutionRole": [
    logs,
    {
      Effect: "Allow",
      Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
      Resource: "*",
    },
  ],
  "service-role/AWSLambdaDynamoDBExecutionRole": [logs],
  AWSXRayDaemonWriteAccess: [],
};

/** The statements of a managed policy by its ARN. Throws on one whose text is not kept here: guessing would open a wall. */
export function managedPolicy(arn: string): readonly PolicyStatement[] {
  const name = arn.replace(/^arn:aws:iam::aws:policy\//, "");
  const statements = known[name];
  if (statements === undefined) throw new Error(`The local cloud does not know the managed policy ${arn}.`);
  return statements;
}
