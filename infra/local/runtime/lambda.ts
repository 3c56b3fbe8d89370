import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { Worker } from "node:worker_threads";
import type {
  FunctionError,
  InvokeAnswer,
  InvokeMessage,
  LambdaWorkerData,
  ReadyMessage,
} from "./lambda-worker.ts";

/** One function of the template, ready to run. */
export interface FunctionSpec {
  name: string;
  arn: string;
  /** The bundle's entry module and the export that handles events. */
  file: string;
  handlerName: string;
  timeoutMs: number;
  memoryMb: number;
  environment: Readonly<Record<string, string>>;
}

/** What every function of one local cloud shares. */
export interface LambdaHost {
  clock: SharedArrayBuffer;
  /** `<function>.ndjson` is written here; undefined: output is dropped. */
  logDir: string | undefined;
  rerouted: Readonly<Record<string, string>>;
  /** Invocations that one thread may have in progress; the rest wait in order. */
  concurrency: number;
}

/** The outcome of an invocation: `payload` is JSON text. */
export type InvokeResult = { payload: string } | { error: FunctionError };

/** A thread compiles its bundle anew unless it is told where this process keeps compiled code: half of a cold start. */
const { NODE_COMPILE_CACHE } = process.env;
const compileCache = NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE };

/** The most that a synchronous invocation may send or answer, in bytes. */
export const lambdaPayloadLimit = 6_291_556;

/** Initialisation has its own time, as in AWS (10 s there; a busy laptop may take longer). */
const initialisationMs = 60_000;

interface Pending {
  message: InvokeMessage;
  settle: (result: InvokeResult) => void;
  timer?: NodeJS.Timeout;
}

/**
 * One function in one worker thread, started by its first invocation.
 *
 * AWS gives each invocation in progress an environment of its own; a thread each would cost a cold start each on a
 * laptop, so one thread takes several at once, as Lambda's managed instances do (`AWS_LAMBDA_MAX_CONCURRENCY` says so
 * to libraries that keep state per request). A thread that ran into a timeout takes no more work and ends with the last
 * invocation it still has, so that the next one is a cold start as in AWS.
 */
export class LambdaFunction {
  readonly spec: FunctionSpec;
  readonly #host: LambdaHost;
  readonly #waiting: Pending[] = [];
  /** The last one takes new work; retired ones end theirs. */
  readonly #environments = new Set<Environment>();
  #environment: Environment | undefined;

  constructor(spec: FunctionSpec, host: LambdaHost) {
    this.spec = spec;
    this.#host = host;
  }

  /** Runs the function once. Never rejects: a failure is an `error`, as Lambda reports it. */
  invoke(event: unknown): Promise<InvokeResult> {
    const message = { id: randomUUID(), event: JSON.stringify(event), timeoutMs: this.spec.timeoutMs };
    if (Buffer.byteLength(message.event) > lambdaPayloadLimit) {
      const errorMessage = `Request must be smaller than ${lambdaPayloadLimit} bytes for the InvokeFunction operation`;
      return Promise.resolve({ error: { errorType: "RequestEntityTooLargeException", errorMessage } });
    }
    return new Promise((settle) => {
      this.#waiting.push({ message, settle });
      this.#startWaiting();
    });
  }

