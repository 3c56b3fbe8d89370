import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ownAnswer } from "./gateway.ts";
import { type GatewayRequest, type GatewayResponse, readRequest } from "./gateway-events.ts";

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** What answers below one port: prefixes that are the local cloud's own, then the service. */
export interface Doors {
  prefixes: ReadonlyMap<string, Handle>;
  service: (request: GatewayRequest) => Promise<GatewayResponse>;
}

/** Listens on loopback. Rejects when the port is taken. */
export async function listen(port: number, doors: Doors): Promise<{ server: Server; port: number }> {
  // Node would cut the connection at 16 KB of headers; the gateway's own limit lies below and has its own answer.
  const server = createServer({ maxHeaderSize: 65_536, keepAliveTimeout: 65_000 }, (request, response) => {
    void route(doors, request, response).catch((error: unknown) => {
      console.error(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return { server, port: (server.address() as AddressInfo).port };
}

async function route(doors: Doors, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  for (const [prefix, handle] of doors.prefixes) {
    const path = incoming.url?.split("?")[0] ?? "/";
    if (path === prefix || path.startsWith(`${prefix}/`)) return handle(incoming, outgoing);
  }
  const request = await readRequest(incoming);
  const { statusCode, headers, body } =
    request === undefined ? refuse(outgoing) : await doors.service(request);
  const length =
    statusCode === 204 || statusCode === 304 ? {} : { "content-length": Buffer.byteLength(body) };
  outgoing.writeHead(statusCode, { ...headers, ...length });
  outgoing.end(incoming.method === "HEAD" ? undefined : body);
}

/** The rest of a body that is too long is never read, so the connection cannot be used again. */
function refuse(outgoing: ServerResponse): GatewayResponse {
  outgoing.setHeader("connection", "close");
  const answer = ownAnswer(413);
  return { ...answer, headers: { ...answer.headers, "apigw-requestid": randomUUID() } };
}
