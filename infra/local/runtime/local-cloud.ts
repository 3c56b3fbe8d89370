import type { Server } from "node:http";
import path from "node:path";
import type { Engines, MailSink, PeekedMessage } from "../engines/contract.ts";
import type { FaultSettings } from "../engines/fault-settings.ts";
import { startEngines } from "../engines/start-engines.ts";
import { Activity } from "./activity.ts";
import { readAssembly } from "./assembly.ts";
import { Checkpoints } from "./checkpoints.ts";
import { VirtualClock } from "./clock.ts";
import { controlPath, handleControl } from "./control.ts";
import { lockDataDir } from "./data-lock.ts";
import { Deployment } from "./deployment.ts";
import { earliestDueReader } from "./due-index.ts";
import { Edge } from "./edge.ts";
import { planEngines, runnerRole } from "./engine-plan.ts";
import { EventBus } from "./event-bus.ts";
import { type EventSource, makeEventSources, releaseInFlight } from "./event-sources.ts";
import { planFunctions } from "./function-plan.ts";
import { Gateway, ownAnswer } from "./gateway.ts";
import type { GatewayRequest, GatewayResponse } from "./gateway-events.ts";
import { IdentityProvider, oidcPath, type PersonDirectory } from "./identity-provider.ts";
import { resolveDynamicReferences } from "./intrinsics.ts";
import { LambdaFunction } from "./lambda.ts";
import { makeSchedules } from "./schedules.ts";
import { listen } from "./server.ts";
import { checkSupport, type NotRun } from "./support.ts";
import { type Move, Timekeeper } from "./timekeeper.ts";

/** How a local cloud is started. */
export interface LocalCloudOptions {
  /** The synthesized cloud assembly (`cdk.out`). */
  assembly: string;
  /** Where data stays between runs; undefined: nothing stays. */
  dataDir?: string;
  /** 0 or absent: any free port. */
  port?: number;
  /** Where a clock that `dataDir` does not remember begins (ISO 8601); absent: now. */
  startAt?: string;
  /** The clock stands still until it is moved. */
  isHeld?: boolean;
  faults?: Partial<FaultSettings>;
  /** The built web app. */
  webDir?: string;
  /** Who can sign in; absent: the user pool's accounts. */
  people?: (engines: Engines) => PersonDirectory;
  /** What `POST /v1/sessions` is sent for a one-tap sign-in. */
  sessionRequest?: (idToken: string, nonce: string, agency: string | undefined) => unknown;
  /** Invocations in progress per function. */
  concurrency?: number;
  /** How long work may make no progress while the clock is moved, in milliseconds. */
  patienceMs?: number;
}

/** A queue as the control page shows it. */
export interface QueueState {
  name: string;
  ready: number;
  inFlight: number;
  delayed: number;
  /** The queue whose dead letters these are. */
  deadLettersOf: string | undefined;
  /** The first messages of a dead-letter queue. */
  peek: readonly PeekedMessage[];
}

/** What the clock shows. */
export interface ClockState {
  now: string;
  held: boolean;
  offsetMs: number;
  schedules: readonly { name: string; at: string | undefined }[];
}

/** A running local cloud. */
export interface LocalCloud {
  url: string;
  clock: VirtualClock;
  mail: MailSink;
  engines: Engines;
  people: PersonDirectory;
  identityProvider: IdentityProvider;
  /** What of the template is checked and not run, each with its reason. */
  notRun: readonly NotRun[];
  /** Functions by their logical place, for tests that call one directly. */
  functions: ReadonlyMap<string, LambdaFunction>;
  clockState(): ClockState;
  queues(): QueueState[];
  hold(isHeld: boolean): ClockState;
  /** Moves the clock (epoch milliseconds) and finishes everything due on the way. */
  moveTo(epochMs: number, options?: { everyTick?: boolean }): Promise<Move>;
  /** Waits until nothing is left to do; rejects with `StuckError`. Does not move the clock. */
  settle(): Promise<void>;
  signIn(as: string, agency?: string): Promise<{ status: number; body: unknown }>;
  close(): Promise<void>;
}

