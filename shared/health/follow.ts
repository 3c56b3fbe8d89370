import { isoInstant, type Temporal } from "../platform/clock.ts";
import type { ChangeEvent } from "../platform/events.ts";
import { type AgencyNote, HealthNote } from "./model.ts";

type Attributes = Readonly<Record<string, unknown>>;

/** How each entity that is told of becomes a note: its topic, what tells it apart, and its figures. */
const topics: Readonly<
  Record<string, { topic: AgencyNote["topic"]; subject: string; figures: (row: Attributes) => Attributes }>
> = {
  cycle: { topic: "cycle", subject: "id", figures: ({ state }) => ({ state }) },
  opening: {
    topic: "opening",
    subject: "cycleId",
    figures: ({ inScope, excluded, done }) => ({ inScope, excluded, done }),
  },
  import: {
    topic: "import",
    subject: "id",
    figures: ({ state, chunks, done, undone }) => ({ state, chunks, done, undone }),
  },
  recount: {
    topic: "recount",
    subject: "cycleId",
    figures: ({ at, caughtUp, differing }) => ({ at, caughtUp, differing }),
  },
  mailCount: {
    topic: "mail",
    subject: "day",
    // A counter to which nothing was added yet is not there.
    figures: ({ sent = 0, unknown = 0, skipped = 0, bounced = 0 }) => ({ sent, unknown, skipped, bounced }),
  },
};

/** The note of a change; undefined where something was taken away, or of what nobody asks. */
export function noteOf(
  { entity, agency, after, versionAfter }: ChangeEvent,
  now: Temporal.Instant,
): AgencyNote | undefined {
  const known = topics[entity];
  if (known === undefined || after === undefined) return undefined;
  return HealthNote.parse({
    ...known.figures(after),
    topic: known.topic,
    agencyId: agency,
    subject: after[known.subject],
    source: versionAfter,
    seenAt: isoInstant(now),
  }) as AgencyNote;
}
