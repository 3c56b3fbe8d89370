import http from "node:http";
import { type Client, createClient } from "#shared/platform/client.ts";
import { routeStrings } from "#shared/route-strings.ts";
import type { routes } from "#shared/routes.ts";

export type Api = Client<typeof routes>;
export type CycleView = Awaited<ReturnType<Api["cycles"]["readCycle"]>>;

/** One mail of the local mailbox. */
export interface LocalMail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly at: string;
}

/** A running local cloud as a person with a browser and a script meet it: the public API and the control endpoints. */
export class CloudClient {
  readonly url: string;
  readonly #clients = new Map<string, Promise<Api>>();

  constructor(url: string) {
    this.url = url;
  }

  /** The API as somebody sees it, signed in by e-mail or NIP; kept until their token would run out. */
  async as(who: string, agency?: string): Promise<Api> {
    const name = `${who} ${agency ?? ""}`;
    const known = this.#clients.get(name) ?? this.#signIn(who, agency);
    this.#clients.set(name, known);
    known.catch(() => this.#clients.delete(name));
    return await known;
  }

  /** Moves the clock, a week at a time; everything due on the way is done when this answers. Answers how often. */
  async moveTo(instant: string): Promise<number> {
    // Tokens live for 15 minutes of the service's time.
    this.#clients.clear();
    const target = Date.parse(instant);
    let fired = 0;
    for (let at = Date.parse(await this.now()); at < target; ) {
      at = Math.min(at + weekInMilliseconds, target);
      const move = await this.control<{ fired: Record<string, number> }>("POST", "/clock", {
        to: new Date(at).toISOString(),
      });
      fired += Object.values(move.fired).reduce((sum, count) => sum + count, 0);
    }
    return fired;
  }

  async now(): Promise<string> {
    return (await this.control<{ now: string }>("GET", "/clock")).now;
  }

  async mailSince(since: string): Promise<readonly LocalMail[]> {
    return await this.control<readonly LocalMail[]>("GET", `/mail?since=${encodeURIComponent(since)}`);
  }

  async control<T>(method: "GET" | "POST", path: string, body?: object): Promise<T> {
    const { status, text } = await patientRequest(`${this.url}/_local${path}`, method, body);
    if (status >= 400) throw new Error(`${method} /_local${path} answered ${status}: ${text}`);
    return JSON.parse(text) as T;
  }

  async #signIn(who: string, agency: string | undefined): Promise<Api> {
    const session = { token: (await this.#session(who, agency)).accessToken };
    return createClient<typeof routes>(routeStrings, {
      baseUrl: this.url,
      fetch: patientFetch,
      token: () => session.token,
      renew: async () => {
        session.token = (await this.#session(who, agency)).accessToken;
        return true;
      },
    });
  }

  async #session(who: string, agency: string | undefined): Promise<{ accessToken: string }> {
    return await this.control("POST", "/sign-in", { as: who, ...(agency === undefined ? {} : { agency }) });
  }
}

const weekInMilliseconds = 7 * 24 * 60 * 60 * 1000;

/** Without a time limit: `fetch` gives up after five minutes, and moving the clock over a large agency's day may take longer. */
async function patientRequest(
  url: string,
  method: string,
  body: object | undefined,
): Promise<{ status: number; text: string }> {
  return await new Promise((resolve, reject) => {
    const request = http.request(url, { method }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (piece: string) => {
        text += piece;
      });
      response.once("end", () => resolve({ status: response.statusCode ?? 0, text }));
      response.once("error", reject);
    });
    request.once("error", reject);
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** A script in a hurry waits as it is told: 429 and 503 say for how long. */
async function patientFetch(url: string, init: RequestInit): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(url, init);
    if ((response.status !== 429 && response.status !== 503) || attempt === 10) return response;
    const seconds = Number(response.headers.get("retry-after") ?? 1);
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  }
}

/** For giving up, not for measuring: a table of thousands on a machine that does much else takes its minutes. */
const patienceSeconds = 600;

/** Waits until something is so; for work that goes on after an answer. Real time, since the clock may stand still. */
export async function until<T>(look: () => Promise<T>, isSo: (found: T) => boolean): Promise<T> {
  const end = performance.now() + patienceSeconds * 1000;
  for (;;) {
    const found = await look();
    if (isSo(found)) return found;
    if (performance.now() > end)
      throw new Error(`not so after ${patienceSeconds} s: ${JSON.stringify(found).slice(0, 300)}`);
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}

/** Does something for each, a few at a time. */
export async function forEach<T>(
  items: readonly T[],
  atOnce: number,
  action: (item: T) => Promise<void>,
): Promise<void> {
  const rest = items.values();
  const worker = async () => {
    for (const item of rest) await action(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
