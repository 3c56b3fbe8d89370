import { isoInstant, type Temporal } from "../platform/clock.ts";
import type { ChangeEvent } from "../platform/events.ts";
import { type AgencyNote, HealthNote } from "./model.ts";

/** What each entity that is told of is a note about, and by which attribute one is told from another. */
const topics: Readonly<Record<string, { topic: AgencyNote["topic"]; subject: string }>> = {
  cycle: { topic: "cycle", subject: "id" },
  opening: { topic: "opening", subject: "cycleId" },
  import: { topic: "import", subject: "id" },
  recount: { topic: "recount", subject: "cycleId" },
  mailCount: { topic: "mail", subject: "day" },
};

/**
 * The note of a change; undefined where something was taken away, or of what nobody asks. Of the attributes those remain
 * that the note's model has.
 */
export function noteOf(
  { entity, agency, after, versionAfter }: ChangeEvent,
  now: Temporal.Instant,
): AgencyNote | undefined {
  const known = topics[entity];
  if (known === undefined || after === undefined) return undefined;
  return HealthNote.parse({
    ...after,
    topic: known.topic,
    agencyId: agency,
    subject: after[known.subject],
    source: versionAfter,
    seenAt: isoInstant(now),
  }) as AgencyNote;
}
