import { isoInstant, Temporal } from "../platform/clock.ts";
import { addWorkingDays, agencyCalendarKey, calendarsOf, instantOn, previousWorkingDay } from "./calendar.ts";
import type { CyclePlan, WindowKey, WorkCalendar } from "./model.ts";
import { closesInstant, deadlineVersion, opensInstant, windowsOf } from "./windows.ts";

/** A scheduled instant of a cycle, for the due index; `calendar` names the group of units it is for. */
export type CycleMilestone = { at: string; calendar: string } & (
  | { kind: "cycle.check" | "cycle.open" | "cycle.close" }
  | { kind: "window.open" | "window.close"; window: WindowKey; deadlineVersion: number }
);

/** A list that the administrator gets some time before contracts end. */
export interface ContractMilestone {
  at: string;
  kind: "contract.list";
  daysBefore: number;
  contractEnd: string;
  personIds: string[];
}

const morning = "08:00";
const contractNoticeDays = [90, 60, 30] as const;

/**
 * Opening and closing of a cycle and of each window. A window opens and closes once per zone its units live in;
 * the data check is repeated on the working day before the opening. Sorted by time.
 */
export function cycleMilestones(
  plan: Pick<CyclePlan, "opensAt" | "calendar" | "unitCalendars" | "windows" | "evaluations">,
): CycleMilestone[] {
  const { calendar } = plan;
  const opening = Temporal.PlainDateTime.from(plan.opensAt);
  const checkDay = addWorkingDays(calendar, opening.toPlainDate(), -1);
  const byZone = calendarsOf(plan).filter(
    (entry, index, all) => all.findIndex((other) => other.calendar.zone === entry.calendar.zone) === index,
  );
  const windows = byZone.flatMap(({ key, calendar: { zone } }) =>
    windowsOf(plan).flatMap(({ key: window, window: times }): CycleMilestone[] => {
      const facts = { calendar: key, window, deadlineVersion: deadlineVersion(times) };
      return [
        { ...facts, kind: "window.open", at: isoInstant(opensInstant(times, zone)) },
        { ...facts, kind: "window.close", at: isoInstant(closesInstant(times, zone)) },
      ];
    }),
  );
  const opensAt = isoInstant(opening.toZonedDateTime(calendar.zone).toInstant());
  const closings = windows.map((milestone) => milestone.at).sort();
  const own = { calendar: agencyCalendarKey };
  return [
    { ...own, kind: "cycle.check" as const, at: isoInstant(instantOn(checkDay, morning, calendar.zone)) },
    { ...own, kind: "cycle.open" as const, at: opensAt },
    ...windows,
    { ...own, kind: "cycle.close" as const, at: closings.at(-1) ?? opensAt },
  ].sort(byTime);
}

/** When the counts of a running cycle are proved next: two o'clock at night in the agency's zone. */
export function nextRecount({ calendar }: Pick<CyclePlan, "calendar">, after: Temporal.Instant): string {
  const local = after.toZonedDateTimeISO(calendar.zone);
  const tonight = local.startOfDay().add({ hours: 2 });
  const next = Temporal.ZonedDateTime.compare(tonight, local) > 0 ? tonight : tonight.add({ days: 1 });
  return isoInstant(next.toInstant());
}

/**
 * The lists 90, 60 and 30 days before contracts end, at 08:00 of the last working day up to then; one per day of end.
 * @uncalled docs/rules.md#rules-that-nothing-calls-yet
 */
export function contractMilestones(
  contracts: readonly { personId: string; contractEnd: string }[],
  calendar: WorkCalendar,
): ContractMilestone[] {
  const byEnd = new Map<string, string[]>();
  for (const { personId, contractEnd } of contracts) {
    byEnd.set(contractEnd, [...(byEnd.get(contractEnd) ?? []), personId]);
  }
  return [...byEnd]
    .flatMap(([contractEnd, personIds]) =>
      contractNoticeDays.map((daysBefore) => {
        const nominal = Temporal.PlainDate.from(contractEnd).subtract({ days: daysBefore });
        const at = instantOn(previousWorkingDay(calendar, nominal), morning, calendar.zone);
        return { at: isoInstant(at), kind: "contract.list" as const, daysBefore, contractEnd, personIds };
      }),
    )
    .sort(byTime);
}

function byTime(a: { at: string }, b: { at: string }): number {
  return a.at < b.at ? -1 : a.at > b.at ? 1 : 0;
}
