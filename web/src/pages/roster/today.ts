import { useNow, useReader } from "../../app/me.ts";
import { dateFormat } from "../../ui/date-format.ts";

/** The day that it is for the agency, `2027-01-08`. */
export function useToday(): string {
  const { zone } = useReader();
  return dayIn(useNow(), zone);
}

/** The day on which an instant falls in a zone. */
export function dayIn(instant: string, zone: string): string {
  // Swedish writes dates as ISO 8601 does.
  return dateFormat("sv-SE", { timeZone: zone, dateStyle: "short" }).format(new Date(instant));
}
