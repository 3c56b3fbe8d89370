import { readAgency } from "../agencies/store.ts";
import { dayOf } from "../platform/clock.ts";
import { AppError } from "../platform/errors.ts";
import type { Id } from "../platform/ids.ts";
import { holds } from "../platform/permissions.ts";
import type { CallContext } from "../platform/serve.ts";
import type { Unit } from "./model.ts";
import { type Person, placeOn } from "./person.ts";
import { assignmentAt, unitsBelow } from "./rules.ts";
import { personEntity, readUnits } from "./store.ts";

/** Whose data a caller may read: everyone's, or those of people in some units. */
export type Reach = "everyone" | ReadonlySet<string>;

type ReachContext = Pick<CallContext, "actor" | "table" | "now">;

/**
 * How far `people.read` goes. Who has to do with the whole agency reads everyone; the head of a unit reads the people of
 * the unit that they lead today, or sit in, and of all below it.
 */
export async function reachOf({ actor, table, now }: ReachContext): Promise<Reach> {
  if (!holds(actor.roles, "people.read")) return new Set();
  if (holds(actor.roles, "people.read-all")) return "everyone";
  if (actor.employee === undefined) return new Set();
  const [person, units] = [await table.get(personEntity, { id: actor.employee }), await readUnits(table)];
  const { profile } = await readAgency(table);
  const place = assignmentAt(person?.assignments ?? [], dayOf(now, profile.zone).toString());
  return place === undefined ? new Set() : unitsBelow(place.heads ?? place.unit, units);
}

/** Whether a unit's people are within reach. */
export function reaches(reach: Reach, unit: Unit["id"] | undefined): boolean {
  return reach === "everyone" || (unit !== undefined && reach.has(unit));
}

/** Units are known to everyone, so that a caller is told that this one's people are not theirs to read. */
export function requireReach(reach: Reach, unit: Id<"unit">): void {
  if (!reaches(reach, unit)) throw new AppError("forbidden");
}

/** Whether a person, by where they were last placed, is within reach. */
export function reachesPerson(reach: Reach, person: Pick<Person, "assignments" | "indexedOn">): boolean {
  return reaches(reach, placeOn(person, person.indexedOn)?.unit as Unit["id"] | undefined);
}