const accountId = "000000000000";
const homeRegion = "ap-southeast-3";
const defaultConcurrency = 64;
const defaultPatienceMs = 30_000;

/**
 * Runs the synthesized template on this machine. Throws, naming resource and property, on anything in it that would be
 * silently different here. Two runs on one `dataDir` are refused.
 */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const closers: (() => unknown)[] = [];
  const closeAll = async () => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    return await assemble(options, closers, closeAll);
  } catch (error) {
    await closeAll();
    throw error;
  }
}

async function assemble(
  options: LocalCloudOptions,
  closers: (() => unknown)[],
  close: () => Promise<void>,
): Promise<LocalCloud> {
  const { dataDir } = options;
  if (dataDir !== undefined) closers.push(lockDataDir(dataDir));
  const inDataDir = (name: string) => (dataDir === undefined ? undefined : path.join(dataDir, name));
  const clock = new VirtualClock({
    file: inDataDir("clock.json"),
    startAt: instantOf(options.startAt),
    isHeld: options.isHeld,
  });
  closers.push(() => clock.keep());

  const stacks = readAssembly(options.assembly);
  const place = { region: homeRegion, accountId };
  const plan = new Deployment(stacks, {
    ...place,
    queueUrl: (name) => `https://sqs.${homeRegion}.amazonaws.com/${accountId}/${name}`,
  });
  const notRun = checkSupport(plan);
  let bus: EventBus | undefined;
  const engines = await startEngines({
    ...planEngines(plan),
    ...place,
    dataDir: inDataDir("engines"),
    now: () => clock.now(),
    faults: options.faults ?? {},
    onMailEvent: (event) => bus?.onMailEvent(event),
    onObjectEvent: (event) => bus?.onObjectEvent(event),
  });
  closers.push(() => engines.close());

  const deployment = new Deployment(stacks, { ...place, queueUrl: (name) => engines.queueUrl(name) });
  const pool = deployment.resources("AWS::Cognito::UserPool")[0];
  const people = options.people?.(engines) ?? poolDirectory(engines, pool?.identity.ref ?? "");
  // The functions' threads need the address before the port is known: nothing answers until `ready`.
  const ready = Promise.withResolvers<Doorways>();
  const { server, port } = await listen(options.port ?? 0, {
    prefixes: new Map([
      [
        controlPath,
        async (request, response) => handleControl((await ready.promise).cloud, request, response),
      ],
      [
        oidcPath,
        async (request, response) => (await ready.promise).cloud.identityProvider.handle(request, response),
      ],
    ]),
    service: async (request) => (await ready.promise).service(request),
  });
  closers.push(() => closeServer(server));
  const url = `http://localhost:${port}`;
  const oidcHere = `http://127.0.0.1:${port}${oidcPath}`;

  const identityProvider = new IdentityProvider({
    issuer:
      pool?.identity.attributes["ProviderURL"] ?? `https://cognito-idp.${homeRegion}.amazonaws.com/local`,
    clientId: deployment.resources("AWS::Cognito::UserPoolClient")[0]?.identity.ref ?? "local",
    redirectUris: redirectUris(deployment, port),
    dataDir,
    clock: clock.memory,
    now: () => clock.now(),
    people,
  });
  closers.push(() => identityProvider.close());

  const host = {
    clock: clock.memory,
    logDir: inDataDir("logs"),
    rerouted: Object.fromEntries(signInAddresses(deployment).map((address) => [address, oidcHere])),
    concurrency: options.concurrency ?? defaultConcurrency,
  };
  const functions = new Map(
    planFunctions(deployment, engines).map((spec) => [spec.arn, new LambdaFunction(spec, host)]),
  );
  closers.push(() => Promise.all([...functions.values()].map((each) => each.close())));

  const activity = new Activity();
  const { sqs, dynamodb } = engines.admin;
  const now = () => clock.now();
  const runningBus = new EventBus({
    deployment,
    functions,
    activity,
    sqs,
    queueUrl: (name) => engines.queueUrl(name),
    now,
  });
  bus = runningBus;
  const untilQuiet = () => activity.untilQuiet(options.patienceMs ?? defaultPatienceMs);
  const timekeeper = new Timekeeper({
    clock,
    tasks: makeSchedules(deployment, (arn, payload) => runningBus.deliverInBackground(arn, payload)),
    earliestDue: earliestDueReader(deployment, dynamodb),
    untilQuiet,
    settleIndexes: () => Promise.resolve(engines.settleIndexes()),
    sweepTtl: () => engines.sweepTtl(),
  });
  const sourceDeps = {
    deployment,
    engines,
    functions,
    bus: runningBus,
    activity,
    checkpoints: new Checkpoints(inDataDir("checkpoints.json")),
    clock,
    isMovingClock: () => timekeeper.isMoving,
  };
  const sources: EventSource[] = makeEventSources(sourceDeps);
  const service = await makeService(deployment, engines, functions, options.webDir, now);

  await releaseInFlight(sourceDeps);
  for (const source of sources) source.start();
  timekeeper.start();
  closers.push(() => Promise.all(sources.map((source) => source.stop())));
  closers.push(() => timekeeper.stop());

  const clockState = (): ClockState => ({
    now: new Date(clock.now()).toISOString(),
    held: clock.isHeld,
    offsetMs: Math.round(clock.offsetMs),
    schedules: timekeeper.upcoming(),
  });
  const cloud: LocalCloud = {
    url,
    clock,
    mail: engines.mail,
    engines,
    people,
    identityProvider,
    notRun,
    functions,
    clockState,
    queues: () => queueStates(deployment, engines),
    hold: (isHeld) => {
      if (isHeld) clock.hold();
      else clock.release();
      return clockState();
    },
    moveTo: (epochMs, moveOptions) => timekeeper.move(epochMs, moveOptions),
    settle: () => timekeeper.settle(),
    signIn: (as, agency) => signIn(cloud, options.sessionRequest ?? defaultSessionRequest, as, agency),
    close,
  };
  ready.resolve({ cloud, service });
  return cloud;
}

