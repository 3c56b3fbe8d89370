/** Calls an engine directly (JSON protocol, unsigned, without policy or faults): for the runner's own reading and polling. */
export async function callEngine<T>(
  endpoint: string,
  target: string,
  body: Record<string, unknown>,
  signal?: AbortSignal,
): Promise<T> {
  const response = await fetch(endpoint, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": target,
      authorization: runnerAuthorization,
      "x-amz-date": "20260101T000000Z",
    },
    body: JSON.stringify(body),
    signal: signal ?? null,
  });
  const text = await response.text();
  if (!response.ok) throw new EngineError(target, response.status, text);
  return (text === "" ? {} : JSON.parse(text)) as T;
}

/** An engine refused a call of the runner. */
export class EngineError extends Error {
  readonly code: string;

  constructor(target: string, status: number, body: string) {
    super(`${target} answered ${status}: ${body.slice(0, 300)}`);
    this.name = "EngineError";
    this.code = /"__type"\s*:\s*"(?:[^"#]*#)?([^"]+)"/.exec(body)?.[1] ?? String(status);
  }
}

/** The engines want a header in this form and do not check it; the signed endpoint in front of them does. */
const runnerAuthorization =
  "AWS4-HMAC-SHA256 Credential=runner/20260101/local/local/aws4_request, SignedHeaders=host, Signature=0";
