import type { IncomingMessage, ServerResponse } from "node:http";
import { Temporal } from "#shared/platform/clock.ts";
import type { FaultSettings } from "../engines/fault-settings.ts";
import { readControlFile } from "./control-files.ts";
import { listLetters, readLetter } from "./letters.ts";
import type { LocalCloud } from "./local-cloud.ts";
import { StuckError } from "./timekeeper.ts";

/** Where the control page and its endpoints lie. */
export const controlPath = "/_local";

type Answer = { status: number; body: unknown; cookies?: string[] };
type Endpoint = (cloud: LocalCloud, url: URL, body: Record<string, unknown>) => Promise<Answer> | Answer;

/** The control endpoints, by method and path under `/_local`. */
const endpoints: Record<string, Endpoint> = {
  "GET /clock": (cloud) => ok(cloud.clockState()),
  "POST /clock": async (cloud, url, body) => {
    const everyTick = url.searchParams.get("everyTick") === "1";
    if (typeof body["held"] === "boolean") return ok(cloud.hold(body["held"]));
    const target = targetOf(body, cloud.clock.now());
    return target === undefined
      ? refuse('Give {"advance":"P1D"}, {"to":"…Z"} or {"held":true}.')
      : ok(await cloud.moveTo(target, { everyTick }));
  },
  "GET /mail": (cloud, url) => {
    const to = url.searchParams.get("to");
    const since = url.searchParams.get("since");
    return ok(cloud.mail.list({ ...(to === null ? {} : { to }), ...(since === null ? {} : { since }) }));
  },
  "GET /letters": async ({ mail, desk }, url) => {
    const after = Number(url.searchParams.get("after") ?? 0);
    if (!Number.isInteger(after) || after < 0) return refuse("Give after=<how many are known already>.");
    return ok(await listLetters(mail, desk, after));
  },
  "GET /letter": async ({ mail, desk }, url) =>
    found(await readLetter(mail, desk, url.searchParams.get("id") ?? "")),
  "GET /milestones": async ({ desk }) => ok({ items: await desk.milestones() }),
  "GET /planned-mail": async ({ desk }) => ok((await desk.plannedMail()) ?? { items: [], isCut: false }),
  "GET /planned-letter": async ({ desk }, url) => {
    const { agency, cycle, person, step } = Object.fromEntries(url.searchParams);
    if (agency === undefined || cycle === undefined || person === undefined || step === undefined)
      return refuse("Give agency, cycle, person and step.");
    return found(await desk.plannedLetter({ agency, cycle, person, step }));
  },
  "GET /demo": ({ desk }) => ok(desk.demo() ?? { faces: [], tour: [] }),
  "POST /sign-in": async (cloud, _url, { as, agency }) => {
    if (typeof as !== "string") return refuse('Give {"as":"<e-mail or NIP>"}.');
    return cloud.signIn(as, typeof agency === "string" ? agency : undefined);
  },
  "GET /people": async ({ people, desk }, url) => {
    const find = url.searchParams.get("find")?.trim();
    return ok(find ? await desk.findPeople(find) : await people.list());
  },
  "GET /queues": (cloud) => ok(cloud.queues()),
  "POST /queues/redrive": async (cloud, _url, { queue }) => {
    if (typeof queue !== "string") return refuse('Give {"queue":"<name of the dead-letter queue>"}.');
    return ok({ moved: await cloud.engines.redriveQueue(queue) });
  },
  "GET /faults": (cloud) => ok(cloud.engines.faults.get()),
  "POST /faults": (cloud, _url, body) => {
    const known = cloud.engines.faults.get();
    const unknown = Object.entries(body).filter(
      ([name, value]) => typeof value !== typeof known[name as keyof FaultSettings],
    );
    if (unknown.length > 0) return refuse(`No such fault: ${unknown.map(([name]) => name).join(", ")}.`);
    return ok(cloud.engines.faults.set(body as Partial<FaultSettings>));
  },
  "GET /not-run": (cloud) => ok(cloud.notRun),
};

/** Answers whatever lies under `/_local`: only to this machine, and only when asked by its own name. */
export async function handleControl(
  cloud: LocalCloud,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? "/", cloud.url);
  if (!isFromHere(request))
    return send(response, {
      status: 403,
      body: { message: "Only this machine may control the local cloud." },
    });
  const path = url.pathname.slice(controlPath.length).replace(/\/$/, "");
  const file = request.method === "GET" ? await readControlFile(path.slice(1)) : undefined;
  if (file !== undefined) {
    response.writeHead(200, file.headers);
    response.end(file.body);
    return;
  }
  send(response, await answer(cloud, `${request.method} ${path}`, url, request));
}

async function answer(cloud: LocalCloud, key: string, url: URL, request: IncomingMessage): Promise<Answer> {
  const endpoint = endpoints[key];
  if (endpoint === undefined)
    return { status: 404, body: { message: `No ${key} here.`, endpoints: Object.keys(endpoints) } };
  try {
    return await endpoint(cloud, url, await readJson(request));
  } catch (error) {
    if (error instanceof StuckError)
      return { status: 409, body: { message: error.message, stuck: error.stuck, now: error.at } };
    return { status: 400, body: { message: error instanceof Error ? error.message : String(error) } };
  }
}

/**
 * The host name is checked because a page on the internet may give its own name this machine's address (DNS rebinding),
 * the origin because its forms may post here.
 */
function isFromHere(request: IncomingMessage): boolean {
  const isLoopback = /^(::ffff:)?127\.|^::1$/.test(request.socket.remoteAddress ?? "");
  const { host = "", origin } = request.headers;
  const isOurName = isLocalName(`http://${host}`);
  return isLoopback && isOurName && (origin === undefined || origin === `http://${host}`);
}

function isLocalName(address: string): boolean {
  return URL.canParse(address) && ["localhost", "127.0.0.1", "[::1]"].includes(new URL(address).hostname);
}

function targetOf(body: Record<string, unknown>, nowMs: number): number | undefined {
  const { advance, to } = body;
  // Days are 24 hours here, whatever the zone: the clock knows no zone.
  if (typeof advance === "string") {
    const duration = Temporal.Duration.from(advance);
    const relativeTo = Temporal.Instant.fromEpochMilliseconds(Math.floor(nowMs)).toZonedDateTimeISO("UTC");
    return nowMs + duration.total({ unit: "millisecond", relativeTo });
  }
  return typeof to === "string" ? Temporal.Instant.from(to).epochMilliseconds : undefined;
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
}

function ok(body: unknown): Answer {
  return { status: 200, body };
}

function found(body: unknown): Answer {
  return body === undefined ? { status: 404, body: { message: "There is no such letter." } } : ok(body);
}

function refuse(message: string): Answer {
  return { status: 400, body: { message } };
}

function send(response: ServerResponse, { status, body, cookies = [] }: Answer): void {
  if (cookies.length > 0) response.setHeader("set-cookie", cookies);
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(body));
}
