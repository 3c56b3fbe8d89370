import { calendarsOf } from "../cycles/calendar.ts";
import type { CyclePlan, WindowKey } from "../cycles/model.ts";
import { deadlineVersion } from "../cycles/windows.ts";
import type { Audience, ReminderPolicy, StepId } from "./model.ts";
import { planOf, remindedWindows } from "./policy.ts";

/** A step of reminders that comes due at an instant, for the units of one calendar. */
export interface ReminderMilestone {
  at: string;
  kind: "reminder.step" | "reminder.escalation" | "reminder.admin-list";
  calendar: string;
  window: WindowKey;
  deadlineVersion: number;
  audience: Audience;
  step: StepId;
}

/**
 * A cycle's reminder steps in order of time. After an extension the pending ones are replaced by this list made anew; the
 * deadline's version tells old from new.
 */
export function milestonesOf(
  plan: Pick<CyclePlan, "kind" | "opensAt" | "calendar" | "unitCalendars" | "windows" | "evaluations">,
  policy: ReminderPolicy,
): ReminderMilestone[] {
  const reminders = calendarsOf(plan).flatMap(({ key: calendar }) =>
    remindedWindows(plan).flatMap((reminded) =>
      planOf(plan, reminded, policy, calendar).steps.map(
        ({ at, audience, step }): ReminderMilestone => ({
          at,
          kind: kinds[audience],
          calendar,
          window: reminded.named.key,
          deadlineVersion: deadlineVersion(reminded.named.window),
          audience,
          step,
        }),
      ),
    ),
  );
  return reminders.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

const kinds: Record<Audience, ReminderMilestone["kind"]> = {
  employee: "reminder.step",
  supervisor: "reminder.step",
  superior: "reminder.escalation",
  admin: "reminder.admin-list",
};
