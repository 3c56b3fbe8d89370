import { openSync, writeSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { installVirtualDate } from "./virtual-date.ts";

/** What the thread of one function is given. */
export interface LambdaWorkerData {
  clock: SharedArrayBuffer;
  /** The bundled module and the name of its handler. */
  file: string;
  handlerName: string;
  functionName: string;
  functionArn: string;
  memoryMb: number;
  /** Requests to these origins go elsewhere: an address that exists only in AWS has a local stand-in. */
  rerouted: Readonly<Record<string, string>>;
  /** Where output goes; undefined: nowhere. */
  logFile: string | undefined;
}

/** One invocation: the event as JSON text, as it crosses the wire in AWS. */
export interface InvokeMessage {
  id: string;
  event: string;
  timeoutMs: number;
}

/** What a function answered: its result as JSON text, or an error in Lambda's shape. */
export type InvokeAnswer = { id: string; payload: string } | { id: string; error: FunctionError };

/** Sent once, when the bundle's own initialisation has ended: a timeout counts from here. */
export type ReadyMessage = { ready: true };

/** The body of a failed invocation (`FunctionError: Unhandled`). */
export interface FunctionError {
  errorType: string;
  errorMessage: string;
  trace?: readonly string[];
}

type Handler = (event: unknown, context: object) => unknown;

const data = workerData as LambdaWorkerData;
const port = parentPort as MessagePort;
installVirtualDate(data.clock);
rerouteFetch();
redirectOutput();
const handler = importHandler();
// The first invocation reports a failing import; unhandled, the rejection would end the thread before it could.
void handler.catch(() => undefined).then(() => port.postMessage({ ready: true } satisfies ReadyMessage));

port.on("message", (message: InvokeMessage) => {
  void answer(message).then((reply) => port.postMessage(reply));
});

async function answer({ id, event, timeoutMs }: InvokeMessage): Promise<InvokeAnswer> {
  try {
    const handle = await handler;
    const result = await handle(JSON.parse(event), contextOf(id, performance.now() + timeoutMs));
    return { id, payload: JSON.stringify(result ?? null) };
  } catch (error) {
    const described = describe(error);
    process.stderr.write(
      `${JSON.stringify({ level: "ERROR", message: "Invoke Error", requestId: id, ...described })}\n`,
    );
    return { id, error: described };
  }
}

async function importHandler(): Promise<Handler> {
  const module = (await import(pathToFileURL(data.file).href)) as Record<string, unknown>;
  const found = module[data.handlerName];
  if (typeof found !== "function") {
    throw Object.assign(new Error(`index.${data.handlerName} is undefined or not exported`), {
      name: "Runtime.HandlerNotFound",
    });
  }
  return found as Handler;
}

function contextOf(id: string, deadline: number): object {
  return {
    awsRequestId: id,
    functionName: data.functionName,
    functionVersion: "$LATEST",
    invokedFunctionArn: data.functionArn,
    memoryLimitInMB: String(data.memoryMb),
    logGroupName: `/aws/lambda/${data.functionName}`,
    logStreamName: "local",
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => Math.max(0, Math.floor(deadline - performance.now())),
  };
}

function describe(error: unknown): FunctionError {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error) };
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? "").split("\n") };
}

/** Output is written at once and by this thread: a killed process has lost no line, and the terminal stays readable. */
function redirectOutput(): void {
  const file = data.logFile === undefined ? undefined : openSync(data.logFile, "a");
  const write = (chunk: string | Uint8Array) => {
    if (file !== undefined) writeSync(file, typeof chunk === "string" ? Buffer.from(chunk) : chunk);
    return true;
  };
  process.stdout.write = write;
  process.stderr.write = write;
}

/** Some addresses exist only in AWS (the user pool's keys): their requests go to the local stand-in. */
function rerouteFetch(): void {
  const realFetch = globalThis.fetch;
  const target = (url: string) => {
    const [from, to] = Object.entries(data.rerouted).find(([prefix]) => url.startsWith(prefix)) ?? [];
    return from === undefined || to === undefined ? undefined : to + url.slice(from.length);
  };
  globalThis.fetch = (input, init) => {
    const rerouted = target(input instanceof Request ? input.url : String(input));
    if (rerouted === undefined) return realFetch(input, init);
    return realFetch(input instanceof Request ? new Request(rerouted, input) : rerouted, init);
  };
}
