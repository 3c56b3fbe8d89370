import { Refused } from "#shared/platform/client.ts";
import { Store } from "../app/store.ts";
import type { Api } from "../data/client.ts";
import { isReachable } from "./connection.ts";
import { keptDatabase } from "./kept.ts";
import {
  insisting,
  nextToSend,
  OwnVersions,
  rebased,
  replacedBy,
  type Sending,
  type SendingInput,
} from "./queue.ts";
import { isUnreachable } from "./unreachable.ts";

/** What waits to be sent, and what of it needs the person. */
export interface OutboxState {
  readonly pending: number;
  readonly refused: readonly Sending[];
  /** All of it, the oldest first. */
  readonly waiting: readonly Sending[];
}

/** A write that has just arrived, with what the service answered. */
export interface Arrival {
  readonly sending: Sending;
  readonly answer: unknown;
}

type Area = keyof Api;
type RouteOf<A extends Area> = keyof Api[A] & string;
type InputOf<A extends Area, N extends RouteOf<A>> = Api[A][N] extends (input: infer I) => unknown
  ? I
  : never;

interface Whither {
  /** Writes to one subject arrive in order. */
  readonly subject: string;
  /** Given where each write saves the thing whole: then only the newest of those that wait is sent. */
  readonly slot?: string;
  /** The slot whose last save it is about: then it is made upon the version that the save gets. */
  readonly about?: string;
  /** Reads that change by it, as `<area>/<route>`. */
  readonly refreshes?: readonly string[];
  /** Before everything else that waits. */
  readonly isFirst?: true;
  /** The draft's name under which the answer is kept on the device. */
  readonly answerTo?: string;
  /** The draft's name under which a file lies that goes to where the answer says; it counts as one write with it. */
  readonly file?: string;
}

/** How long to leave a busy service alone, in milliseconds: longer each time. */
const pauses = [2_000, 5_000, 15_000, 60_000] as const;

export interface OutboxDeps {
  readonly api: Api;
  /** Makes the named reads anew. */
  readonly refresh: (reads: readonly string[]) => void;
  /** Takes the file of a write to the place that the service answered; answers what it says then. */
  readonly bring: (sending: Sending, place: unknown) => Promise<unknown>;
}

/**
 * Writes made on this device, sent in order when there is a network; what is written here survives closing the browser.
 * Of several tabs one sends.
 */
export class Outbox {
  readonly state = new Store<OutboxState>({ pending: 0, refused: [], waiting: [] });
  /** The last write that arrived while this page was open. */
  readonly arrival = new Store<Arrival | undefined>(undefined);
  readonly #deps: OutboxDeps;
  readonly #own = new OwnVersions();
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(deps: OutboxDeps) {
    this.#deps = deps;
    isReachable.watch((isBack) => {
      if (isBack) void this.send();
    });
  }

