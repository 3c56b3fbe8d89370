import holidays2026 from "./holidays/2026.json" with { type: "json" };
import holidays2027 from "./holidays/2027.json" with { type: "json" };
import holidays2028 from "./holidays/2028.json" with { type: "json" };
import { HolidayYear } from "./model.ts";

/**
 * The years we ship: national days and joint leave with their source. An agency's own years, imported from the SKB,
 * replace these (`withYears`); a year in neither blocks planning.
 */
export const nationalHolidays: readonly HolidayYear[] = [holidays2026, holidays2027, holidays2028].map(
  (year) => HolidayYear.parse(year),
);

/** The shipped years with an agency's own in their place, in order of year. */
export function withYears(own: readonly HolidayYear[]): HolidayYear[] {
  const replaced = new Set(own.map((year) => year.year));
  return [...nationalHolidays.filter((year) => !replaced.has(year.year)), ...own].sort(
    (a, b) => a.year - b.year,
  );
}