interface Doorways {
  cloud: LocalCloud;
  service: (request: GatewayRequest) => Promise<GatewayResponse>;
}

/** The distribution where the template has one, else the API itself. */
async function makeService(
  deployment: Deployment,
  engines: Engines,
  functions: ReadonlyMap<string, LambdaFunction>,
  webDir: string | undefined,
  now: () => number,
): Promise<Doorways["service"]> {
  const gateways = deployment
    .resources("AWS::ApiGatewayV2::Api")
    .map((api) => new Gateway(api, { deployment, functions, now }));
  const distribution = deployment.resources("AWS::CloudFront::Distribution")[0];
  if (distribution === undefined)
    return (request) => gateways[0]?.handle(request) ?? Promise.resolve(ownAnswer(404));
  const config = await resolveDynamicReferences(
    distribution.properties["DistributionConfig"],
    secretReader(engines),
  );
  const edge = new Edge(config, { deployment, gateways, webDir, standIns: standIns(deployment, engines) });
  return (request) => edge.handle(request);
}

/** Reads a secret as the template's dynamic references do. */
function secretReader(engines: Engines): (secretId: string, jsonKey: string) => Promise<string> {
  return async (secretId, jsonKey) => {
    const { GetSecretValueCommand, SecretsManagerClient } = await import("@aws-sdk/client-secrets-manager");
    const client = new SecretsManagerClient({
      endpoint: engines.endpoint,
      region: homeRegion,
      credentials: engines.credentialsFor(runnerRole),
    });
    const { SecretString = "" } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
    client.destroy();
    return jsonKey === ""
      ? SecretString
      : String((JSON.parse(SecretString) as Record<string, unknown>)[jsonKey]);
  };
}

/** Buckets' public addresses and the endpoint that stands for them. */
function standIns(deployment: Deployment, engines: Engines): Record<string, string> {
  const buckets = deployment
    .resources("AWS::S3::Bucket")
    .flatMap(({ identity }) => [
      `https://${identity.attributes["RegionalDomainName"] ?? ""}`,
      `https://${identity.attributes["DomainName"] ?? ""}`,
    ]);
  return Object.fromEntries(buckets.map((address) => [address, engines.endpoint]));
}