  /** Takes a write; settles when it is on the device, not when it has arrived. */
  async put<A extends Area, N extends RouteOf<A>>(
    area: A,
    route: N,
    input: InputOf<A, N>,
    { subject, slot, about, refreshes = [], isFirst, answerTo, file }: Whither,
  ): Promise<void> {
    const made = this.#own.rebased({
      area,
      route,
      input: input as SendingInput,
      subject,
      slot,
      key: crypto.randomUUID(),
      madeAt: new Date().toISOString(),
      attempts: 0,
      refreshes,
      ...(about !== undefined && { about }),
      ...(isFirst !== undefined && { isFirst }),
      ...(answerTo !== undefined && { answerTo }),
      ...(file !== undefined && { file }),
    });
    const transaction = (await keptDatabase()).transaction("outbox", "readwrite");
    const replaced = replacedBy(made, await transaction.store.getAll());
    await transaction.store.put({
      ...made,
      ...(replaced === undefined ? {} : { id: replaced.id }),
    } as Sending);
    await transaction.done;
    void this.send();
    await this.look();
  }

  /** Sends what waits, one after the other, until nothing can be sent. Does nothing while another tab sends. */
  async send(): Promise<void> {
    clearTimeout(this.#timer);
    await navigator.locks.request("kinerja.outbox", { ifAvailable: true }, async (lock) => {
      if (lock === null) return;
      while (await this.#sendNext());
    });
    await this.look();
  }

  /** Lets a refused write win over what the service has now. */
  async insist({ id }: Sending): Promise<void> {
    const database = await keptDatabase();
    const sending = await database.get("outbox", id);
    if (sending !== undefined) await database.put("outbox", insisting(sending, crypto.randomUUID()));
    await this.send();
  }

  /** Gives a refused write up; what the service has stays. */
  async giveUp({ id, refreshes }: Sending): Promise<void> {
    await (await keptDatabase()).delete("outbox", id);
    this.#deps.refresh(refreshes);
    await this.send();
  }

  /** Reads anew what waits; other tabs write to it too. */
  async look(): Promise<void> {
    const sendings = await (await keptDatabase()).getAll("outbox");
    this.state.set({
      pending: sendings.length,
      refused: sendings.filter(({ refusal }) => refusal !== undefined),
      waiting: sendings,
    });
  }

  /** False when there is nothing to send, or it cannot be sent now. */
  async #sendNext(): Promise<boolean> {
    const sending = await this.#takeNext();
    if (sending === undefined) return false;
    try {
      await this.#arrived(sending, await this.#call(sending));
      this.#failures = 0;
      return true;
    } catch (error) {
      return await this.#failed(sending, error);
    }
  }

  /** Counted as an attempt before it goes out: if this tab ends now, nobody knows whether it arrived. */
  async #takeNext(): Promise<Sending | undefined> {
    const transaction = (await keptDatabase()).transaction("outbox", "readwrite");
    const next = nextToSend(await transaction.store.getAll());
    const taken = next && { ...next, attempts: next.attempts + 1 };
    if (taken !== undefined) await transaction.store.put(taken);
    await transaction.done;
    return taken;
  }

  async #call(sending: Sending): Promise<unknown> {
    const { area, route, input, key, file } = sending;
    const routes = this.#deps.api[area as Area] as Readonly<
      Record<string, (input: unknown) => Promise<unknown>>
    >;
    const call = routes[route];
    // An app of another release may have queued it.
    if (call === undefined) throw new Refused(404, undefined);
    const answer = await call({ ...input, idempotencyKey: key });
    return file === undefined ? answer : await this.#deps.bring(sending, answer);
  }

  async #arrived(sending: Sending, answer: unknown): Promise<void> {
    const transaction = (await keptDatabase()).transaction(["outbox", "drafts"], "readwrite");
    const waiting = transaction.objectStore("outbox");
    await waiting.delete(sending.id);
    this.#own.arrived(sending, answer);
    for (const later of rebased(sending, answer, await waiting.getAll())) await waiting.put(later);
    if (sending.answerTo !== undefined) {
      const draft = { value: answer, savedAt: new Date().toISOString() };
      await transaction.objectStore("drafts").put(draft, sending.answerTo);
    }
    await transaction.done;
    this.arrival.set({ sending, answer });
    await this.look();
    this.#deps.refresh(sending.refreshes);
  }

  /** True when others may go on. */
  async #failed(sending: Sending, error: unknown): Promise<boolean> {
    if (isUnreachable(error) || !(error instanceof Refused) || isPassing(error)) {
      this.#retryLater();
      return false;
    }
    const { code, status, problem } = error;
    const refusal = problem ?? { type: "", code, status, title: "", detail: "", requestId: "" };
    await (await keptDatabase()).put("outbox", { ...sending, refusal });
    return true;
  }

  #retryLater(): void {
    const pause = pauses[Math.min(this.#failures++, pauses.length - 1)];
    this.#timer = setTimeout(() => void this.send(), pause);
  }
}

/** Nothing is wrong with the write: the service is busy, or nobody is signed in yet. */
function isPassing({ status, problem }: Refused): boolean {
  const isTokenRefused = status === 401 || (status === 403 && problem === undefined);
  return isTokenRefused || status === 429 || status >= 500;
}
