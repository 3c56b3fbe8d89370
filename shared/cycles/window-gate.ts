import { Temporal } from "../platform/clock.ts";
import { momentInWords } from "../platform/date-words.ts";
import { AppError } from "../platform/errors.ts";
import type { Id } from "../platform/ids.ts";
import type { CallContext } from "../platform/serve.ts";
import type { Language } from "../platform/text.ts";
import { grace } from "./late-arrival.ts";
import { cycleStates, windowName } from "./messages.ts";
import type { Cycle, WindowKey } from "./model.ts";
import { readCycle } from "./store.ts";
import { closingOf, findWindow, type NamedWindow, type WindowVerdict, windowVerdict } from "./windows.ts";

/** What the gate looks at: when, in which language a refusal speaks, and where cycles lie. */
export type GateContext = Pick<CallContext, "table" | "now" | "language">;

/** How a window of a running cycle stands now. */
export interface Standing {
  readonly cycle: Cycle;
  readonly named: NamedWindow;
  readonly verdict: WindowVerdict;
}

/** The states of a cycle in which people work. In the others its windows are a plan, or history. */
const running: readonly Cycle["state"][] = ["scoping", "open", "closed"];

/**
 * How windows stand for people of a unit, in the order given. The cycle may be 60 s old; since windows only grow, those of
 * which none seems open are looked at again as they are now. Throws `not-found` where there is no such cycle or window.
 */
async function standings(
  { table, now }: GateContext,
  cycleId: Id<"cycle">,
  keys: readonly WindowKey[],
  unit?: string,
): Promise<Standing[]> {
  const known = await readCycle(table, cycleId);
  const before = keys.map((key) => standingIn(known, key, now, unit));
  if (before.some(isWindowOpen)) return before.filter((standing) => standing !== undefined);
  const cycle = await readCycle(table, cycleId, { fresh: true });
  if (cycle !== undefined && !running.includes(cycle.state)) {
    throw new AppError("state.transition", { values: { state: cycleStates[cycle.state] } });
  }
  return keys.map((key) => {
    const standing = standingIn(cycle, key, now, unit);
    if (standing === undefined) throw new AppError("not-found");
    return standing;
  });
}

function standingIn(
  cycle: Cycle | undefined,
  key: WindowKey,
  now: Temporal.Instant,
  unit: string | undefined,
): Standing | undefined {
  const named = cycle && findWindow(cycle, key);
  return cycle && named && { cycle, named, verdict: windowVerdict(cycle, named, now, unit) };
}

/** Whether people work in it now: the window of a cycle that runs, within its time. */
export function isWindowOpen(standing: Standing | undefined): boolean {
  return standing?.verdict.state === "open" && running.includes(standing.cycle.state);
}

/** How one window stands now. Throws `not-found` where there is no such cycle or window. */
export async function windowStanding(
  context: GateContext,
  cycleId: Id<"cycle">,
  key: WindowKey,
  unit?: string,
): Promise<Standing> {
  const [standing] = await standings(context, cycleId, [key], unit);
  if (standing === undefined) throw new AppError("not-found");
  return standing;
}

/**
 * The cycle, if one of the windows is open now. Else `window.not-yet` or `window.closed`, naming the last one given and
 * both its instants in words.
 */
export async function requireOpenWindow(
  context: GateContext,
  cycleId: Id<"cycle">,
  windows: readonly [WindowKey, ...WindowKey[]],
  unit?: string,
): Promise<Cycle> {
  const standing = await windowAtHand(context, cycleId, windows, unit);
  if (isWindowOpen(standing)) return standing.cycle;
  throw windowRefusal(standing, context.language);
}

/** The first of the windows that is open now, else the last one given. */
export async function windowAtHand(
  context: GateContext,
  cycleId: Id<"cycle">,
  windows: readonly [WindowKey, ...WindowKey[]],
  unit?: string,
): Promise<Standing> {
  const all = await standings(context, cycleId, windows, unit);
  const standing = all.find(isWindowOpen) ?? all.at(-1);
  if (standing === undefined) throw new AppError("not-found");
  return standing;
}

/**
 * The same for drafts, which may still follow as long as what was sealed may: a draft decides nothing, and the submission
 * that it belongs to is held against the deadline.
 */
export async function requireDraftTime(
  context: GateContext,
  cycleId: Id<"cycle">,
  windows: readonly [WindowKey, ...WindowKey[]],
  unit?: string,
): Promise<void> {
  const standing = await windowAtHand(context, cycleId, windows, unit);
  if (isWindowOpen(standing) || isInGrace(standing.verdict, context.now)) return;
  throw windowRefusal(standing, context.language);
}

/** Whether a window has closed so lately that what was sealed before may still arrive. */
export function isInGrace({ state, closesAt }: WindowVerdict, now: Temporal.Instant): boolean {
  const end = Temporal.Instant.from(closesAt).add(grace);
  return state === "closed" && Temporal.Instant.compare(now, end) < 0;
}

/** What someone reads who came too early or too late: "Perencanaan SKP sudah ditutup Jumat, 15 Januari 2027 pukul 23.59 WIB." */
export function windowRefusal({ named, verdict }: Standing, language: Language): AppError {
  const { zone } = verdict;
  const inWords = (local: string) => momentInWords(Temporal.PlainDateTime.from(local), zone, language);
  const code = verdict.state === "not-yet" ? "window.not-yet" : "window.closed";
  const values = {
    window: windowName(named)[language],
    opens: inWords(named.window.opensAt),
    closes: inWords(closingOf(named.window)),
  };
  return new AppError(code, { values });
}
