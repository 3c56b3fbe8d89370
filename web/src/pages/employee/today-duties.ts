import { planWaitsFor } from "#shared/cycles/states.ts";
import { submissionWindows } from "#shared/plans/windows.ts";
import type { Cycle } from "../../data/cycle-at-hand.ts";
import { wallClockAt } from "../../ui/wall-clock.ts";
import type { Part } from "../../work/my-parts.ts";
import { type WindowStanding, windowStanding } from "../../work/windows.ts";

type Evaluation = Cycle["evaluations"][number];

/** One of my parts in its cycle. */
export interface Place {
  readonly cycle: Cycle;
  readonly part: Part;
}

/** Something that is expected of me. A final result has no deadline: receipt comes by itself. */
export type Duty = Place &
  (
    | { readonly kind: "plan"; readonly standing: WindowStanding }
    | { readonly kind: "report"; readonly standing: WindowStanding; readonly evaluation: Evaluation }
    | { readonly kind: "result"; readonly standing?: undefined; readonly evaluation: Evaluation }
  );

/** Something of mine that waits for somebody else. */
export type Awaited = Place & {
  readonly evaluation?: Evaluation;
  readonly waitsFor: "appraiser" | "superior";
};

/** A window that opens later. */
export interface Upcoming {
  readonly step: "planning" | "report";
  readonly title: Evaluation["title"];
  readonly opensAt: string;
}

/** What is expected of me now, the next thing first. */
export function dutiesOf(places: readonly Place[], now: string): readonly Duty[] {
  const duties = places
    .filter(({ part }) => part.exclusion === undefined)
    .flatMap((place) => [...planDuties(place, now), ...evaluationDuties(place, now)]);
  return duties.sort((a, b) => rank(a) - rank(b) || (closing(a) < closing(b) ? -1 : 1));
}

/** The window in which a plan is to be submitted: the one that is open, else the last that was. */
export function planStanding({ cycle, part }: Place, now: string): WindowStanding {
  const standings = submissionWindows(part, cycle as never).map((key) =>
    windowStanding(cycle.windows[key as "planning" | "progress"], cycle.zone, now),
  );
  const open = standings.find(({ state }) => state === "open");
  return open ?? standings.at(-1) ?? windowStanding(cycle.windows.planning, cycle.zone, now);
}

function planDuties(place: Place, now: string): Duty[] {
  if (planWaitsFor[place.part.plan.state] !== "employee") return [];
  const standing = planStanding(place, now);
  return standing.state === "not-yet" ? [] : [{ ...place, kind: "plan", standing }];
}

function evaluationDuties(place: Place, now: string): Duty[] {
  return evaluationsOf(place).flatMap((evaluation): Duty[] => {
    const state = place.part.evaluations[evaluation.id]?.state;
    if (state === "submitted") return [{ ...place, kind: "result", evaluation }];
    if (state !== "not-started") return [];
    const standing = windowStanding(evaluation.windows.report, place.cycle.zone, now);
    return standing.state === "not-yet" ? [] : [{ ...place, kind: "report", standing, evaluation }];
  });
}

/** The cycle's evaluations that this part has. */
function evaluationsOf({ cycle, part }: Place): readonly Evaluation[] {
  return cycle.evaluations.filter(({ id }) => id in part.evaluations);
}

/** What can be done comes first; a report waits for the plan that it reports on; what is closed only somebody else can open. */
function rank(duty: Duty): number {
  if (duty.standing?.state === "closed") return 3;
  if (duty.kind === "report" && duty.part.plan.approvedVersion === 0) return 2;
  return duty.kind === "result" ? 1 : 0;
}

function closing({ standing }: Duty): string {
  return standing?.closesAt ?? "";
}

/** What of mine lies with somebody else. */
export function awaitedOf(places: readonly Place[]): readonly Awaited[] {
  return places
    .filter(({ part }) => part.exclusion === undefined)
    .flatMap((place): Awaited[] => [
      ...(place.part.plan.state === "submitted" ? [{ ...place, waitsFor: "appraiser" as const }] : []),
      ...evaluationsOf(place).flatMap((evaluation): Awaited[] => {
        const state = place.part.evaluations[evaluation.id]?.state;
        if (state === "reported" || state === "drafted")
          return [{ ...place, evaluation, waitsFor: "appraiser" }];
        return state === "refused" ? [{ ...place, evaluation, waitsFor: "superior" }] : [];
      }),
    ]);
}

/** What opens next for me, so that an empty day still says how it goes on. */
export function upcomingOf(
  places: readonly Place[],
  cycles: readonly Cycle[],
  now: string,
): Upcoming | undefined {
  const reports = places
    .filter(({ part }) => part.exclusion === undefined)
    .flatMap((place) =>
      evaluationsOf(place).map(({ windows, title }) => ({
        step: "report" as const,
        title,
        ...windowStanding(windows.report, place.cycle.zone, now),
      })),
    );
  const plans = cycles
    .filter(({ state }) => state === "planned")
    .map(({ windows, title, zone }) => ({
      step: "planning" as const,
      title,
      ...windowStanding(windows.planning, zone, now),
    }));
  const [next] = [...reports, ...plans]
    .filter(({ state }) => state === "not-yet")
    .sort((a, b) => (a.opensAt < b.opensAt ? -1 : 1));
  return next && { step: next.step, title: next.title, opensAt: next.opensAt };
}

export type DayPart = "morning" | "noon" | "afternoon" | "evening";

/** Pagi until eleven, siang until three, sore until half past six. */
export function dayPartAt(now: string, zone: string): DayPart {
  const clock = wallClockAt(now, zone).slice(11);
  if (clock < "11:00") return "morning";
  if (clock < "15:00") return "noon";
  return clock < "18:30" ? "afternoon" : "evening";
}
