import type { Part } from "#shared/cycles/part.ts";
import {
  type CycleRecord,
  partEntity,
  partsOfAppraiser,
  supervisorEntity,
  waitingParts,
} from "#shared/cycles/store.ts";
import { dayOf, type Temporal } from "#shared/platform/clock.ts";
import type { Id } from "#shared/platform/ids.ts";
import type { PartPlace } from "#shared/platform/part-id.ts";
import type { Stored } from "#shared/platform/table/entity.ts";
import type { AgencyTable } from "#shared/platform/table/table.ts";
import type { MailRecord } from "#shared/reminders/rules.ts";
import { mailDayEntity } from "#shared/reminders/store.ts";
import type { Visited } from "./people.ts";
import { calendarOf, type Scene } from "./scene.ts";
import type { PersonStep } from "./steps.ts";

/** What a visit knows of a person's work, read just before sending. */
export interface Facts {
  /** The mails of the last two weeks. */
  readonly history: readonly MailRecord[];
  /** Their own parts, by cycle. */
  readonly own: ReadonlyMap<string, readonly Part[]>;
  /** What they appraise and is not finished, by cycle. */
  readonly team: ReadonlyMap<string, readonly Part[]>;
  /** Those among their people who appraise others, with what these owe, by cycle. */
  readonly reports: ReadonlyMap<string, readonly Report[]>;
}

export interface Report {
  readonly id: string;
  readonly name: string;
  readonly parts: readonly Part[];
}

/** A team shows in an index within two seconds; a page of one never is that long. */
const teamLimit = 500;
/** Parts of a person in a cycle are numbered from 1. Few have more than these; then the rest is asked for too. */
const usualParts = 4;
const mostParts = 99;

/**
 * A person's facts. The index says which parts are unfinished; what is counted is each part as it lies in the table.
 * One query per cycle in which they supervise, then one batch for parts and mail days together.
 */
export async function readFacts(scene: Scene, person: Visited, steps: readonly PersonStep[]): Promise<Facts> {
  const asSupervisor = steps.some(({ name }) => name.audience !== "employee");
  const supervised = asSupervisor ? scene.cycles.filter(({ id }) => person.supervises.has(id)) : [];
  const needsOwn = new Set(
    steps.filter(({ name }) => name.audience === "employee").map(({ cycle }) => cycle.id),
  );
  const shown = await Promise.all(supervised.map(({ id }) => shownUnfinished(scene.table, person.id, id)));
  const { table } = scene;
  const found = await table.getTogether(
    [partEntity, [...shown.flat(), ...[...needsOwn].flatMap((cycleId) => ownPlaces(person.id, cycleId))]],
    [mailDayEntity, mailDays(scene, person)],
  );
  const isOwn = (part: Part) => part.employeeId === person.id;
  const own = new Map(
    await Promise.all(
      [...needsOwn].map(async (id) => {
        const parts = found.part.filter((part) => isOwn(part) && part.cycleId === id);
        return [id as string, await withFurtherParts(table, parts)] as const;
      }),
    ),
  );
  const team = new Map(
    supervised.map(({ id }) => [
      id as string,
      found.part.filter((part) => part.cycleId === id && part.appraiser?.id === person.id),
    ]),
  );
  return {
    history: found.mailDay.map(({ at }) => ({ at, legal: false })),
    own,
    team,
    reports: await readReports(scene, person, steps),
  };
}

/** A supervisor's unfinished parts of a cycle as they lie in the table: one query and one batch. */
export async function readUnfinished(
  table: AgencyTable,
  supervisor: string,
  cycle: Id<"cycle">,
): Promise<Stored<Part>[]> {
  const parts = await table.getMany(partEntity, await shownUnfinished(table, supervisor, cycle));
  return parts.filter(({ appraiser }) => appraiser?.id === supervisor);
}

async function shownUnfinished(
  table: AgencyTable,
  supervisor: string,
  cycle: Id<"cycle">,
): Promise<PartPlace[]> {
  const found = await table.queryTogether(waitingParts(supervisor, cycle), teamLimit);
  return found.part.map(({ employeeId, cycleId, number }) => ({ employeeId, cycleId, number }));
}

function ownPlaces(id: string, cycleId: Id<"cycle">, from = 1, to = usualParts): PartPlace[] {
  const employeeId = id as Id<"employee">;
  return Array.from({ length: to - from + 1 }, (_, index) => ({ employeeId, cycleId, number: from + index }));
}

async function withFurtherParts(table: AgencyTable, parts: readonly Part[]): Promise<readonly Part[]> {
  const last = parts.find(({ number }) => number === usualParts);
  if (last === undefined) return parts;
  const places = ownPlaces(last.employeeId, last.cycleId, usualParts + 1, mostParts);
  return [...parts, ...(await table.getMany(partEntity, places))];
}

/** The days that count for "one a day" and for the cap, in the recipient's zone. */
function mailDays(scene: Scene, person: Visited): { person: string; day: string }[] {
  const today = mailDayOf(scene, person);
  return Array.from({ length: scene.policy.capDays }, (_, back) => ({
    person: person.id,
    day: today.subtract({ days: back }).toString(),
  }));
}

/** The day that it is now for somebody. */
export function mailDayOf(scene: Scene, person: Pick<Visited, "unit">): Temporal.PlainDate {
  return dayOf(scene.now, calendarOf(scene, person.unit).zone);
}

/** After a deadline: which of a superior's people appraise others, and what they owe. Two requests more, and two for each. */
async function readReports(
  scene: Scene,
  person: Visited,
  steps: readonly PersonStep[],
): Promise<Map<string, Report[]>> {
  const cycles = new Map(
    steps.filter(({ name }) => name.audience === "superior").map(({ cycle }) => [cycle.id, cycle]),
  );
  const read = [...cycles.values()].map(
    async (cycle) => [cycle.id as string, await reportsIn(scene.table, person.id, cycle)] as const,
  );
  return new Map(await Promise.all(read));
}

async function reportsIn(table: AgencyTable, superior: string, cycle: CycleRecord): Promise<Report[]> {
  const { part: team } = await table.queryTogether(partsOfAppraiser(superior, cycle.id), teamLimit);
  const names = new Map(
    team
      .filter(({ closedAt, employeeId }) => closedAt === undefined && employeeId !== superior)
      .map(({ employeeId, name }) => [employeeId, name]),
  );
  const places = [...names.keys()].map((id) => ({ cycleId: cycle.id, id }));
  const supervisors = await table.getMany(supervisorEntity, places);
  return await Promise.all(
    supervisors.map(async ({ id }) => ({
      id,
      name: names.get(id as Id<"employee">) ?? "",
      parts: await readUnfinished(table, id, cycle.id),
    })),
  );
}
