import { addWorkingDays, calendarByKey, calendarKeyOf } from "#shared/cycles/calendar.ts";
import type { CyclePlan } from "#shared/cycles/model.ts";
import { dayOf, isoInstant, startOfDay, Temporal } from "#shared/platform/clock.ts";

/** Working days to return a result that was handed over (docs/rules.md); no article seen names the days. */
const returnWorkingDays = 14;

/**
 * When silence counts as receipt: with the day after the last of the return window, by the calendar of the person's unit.
 * The day of the result itself is not counted.
 */
export function deemedReceivedAt(
  submittedAt: string,
  cycle: Pick<CyclePlan, "calendar" | "unitCalendars">,
  unit: string,
): string {
  const calendar = calendarByKey(cycle, calendarKeyOf(cycle, unit));
  const handedOver = dayOf(Temporal.Instant.from(submittedAt), calendar.zone);
  const last = addWorkingDays(calendar, handedOver, returnWorkingDays);
  return isoInstant(startOfDay(last.add({ days: 1 }), calendar.zone));
}
