import { Temporal } from "temporal-polyfill";

export { Temporal };

/** The only source of time. Rules take the instant as an argument; handlers ask their clock once. */
export interface Clock {
  now(): Temporal.Instant;
}

/** The machine's clock; the local cloud moves it by an offset beneath `Date`. */
export const systemClock: Clock = {
  now: () => Temporal.Instant.fromEpochMilliseconds(Date.now()),
};

/** The first instant of a calendar day in a zone (23:59:59.999 of the day before is still the day before). */
export function startOfDay(date: Temporal.PlainDate, zone: string): Temporal.Instant {
  return date.toZonedDateTime(zone).startOfDay().toInstant();
}

/** The calendar day on which an instant falls in a zone. */
export function dayOf(instant: Temporal.Instant, zone: string): Temporal.PlainDate {
  return instant.toZonedDateTimeISO(zone).toPlainDate();
}

/** An instant as stored: ISO 8601 UTC with exactly milliseconds, so that text order is time order. */
export function isoInstant(instant: Temporal.Instant): string {
  return instant.toString({ fractionalSecondDigits: 3 });
}
