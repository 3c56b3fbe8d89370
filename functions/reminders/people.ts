import { deadAfterBounces } from "#shared/cycles/data-check.ts";
import { supervisorEntity } from "#shared/cycles/store.ts";
import { memberIdOf } from "#shared/identity/invite.ts";
import { memberEntity } from "#shared/identity/store.ts";
import { type AppraiserRef, endedStandings } from "#shared/people/model.ts";
import { fullName, type Person } from "#shared/people/person.ts";
import { assignmentAt } from "#shared/people/rules.ts";
import { addressHash, addressStateEntity, officialEntity, personEntity } from "#shared/people/store.ts";
import { dayOf, type Temporal } from "#shared/platform/clock.ts";
import { type Id, idSchema } from "#shared/platform/ids.ts";
import { routeMail } from "#shared/reminders/rules.ts";
import { calendarOf, type Scene } from "./scene.ts";

/** Somebody who may be reminded. */
export interface Visited {
  /** An employee's, an external official's or, for administrators from outside, a member's id. */
  readonly id: string;
  readonly isEmployee: boolean;
  readonly name: string;
  readonly position?: string;
  readonly email?: string;
  readonly bounces: number;
  readonly unit?: string;
  /** The cycles in which they appraise somebody. */
  readonly supervises: ReadonlySet<string>;
  readonly appraiser?: AppraiserRef;
  /** Why nothing is mailed to them now, though something is due. */
  readonly away?: "absent" | "inactive";
}

/** Whether a mail to them can arrive and be acted on. */
export function isReachable(person: Pick<Visited, "email" | "bounces" | "away">): boolean {
  return person.email !== undefined && person.bounces < deadAfterBounces && person.away === undefined;
}

/** These people as they are now, in the order asked; who does not exist is left out. */
export async function readPeople(scene: Scene, ids: readonly string[]): Promise<Visited[]> {
  const { table } = scene;
  const employees = ids.flatMap((id) => idSchema("employee").safeParse(id).data ?? []);
  const officials = ids.flatMap((id) => idSchema("official").safeParse(id).data ?? []);
  const found = await table.getTogether(
    [personEntity, employees.map((id) => ({ id }))],
    [officialEntity, officials.map((id) => ({ id }))],
    [supervisorEntity, scene.cycles.flatMap((cycle) => ids.map((id) => ({ cycleId: cycle.id, id })))],
    [memberEntity, employees.map((employeeId) => memberOf(table.agency, employeeId))],
  );
  const supervised = Map.groupBy(found.supervisor, ({ id }) => id);
  const inactive = new Set(
    found.member.flatMap(({ state, employeeId }) => (state === "inactive" ? [employeeId as string] : [])),
  );
  const common = (id: string) => ({
    id,
    bounces: 0,
    supervises: new Set<string>((supervised.get(id) ?? []).map(({ cycleId }) => cycleId)),
  });
  const people: Visited[] = [
    ...found.person.map((person) => ({
      ...common(person.id),
      ...employeeFacts(person, scene),
      ...(inactive.has(person.id) ? { away: "inactive" as const } : {}),
    })),
    ...found.official.map(({ id, name, office, email }) => ({
      ...common(id),
      isEmployee: false,
      name: name ?? office,
      position: office,
      ...(email === undefined ? {} : { email }),
    })),
  ];
  const visited = new Map((await withBounces(scene, people)).map((one) => [one.id, one]));
  return ids.flatMap((id) => visited.get(id) ?? []);
}

function memberOf(agency: Id<"agency">, employeeId: Id<"employee">) {
  return { memberId: memberIdOf(agency, { name: "", roles: [], employeeId }) };
}

function employeeFacts(person: Person, scene: Scene): Omit<Visited, "id" | "bounces" | "supervises"> {
  const zone = scene.agency.profile.zone;
  const day = dayOf(scene.now, zone);
  const assignment = assignmentAt(person.assignments, day.toString()) ?? person.assignments.at(-1);
  const calendar = calendarOf(scene, assignment?.unit);
  const routed = routeMail(
    { id: person.id, leave: leaveOf(person, day), acting: [] },
    day,
    calendar,
    scene.policy,
  );
  const away = hasLeft(person, day.toString()) ? "inactive" : "skip" in routed ? routed.skip : undefined;
  return {
    isEmployee: true,
    name: fullName(person),
    ...(person.email === undefined ? {} : { email: person.email }),
    ...(assignment === undefined ? {} : { unit: assignment.unit, position: assignment.position.title }),
    ...(assignment?.appraiser === undefined ? {} : { appraiser: assignment.appraiser }),
    ...(away === undefined ? {} : { away }),
  };
}

/** Reasons of exclusion that keep somebody away from the office. Whoever acts for them is the appraiser of the part then. */
const awayReasons = [
  "unpaid-leave",
  "temporary-dismissal",
  "pre-retirement-leave",
  "state-office",
  "study-leave",
] as const;

function leaveOf(person: Person, day: Temporal.PlainDate): { from: string; to: string }[] {
  // A leave whose end nobody knows lasts well beyond today.
  const unknownEnd = day.add({ days: 30 }).toString();
  return person.exclusions
    .filter(({ reason }) => awayReasons.some((away) => away === reason))
    .map(({ from, to }) => ({ from, to: to ?? unknownEnd }));
}

function hasLeft({ standing, standingFrom, retirement }: Person, day: string): boolean {
  const left = endedStandings.includes(standing) && (standingFrom ?? day) <= day;
  return left || (retirement !== undefined && retirement <= day);
}

/** With what came back from their addresses: one further request for a hundred people. */
async function withBounces({ table }: Scene, people: readonly Visited[]): Promise<Visited[]> {
  const hashes = new Map(
    people.flatMap(({ id, email }) => (email === undefined ? [] : [[id, addressHash(email)]])),
  );
  const wanted = [...new Set(hashes.values())].map((hash) => ({ addressHash: hash }));
  const states = await table.getMany(addressStateEntity, wanted);
  const bounces = new Map(states.map((state) => [state.addressHash, state.bounces]));
  return people.map((one) => ({ ...one, bounces: bounces.get(hashes.get(one.id) ?? "") ?? 0 }));
}
