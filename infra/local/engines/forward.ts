import { Agent, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import type { Readable } from "node:stream";

/**
 * Connections stay open: a new one for each call would cost more than the call. An idle one is given up before an
 * engine would close it (after 30 seconds at the earliest), else a call could meet a closed door.
 */
const agent = new Agent({ keepAlive: true, maxSockets: 256, maxFreeSockets: 64, timeout: 15_000 });

/** What an engine answered, its body still on the way. */
export interface EngineAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  stream: IncomingMessage;
}

/** Sends one request to an engine; resolves when the answer's head is there. The signal breaks it off. */
export function sendToEngine(
  origin: URL,
  method: string,
  path: string,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  body: Buffer | string | Readable | undefined,
  signal?: AbortSignal,
): Promise<EngineAnswer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = origin;
    const options = {
      agent,
      hostname,
      port,
      method,
      path,
      headers: { ...headers },
      ...(signal && { signal }),
    };
    const outgoing = httpRequest(options, (answer) =>
      resolve({ status: answer.statusCode ?? 500, headers: answer.headers, stream: answer }),
    );
    outgoing.on("error", reject);
    if (body === undefined || typeof body === "string" || Buffer.isBuffer(body)) {
      outgoing.end(body);
      return;
    }
    // A body that fails its digest ends in an error: the request is cut, so that the engine never has the whole of it.
    body.on("error", (error) => {
      outgoing.destroy();
      reject(error);
    });
    body.pipe(outgoing);
  });
}

/** A whole stream as one buffer. */
export async function readAll(stream: Readable, limitBytes = Number.POSITIVE_INFINITY): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limitBytes) throw new RangeError(`more than ${limitBytes} bytes`);
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
}

/**
 * What an engine is shown as a signature: it wants to see one and does not read it. Always the same, because
 * DynamoDB Local (where it takes dynoxide's place) keeps a database for each key id and region.
 */
export const engineSignature = {
  authorization:
    "AWS4-HMAC-SHA256 Credential=local/20260101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0",
  "x-amz-date": "20260101T000000Z",
};

/** Calls an engine's JSON operation for the runner itself: unsigned, without policy or faults. Throws the engine's own words. */
export async function callEngine<T>(
  origin: URL | string,
  target: string,
  input: unknown,
  signal?: AbortSignal,
): Promise<T> {
  const headers = {
    "content-type": "application/x-amz-json-1.0",
    "x-amz-target": target,
    ...engineSignature,
  };
  const body = JSON.stringify(input);
  const answer = await sendToEngine(new URL(origin), "POST", "/", headers, body, signal);
  const text = (await readAll(answer.stream)).toString();
  if (answer.status !== 200) throw new Error(`${target}: ${text}`);
  return (text === "" ? {} : JSON.parse(text)) as T;
}
