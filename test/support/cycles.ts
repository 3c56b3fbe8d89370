import type { Preset } from "#shared/agencies/model.ts";
import type { Cycle, DayOff, PeriodChoice, UnitCalendarGroup, WorkCalendar } from "#shared/cycles/model.ts";
import { nationalHolidays } from "#shared/cycles/national-holidays.ts";
import { planCycle, withMissingEvaluations } from "#shared/cycles/timelines.ts";
import type { EmployeeKind } from "#shared/people/model.ts";
import { Temporal } from "#shared/platform/clock.ts";
import { type Id, newId } from "#shared/platform/ids.ts";

/** An instant by its ISO text, with or without offset. */
export function at(text: string): Temporal.Instant {
  return Temporal.Instant.from(text);
}

export function day(text: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(text);
}

/** The official calendar of 2026 to 2028 in a zone. */
export function officialCalendar(change: Partial<WorkCalendar> = {}): WorkCalendar {
  return { zone: "Asia/Jakarta", workWeek: 5, years: [...nationalHolidays], ...change };
}

/** A calendar made by hand: only the days off that a test names. */
export function plainCalendar(daysOff: string[] = [], change: Partial<WorkCalendar> = {}): WorkCalendar {
  const years = [2023, 2024, 2025, 2026, 2027, 2028, 2029].map((year) => ({
    year,
    status: "decreed" as const,
    source: "by hand",
    daysOff: daysOff
      .filter((date) => date.startsWith(String(year)))
      .map((date): DayOff => ({ date, kind: "joint-leave", name: "libur" })),
  }));
  return { zone: "Asia/Jakarta", workWeek: 5, years, ...change };
}

let counter = 0;

/** A new unit id. */
export function unitId(): Id<"unit"> {
  return newId("unit", counter++);
}

const newEvaluationId = () => newId("evaluation", counter++);

/** A cycle as a preset proposes it, open. */
export function aCycle(
  choice: {
    preset?: Preset;
    period?: PeriodChoice;
    calendar?: WorkCalendar;
    unitCalendars?: UnitCalendarGroup[];
    /** For whom the evaluations of a rule are added. */
    kind?: EmployeeKind;
  } = {},
): Cycle {
  const verdict = planCycle({
    preset: choice.preset ?? "pauh",
    period: choice.period ?? { kind: "semester", year: 2026, index: 2 },
    calendar: choice.calendar ?? officialCalendar(),
    ...(choice.unitCalendars ? { unitCalendars: choice.unitCalendars } : {}),
    newEvaluationId,
  });
  if (verdict.verdict !== "proposed") throw new Error(`no plan: ${verdict.code}`);
  const plan =
    choice.kind === undefined
      ? verdict.plan
      : withMissingEvaluations(verdict.plan, choice.kind, newEvaluationId);
  return { ...plan, id: newId("cycle", counter++), state: "open" };
}
