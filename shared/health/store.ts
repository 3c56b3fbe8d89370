import { globalEntity } from "../platform/table/entity.ts";
import { keys } from "../platform/table/keys.ts";
import type { KeyRange } from "../platform/table/query.ts";
import { type AgencyNote, HealthNote } from "./model.ts";
import { isRunningCycle } from "./rules.ts";

type Place = Pick<AgencyNote, "topic" | "agencyId" | "subject"> | { readonly topic: "tick" };

export const healthEntity = globalEntity({
  name: "healthNote",
  keyClass: "health",
  schema: 1,
  model: HealthNote,
  key: (ref: Place) =>
    ref.topic === "tick" ? keys.healthTick() : keys.healthNote(ref.agencyId, ref.topic, ref.subject),
  expiresAt: (note) => {
    const days = keptDays(note);
    return days === undefined ? undefined : Math.ceil(Date.parse(note.seenAt) / 1000) + days * daySeconds;
  },
});

const daySeconds = 24 * 60 * 60;
/**
 * What is over stays longer than any message that still tells of it: a dead letter of 14 days that is redriven must meet
 * the newer note. What runs stays until it is over.
 */
const overDays = 15;
const mailDays = 4;

function keptDays(note: HealthNote): number | undefined {
  switch (note.topic) {
    case "tick":
      return undefined;
    case "cycle":
      return isRunningCycle(note) ? undefined : overDays;
    case "opening":
      return note.done ? overDays : undefined;
    case "mail":
      return mailDays;
    default:
      return 2 * overDays;
  }
}

/** All notes of the service, of the tick first, then by agency. `HEALTH` */
export const allNotes: KeyRange = { partition: keys.healthTick().pk, eventually: true };