  /** Ends the thread; what is in progress fails. */
  async close(): Promise<void> {
    await Promise.all([...this.#environments].map((each) => each.end("The local cloud is closing")));
  }

  #startWaiting(): void {
    if (this.#environment === undefined || !this.#environment.isTakingWork)
      this.#environment = this.#startEnvironment();
    while (this.#waiting.length > 0 && this.#environment.inProgress < this.#host.concurrency) {
      const next = this.#waiting.shift();
      if (next !== undefined) this.#environment.run(next);
    }
  }

  #startEnvironment(): Environment {
    const worker = new Worker(new URL("./lambda-worker.ts", import.meta.url), {
      workerData: this.#workerData(),
      env: { ...compileCache, ...this.spec.environment },
      execArgv: ["--disable-warning=ExperimentalWarning"],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: Math.max(this.spec.memoryMb, 128) },
    });
    const environment = new Environment(worker, () => this.#startWaitingIfAny());
    this.#environments.add(environment);
    worker.on("exit", () => this.#environments.delete(environment));
    return environment;
  }

  #startWaitingIfAny(): void {
    if (this.#waiting.length > 0) this.#startWaiting();
  }

  #workerData(): LambdaWorkerData {
    const { file, handlerName, name: functionName, arn: functionArn, memoryMb } = this.spec;
    const { clock, rerouted } = this.#host;
    return {
      clock,
      file,
      handlerName,
      functionName,
      functionArn,
      memoryMb,
      rerouted,
      logFile: this.#logFile(),
    };
  }

  #logFile(): string | undefined {
    const { logDir } = this.#host;
    if (logDir === undefined) return undefined;
    mkdirSync(logDir, { recursive: true });
    return path.join(logDir, `${this.spec.name}.ndjson`);
  }
}

/** A worker thread and what it has in progress. */
class Environment {
  readonly #worker: Worker;
  readonly #onFree: () => void;
  readonly #pending = new Map<string, Pending>();
  #isRetired = false;
  #isReady = false;

  constructor(worker: Worker, onFree: () => void) {
    this.#worker = worker;
    this.#onFree = onFree;
    worker.on("message", (message: InvokeAnswer | ReadyMessage) => {
      if ("ready" in message) this.#ready();
      else this.#answered(message);
    });
    worker.on("error", (error) => this.#crashed({ errorType: error.name, errorMessage: error.message }));
    worker.on("exit", (code) =>
      this.#crashed({ errorType: "Runtime.ExitError", errorMessage: exitMessage(code) }),
    );
  }

  get isTakingWork(): boolean {
    return !this.#isRetired;
  }

  get inProgress(): number {
    return this.#pending.size;
  }

  run(pending: Pending): void {
    this.#pending.set(pending.message.id, pending);
    this.#startTimer(pending, this.#isReady ? 0 : initialisationMs);
    this.#worker.postMessage(pending.message);
  }

  async end(reason: string): Promise<void> {
    this.#crashed({ errorType: "Runtime.ExitError", errorMessage: reason });
    await this.#worker.terminate();
  }

  #answered(answer: InvokeAnswer): void {
    const isTooLarge = "payload" in answer && answer.payload.length > lambdaPayloadLimit;
    this.#settle(answer.id, isTooLarge ? { error: responseTooLarge } : answer);
  }

  #ready(): void {
    this.#isReady = true;
    for (const pending of this.#pending.values()) this.#startTimer(pending, 0);
  }

  #startTimer(pending: Pending, extraMs: number): void {
    const { id, timeoutMs } = pending.message;
    clearTimeout(pending.timer);
    pending.timer = setTimeout(() => this.#timedOut(id), timeoutMs + extraMs);
  }

  #timedOut(id: string): void {
    const seconds = ((this.#pending.get(id)?.message.timeoutMs ?? 0) / 1000).toFixed(2);
    this.#isRetired = true;
    const errorMessage = `RequestId: ${id} Error: Task timed out after ${seconds} seconds`;
    this.#settle(id, { error: { errorType: "Sandbox.Timedout", errorMessage } });
  }

  #crashed(error: FunctionError): void {
    this.#isRetired = true;
    for (const id of [...this.#pending.keys()]) this.#settle(id, { error });
  }

  #settle(id: string, result: InvokeResult): void {
    const pending = this.#pending.get(id);
    if (pending === undefined) return;
    clearTimeout(pending.timer);
    this.#pending.delete(id);
    pending.settle(result);
    if (this.#isRetired && this.#pending.size === 0) void this.#worker.terminate();
    this.#onFree();
  }
}

const responseTooLarge: FunctionError = {
  errorType: "Function.ResponseSizeTooLarge",
  errorMessage: `Response payload size exceeded maximum allowed payload size (${lambdaPayloadLimit} bytes).`,
};

function exitMessage(code: number): string {
  return `Runtime exited with error: exit status ${code}`;
}
