import { useCallback, useEffect, useRef } from "preact/hooks";
import { announce } from "../../app/announce.tsx";
import { outbox } from "../../app/services.ts";
import { useStore } from "../../app/store.ts";
import { toast } from "../../app/toasts.tsx";
import { queries, read, refresh } from "../../data/queries.ts";
import { useSay } from "../../i18n/language.ts";
import { isReachable } from "../../offline/connection.ts";
import { useDraft } from "../../offline/drafts.ts";
import type { Sending } from "../../offline/queue.ts";
import { type Part, useMyPart } from "../../work/my-parts.ts";
import { usePlanOf } from "../../work/plan-read.ts";
import {
  caughtUp,
  contentOf,
  type Frame,
  frameOf,
  isFrameUnsent,
  isMyOwn,
  type LocalPlan,
  newResult,
  type PlacedResult,
  type PlanView,
  resultsOf,
  settledFrame,
  settledResult,
  spellFrame,
  spellResult,
  unchanged,
  unsentResults,
  withFrame,
  withResult,
} from "./plan-draft.ts";
import { planTexts as texts } from "./plan-texts.ts";
import { type Sealable, submitSealable, useSeal, whitherOfSeal } from "./sealing.ts";
import type { Place } from "./today-duties.ts";

/** How long one pauses before what was written goes out. */
const pauseMilliseconds = 1_500;

/** My plan as the service has it, of the part that the address names. */
export function useMyPlan() {
  const mine = useMyPart();
  const { cycle, part } = mine;
  const { data, error, refetch } = usePlanOf(part);
  const place: Place | undefined = cycle && part && { cycle, part };
  return {
    ...mine,
    place,
    view: data,
    error: mine.error ?? (data === undefined ? error : null),
    again: mine.error === null ? () => void refetch() : mine.again,
  };
}

/** Where what was written lies. */
export type Saving =
  | { readonly kind: "saved"; readonly at: string | undefined }
  | { readonly kind: "saving" }
  | { readonly kind: "on-device" }
  | { readonly kind: "stuck" };

/** A plan on its employee's desk: what is written, where it lies, and the way out. */
export interface PlanDesk extends Place {
  readonly view: PlanView;
  readonly local: LocalPlan;
  readonly results: readonly PlacedResult[];
  readonly frame: Frame;
  /** False until it is known what the device has of it. */
  readonly isRead: boolean;
  readonly saving: Saving;
  /** The submission on its way. */
  readonly submission: Sending | undefined;
  /** When the service recorded the hash of what is on its way. */
  readonly sealedAt: string | undefined;
  /** What the service refused and the person must decide. */
  readonly refused: readonly Sending[];
  write(content: PlacedResult): void;
  writeFrame(frame: Frame): void;
  /** Adds an empty result and answers its id. */
  add(): string;
  remove(id: string): Promise<void>;
  /** Moves a result up (-1) or down (1). */
  move(id: string, by: -1 | 1): void;
  tick(path: string): void;
  submit(): Promise<void>;
  /** Takes a refused or waiting write back; with `mine` false what the service has stays. */
  decide(sending: Sending, mine: boolean): Promise<void>;
  /** Forgets what the device has beyond the service. */
  forget(): void;
}

