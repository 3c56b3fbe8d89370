import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Engines, ObjectEvent } from "#infra/local/engines/contract.ts";
import { arns, clientsOf, startFixture } from "./fixture.ts";

const folder = mkdtempSync(join(tmpdir(), "kinerja-queues-"));
const events: ObjectEvent[] = [];
let engines: Engines;
const options = { dataDir: folder, onObjectEvent: (event: ObjectEvent) => void events.push(event) };

beforeAll(async () => {
  engines = await startFixture(options);
});
beforeEach(() => {
  events.length = 0;
});
afterAll(async () => {
  await engines.close();
  rmSync(folder, { recursive: true });
});

const restart = async () => {
  await engines.close();
  engines = await startFixture(options);
};

describe("a queue", () => {
  const QueueUrl = () => engines.queueUrl("work");
  const sqs = () => clientsOf(engines).sqs;
  const send = (MessageBody: string, more = {}) =>
    sqs().send(new SendMessageCommand({ QueueUrl: QueueUrl(), MessageBody, ...more }));
  const receive = async (more = {}) =>
    (await sqs().send(new ReceiveMessageCommand({ QueueUrl: QueueUrl(), MaxNumberOfMessages: 10, ...more })))
      .Messages ?? [];

  test("is found by name under the endpoint, and tells the template's ARN", async () => {
    const found = await sqs().send(new GetQueueUrlCommand({ QueueName: "work" }));
    expect(found.QueueUrl).toBe(QueueUrl());
    const { Attributes } = await sqs().send(
      new GetQueueAttributesCommand({ QueueUrl: QueueUrl(), AttributeNames: ["All"] }),
    );
    expect(Attributes).toMatchObject({ QueueArn: arns.queue, VisibilityTimeout: "1" });
    expect(JSON.parse(Attributes?.["RedrivePolicy"] ?? "{}").deadLetterTargetArn).toBe(arns.deadLetters);
  });

  test("keeps its messages over a restart", async () => {
    await send("kept");
    await restart();
    const [message] = await receive();
    expect(message?.Body).toBe("kept");
    await sqs().send(
      new DeleteMessageCommand({ QueueUrl: QueueUrl(), ReceiptHandle: message?.ReceiptHandle }),
    );
    expect(await receive()).toEqual([]);
  });

  test("waits for a message that comes while somebody polls", async () => {
    const waiting = receive({ WaitTimeSeconds: 5 });
    await send("awaited");
    const [message] = await waiting;
    expect(message?.Body).toBe("awaited");
    await sqs().send(
      new DeleteMessageCommand({ QueueUrl: QueueUrl(), ReceiptHandle: message?.ReceiptHandle }),
    );
  });

  test("gives a delayed message after a twentieth of its delay once it is hastened, not at once, however often", async () => {
    await send("delayed", { DelaySeconds: 20 });
    for (let time = 0; time < 3; time++) engines.hastenQueue("work");
    expect(engines.peekQueue("work")).toMatchObject({ ready: [], delayed: [{ body: "delayed" }] });
    const [message] = await receive({ WaitTimeSeconds: 10 });
    expect(message?.Body).toBe("delayed");
    await sqs().send(
      new DeleteMessageCommand({ QueueUrl: QueueUrl(), ReceiptHandle: message?.ReceiptHandle }),
    );
  });

  test("gives up a message after its tries, which can be looked at and driven back, also over a restart", async () => {
    await send("poison");
    expect(await receive({ VisibilityTimeout: 0 })).toHaveLength(1);
    await expect.poll(() => receive({ VisibilityTimeout: 0 })).toEqual([]);
    const [dead] = engines.peekQueue("work-dead").ready;
    expect(dead?.body).toBe("poison");
    expect(await engines.redriveQueue("work-dead")).toBe(1);
    expect(engines.peekQueue("work-dead")).toEqual({ ready: [], delayed: [], inFlight: [] });
    await restart();
    expect(engines.peekQueue("work").ready).toMatchObject([{ body: "poison", receiveCount: 0 }]);
    expect((await receive()).map((message) => message.Body)).toEqual(["poison"]);
    expect(engines.peekQueue("work").inFlight).toHaveLength(1);
  });

  test("that does not exist cannot be looked at or driven", async () => {
    expect(() => engines.peekQueue("none")).toThrow("none");
    await expect(engines.redriveQueue("work")).rejects.toThrow("dead-letter");
  });
});

describe("a bucket", () => {
  const Bucket = "uploads";
  const s3 = () => clientsOf(engines).s3;
  const read = async (Key: string) =>
    (await s3().send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();

  test("keeps bytes, type and metadata over a restart", async () => {
    const Body = randomBytes(3 * 1024 * 1024);
    await s3().send(
      new PutObjectCommand({
        Bucket,
        Key: "a/ü 1.bin",
        Body,
        ContentType: "application/x-test",
        Metadata: { import: "1" },
      }),
    );
    await restart();
    const found = await s3().send(new GetObjectCommand({ Bucket, Key: "a/ü 1.bin" }));
    expect([found.ContentType, found.Metadata]).toEqual(["application/x-test", { import: "1" }]);
    expect(Buffer.from((await found.Body?.transformToByteArray()) ?? []).equals(Body)).toBe(true);
    expect((await s3().send(new HeadObjectCommand({ Bucket, Key: "a/ü 1.bin" }))).ContentLength).toBe(
      Body.length,
    );
  });

  test("takes a stream of known length", async () => {
    const Body = Readable.from([Buffer.from("satu"), Buffer.from("dua")]);
    await s3().send(new PutObjectCommand({ Bucket, Key: "stream", Body, ContentLength: 7 }));
    expect(await read("stream")).toBe("satudua");
  });

  test("takes parts, copies, lists and deletes, and tells of each", async () => {
    const Key = "export.csv";
    const { UploadId } = await s3().send(new CreateMultipartUploadCommand({ Bucket, Key }));
    const part = await s3().send(
      new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: "a,b" }),
    );
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag: part.ETag }] };
    await s3().send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload }));
    await s3().send(new CopyObjectCommand({ Bucket, Key: "copy&1.csv", CopySource: `${Bucket}/${Key}` }));
    expect(await read("copy&1.csv")).toBe("a,b");
    const { Contents } = await s3().send(new ListObjectsV2Command({ Bucket, Prefix: "copy" }));
    expect(Contents?.map((one) => one.Key)).toEqual(["copy&1.csv"]);
    await s3().send(new DeleteObjectCommand({ Bucket, Key }));
    await s3().send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: "copy&1.csv" }] } }));
    expect(events.map(({ detailType, key }) => [detailType, key])).toEqual([
      ["Object Created", "export.csv"],
      ["Object Created", "copy&1.csv"],
      ["Object Deleted", "export.csv"],
      ["Object Deleted", "copy&1.csv"],
    ]);
  });

  test("says what it does not do, instead of doing something else", async () => {
    await expect(s3().send(new GetObjectTaggingCommand({ Bucket, Key: "stream" }))).rejects.toMatchObject({
      name: "NotImplemented",
    });
  });
});

test("nothing listens outside the loopback", async () => {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const outside = addresses.filter(({ family, internal }) => family === "IPv4" && !internal);
  const ports = [engines.endpoint, ...Object.values(engines.admin)].map((url) => new URL(url).port);
  for (const { address } of outside) {
    for (const port of ports) await expect(fetch(`http://${address}:${port}/`)).rejects.toThrow();
  }
});
