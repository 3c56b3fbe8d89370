import { canonicalJson } from "#shared/platform/canonical.ts";
import type { Api } from "../../data/client.ts";

export type PlanView = Awaited<ReturnType<Api["plans"]["readPlan"]>>;
type Drafts = NonNullable<PlanView["draft"]>;
export type Finding = Drafts["findings"][number];
export type PlannedResult = Drafts["results"][number]["result"];
export type Indicator = PlannedResult["indicators"][number];
export type Target = NonNullable<Indicator["target"]>;
export type Frame = NonNullable<Drafts["frame"]>["frame"];

/** A result with its place in the plan; what a draft of it is. */
export interface PlacedResult {
  readonly order: number;
  readonly result: PlannedResult;
}

/** One draft that was changed on this device, and what the service had of it when that began. */
export interface Changed<Content> {
  readonly content: Content;
  /** As the service had it, spelt; null where it had nothing. Only what is neither this nor my own is somebody else's. */
  readonly base: string | null;
  readonly version: number;
  /** As it last went into the outbox, spelt. */
  readonly sent: string | null;
}

/** What this device has of a plan beyond what the service has. */
export interface LocalPlan {
  readonly results: Readonly<Record<string, Changed<PlacedResult>>>;
  readonly frame?: Changed<Frame> | undefined;
  /** Results taken out, until the service has none of them. */
  readonly removed: readonly string[];
  /** Notes that the person has ticked as dealt with. */
  readonly ticked: readonly string[];
}

export const unchanged: LocalPlan = { results: {}, removed: [], ticked: [] };

/** What a plan has besides its results until some of it was saved; the service begins from the same. */
export const emptyFrame: Frame = {
  approach: "quantitative",
  behaviourEdition: "berakhlak-2021",
  expectations: {},
  resources: [],
  accountability: [],
  consequences: [],
};

/** As the service keeps it: texts trimmed and composed, nothing empty that may be left out. */
export function settled<Content>(content: Content): Content {
  if (typeof content === "string") return content.replace(/\r\n?/g, "\n").trim().normalize("NFC") as Content;
  if (Array.isArray(content)) return content.map(settled) as Content;
  if (typeof content !== "object" || content === null) return content;
  return Object.fromEntries(
    Object.entries(content).map(([name, value]) => [name, settled(value)]),
  ) as Content;
}

export function settledResult({ order, result }: PlacedResult): PlacedResult {
  const { serves, ...rest } = settled(result);
  return { order, result: { ...rest, serves: serves?.text ? serves : null } };
}

export function settledFrame(frame: Frame): Frame {
  const { expectations, resources, accountability, consequences, ...rest } = settled(frame);
  const written = Object.entries(expectations).filter(([, text]) => text !== "");
  const lines = (list: readonly string[]) => list.filter((line) => line !== "");
  return {
    ...rest,
    expectations: Object.fromEntries(written),
    resources: lines(resources),
    accountability: lines(accountability),
    consequences: lines(consequences),
  };
}

/** One spelling of equal drafts, whatever their versions. */
export const spellResult = ({ order, result }: PlacedResult) =>
  canonicalJson(settledResult({ order, result }));
export const spellFrame = (frame: Frame) => canonicalJson(settledFrame(frame));

/** The results as they stand on this device, in the plan's order. */
export function resultsOf(view: PlanView, local: LocalPlan): readonly PlacedResult[] {
  const here = Object.entries(local.results);
  const changed = new Set(here.map(([id]) => id));
  const all = [
    ...(view.draft?.results ?? []).filter(({ result }) => !changed.has(result.id)),
    ...here.map(([, { content }]) => content),
  ];
  return all
    .filter(({ result }) => !local.removed.includes(result.id))
    .sort((a, b) => a.order - b.order || (a.result.id < b.result.id ? -1 : 1))
    .map(({ order, result }) => ({ order, result }));
}

export function frameOf(view: PlanView, local: LocalPlan): Frame {
  return local.frame?.content ?? view.draft?.frame?.frame ?? emptyFrame;
}

/** The plan that would be submitted, exactly as the service will put it together. */
export function contentOf(view: PlanView, local: LocalPlan) {
  const results = resultsOf(view, local).map((placed) => settledResult(placed).result);
  return { ...settledFrame(frameOf(view, local)), results };
}

