import type { Cycle } from "#shared/cycles/model.ts";
import type { Part } from "#shared/cycles/part.ts";
import { supervisorsOfCycle } from "#shared/cycles/store.ts";
import type { NamedWindow } from "#shared/cycles/windows.ts";
import type { Member } from "#shared/identity/model.ts";
import { membersOfAgency } from "#shared/identity/store.ts";
import { unresolvedTickets } from "#shared/people/ticket-store.ts";
import type { Id } from "#shared/platform/ids.ts";
import type { Stored } from "#shared/platform/table/entity.ts";
import { remindedWindows } from "#shared/reminders/policy.ts";
import {
  type EscalatedAppraiser,
  escalationLetters,
  type LateAppraiser,
  type WaitingItem,
  type Work,
} from "#shared/reminders/rules.ts";
import { owedIn, type PersonMail, supervisorItems } from "./decide.ts";
import { type Duties, dutiesOf, organisationEvaluations, readUnfinished } from "./facts.ts";
import { isReachable, readPeople, type Visited } from "./people.ts";
import type { Scene } from "./scene.ts";
import { dueSteps, type PersonStep, personStep } from "./steps.ts";
import { type Page, readLedger, readVisits, type Visit } from "./visit.ts";

/**
 * The visits of a cycle's administrators: their own steps, if they are of the roster, and the letters that come to them:
 * the escalations that no superior can get, the list after the last weekly letter, and the digests of external
 * officials without an address, for whom they act.
 */
export async function visitsOfAdministrators(scene: Scene, cycleId: Id<"cycle">): Promise<Page> {
  const cycle = scene.cycles.find(({ id }) => id === cycleId);
  const administrators = cycle === undefined ? [] : await readAdministrators(scene);
  if (cycle === undefined || administrators.length === 0) return { visits: [], running: [], expired: [] };
  const officials = await readSilentOfficials(scene, cycle);
  const wanted = administrators.map((one) => ({
    ...one,
    steps: stepsOf(scene, cycle, one.member, officials),
  }));
  const { ledger, running, expired } = await readLedger(
    scene,
    wanted.flatMap(({ steps }) => steps),
  );
  const open = wanted.map((one) => ({ ...one, steps: one.steps.filter(({ key }) => !ledger.has(key)) }));
  const works = await readWorks(scene, cycle, officials, open);
  const own = await readVisits(
    scene,
    open.map(({ person }) => person.id),
  );
  const visits = open.map(({ person, steps }): Visit => {
    const ownVisit = own.visits.find((visit) => visit.person.id === person.id);
    const letters = steps.flatMap((step) => letterOf(step, works, officials));
    return { person, steps: [], superior: undefined, ...ownVisit, letters };
  });
  const due = visits.filter(({ steps, letters = [] }) => steps.length + letters.length > 0);
  const mentioned = due.length === 0 ? [] : await readTickets(scene);
  return {
    visits: due.map((visit) => ({ ...visit, mentioned })),
    running: [...own.running, ...running],
    expired: [...own.expired, ...expired],
  };
}

/** So many are counted; more on one day are a roster without superiors, which an import puts right. */
const mostTickets = 1000;

/** Who says that their appraiser is wrong and has no answer yet, the oldest first. */
async function readTickets({ table }: Scene): Promise<WaitingItem[]> {
  const tickets: WaitingItem[] = [];
  for await (const { name, openedAt } of table.each(unresolvedTickets)) {
    if (tickets.push({ kind: "ticket", name, since: openedAt }) === mostTickets) break;
  }
  return tickets;
}

interface Administrator {
  readonly member: Stored<Member>;
  readonly person: Visited;
}

/** Those who have signed in and may be written to; an employee among them is one person with one mail a day. */
async function readAdministrators(scene: Scene): Promise<Administrator[]> {
  const members: Stored<Member>[] = [];
  for await (const member of scene.table.each(membersOfAgency)) {
    if (member.state === "active" && member.roles.includes("agencyAdmin")) members.push(member);
  }
  const employees = await readPeople(
    scene,
    members.flatMap(({ employeeId }) => employeeId ?? []),
  );
  return members.map((member) => ({
    member,
    person: employees.find(({ id }) => id === member.employeeId) ?? outsider(member),
  }));
}

function outsider({ memberId, name, email }: Member): Visited {
  const address = email === undefined ? {} : { email };
  return { id: memberId, isEmployee: false, name, bounces: 0, supervises: new Set(), ...address };
}

/** External appraisers to whom no mail can go. */
async function readSilentOfficials(scene: Scene, cycle: Cycle): Promise<Visited[]> {
  const ids: string[] = [];
  for await (const { id, kind } of scene.table.each(supervisorsOfCycle(cycle.id))) {
    if (kind === "official") ids.push(id);
  }
  return (await readPeople(scene, ids)).filter((official) => !isReachable(official));
}

