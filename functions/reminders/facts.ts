import type { Cycle, Evaluation } from "#shared/cycles/model.ts";
import type { Part } from "#shared/cycles/part.ts";
import { partEntity, partsOfAppraiser, supervisorEntity, waitingParts } from "#shared/cycles/store.ts";
import { dayOf, type Temporal } from "#shared/platform/clock.ts";
import type { Id } from "#shared/platform/ids.ts";
import type { PartPlace } from "#shared/platform/part-id.ts";
import type { Stored } from "#shared/platform/table/entity.ts";
import type { AgencyTable } from "#shared/platform/table/table.ts";
import type { MailRecord, WaitingItem } from "#shared/reminders/rules.ts";
import { mailDayEntity } from "#shared/reminders/store.ts";
import { type Head, readDuties } from "./duties.ts";
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
  /** The organisation predicates they still have to set, by evaluation. */
  readonly duties: Duties;
  /** What a mail to them names besides, and none is sent for. */
  readonly mentioned?: readonly WaitingItem[];
}

/** One of a superior's people who appraises others. */
export interface Report {
  readonly id: string;
  readonly name: string;
  readonly unit: Id<"unit">;
  /** What they appraise and is not finished; looked up after a deadline only. */
  readonly parts: readonly Part[];
  /** The predicates they still have to set, by evaluation. */
  readonly duties: Duties;
}

export type Duties = ReadonlyMap<string, readonly WaitingItem[]>;

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
  const reports = await readReports(scene, person, steps);
  const ownDuties = supervised.map((cycle) => {
    const asked = steps.filter((step) => step.cycle.id === cycle.id && step.name.audience !== "superior");
    return dutiesOf(scene, person, cycle, organisationEvaluations(asked), reports.get(cycle.id) ?? []);
  });
  return {
    history: found.mailDay.map(({ at }) => ({ at, legal: false })),
    own,
    team,
    reports,
    duties: new Map((await Promise.all(ownDuties)).flatMap((duties) => [...duties])),
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

/**
 * Which of somebody's people appraise others: heads of units, and after a deadline those who may be late. Two requests,
 * and after a deadline two more for each of them.
 */
async function readReports(
  scene: Scene,
  person: Visited,
  steps: readonly PersonStep[],
): Promise<Map<string, Report[]>> {
  const asked = steps.filter(
    ({ name, window }) => name.audience === "superior" || window.step === "organisation",
  );
  const cycles = new Map(asked.map(({ cycle }) => [cycle.id, cycle]));
  const read = [...cycles.values()].map(async (cycle) => {
    const after = asked.filter((step) => step.cycle.id === cycle.id && step.name.audience === "superior");
    return [cycle.id as string, await reportsIn(scene, person.id, cycle, after)] as const;
  });
  return new Map(await Promise.all(read));
}

async function reportsIn(
  scene: Scene,
  superior: string,
  cycle: Cycle,
  afterDeadline: readonly PersonStep[],
): Promise<Report[]> {
  const heads = await readHeads(scene, superior, cycle);
  if (afterDeadline.length === 0) return heads.map((head) => ({ ...head, parts: [], duties: new Map() }));
  const evaluations = organisationEvaluations(afterDeadline);
  return await Promise.all(
    heads.map(async (head) => ({
      ...head,
      parts: await readUnfinished(scene.table, head.id, cycle.id),
      duties: await dutiesOf(scene, head, cycle, evaluations),
    })),
  );
}

/** The evaluations whose organisation predicate some step asks for. */
export function organisationEvaluations(steps: readonly Pick<PersonStep, "window">[]): Evaluation[] {
  const asked = steps.flatMap(({ window }) =>
    window.step === "organisation" && window.evaluation !== undefined ? [window.evaluation] : [],
  );
  return [...new Map(asked.map((evaluation) => [evaluation.id, evaluation])).values()];
}

/** What a leader has to set in these evaluations; `heads` are looked up unless the caller has them. */
export async function dutiesOf(
  scene: Scene,
  leader: { readonly id: string; readonly unit?: string },
  cycle: Cycle,
  evaluations: readonly Evaluation[],
  heads?: readonly Head[],
): Promise<Duties> {
  if (evaluations.length === 0) return new Map();
  const known = heads ?? (await readHeads(scene, leader.id, cycle));
  const duties = evaluations.map(
    async (evaluation) =>
      [evaluation.id as string, await readDuties(scene, leader, known, cycle, evaluation)] as const,
  );
  return new Map(await Promise.all(duties));
}

/** Those among somebody's people who appraise others. */
async function readHeads(
  { table }: Scene,
  superior: string,
  cycle: Cycle,
): Promise<{ id: string; name: string; unit: Id<"unit"> }[]> {
  const { part: team } = await table.queryTogether(partsOfAppraiser(superior, cycle.id), teamLimit);
  const present = new Map(
    team
      .filter(({ closedAt, employeeId }) => closedAt === undefined && employeeId !== superior)
      .map((part) => [part.employeeId as string, part]),
  );
  const places = [...present.keys()].map((id) => ({ cycleId: cycle.id, id }));
  const supervisors = await table.getMany(supervisorEntity, places);
  return supervisors.flatMap(({ id }) => {
    const part = present.get(id);
    return part === undefined ? [] : [{ id, name: part.name, unit: part.unit }];
  });
}
