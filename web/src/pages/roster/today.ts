import { useNow, useReader } from "../../app/me.ts";
import { dayAt } from "../../ui/wall-clock.ts";

/** The day that it is for the agency, `2027-01-08`. */
export function useToday(): string {
  const { zone } = useReader();
  return dayAt(useNow(), zone);
}
