import { randomUUID } from "node:crypto";
import { type Answer, jsonAnswer } from "./aws-error.ts";
import type { Faults } from "./faults.ts";
import { readAll, sendToEngine } from "./forward.ts";
import type { Need } from "./iam/authorize.ts";
import { readJsonCall, textMember } from "./json-request.ts";
import type { Call, Input, Service } from "./service.ts";

/** Where messages go that are acknowledged and lost. */
export const lostQueueName = "lost-messages-of-the-local-cloud";

const singular: Record<string, string> = {
  SendMessageBatch: "SendMessage",
  DeleteMessageBatch: "DeleteMessage",
  ChangeMessageVisibilityBatch: "ChangeMessageVisibility",
};

/** The account that the engine writes into its ARNs. */
const engineAccount = "000000000000";

interface Entry {
  Id: string;
}

interface BatchAnswer {
  Successful?: unknown[];
  Failed?: unknown[];
}

/** SQS: the engine's queues, with doubled, lost and refused messages on sending. */
export function sqsService(
  engine: URL,
  faults: Faults,
  arnOf: (queue: string) => string,
  urlOf: (queue: string) => string,
): Service {
  const queueOf = (input: Input) =>
    textMember(input, "QueueUrl").split("/").at(-1) || textMember(input, "QueueName");

  function needs({ operation, input }: Call): Need[] {
    const action = `sqs:${singular[operation] ?? operation}`;
    return [{ action, resource: arnOf(queueOf(input)), context: () => undefined }];
  }

  async function answer(call: Call): Promise<Answer> {
    const { operation, input } = call;
    if (operation === "SendMessage") return send(call);
    if (operation === "SendMessageBatch") return sendBatch(call);
    const answered = await pass(engine, call, call.request.body);
    if (answered.status !== 200) return answered;
    if (operation === "GetQueueUrl") return jsonAnswer("sqs", { QueueUrl: urlOf(queueOf(input)) });
    if (operation === "GetQueueAttributes") return withOurAccount(answered, arnOf);
    return answered;
  }

  async function send(call: Call): Promise<Answer> {
    const { queueDuplicateRate, queueLossRate } = faults.get();
    if (faults.happens(queueLossRate)) return pass(engine, call, withQueue(call.input, urlOf(lostQueueName)));
    const answered = await pass(engine, call, call.request.body);
    if (faults.happens(queueDuplicateRate)) await pass(engine, call, call.request.body);
    return answered;
  }

  async function sendBatch(call: Call): Promise<Answer> {
    const { queueDuplicateRate, queueLossRate, unprocessedRate } = faults.get();
    if (queueDuplicateRate + queueLossRate + unprocessedRate === 0)
      return pass(engine, call, call.request.body);
    const entries = (call.input["Entries"] ?? []) as Entry[];
    const fates = Object.groupBy(entries, () => {
      if (faults.happens(unprocessedRate)) return "failed";
      return faults.happens(queueLossRate) ? "lost" : "kept";
    });
    const total: BatchAnswer = { Failed: (fates.failed ?? []).map(failedEntry) };
    for (const [group, url] of [
      [fates.kept ?? [], textMember(call.input, "QueueUrl")],
      [fates.lost ?? [], urlOf(lostQueueName)],
    ] as const) {
      if (group.length === 0) continue;
      const answered = await pass(engine, call, withQueue({ ...call.input, Entries: group }, url));
      if (answered.status !== 200) return answered;
      const part = JSON.parse(answered.body.toString()) as BatchAnswer;
      total.Successful = [...(total.Successful ?? []), ...(part.Successful ?? [])];
      total.Failed = [...(total.Failed ?? []), ...(part.Failed ?? [])];
    }
    const doubled = (fates.kept ?? []).filter(() => faults.happens(queueDuplicateRate));
    if (doubled.length > 0) await pass(engine, call, withQueue({ ...call.input, Entries: doubled }));
    if (total.Failed?.length === 0) delete total.Failed;
    return jsonAnswer("sqs", total);
  }

  return { read: readJsonCall, needs, answer };
}

function failedEntry({ Id }: Entry) {
  return {
    Id,
    SenderFault: false,
    Code: "InternalError",
    Message: `We encountered an internal error (${randomUUID()}).`,
  };
}

function withQueue(input: Input, url = textMember(input, "QueueUrl")): Buffer {
  return Buffer.from(JSON.stringify({ ...input, QueueUrl: url }));
}

/** The engine's answer as it is; the authorization tells it the region. */
async function pass(engine: URL, call: Call, body: Buffer): Promise<Answer> {
  const { headers } = call.request;
  const sent = {
    "content-type": "application/x-amz-json-1.0",
    "content-length": String(body.length),
    "x-amz-target": headers["x-amz-target"],
    authorization: headers["authorization"],
  };
  const answer = await sendToEngine(engine, "POST", "/", sent, body);
  const kept: Record<string, string> = { "content-type": answer.headers["content-type"] ?? "" };
  const code = answer.headers["x-amzn-query-error"];
  if (typeof code === "string") kept["x-amzn-query-error"] = code;
  return { status: answer.status, headers: kept, body: await readAll(answer.stream) };
}

/** The engine knows one account only; its ARNs are translated to ours. */
function withOurAccount(answer: Answer, arnOf: (queue: string) => string): Answer {
  const body = answer.body
    .toString()
    .replace(new RegExp(`arn:aws:sqs:[\\w-]+:${engineAccount}:([\\w.-]+)`, "g"), (_, name: string) =>
      arnOf(name),
    );
  return { ...answer, body };
}
