import type { Server } from "node:http";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Engines, type MailSink, type PeekedMessage, queueUrl } from "../engines/contract.ts";
import type { FaultSettings } from "../engines/fault-settings.ts";
import { startEngines } from "../engines/start-engines.ts";
import { Activity } from "./activity.ts";
import { readAssembly } from "./assembly.ts";
import { Checkpoints } from "./checkpoints.ts";
import { VirtualClock } from "./clock.ts";
import { controlPath, handleControl } from "./control.ts";
import { lockDataDir } from "./data-lock.ts";
import { Deployment } from "./deployment.ts";
import { bareDesk, type Desk } from "./desk.ts";
import { earliestDueReader } from "./due-index.ts";
import { Edge } from "./edge.ts";
import { planEngines, runnerRole } from "./engine-plan.ts";
import { EventBus } from "./event-bus.ts";
import { makeEventSources, releaseInFlight } from "./event-sources.ts";
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
  people?: (engines: Engines, environmentOf: EnvironmentOf, clock: VirtualClock) => PersonDirectory;
  /** What the service tells the control page of itself; absent: nothing. */
  desk?: (surroundings: DeskSurroundings) => Desk;
  /** How long the gateway waits for a function, in milliseconds; absent: API Gateway's 30 s. */
  integrationTimeoutMs?: number;
  /** Invocations in progress per function. */
  concurrency?: number;
  /** How long work may make no progress while the clock is moved, in milliseconds. */
  patienceMs?: number;
}

/** The environment of a function, by its bundle's name (`identity-handlers`): what it may touch, and as whom. */
export type EnvironmentOf = (bundle: string) => Readonly<Record<string, string>>;

/** What a desk reads from. */
export interface DeskSurroundings {
  engines: Engines;
  environmentOf: EnvironmentOf;
  clock: VirtualClock;
  /** The local cloud's own address, for the public API. */
  url: string;
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

/** What `POST /v1/sessions` answered to a one-tap sign-in: with its cookies the browser is signed in. */
export interface SignInAnswer {
  status: number;
  body: unknown;
  cookies?: string[];
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
  desk: Desk;
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
  signIn(as: string, agency?: string): Promise<SignInAnswer>;
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
  const closing = new Closing();
  try {
    const ground = await layGround(options, closing);
    return await openDoors(ground, options, closing);
  } catch (error) {
    await closing.close();
    throw error;
  }
}

/** What was started, to be ended in the opposite order. */
class Closing {
  readonly #steps: (() => unknown)[] = [];

  add(step: () => unknown): void {
    this.#steps.push(step);
  }

  async close(): Promise<void> {
    for (const step of this.#steps.splice(0).reverse()) await step();
  }
}

/** Clock, engines and the deployed whole: what everything else stands on. */
interface Ground {
  clock: VirtualClock;
  engines: Engines;
  deployment: Deployment;
  notRun: readonly NotRun[];
  /** A file or folder of the data; undefined when nothing is kept. */
  inDataDir: (name: string) => string | undefined;
  /** The engines start before the bus, and tell it of mail and objects. */
  bus: { current: EventBus | undefined };
}

async function layGround(options: LocalCloudOptions, closing: Closing): Promise<Ground> {
  const { dataDir, assembly, startAt, isHeld, faults = {} } = options;
  if (dataDir !== undefined) closing.add(lockDataDir(dataDir));
  const inDataDir = (name: string) => (dataDir === undefined ? undefined : path.join(dataDir, name));
  const clock = new VirtualClock({ file: inDataDir("clock.json"), startAt: instantOf(startAt), isHeld });
  closing.add(() => clock.close());
  const stacks = readAssembly(assembly);
  const place = { region: homeRegion, accountId };
  // The engines choose their address when they start; nothing that they are given holds a queue's URL but its policy.
  const plan = new Deployment(stacks, {
    ...place,
    queueUrl: (name) => queueUrl("http://localhost", accountId, name),
  });
  const notRun = checkSupport(plan);
  const bus: Ground["bus"] = { current: undefined };
  const engines = await startEngines({
    ...planEngines(plan),
    ...place,
    dataDir: inDataDir("engines"),
    now: () => clock.now(),
    faults,
    onMailEvent: (event) => bus.current?.onMailEvent(event),
    onObjectEvent: (event) => bus.current?.onObjectEvent(event),
  });
  closing.add(() => engines.close());
  const deployment = new Deployment(stacks, { ...place, queueUrl: (name) => engines.queueUrl(name) });
  return { clock, engines, deployment, notRun, inDataDir, bus };
}

async function openDoors(ground: Ground, options: LocalCloudOptions, closing: Closing): Promise<LocalCloud> {
  // The functions' threads need the address before anything can answer on it: early callers wait for `ready`.
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
    service: async (request) => {
      const { service } = await ready.promise;
      return await overNetwork(ground.engines.faults.get().networkDelayMs, () => service(request));
    },
  });
  closing.add(() => closeServer(server));
  const publicUrl = `http://localhost:${port}`;
  const identityProvider = makeIdentityProvider(ground, options, port, publicUrl);
  closing.add(() => identityProvider.close());
  const functions = makeFunctions(ground, options, port);
  closing.add(() => Promise.all([...functions.values()].map((each) => each.close())));
  const service = await makeService(ground, options, functions, publicUrl);
  const timekeeper = await startWork(ground, options, functions, closing);
  const cloud = describeCloud(ground, {
    url: publicUrl,
    desk: makeDesk(ground, options, publicUrl),
    identityProvider,
    functions,
    timekeeper,
    closing,
  });
  ready.resolve({ cloud, service });
  return cloud;
}