/** Addresses of the user pool, whose requests go to the local provider. */
function signInAddresses(deployment: Deployment): string[] {
  const pools = deployment
    .resources("AWS::Cognito::UserPool")
    .map(({ identity }) => identity.attributes["ProviderURL"] ?? "");
  const pages = deployment
    .resources("AWS::Cognito::UserPoolDomain")
    .map(({ properties }) => `https://${String(properties["Domain"])}.auth.${homeRegion}.amazoncognito.com`);
  return [...pools, ...pages];
}

/** The paths of the template's return addresses, on this machine's names. */
function redirectUris(deployment: Deployment, port: number): string[] {
  const given = deployment
    .resources("AWS::Cognito::UserPoolClient")
    .flatMap(({ properties }) => (properties["CallbackURLs"] ?? []) as string[]);
  const paths = given.map((address) => new URL(address).pathname);
  return ["localhost", "127.0.0.1"].flatMap((name) =>
    (paths.length === 0 ? ["/"] : paths).map((each) => `http://${name}:${port}${each}`),
  );
}

function poolDirectory(engines: Engines, poolId: string): PersonDirectory {
  type Account = ReturnType<Engines["accounts"]["list"]>[number];
  const personOf = ({ subject, username, attributes }: Account) => ({
    subject,
    username,
    name: attributes["name"] ?? username,
    email: attributes["email"],
  });
  return {
    list: () =>
      Promise.resolve(
        engines.accounts
          .list(poolId)
          .filter(({ isEnabled }) => isEnabled)
          .map(personOf),
      ),
    find: (as) => {
      const account = engines.accounts.find(poolId, as);
      return Promise.resolve(account === undefined ? undefined : personOf(account));
    },
  };
}

/** Mints an ID token for somebody and changes it for the service's own, through the public API. */
async function signIn(
  cloud: LocalCloud,
  requestOf: NonNullable<LocalCloudOptions["sessionRequest"]>,
  as: string,
  agency: string | undefined,
): Promise<{ status: number; body: unknown }> {
  const person = await cloud.people.find(as, agency);
  if (person === undefined) return { status: 404, body: { message: `Nobody here signs in as ${as}.` } };
  const nonce = crypto.randomUUID();
  const idToken = await cloud.identityProvider.mintIdToken(person, nonce);
  const response = await fetch(`${cloud.url}/v1/sessions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(requestOf(idToken, nonce, agency)),
  });
  return { status: response.status, body: await response.json() };
}

function defaultSessionRequest(idToken: string, nonce: string, agency: string | undefined): unknown {
  return agency === undefined ? { idToken, nonce } : { idToken, nonce, agency };
}

function queueStates(deployment: Deployment, engines: Engines): QueueState[] {
  const queues = deployment.resources("AWS::SQS::Queue");
  const served = new Map(
    queues.flatMap(({ identity, properties }) => {
      const redrive = properties["RedrivePolicy"] as { deadLetterTargetArn?: string } | undefined;
      return redrive?.deadLetterTargetArn === undefined
        ? []
        : [[redrive.deadLetterTargetArn, identity.name] as const];
    }),
  );
  return queues.map(({ identity: { name, arn } }) => {
    const { ready, inFlight, delayed } = engines.peekQueue(name);
    const deadLettersOf = served.get(arn);
    const isDead = deadLettersOf !== undefined;
    return {
      name,
      ready: ready.length,
      inFlight: inFlight.length,
      delayed: delayed.length,
      deadLettersOf,
      peek: isDead ? ready.slice(0, 10) : [],
    };
  });
}

function instantOf(iso: string | undefined): number | undefined {
  if (iso === undefined) return undefined;
  const epochMs = Date.parse(iso);
  if (Number.isNaN(epochMs)) throw new Error(`${iso} is no instant.`);
  return epochMs;
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