export function usePlanDesk({ cycle, part }: Place, view: PlanView): PlanDesk {
  const draft = useDraft<LocalPlan>(`plan/${part.id}`, unchanged);
  const latest = useRef(draft.value);
  latest.current = draft.value;
  const { change: keep, isRead } = draft;
  const change = useCallback(
    (next: LocalPlan) => {
      if (next === latest.current) return;
      latest.current = next;
      keep(next);
    },
    [keep],
  );
  useEffect(() => {
    if (isRead) change(caughtUp(view, latest.current));
  }, [view, isRead, change]);

  const subject = subjectOf(part);
  const { waiting: all } = useStore(outbox.state);
  const waiting = all.filter((sending) => sending.subject === subject);
  const flush = useFlush(part, latest, change, isRead);
  const submission = waiting.find(({ route }) => route === "submitPlan");
  const local = draft.value;
  const results = resultsOf(view, local);
  const sealable = sealableOf(part, view);
  const sealedAt = useSeal(sealable, () => contentOf(view, local), submission);
  useReceipt(part, change);
  const refused = useRefused(waiting, local);
  return {
    cycle,
    part,
    view,
    local,
    results,
    frame: frameOf(view, local),
    isRead,
    saving: useSaving(view, local, waiting, refused),
    submission,
    sealedAt,
    refused,
    write: (content) => change(withResult(view, latest.current, content)),
    writeFrame: (frame) => change(withFrame(view, latest.current, frame)),
    add: () => {
      const added = newResult(Math.min(999, (results.at(-1)?.order ?? 0) + 1));
      change(withResult(view, latest.current, added));
      return added.result.id;
    },
    remove: async (id) => {
      await flush();
      await remove(part, view, latest.current, id);
      const { [id]: _, ...rest } = latest.current.results;
      change({ ...latest.current, results: rest, removed: [...latest.current.removed, id] });
    },
    move: (id, by) => {
      const at = results.findIndex(({ result }) => result.id === id);
      const [here, there] = [results[at], results[at + by]];
      if (here === undefined || there === undefined) return;
      // Places may have become equal on two devices; then all get a new one.
      const orders = results.map((_, place) => place + 1);
      [orders[at], orders[at + by]] = [at + by + 1, at + 1];
      for (const [place, { order, result }] of results.entries()) {
        const next = orders[place] ?? order;
        if (next !== order) change(withResult(view, latest.current, { order: next, result }));
      }
    },
    tick: (path) => change({ ...latest.current, ticked: [...latest.current.ticked, path] }),
    submit: async () => {
      await flush();
      await submitSealable(sealable, contentOf(view, latest.current));
    },
    decide: async (sending, mine) => {
      if (mine) {
        await outbox.insist(sending);
        return;
      }
      change(without(latest.current, sending));
      const sameThing = outbox.state
        .get()
        .waiting.filter(({ subject, slot }) => subject === sending.subject && slot === sending.slot);
      for (const each of sending.slot === undefined ? [sending] : sameThing) await outbox.giveUp(each);
    },
    forget: () => change(unchanged),
  };
}

function subjectOf(part: Pick<Part, "id">): string {
  return `plan/${part.id}`;
}

function paramsOf(part: Pick<Part, "id" | "cycleId">) {
  return { cycleId: part.cycleId, partId: part.id };
}

/** The slot of a draft: its result, or the frame. */
function slotOf(part: Pick<Part, "id">, id: string): string {
  return `plan/${part.id}/${id}`;
}

const drafted = ["plans/readPlan"];

/** Puts what was written into the outbox a moment after the last letter, and at once when one leaves. */
function useFlush(
  part: Part,
  latest: { current: LocalPlan },
  change: (next: LocalPlan) => void,
  isRead: boolean,
): () => Promise<void> {
  const queue = useRef(Promise.resolve());
  const flush = useCallback(() => {
    // One after the other: each marks what it has put.
    queue.current = queue.current.then(() => putDrafts(part, latest, change));
    return queue.current;
  }, [part, latest, change]);
  const isWritten = unsentResults(latest.current).length > 0 || isFrameUnsent(latest.current);
  const written = latest.current;
  useEffect(() => {
    if (!isRead || !isWritten) return;
    const timer = setTimeout(() => void flush(), pauseMilliseconds);
    return () => clearTimeout(timer);
  }, [isRead, isWritten, written, flush]);
  useEffect(() => {
    if (!isRead) return;
    const leave = () => {
      if (document.visibilityState === "hidden") void flush();
    };
    document.addEventListener("visibilitychange", leave);
    return () => {
      document.removeEventListener("visibilitychange", leave);
      void flush();
    };
  }, [isRead, flush]);
  return flush;
}

async function putDrafts(part: Part, latest: { current: LocalPlan }, change: (next: LocalPlan) => void) {
  for (const { content, version } of unsentResults(latest.current)) {
    const { id } = content.result;
    await outbox.put(
      "plans",
      "saveResultDraft",
      { params: { ...paramsOf(part), resultId: id }, body: { version, ...settledResult(content) } },
      { subject: subjectOf(part), slot: slotOf(part, id), refreshes: drafted },
    );
    const now = latest.current.results[id];
    if (now !== undefined) {
      const marked = { ...now, sent: spellResult(content) };
      change({ ...latest.current, results: { ...latest.current.results, [id]: marked } });
    }
  }
  const { frame } = latest.current;
  if (frame === undefined || !isFrameUnsent(latest.current)) return;
  await outbox.put(
    "plans",
    "savePlanFrame",
    { params: paramsOf(part), body: { version: frame.version, frame: settledFrame(frame.content) } },
    { subject: subjectOf(part), slot: slotOf(part, "frame"), refreshes: drafted },
  );
  const now = latest.current.frame;
  if (now !== undefined) change({ ...latest.current, frame: { ...now, sent: spellFrame(frame.content) } });
}

