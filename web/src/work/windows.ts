import type { Cycle } from "../data/cycle-at-hand.ts";
import { wallClockAt } from "../ui/wall-clock.ts";

type Window = Cycle["windows"]["planning"];

/** How a window of a cycle stands, with its two instants (ISO 8601): words, days left and countdowns come from those. */
export interface WindowStanding {
  readonly state: "not-yet" | "open" | "closed";
  readonly opensAt: string;
  /** The beginning of its last minute, which still counts. */
  readonly closesAt: string;
}

const minute = 60_000;

export function windowStanding(window: Window, zone: string, now: string): WindowStanding {
  const opensAt = instantOf(window.opensAt, zone);
  const closesAt = instantOf(window.extensions.at(-1)?.closesAt ?? window.closesAt, zone);
  const at = Date.parse(now);
  const isOver = at >= Date.parse(closesAt) + minute;
  return { state: at < Date.parse(opensAt) ? "not-yet" : isOver ? "closed" : "open", opensAt, closesAt };
}

/** The instant of a wall-clock minute ("2027-01-15T23:59") in a zone. Indonesia's zones turn no clocks. */
export function instantOf(local: string, zone: string): string {
  const asIfUtc = Date.parse(`${local}Z`);
  const offset = Date.parse(`${wallClockAt(`${local}Z`, zone)}Z`) - asIfUtc;
  return new Date(asIfUtc - offset).toISOString();
}