/** SHA-256 over the canonical JSON, as receipts and seals carry it. */
export async function hashOf(content: unknown): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(canonicalJson(content)));
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function withResult(view: PlanView, local: LocalPlan, content: PlacedResult): LocalPlan {
  const { id } = content.result;
  const saved = view.draft?.results.find(({ result }) => result.id === id);
  const begun = local.results[id] ?? changedFrom(saved, saved && spellResult(saved));
  return { ...local, results: { ...local.results, [id]: { ...begun, content } } };
}

export function withFrame(view: PlanView, local: LocalPlan, content: Frame): LocalPlan {
  const saved = view.draft?.frame ?? undefined;
  const begun = local.frame ?? changedFrom(saved, saved && spellFrame(saved.frame));
  return { ...local, frame: { ...begun, content } };
}

function changedFrom(saved: { readonly version: number } | undefined, base: string | undefined) {
  return { base: base ?? null, version: saved?.version ?? 0, sent: null };
}

/** Forgets what the service has by now, and goes on upon what of mine has arrived. */
export function caughtUp(view: PlanView, local: LocalPlan): LocalPlan {
  const saved = new Map((view.draft?.results ?? []).map((draft) => [draft.result.id as string, draft]));
  const results = Object.entries(local.results).flatMap(([id, changed]) => {
    const draft = saved.get(id);
    const next = draft ? follow(changed, spellResult, spellResult(draft), draft.version) : changed;
    return next === undefined ? [] : [[id, next] as const];
  });
  const frame =
    local.frame && view.draft?.frame
      ? follow(local.frame, spellFrame, spellFrame(view.draft.frame.frame), view.draft.frame.version)
      : local.frame;
  const removed = local.removed.filter((id) => saved.has(id));
  const isSame =
    frame === local.frame &&
    removed.length === local.removed.length &&
    results.length === Object.keys(local.results).length &&
    results.every(([id, changed]) => changed === local.results[id]);
  return isSame ? local : { ...local, results: Object.fromEntries(results), frame, removed };
}

function follow<C>(
  changed: Changed<C>,
  spell: (content: C) => string,
  service: string,
  version: number,
): Changed<C> | undefined {
  const { content, sent, base } = changed;
  if (service === spell(content) && (sent === null || sent === service)) return undefined;
  if (service !== sent || service === base) return changed;
  return { ...changed, base: service, version };
}

/** Whether something was written that no write carries yet. */
export function unsentResults({ results, removed }: LocalPlan): readonly Changed<PlacedResult>[] {
  return Object.values(results).filter(
    ({ content, sent }) => spellResult(content) !== sent && !removed.includes(content.result.id),
  );
}

export function isFrameUnsent({ frame }: LocalPlan): boolean {
  return frame !== undefined && spellFrame(frame.content) !== frame.sent;
}

/**
 * Whether the service refuses a save only because it has an earlier save of this very device: what it has is what I began
 * from, or what I sent, or what I am sending.
 */
export function isMyOwn(changed: Changed<unknown> | undefined, theirs: string, mine: string): boolean {
  return theirs === mine || (changed !== undefined && (theirs === changed.base || theirs === changed.sent));
}

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/** A new result, nothing written. Its id is made here, so that it can be written without a network. */
export function newResult(order: number): PlacedResult {
  const random = crypto.getRandomValues(new Uint8Array(26));
  const id = `res_${Array.from(random, (byte) => alphabet[byte % 32]).join("")}` as PlannedResult["id"];
  return {
    order,
    result: { id, kind: "main", text: "", serves: null, perspective: null, indicators: [newIndicator([])] },
  };
}

export function newIndicator(present: readonly Indicator[]): Indicator {
  const keys = new Set(present.map(({ key }) => key));
  const key = present.map((_, at) => `i${at + 1}`).find((one) => !keys.has(one)) ?? `i${present.length + 1}`;
  return {
    key,
    text: "",
    aspect: null,
    target: null,
    unit: "",
    direction: null,
    baseline: null,
    family: null,
    duty: "",
  };
}

/** What stands at a finding's or note's path (`results.<id>.indicators.<key>.target`) of a plan's content. */
export function valueAt(content: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((value, name) => {
    if (Array.isArray(value)) {
      return value.find((one: { id?: string; key?: string }) => (one.id ?? one.key) === name);
    }
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  }, content);
}

/** Whether two places of two contents hold the same. */
export function isSameAt(path: string, a: unknown, b: unknown): boolean {
  const spell = (content: unknown) => canonicalJson({ value: valueAt(content, path) });
  return spell(a) === spell(b);
}
