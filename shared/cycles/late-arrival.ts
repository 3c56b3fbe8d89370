import type { Settings } from "../agencies/model.ts";
import { Temporal } from "../platform/clock.ts";
import type { Arrival } from "./states.ts";

/** What the agency does with a draft sealed offline that arrives late without proof (docs/adr/0015-sealed-draft.md). */
type LateDraftPolicy = Settings["lateArrival"];

/** What the server itself knows of a submission. Device clocks are claims and do not appear here. */
export interface ArrivalFacts {
  closesAt: Temporal.Instant;
  receivedAt: Temporal.Instant;
  /** When the server recorded the hash of exactly this content, if ever. */
  hashRecordedAt?: Temporal.Instant;
  /** The submission carries the single-use window token made when the person was last online. */
  sealedOffline: boolean;
  /** A recorded outage covers the stretch from the last contact to the deadline. */
  outageCoversGap: boolean;
  published: boolean;
  policy: LateDraftPolicy;
}

/** A sealed draft may follow this long after the deadline. */
export const grace = { hours: 24 };

/** A submission is on time when received, or its hash recorded, before the deadline; otherwise the agency's rule decides. */
export function arrivalOf(facts: ArrivalFacts): Arrival | "refused" {
  const before = (instant: Temporal.Instant, limit: Temporal.Instant) =>
    Temporal.Instant.compare(instant, limit) < 0;
  if (before(facts.receivedAt, facts.closesAt)) return "on-time";
  if (facts.published || !before(facts.receivedAt, facts.closesAt.add(grace))) return "refused";
  if (facts.hashRecordedAt && before(facts.hashRecordedAt, facts.closesAt)) return "on-time-proven";
  if (!facts.sealedOffline || facts.policy === "refuse") return "refused";
  if (facts.policy === "accept-in-outage" && facts.outageCoversGap) return "late-accepted";
  return "late-appraiser-decides";
}
