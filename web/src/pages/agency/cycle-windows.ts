import type { stepNames } from "#shared/cycles/messages.ts";
import type { Cycle } from "../../data/cycle-at-hand.ts";
import type { LocalTime } from "./local-time.ts";

export type WindowStep = keyof typeof stepNames;
type Evaluation = Cycle["evaluations"][number];
type StoredWindow = Cycle["windows"]["planning"];

/** A window as it is in force. */
export interface CycleWindow {
  readonly key: string;
  readonly step: WindowStep;
  readonly opensAt: LocalTime;
  /** With its extensions. */
  readonly closesAt: LocalTime;
  readonly extensions: StoredWindow["extensions"];
  /** Absent for the cycle's own phases. */
  readonly evaluation?: Evaluation;
}

/** Times that the planner has typed and not saved yet, by the window's key. */
export type WindowChanges = Readonly<
  Record<string, { readonly opensAt: LocalTime; readonly closesAt: LocalTime }>
>;

const evaluationSteps = ["report", "organisation", "appraisal", "objection"] as const;

/** Every window of a cycle: its own phases, then each evaluation's steps in order; with what is typed in their place. */
export function windowsOf(cycle: Cycle, changes: WindowChanges = {}): CycleWindow[] {
  const named = (
    key: string,
    step: WindowStep,
    window: StoredWindow,
    evaluation?: Evaluation,
  ): CycleWindow => {
    const { opensAt, closesAt, extensions } = window;
    const inForce = { opensAt, closesAt: extensions.at(-1)?.closesAt ?? closesAt };
    return { key, step, extensions, ...inForce, ...changes[key], ...(evaluation && { evaluation }) };
  };
  return [
    named("planning", "planning", cycle.windows.planning),
    named("progress", "progress", cycle.windows.progress),
    ...cycle.evaluations.flatMap((evaluation) =>
      evaluationSteps.map((step) =>
        named(`${evaluation.id}.${step}`, step, evaluation.windows[step], evaluation),
      ),
    ),
  ];
}

/** One picture of a cycle: the planning, or an evaluation with what belongs to it. A year on one sheet would be none. */
export interface Picture {
  /** "planning", or the evaluation's id. */
  readonly key: string;
  readonly evaluation?: Evaluation;
  readonly windows: readonly CycleWindow[];
}

/** So many days fit on one sheet: a planning shortly before its only evaluation is seen together with it. */
const oneSheetDays = 90;

export function picturesOf(cycle: Cycle, changes: WindowChanges = {}): Picture[] {
  const windows = windowsOf(cycle, changes);
  const own = windows.filter(({ evaluation }) => evaluation === undefined);
  const evaluations = cycle.evaluations.map((evaluation) => ({
    key: evaluation.id,
    evaluation,
    windows: windows.filter((window) => window.evaluation === evaluation),
  }));
  const [only, ...others] = evaluations;
  const planning = own[0];
  const isShort =
    only !== undefined &&
    others.length === 0 &&
    planning !== undefined &&
    daysBetween(planning.opensAt, lastOf(only.windows)) <= oneSheetDays;
  if (isShort) return [{ ...only, windows: [...own, ...only.windows] }];
  return [{ key: "planning", windows: own }, ...evaluations];
}

/** The picture in which something still happens first; of a cycle that is over, the last. */
export function pictureAtHand(pictures: readonly Picture[], now: LocalTime): Picture | undefined {
  const isAhead = ({ windows }: Picture) => lastOf(windows.filter(({ step }) => step !== "progress")) >= now;
  return pictures.find(isAhead) ?? pictures.at(-1);
}

export function stateOf({ opensAt, closesAt }: CycleWindow, now: LocalTime): "not-yet" | "open" | "closed" {
  if (now < opensAt) return "not-yet";
  // The closing minute itself still counts.
  return now <= closesAt ? "open" : "closed";
}

function lastOf(windows: readonly CycleWindow[]): LocalTime {
  return (
    windows
      .map(({ closesAt }) => closesAt)
      .sort()
      .at(-1) ?? ""
  );
}

function daysBetween(from: LocalTime, to: LocalTime): number {
  return (Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / (24 * 60 * 60 * 1000);
}