/** Takes a result out: one that the service never had is given up here, any other one by a write. */
async function remove(part: Part, view: PlanView, local: LocalPlan, id: string): Promise<void> {
  const version =
    local.results[id]?.version ?? view.draft?.results.find((one) => one.result.id === id)?.version;
  const slot = slotOf(part, id);
  const saves = outbox.state.get().waiting.filter((sending) => sending.slot === slot);
  if ((version ?? 0) === 0 && saves.every(({ attempts }) => attempts === 0)) {
    for (const save of saves) await outbox.giveUp(save);
    return;
  }
  await outbox.put(
    "plans",
    "removeResultDraft",
    { params: { ...paramsOf(part), resultId: id }, ifMatch: version ?? 0 },
    { subject: subjectOf(part), slot, refreshes: drafted },
  );
}

/** The plan as something that can be sealed. */
function sealableOf(part: Part, { windowToken }: PlanView): Sealable {
  const name = `seal/${part.id}`;
  const params = paramsOf(part);
  return {
    name,
    windowToken,
    seal: async (hash) =>
      await outbox.put("plans", "sealPlanDraft", { params, body: { hash } }, whitherOfSeal(name)),
    submit: async (sent) =>
      await outbox.put(
        "plans",
        "submitPlan",
        { params, body: { ...sent } },
        { subject: subjectOf(part), refreshes: ["plans/readPlan", "cycles/listParts"] },
      ),
  };
}

/** Says that the submission has arrived, with its receipt, wherever in the plan one is. */
function useReceipt(part: Part, change: (next: LocalPlan) => void): void {
  const say = useSay();
  useEffect(
    () =>
      outbox.arrival.watch((arrival) => {
        const isMine = arrival?.sending.route === "submitPlan" && arrival.sending.subject === subjectOf(part);
        if (!isMine) return;
        const plan = arrival.answer as PlanView;
        queries.setQueryData(read("plans", "readPlan", { params: paramsOf(part) }).queryKey, plan);
        change(unchanged);
        const receipt = say(texts.receiptShort, { number: plan.receipts.length });
        toast(say(texts.arrived), receipt);
        announce(`${say(texts.arrived)} ${receipt}`);
      }),
    [part, change, say],
  );
}

/**
 * What was refused and needs the person. A save that met an earlier save of this very device is no conflict: it wins by
 * itself.
 */
function useRefused(waiting: readonly Sending[], local: LocalPlan): readonly Sending[] {
  const refused = waiting.filter(({ refusal }) => refusal !== undefined);
  const own = refused.filter((sending) => isOwnConflict(sending, local));
  const first = own[0];
  useEffect(() => {
    if (first !== undefined) void outbox.insist(first);
  }, [first?.id, first?.key]);
  return refused.filter((sending) => !own.includes(sending));
}

function isOwnConflict({ refusal, route, input }: Sending, local: LocalPlan): boolean {
  if (refusal?.code !== "edit.conflict" || refusal.current === undefined) return false;
  if (route === "saveResultDraft") {
    const theirs = refusal.current as PlacedResult;
    const mine = input.body as PlacedResult;
    return isMyOwn(local.results[mine.result.id], spellResult(theirs), spellResult(mine));
  }
  if (route === "savePlanFrame") {
    const theirs = (refusal.current as { frame: Frame }).frame;
    const mine = (input.body as { frame: Frame }).frame;
    return isMyOwn(local.frame, spellFrame(theirs), spellFrame(mine));
  }
  return false;
}

/** The device's version of what a refused write was about is given up. */
function without(local: LocalPlan, { route, input }: Sending): LocalPlan {
  if (route === "savePlanFrame") return { ...local, frame: undefined };
  const id = input.params?.["resultId"];
  if (id === undefined) return local;
  const { [id]: _, ...results } = local.results;
  return { ...local, results, removed: local.removed.filter((one) => one !== id) };
}

function useSaving(
  view: PlanView,
  local: LocalPlan,
  waiting: readonly Sending[],
  refused: readonly Sending[],
): Saving {
  const isOnline = useStore(isReachable);
  const { draft } = view;
  if (refused.length > 0) return { kind: "stuck" };
  const isOpen = unsentResults(local).length > 0 || isFrameUnsent(local) || waiting.length > 0;
  if (isOpen) return isOnline ? { kind: "saving" } : { kind: "on-device" };
  const times = [...(draft?.results ?? []), ...(draft?.frame ? [draft.frame] : [])].map(
    ({ savedAt }) => savedAt,
  );
  return { kind: "saved", at: times.sort().at(-1) };
}

/** Reads the plan anew: after what is not a draft has changed it. */
export function refreshPlan(): void {
  refresh(["plans/readPlan", "cycles/listParts"]);
}
