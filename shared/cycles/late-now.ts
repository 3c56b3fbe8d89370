import { Temporal } from "../platform/clock.ts";
import { calendarByKey, calendarKeyOf } from "./calendar.ts";
import type { CyclePlan, WindowKey } from "./model.ts";
import type { Part, PartEvaluation } from "./part.ts";
import type { LateArrival } from "./states.ts";
import { closesInstant, findWindow } from "./windows.ts";

/**
 * How something came late by its window as it stands now. One that was extended afterwards takes in what had come before its
 * new end.
 */
export function lateByNow(
  cycle: Pick<CyclePlan, "windows" | "evaluations" | "calendar" | "unitCalendars">,
  key: WindowKey,
  unit: Part["unit"],
  { arrival, arrivedAt, since }: Pick<PartEvaluation, "arrival" | "arrivedAt" | "since">,
): LateArrival | undefined {
  const named = findWindow(cycle, key);
  if (arrival === undefined || named === undefined) return arrival;
  const { zone } = calendarByKey(cycle, calendarKeyOf(cycle, unit));
  const came = Temporal.Instant.from(arrivedAt ?? since);
  return Temporal.Instant.compare(came, closesInstant(named.window, zone)) < 0 ? undefined : arrival;
}
