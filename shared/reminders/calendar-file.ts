import { isoInstant, type Temporal } from "../platform/clock.ts";
import { type Language, say, type Text } from "../platform/text.ts";
import { plain, titleIn } from "./wording.ts";

/** A deadline as it goes into people's calendars. */
export interface CalendarDeadline {
  /** Stays the same when the deadline moves, so that calendars replace the entry: cycle and window. */
  uid: string;
  deadlineVersion: number;
  title: Text;
  closesAt: Temporal.Instant;
}

const texts = {
  summary: { id: "Batas waktu: {title}", en: "Deadline: {title}" },
} as const satisfies Record<string, Text>;

/**
 * The calendar file that goes with the opening's mail, once and not per step (iCalendar, RFC 5545): each deadline is the
 * half hour that ends with it, with no alarm of its own, for the reminders come by mail.
 */
export function calendarFile(
  deadlines: readonly CalendarDeadline[],
  context: { language: Language; link: string; now: Temporal.Instant },
): string {
  const events = deadlines.flatMap((deadline) => [
    "BEGIN:VEVENT",
    `UID:${escapeText(deadline.uid)}`,
    `SEQUENCE:${deadline.deadlineVersion - 1}`,
    `DTSTAMP:${stamp(context.now)}`,
    `DTSTART:${stamp(deadline.closesAt.subtract({ minutes: 30 }))}`,
    `DTEND:${stamp(deadline.closesAt)}`,
    `SUMMARY:${escapeText(say(texts.summary, context.language, { title: titleIn(deadline.title, context.language) }))}`,
    `URL:${new URL(context.link).href}`,
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ]);
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Kinerja//ID",
    "METHOD:PUBLISH",
    ...events,
    "END:VCALENDAR",
  ];
  return `${lines.flatMap(folded).join("\r\n")}\r\n`;
}

/** UTC to the second, "20270115T170000Z". */
function stamp(instant: Temporal.Instant): string {
  return isoInstant(instant)
    .replace(/\.\d+Z$/, "Z")
    .replace(/[-:]/g, "");
}

function escapeText(text: string): string {
  return plain(text).replace(/[\\;,]/g, "\\$&");
}

/** Lines longer than 75 octets continue on the next one after a space; no character is cut in two. */
function folded(line: string): string[] {
  const encoder = new TextEncoder();
  const parts: string[] = [];
  let current = "";
  let octets = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > 75) {
      parts.push(current);
      current = " ";
      octets = 1;
    }
    current += character;
    octets += size;
  }
  return [...parts, current];
}
