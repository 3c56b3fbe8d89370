import { Temporal } from "../platform/clock.ts";
import { momentInWords } from "../platform/date-words.ts";
import { AppError } from "../platform/errors.ts";
import type { Id } from "../platform/ids.ts";
import type { CallContext } from "../platform/serve.ts";
import type { Language } from "../platform/text.ts";
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
  if (before.some(isOpen)) return before.filter((standing) => standing !== undefined);
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

function isOpen(standing: Standing | undefined): boolean {
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
  const all = await standings(context, cycleId, windows, unit);
  const open = all.find(isOpen);
  if (open !== undefined) return open.cycle;
  const last = all.at(-1);
  throw last === undefined ? new AppError("not-found") : windowRefusal(last, context.language);
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