function makeIdentityProvider(
  { deployment, engines, clock }: Ground,
  options: LocalCloudOptions,
  port: number,
  publicUrl: string,
): IdentityProvider {
  const pool = deployment.resources("AWS::Cognito::UserPool")[0];
  return new IdentityProvider({
    issuer:
      pool?.identity.attributes["ProviderURL"] ?? `https://cognito-idp.${homeRegion}.amazonaws.com/local`,
    clientId: deployment.resources("AWS::Cognito::UserPoolClient")[0]?.identity.ref ?? "local",
    publicUrl,
    redirectUris: redirectUris(deployment, port),
    dataDir: options.dataDir,
    clock: clock.memory,
    now: () => clock.now(),
    people:
      options.people?.(engines, environmentsOf(deployment, engines), clock) ??
      poolDirectory(engines, pool?.identity.ref ?? ""),
  });
}

function makeDesk({ engines, deployment, clock }: Ground, { desk }: LocalCloudOptions, url: string): Desk {
  const environmentOf = environmentsOf(deployment, engines);
  return desk?.({ engines, environmentOf, clock, url }) ?? bareDesk;
}

function environmentsOf(deployment: Deployment, engines: Engines): EnvironmentOf {
  return (bundle) => {
    const spec = planFunctions(deployment, engines).find(({ name }) => name.endsWith(`-${bundle}`));
    if (spec === undefined) throw new Error(`The template has no function ${bundle}.`);
    return spec.environment;
  };
}

function makeFunctions(
  ground: Ground,
  options: LocalCloudOptions,
  port: number,
): Map<string, LambdaFunction> {
  const { deployment, engines, clock, inDataDir } = ground;
  const provider = `http://127.0.0.1:${port}${oidcPath}`;
  const host = {
    clock: clock.memory,
    logDir: inDataDir("logs"),
    rerouted: Object.fromEntries(signInAddresses(deployment).map((address) => [address, provider])),
    concurrency: options.concurrency ?? defaultConcurrency,
  };
  return new Map(
    planFunctions(deployment, engines).map((spec) => [spec.arn, new LambdaFunction(spec, host)]),
  );
}

/** A request on its way here and its answer on its way back, each half of the delay. */
async function overNetwork<T>(delayMs: number, answer: () => Promise<T>): Promise<T> {
  if (delayMs === 0) return await answer();
  await sleep(delayMs / 2);
  const answered = await answer();
  await sleep(delayMs / 2);
  return answered;
}

/** What happens without a request: pollers, schedules, events. */
async function startWork(
  ground: Ground,
  { patienceMs = defaultPatienceMs }: LocalCloudOptions,
  functions: ReadonlyMap<string, LambdaFunction>,
  closing: Closing,
): Promise<Timekeeper> {
  const { deployment, engines, clock, inDataDir } = ground;
  const activity = new Activity();
  const { sqs, dynamodb } = engines.admin;
  const queueUrlOf = (name: string) => engines.queueUrl(name);
  const bus = new EventBus({
    deployment,
    functions,
    activity,
    sqs,
    queueUrl: queueUrlOf,
    now: () => clock.now(),
  });
  ground.bus.current = bus;
  const timekeeper = new Timekeeper({
    clock,
    tasks: makeSchedules(deployment, (arn, payload) => bus.deliverInBackground(arn, payload)),
    earliestDue: earliestDueReader(deployment, dynamodb),
    untilQuiet: () => activity.untilQuiet(patienceMs),
    settleIndexes: () => engines.settleIndexes(),
    sweepTtl: () => engines.sweepTtl(),
  });
  const checkpoints = new Checkpoints(inDataDir("checkpoints.json"));
  closing.add(() => checkpoints.close());
  const isMovingClock = () => timekeeper.isMoving;
  const deps = { deployment, engines, functions, bus, activity, checkpoints, clock, isMovingClock };
  const sources = makeEventSources(deps);
  await releaseInFlight(deps);
  for (const source of sources) source.start();
  closing.add(() => Promise.all(sources.map((source) => source.stop())));
  timekeeper.start();
  closing.add(() => timekeeper.stop());
  return timekeeper;
}

