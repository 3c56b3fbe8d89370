import type { AgencyRecord } from "../agencies/store.ts";
import type { HolidayYear, WorkCalendar } from "./model.ts";
import { nationalHolidays, withYears } from "./national-holidays.ts";

type CalendarSource = Pick<AgencyRecord, "profile" | "settings" | "calendar">;

/** The agency's calendar: its zone and week, the national years with its own changes, and years it entered itself. */
export function agencyCalendar({ profile, settings, calendar }: CalendarSource): WorkCalendar {
  return {
    zone: profile.zone,
    workWeek: settings.workingWeek === "six-days" ? 6 : 5,
    years: withYears(calendar.map(changedYear)),
  };
}

function changedYear({ year, added, removed }: CalendarSource["calendar"][number]): HolidayYear {
  const national = nationalHolidays.find((one) => one.year === year);
  const kept = national?.daysOff.filter(({ date }) => !removed.includes(date)) ?? [];
  return {
    year,
    status: national?.status ?? "decreed",
    source: national === undefined ? "Instansi" : `${national.source}; instansi`,
    daysOff: [...kept, ...added.map((day) => ({ ...day, kind: "local" as const }))],
  };
}
