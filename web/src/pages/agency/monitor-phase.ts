import { stepNames } from "#shared/cycles/messages.ts";
import type { Window } from "#shared/cycles/model.ts";
import type { Text } from "#shared/platform/text.ts";
import type { Cycle } from "../../data/cycle-at-hand.ts";

export type PhaseId = "planning" | Cycle["evaluations"][number]["id"];

/** What a monitor looks at: the plans of a cycle, or one of its evaluations. Times are wall-clock minutes of the cycle's zone. */
export interface Phase {
  readonly id: PhaseId;
  /** As the address names it (`?fase=`). */
  readonly address: string;
  /** "Penilaian", "Perencanaan SKP". */
  readonly what: Text;
  /** "Semester II 2026". */
  readonly title: Text;
  readonly opensAt: string;
  readonly closesAt: string;
  readonly isExtended: boolean;
}

export function phasesOf({ title, windows, evaluations }: Cycle): readonly Phase[] {
  const planning: Phase = {
    id: "planning",
    address: "perencanaan",
    what: stepNames.planning,
    title,
    ...timesOf(windows.planning),
  };
  return [
    planning,
    ...evaluations.map(
      ({ id, title: evaluationTitle, windows: { report, appraisal } }): Phase => ({
        id,
        address: id,
        what: stepNames.appraisal,
        title: evaluationTitle,
        ...timesOf(appraisal),
        // It begins with whoever begins.
        opensAt: report.opensAt < appraisal.opensAt ? report.opensAt : appraisal.opensAt,
      }),
    ),
  ];
}

/** The one with the nearest deadline of those that run, else the next to open; after all of them the last. */
export function phaseAtHand(phases: readonly Phase[], now: string): Phase | undefined {
  const inOrder = [...phases].sort((a, b) => (a.closesAt < b.closesAt ? -1 : 1));
  const isAhead = ({ closesAt }: Phase) => closesAt >= now;
  return (
    inOrder.find((phase) => isAhead(phase) && phase.opensAt <= now) ?? inOrder.find(isAhead) ?? inOrder.at(-1)
  );
}

/** The closing that is in force. */
export function closingOf(window: Pick<Window, "closesAt" | "extensions">): string {
  return window.extensions.at(-1)?.closesAt ?? window.closesAt;
}

function timesOf(window: Window) {
  return { opensAt: window.opensAt, closesAt: closingOf(window), isExtended: window.extensions.length > 0 };
}
