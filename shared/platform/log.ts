import { Logger } from "@aws-lambda-powertools/logger";

/** Every line the service may log, with its level. What is not listed here is not logged. */
const events = {
  "request.completed": "info",
  "request.refused": "info",
  "request.failed": "error",
  "response.undeclared": "error",
  "message.completed": "info",
  "message.failed": "error",
  "milestone.claimed": "info",
  "milestone.unknown": "error",
  "reminder.run": "info",
  "mail.sent": "info",
  "mail.unknown": "warn",
  "mail.bounced": "warn",
  "cycle.opening": "info",
  "import.progress": "info",
  "session.reused": "warn",
  "relay.batch": "info",
  "tally.recounted": "info",
  "tally.drift": "error",
} as const satisfies Record<string, "info" | "warn" | "error">;

export type LogEvent = keyof typeof events;

/** Ids, names of things and numbers only: no body, name of a person, score, address or token has a field here. */
export interface LogFields {
  readonly requestId?: string;
  readonly route?: string;
  readonly agency?: string;
  readonly member?: string;
  readonly status?: number;
  readonly code?: string;
  readonly milliseconds?: number;
  readonly queue?: string;
  readonly messageId?: string;
  readonly entity?: string;
  readonly cycle?: string;
  readonly job?: string;
  readonly kind?: string;
  readonly paths?: readonly string[];
  readonly count?: number;
  readonly sent?: number;
  readonly skipped?: number;
}

const logger = new Logger({ serviceName: process.env["AWS_LAMBDA_FUNCTION_NAME"] ?? "kinerja" });

export function log(event: LogEvent, fields: LogFields, error?: unknown): void {
  const extra = error === undefined ? { ...fields } : { ...fields, error: describeError(error) };
  logger[events[event]](event, extra);
}

/**
 * An error without what it may say about people: its name, its message with digits and addresses masked, and where
 * it was thrown.
 */
function describeError(error: unknown): { name: string; message: string; at: string[] } {
  if (!(error instanceof Error)) return { name: "unknown", message: "", at: [] };
  const frames = (error.stack ?? "").split("\n").filter((line) => line.trimStart().startsWith("at "));
  const cause =
    error.cause instanceof Error ? ` (${error.cause.name}: ${maskPersonal(error.cause.message)})` : "";
  return { name: error.name, message: maskPersonal(error.message) + cause, at: frames.slice(0, 12) };
}

/** Takes NIPs and mail addresses out of a text. */
export function maskPersonal(text: string): string {
  return text.replace(/\d{6,}/g, "…").replace(/[^\s@"'<>]+@[^\s@"'<>]+/g, "…@…");
}
