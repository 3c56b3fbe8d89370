import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KeptAccounts } from "./accounts.ts";
import { cognitoService } from "./cognito-service.ts";
import { type EngineOptions, type Engines, queueUrl } from "./contract.ts";
import { CredentialBook } from "./credentials.ts";
import { dynamodbService } from "./dynamodb-service.ts";
import { tableShape } from "./dynamodb-shapes.ts";
import { startTables } from "./dynoxide.ts";
import { Faults } from "./faults.ts";
import { Authorizer } from "./iam/authorizer.ts";
import { kmsService } from "./kms-service.ts";
import { KeptMail } from "./mail-sink.ts";
import { startProxy } from "./proxy.ts";
import { startQueues } from "./queues.ts";
import { secretsService } from "./secrets-service.ts";
import { sesService } from "./ses-service.ts";
import { sqsService } from "./sqs-service.ts";
import { stsService } from "./sts-service.ts";

/** Starts the engines and the signed endpoint in front of them; nothing listens outside the loopback. */
export async function startEngines(options: EngineOptions): Promise<Engines> {
  const { region, accountId, dataDir, now } = options;
  const folder = dataDir ?? mkdtempSync(join(memoryFolder(), "kinerja-engines-"));
  mkdirSync(folder, { recursive: true });
  const inFolder = (name: string) => join(folder, name);
  const [tables, queues] = await Promise.all([
    startTables(folder, options.tables),
    startQueues(dataDir, region, options.queues, options.buckets),
  ]);
  const faults = new Faults(options.faults);
  const mail = new KeptMail(dataDir === undefined ? undefined : inFolder("mail.ndjson"));
  const accounts = new KeptAccounts(inFolder("accounts.jsonl"), now);
  const book = new CredentialBook(inFolder("credentials.json"));
  const authorizer = new Authorizer(options.principals, options.resourcePolicies);
  const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${accountId}:${resource}`;
  const specArn = (specs: readonly { name: string; arn: string }[], name: string, fallback: string) =>
    specs.find((spec) => spec.name === name)?.arn ?? fallback;
  const shapes = new Map(options.tables.map((spec) => [spec.name, tableShape(spec)]));
  // Real time, and what jumps of the virtual clock let pass for the indexes.
  let skippedMs = 0;
  const lagClock = () => performance.now() + skippedMs;
  const urlOf = (name: string) => queueUrl(proxy.endpoint, accountId, name);
  const proxy = await startProxy(
    {
      region,
      now,
      book,
      authorizer,
      faults,
      buckets: options.buckets,
      objects: {
        engine: queues.url,
        arnOf: (bucket) => specArn(options.buckets, bucket, `arn:aws:s3:::${bucket}`),
        notify: (event) => options.onObjectEvent?.(event),
      },
      services: {
        dynamodb: dynamodbService(
          tables.url,
          shapes,
          faults,
          (table) => arn("dynamodb", `table/${table}`),
          lagClock,
        ),
        sqs: sqsService(queues.url, faults, (name) => specArn(options.queues, name, arn("sqs", name)), urlOf),
        ses: sesService(options, mail, faults),
        secretsmanager: secretsService(options, inFolder("secrets.json")),
        kms: kmsService(options, inFolder("kms.json")),
        sts: stsService(authorizer, book),
        "cognito-idp": cognitoService(options.userPools, accounts, (id) =>
          specArn(options.userPools, id, arn("cognito-idp", `userpool/${id}`)),
        ),
      },
    },
    options.port ?? 0,
  );
  const origin = (url: URL) => url.origin;
  return {
    endpoint: proxy.endpoint,
    admin: { dynamodb: origin(tables.url), sqs: origin(queues.url), s3: origin(queues.url) },
    credentialsFor: (roleArn) => {
      if (!authorizer.hasRole(roleArn)) throw new Error(`There is no role ${roleArn} in the template.`);
      return book.issue({
        roleArn,
        sessionName: "local",
        tags: {},
        expiresAtMs: undefined,
        policy: undefined,
      });
    },
    queueUrl: urlOf,
    streamArn: tables.streamArn,
    peekQueue: queues.peek,
    hastenQueue: queues.hasten,
    redriveQueue: async (name) => queues.redrive(name),
    mail,
    accounts,
    faults,
    sweepTtl: () => tables.sweepTtl(now()),
    settleIndexes: () => {
      skippedMs += faults.get().indexLagMs;
    },
    calls: proxy.calls,
    enginePid: tables.pid,
    close: async () => {
      await proxy.close();
      accounts.close();
      await Promise.all([tables.close(), queues.close()]);
      if (dataDir === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Where data that nobody keeps costs no disk: writes are three times as fast. */
function memoryFolder(): string {
  return existsSync("/dev/shm") ? "/dev/shm" : tmpdir();
}
