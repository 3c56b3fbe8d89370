import type { Problem } from "#shared/platform/errors.ts";

/** What a call of the typed client takes, as it lies in the outbox. */
export interface SendingInput {
  readonly params?: Readonly<Record<string, string>> | undefined;
  readonly body?: unknown;
  readonly ifMatch?: number | undefined;
}

/** A write on its way to the service. */
export interface Sending {
  readonly id: number;
  readonly area: string;
  readonly route: string;
  readonly input: SendingInput;
  /** Writes to one subject (a plan, an evaluation) arrive in the order they were made. */
  readonly subject: string;
  /** What the write saves whole: a later one to the same slot replaces one that was never sent. */
  readonly slot: string | undefined;
  /** The slot whose last save this write is about, as sending a draft is: it goes out upon the version that the save gets. */
  readonly about?: string;
  /** The same for every attempt, so that the service does it once. */
  readonly key: string;
  readonly madeAt: string;
  readonly attempts: number;
  /** Reads to be made anew when it has arrived, as `<area>/<route>`. */
  readonly refreshes: readonly string[];
  /** Goes out before all that does not: what proves a deadline is small and must not wait behind what is large. */
  readonly isFirst?: true;
  /** The draft's name under which the answer is kept, for a page that may be closed when it comes. */
  readonly answerTo?: string;
  /** The draft's name under which a file lies that is sent to where the answer says, and then kept. */
  readonly file?: string;
  /** The service's refusal; the person decides what becomes of it, and the rest of the subject waits. */
  readonly refusal?: Problem;
}

export type NewSending = Omit<Sending, "id">;

/** Which write goes out next: the oldest whose subject has nothing refused before it, and what goes first before that. */
export function nextToSend(sendings: readonly Sending[]): Sending | undefined {
  const blocked = new Set<string>();
  const rank = ({ isFirst }: Sending) => (isFirst === true ? 0 : 1);
  for (const sending of [...sendings].sort((a, b) => rank(a) - rank(b))) {
    if (blocked.has(sending.subject)) continue;
    if (sending.refusal === undefined) return sending;
    blocked.add(sending.subject);
  }
  return undefined;
}

/**
 * The waiting write that a new one replaces: the last of its subject, to the same slot, never sent. One that was sent
 * may have arrived although the answer got lost, so it goes out again under its own key.
 */
export function replacedBy(made: NewSending, sendings: readonly Sending[]): Sending | undefined {
  const last = sendings.findLast(({ subject }) => subject === made.subject);
  if (last === undefined || made.slot === undefined || last.slot !== made.slot) return undefined;
  return last.attempts === 0 && last.refusal === undefined ? last : undefined;
}

/** The writes to the same slot, or about what it holds, that were made upon the version which `done` has just replaced, now upon the new one. */
export function rebased(done: Sending, answer: unknown, sendings: readonly Sending[]): readonly Sending[] {
  const version = versionOf(answer);
  if (version === undefined || done.slot === undefined) return [];
  const later = sendings.filter(
    ({ id, subject, slot, about = slot }) => id > done.id && subject === done.subject && about === done.slot,
  );
  return later.map((sending) => ({ ...sending, input: upon(sending.input, version) }));
}

/**
 * What this device's own writes made of the versions that they replaced. What somebody goes on typing while a save arrives
 * was begun upon the version before it; upon that it would be refused as if somebody else had written meanwhile.
 */
export class OwnVersions {
  readonly #next = new Map<string, number>();

  arrived(done: Sending, answer: unknown): void {
    const [before, after] = [versionUpon(done.input), versionOf(answer)];
    if (before !== undefined && after !== undefined) this.#next.set(placeOf(done, before), after);
  }

  /** The write, upon what came of the version that it was begun upon. */
  rebased(made: NewSending): NewSending {
    const begun = versionUpon(made.input);
    let version = begun;
    for (let next = begun; next !== undefined; next = this.#next.get(placeOf(made, next))) version = next;
    return version === begun || version === undefined ? made : { ...made, input: upon(made.input, version) };
  }
}

function placeOf({ subject, slot, about = slot }: NewSending, version: number): string {
  return JSON.stringify([subject, about, version]);
}

/** The version that a write was made upon. */
function versionUpon({ ifMatch, body }: SendingInput): number | undefined {
  return ifMatch ?? versionOf(body);
}

/** A refused write made again, upon what the service has now: it wins over that. A new key, since it is a new deed. */
export function insisting({ refusal: problem, ...sending }: Sending, key: string): Sending {
  const version = versionOf(problem?.current);
  const input = version === undefined ? sending.input : upon(sending.input, version);
  return { ...sending, input, key, attempts: 0 };
}

/** The version that an item says it is at. */
function versionOf(item: unknown): number | undefined {
  const version = typeof item === "object" && item !== null && "version" in item ? item.version : undefined;
  return typeof version === "number" ? version : undefined;
}

/** The same write, made upon another version: named by the header, or in the body as drafts do. */
function upon(input: SendingInput, version: number): SendingInput {
  if (input.ifMatch !== undefined) return { ...input, ifMatch: version };
  const isInBody = versionOf(input.body) !== undefined;
  return isInBody ? { ...input, body: { ...(input.body as object), version } } : input;
}
