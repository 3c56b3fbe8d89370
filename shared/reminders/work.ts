import type { CyclePlan } from "../cycles/model.ts";
import type { Part } from "../cycles/part.ts";
import { evaluationWaitsFor, planWaitsFor, type WaitsFor } from "../cycles/states.ts";
import type { NamedWindow } from "../cycles/windows.ts";
import type { WaitingItem } from "./rules.ts";

type OpenPart = Pick<Part, "name" | "plan" | "evaluations" | "exclusion" | "closedAt">;

/** Whom one part keeps waiting in one window, and since when; undefined where the window asks nothing of it. */
export interface Waiting {
  readonly for: WaitsFor;
  readonly item: WaitingItem;
}

/**
 * What a part has to do in a window. An employee who has moved on owes no plan for the closed part, yet does owe its
 * report: the appraiser of then needs it.
 */
export function waitingIn(part: OpenPart, { step, evaluation }: NamedWindow): Waiting | undefined {
  if (part.exclusion !== undefined) return undefined;
  if (step === "planning") {
    const whom = planWaitsFor[part.plan.state];
    if (whom === "employee" && part.closedAt !== undefined) return undefined;
    return { for: whom, item: { kind: "plan", name: part.name, since: part.plan.since } };
  }
  const state = evaluation && part.evaluations[evaluation.id];
  if (state === undefined) return undefined;
  const whom = evaluationWaitsFor[state.state];
  const kind = whom === "employee" ? "report" : "appraisal";
  return { for: whom, item: { kind, name: part.name, since: state.since } };
}

/** What waits for the employee whose parts these are. */
export function ownItems(parts: readonly OpenPart[], window: NamedWindow): WaitingItem[] {
  return itemsFor("employee", parts, window);
}

/** The two lists of a supervisor (docs/rules.md#two-lists). */
export function teamItems(
  parts: readonly OpenPart[],
  window: NamedWindow,
): { waitingForYou: WaitingItem[]; waitingForStaff: WaitingItem[] } {
  return {
    waitingForYou: itemsFor("appraiser", parts, window),
    waitingForStaff: itemsFor("employee", parts, window),
  };
}

/** Everything of a cycle that waits for the appraiser of these parts, whatever its window. */
export function waitingForAppraiser(
  parts: readonly OpenPart[],
  plan: Pick<CyclePlan, "windows" | "evaluations">,
): WaitingItem[] {
  const windows: NamedWindow[] = [
    { key: "planning", step: "planning", window: plan.windows.planning },
    ...plan.evaluations.map((evaluation) => ({
      key: `${evaluation.id}.appraisal` as const,
      step: "appraisal" as const,
      window: evaluation.windows.appraisal,
      evaluation,
    })),
  ];
  return windows.flatMap((window) => itemsFor("appraiser", parts, window));
}

function itemsFor(whom: WaitsFor, parts: readonly OpenPart[], window: NamedWindow): WaitingItem[] {
  return parts.flatMap((part) => {
    const waiting = waitingIn(part, window);
    return waiting?.for === whom ? [waiting.item] : [];
  });
}
