import { windowStanding } from "../../work/windows.ts";
import { contentOf, type Finding, isSameAt, type PlanView, unchanged, valueAt } from "./plan-draft.ts";
import type { PlanDesk } from "./use-plan.ts";

/** What the appraiser remarked about one place of the version that came back. */
export interface Note {
  readonly path: string;
  readonly text: string;
  readonly decidedAt: string;
  readonly decidedBy: string;
  /** The place was changed since, or the person ticked the note. */
  readonly isDone: boolean;
}

type Written = Pick<PlanDesk, "view" | "local">;

/** The notes of the return that is still to be answered. */
export function notesOf({ view, local }: Written): readonly Note[] {
  const decision = view.decisions.at(-1);
  if (view.state !== "returned" || decision?.decision !== "returned") return [];
  const returned = view.versions.find(({ number }) => number === decision.version)?.content;
  const now = contentOf(view, local);
  return decision.notes.map(({ path, text }) => ({
    path,
    text,
    decidedAt: decision.decidedAt,
    decidedBy: decision.decidedBy,
    isDone: local.ticked.includes(tickOf(view, path)) || !isSameAt(path, returned, now),
  }));
}

/** A tick is about one return: the next one's notes are new. */
export function tickOf({ submittedVersion }: Pick<PlanView, "submittedVersion">, path: string): string {
  return `${submittedVersion}:${path}`;
}

/** What the service found in the drafts, as far as the place has not been changed here since. */
export function findingsOf({ view, local }: Written): readonly Finding[] {
  const [there, here] = [contentOf(view, unchanged), contentOf(view, local)];
  const isThere = (path: string) => path === "results" || path.split(".").length < 2 || holds(here, path);
  return (view.draft?.findings ?? []).filter(({ path }) => isThere(path) && isSameAt(path, there, here));
}

/** Whether the result that a path is about is still in the plan. */
function holds(content: unknown, path: string): boolean {
  return valueAt(content, path.split(".").slice(0, 2).join(".")) !== undefined;
}

/** What belongs to one result: its own path and all below it. */
export function about<Found extends { readonly path: string }>(
  list: readonly Found[],
  id: string,
): readonly Found[] {
  return list.filter(({ path }) => path === `results.${id}` || path.startsWith(`results.${id}.`));
}

export const blocking = (list: readonly Finding[]) => list.filter(({ weight }) => weight === "blocking");
export const questions = (list: readonly Finding[]) => list.filter(({ weight }) => weight === "question");

/** Leaders (JPT) plan by perspective, the others by aspect; the qualitative form has neither. */
export function columnsOf({ part, frame }: Pick<PlanDesk, "part" | "frame">) {
  const isLeader = part.postKind?.startsWith("jpt") === true;
  const isQuantitative = frame.approach === "quantitative";
  return {
    hasPerspective: isQuantitative && isLeader,
    hasAspect: isQuantitative && !isLeader,
    hasServed: !isLeader,
  };
}

/** Whether drafts are taken now: while planning or the rest of the period is open. */
export function isWritable({ cycle, view, submission }: PlanDesk, now: string): boolean {
  const isOpen = [cycle.windows.planning, cycle.windows.progress].some(
    (window) => windowStanding(window, cycle.zone, now).state === "open",
  );
  return isOpen && view.draft !== null && view.actions.includes("submit") && submission === undefined;
}
