/**
 * Indonesia's zones, in hours before UTC: they turn no clocks. Reckoning with them spares a slow phone the library of all
 * zones and languages, which takes a tenth of a second to wake.
 */
const hoursBefore: Readonly<Record<string, number>> = {
  "Asia/Jakarta": 7,
  "Asia/Pontianak": 7,
  "Asia/Makassar": 8,
  "Asia/Ujung_Pandang": 8,
  "Asia/Jayapura": 9,
};

const hour = 60 * 60_000;

/** What the clocks of a zone show at an instant (ISO 8601), written as a cycle's times are: "2027-01-08T07:50". Later ones sort later. */
export function wallClockAt(instant: string, zone: string): string {
  const hours = hoursBefore[zone];
  if (hours === undefined) return elsewhere(instant, zone);
  return new Date(Date.parse(instant) + hours * hour).toISOString().slice(0, 16);
}

/** The day that it is in a zone at an instant: "2027-01-08". */
export function dayAt(instant: string, zone: string): string {
  return wallClockAt(instant, zone).slice(0, 10);
}

const made = new Map<string, Intl.DateTimeFormat>();

function elsewhere(instant: string, zone: string): string {
  // Sweden writes times as 2027-01-15 23:59.
  const format =
    made.get(zone) ??
    new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
  made.set(zone, format);
  return format.format(Date.parse(instant)).replace(" ", "T");
}
