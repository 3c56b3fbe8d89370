import { isoInstant, Temporal } from "../platform/clock.ts";
import { addWorkingDays, calendarsOf, instantOn } from "./calendar.ts";
import type { CyclePlan } from "./model.ts";
import { closesInstant, windowsOf } from "./windows.ts";

/** A scheduled instant of a cycle itself. */
export interface CycleMilestone {
  readonly at: string;
  readonly kind: "cycle.check" | "cycle.open" | "cycle.close";
}

const morning = "08:00";

/**
 * Opening and closing of a cycle, sorted by time; it closes with the last of its windows in the last of its zones.
 * Windows need no instant of their own: whether one is open is asked when somebody writes. The data check is repeated on
 * the working day before the opening.
 */
export function cycleMilestones(
  plan: Pick<CyclePlan, "opensAt" | "calendar" | "unitCalendars" | "windows" | "evaluations">,
): CycleMilestone[] {
  const { calendar } = plan;
  const opening = Temporal.PlainDateTime.from(plan.opensAt);
  const checkDay = addWorkingDays(calendar, opening.toPlainDate(), -1);
  const zones = new Set(calendarsOf(plan).map((entry) => entry.calendar.zone));
  const closings = [...zones].flatMap((zone) =>
    windowsOf(plan).map(({ window }) => isoInstant(closesInstant(window, zone))),
  );
  const opensAt = openingInstant(plan);
  return [
    { kind: "cycle.check" as const, at: isoInstant(instantOn(checkDay, morning, calendar.zone)) },
    { kind: "cycle.open" as const, at: opensAt },
    { kind: "cycle.close" as const, at: closings.sort().at(-1) ?? opensAt },
  ].sort(byTime);
}

/** When a cycle opens, in its agency's zone. */
export function openingInstant({ opensAt, calendar }: Pick<CyclePlan, "opensAt" | "calendar">): string {
  return isoInstant(Temporal.PlainDateTime.from(opensAt).toZonedDateTime(calendar.zone).toInstant());
}

/** When the counts of a running cycle are proved next: two o'clock at night in the agency's zone. */
export function nextRecount({ calendar }: Pick<CyclePlan, "calendar">, after: Temporal.Instant): string {
  const local = after.toZonedDateTimeISO(calendar.zone);
  const tonight = local.startOfDay().add({ hours: 2 });
  const next = Temporal.ZonedDateTime.compare(tonight, local) > 0 ? tonight : tonight.add({ days: 1 });
  return isoInstant(next.toInstant());
}

function byTime(a: { at: string }, b: { at: string }): number {
  return a.at < b.at ? -1 : a.at > b.at ? 1 : 0;
}