function stepsOf(
  scene: Scene,
  cycle: Stored<Cycle>,
  { memberId }: Member,
  officials: readonly Visited[],
): PersonStep[] {
  return remindedWindows(cycle).flatMap((reminded) => {
    const due = dueSteps(scene, cycle, reminded, undefined);
    switch (reminded.audience) {
      case "employee":
        return [];
      case "supervisor":
        return officials.flatMap(({ id }) =>
          due.map((step) => personStep(cycle, step, "supervisor", actingId(id, memberId))),
        );
      default:
        return due.map((step) => personStep(cycle, step, reminded.audience, memberId));
    }
  });
}

/** In the ledger an official's step stands once for each administrator who acts. */
function actingId(official: string, member: string): string {
  return `${official}.${member}`;
}

/** What the letters of the steps that are open say. */
interface Works {
  /** By window: those late whose superior gets no letter, and all who are late. */
  readonly late: ReadonlyMap<string, { toAdmin: LateAppraiser[]; all: LateAppraiser[] }>;
  readonly ofOfficials: ReadonlyMap<string, { parts: readonly Part[]; duties: Duties }>;
}

async function readWorks(
  scene: Scene,
  cycle: Stored<Cycle>,
  officials: readonly Visited[],
  open: readonly { steps: readonly PersonStep[] }[],
): Promise<Works> {
  const steps = open.flatMap((one) => one.steps);
  const windows = new Map(
    steps.filter(({ name }) => name.audience !== "supervisor").map(({ window }) => [window.key, window]),
  );
  const late = new Map([...windows.keys()].map((key) => [key as string, [] as EscalatedAppraiser[]]));
  if (windows.size > 0) {
    for await (const { appraiser, parts, duties } of eachSupervisor(scene, cycle, [...windows.values()])) {
      for (const window of windows.values()) {
        const count = owedIn(window, parts, duties);
        if (count > 0) late.get(window.key)?.push({ ...appraiser, count });
      }
    }
  }
  const acting = steps.filter(({ name }) => name.audience === "supervisor");
  const evaluations = organisationEvaluations(acting);
  const ofOfficials = (acting.length === 0 ? [] : officials).map(async (official) => {
    const parts = await readUnfinished(scene.table, official.id, cycle.id);
    return [official.id, { parts, duties: await dutiesOf(scene, official, cycle, evaluations) }] as const;
  });
  return {
    late: new Map([...late].map(([key, all]) => [key, { all, toAdmin: lettersToAdmin(all) }])),
    ofOfficials: new Map(await Promise.all(ofOfficials)),
  };
}

function lettersToAdmin(late: readonly EscalatedAppraiser[]): LateAppraiser[] {
  return escalationLetters(late)
    .filter(({ to }) => to === "admin")
    .flatMap((letter) => letter.late);
}

const supervisorsAtOnce = 50;

/** Everyone who appraises in a cycle, with who stands above them and what is unfinished, fifty at a time. */
async function* eachSupervisor(scene: Scene, cycle: Cycle, windows: readonly NamedWindow[]) {
  const evaluations = organisationEvaluations(windows.map((window) => ({ window })));
  let after: Readonly<Record<string, string>> | undefined;
  do {
    const request = { limit: supervisorsAtOnce, ...(after === undefined ? {} : { after }) };
    const page = await scene.table.query(supervisorsOfCycle(cycle.id), request);
    const people = await readPeople(
      scene,
      page.items.map(({ id }) => id),
    );
    const superiors = await readPeople(scene, [
      ...new Set(people.flatMap(({ appraiser }) => appraiser?.id ?? [])),
    ]);
    const byId = new Map(superiors.map((one) => [one.id, one]));
    const read = people.map(async (person) => ({
      appraiser: escalated(person, byId.get(person.appraiser?.id ?? "")),
      parts: await readUnfinished(scene.table, person.id, cycle.id),
      duties: await dutiesOf(scene, person, cycle, evaluations),
    }));
    yield* await Promise.all(read);
    after = page.next;
  } while (after !== undefined);
}

function escalated(person: Visited, superior: Visited | undefined): EscalatedAppraiser {
  const { id, name, isEmployee } = person;
  const above = superior && {
    id: superior.id,
    external: !superior.isEmployee,
    reachable: isReachable(superior),
  };
  return { id, name, count: 0, external: !isEmployee, ...(above && { superior: above }) };
}

function letterOf(step: PersonStep, works: Works, officials: readonly Visited[]): PersonMail[] {
  const late = works.late.get(step.window.key);
  const mail = (work: Work, actsFor?: { id: string; name: string }): PersonMail => ({
    step,
    mail: { ...step.due, personId: step.name.personId, work, ...(actsFor && { actsFor }) },
  });
  switch (step.name.audience) {
    case "superior":
      return [mail({ audience: "superior", late: late?.toAdmin ?? [], to: "admin" })];
    case "admin":
      return [mail({ audience: "admin", late: late?.all ?? [] })];
    default: {
      const official = officials.find(({ id }) => step.name.personId.startsWith(`${id}.`));
      if (official === undefined) return [];
      const { parts = [], duties = new Map() } = works.ofOfficials.get(official.id) ?? {};
      const items = supervisorItems(step.window, parts, duties);
      return [mail({ audience: "supervisor", ...items }, { id: official.id, name: official.name })];
    }
  }
}