interface Running {
  url: string;
  desk: Desk;
  identityProvider: IdentityProvider;
  functions: ReadonlyMap<string, LambdaFunction>;
  timekeeper: Timekeeper;
  closing: Closing;
}

function describeCloud(ground: Ground, running: Running): LocalCloud {
  const { clock, engines, deployment, notRun } = ground;
  const { timekeeper, closing, ...shown } = running;
  const clockState = (): ClockState => ({
    now: new Date(clock.now()).toISOString(),
    held: clock.isHeld,
    offsetMs: Math.round(clock.offsetMs),
    schedules: timekeeper.upcoming(),
  });
  const cloud: LocalCloud = {
    ...shown,
    clock,
    mail: engines.mail,
    engines,
    people: running.identityProvider.people,
    notRun,
    clockState,
    queues: () => queueStates(deployment, engines),
    hold: (isHeld) => {
      if (isHeld) clock.hold();
      else clock.release();
      return clockState();
    },
    moveTo: (epochMs, moveOptions) => timekeeper.move(epochMs, moveOptions),
    settle: () => timekeeper.settle(),
    signIn: (as, agency) => signIn(cloud, as, agency),
    close: () => closing.close(),
  };
  return cloud;
}

interface Doorways {
  cloud: LocalCloud;
  service: (request: GatewayRequest) => Promise<GatewayResponse>;
}

/** The distribution where the template has one, else the API itself. */
async function makeService(
  { deployment, engines, clock }: Ground,
  { webDir, integrationTimeoutMs = 30_000 }: LocalCloudOptions,
  functions: ReadonlyMap<string, LambdaFunction>,
  publicUrl: string,
): Promise<Doorways["service"]> {
  const deps = { deployment, functions, now: () => clock.now(), integrationTimeoutMs };
  const gateways = deployment.resources("AWS::ApiGatewayV2::Api").map((api) => new Gateway(api, deps));
  const distribution = deployment.resources("AWS::CloudFront::Distribution")[0];
  if (distribution === undefined)
    return (request) => gateways[0]?.handle(request) ?? Promise.resolve(ownAnswer(404));
  const config = await resolveDynamicReferences(
    distribution.properties["DistributionConfig"],
    secretReader(engines),
  );
  const edge = new Edge(config, {
    deployment,
    gateways,
    webDir,
    standIns: standIns(deployment, engines, publicUrl),
  });
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

/** The public addresses of buckets and of the sign-in page, and what stands for them. */
function standIns(deployment: Deployment, engines: Engines, publicUrl: string): Record<string, string> {
  const buckets = deployment
    .resources("AWS::S3::Bucket")
    .flatMap(({ identity }) => [
      `https://${identity.attributes["RegionalDomainName"] ?? ""}`,
      `https://${identity.attributes["DomainName"] ?? ""}`,
    ]);
  return {
    ...Object.fromEntries(buckets.map((address) => [address, engines.endpoint])),
    ...Object.fromEntries(signInPages(deployment).map((address) => [address, publicUrl])),
  };
}

/** Addresses of the user pool, whose requests go to the local provider. */
function signInAddresses(deployment: Deployment): string[] {
  const pools = deployment
    .resources("AWS::Cognito::UserPool")
    .map(({ identity }) => identity.attributes["ProviderURL"] ?? "");
  return [...pools, ...signInPages(deployment)];
}

function signInPages(deployment: Deployment): string[] {
  return deployment
    .resources("AWS::Cognito::UserPoolDomain")
    .map(({ properties }) => `https://${String(properties["Domain"])}.auth.${homeRegion}.amazoncognito.com`);
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
async function signIn(cloud: LocalCloud, as: string, agency: string | undefined): Promise<SignInAnswer> {
  const person = await cloud.people.find(as, agency);
  if (person === undefined) return { status: 404, body: { message: `Nobody here signs in as ${as}.` } };
  const nonce = crypto.randomUUID();
  const idToken = await cloud.identityProvider.mintIdToken(person, nonce);
  const { invitation } = person;
  const response = await fetch(`${cloud.url}/v1/sessions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      idToken,
      nonce,
      ...(agency === undefined ? {} : { agencyId: agency }),
      ...(invitation === undefined ? {} : { invitation }),
    }),
  });
  return { status: response.status, body: await response.json(), cookies: response.headers.getSetCookie() };
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
