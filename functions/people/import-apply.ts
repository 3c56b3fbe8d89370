import { type Invitee, invitationIdOf, memberIdOf, newInvitation } from "#shared/identity/invite.ts";
import { invitationEntity, memberEntity } from "#shared/identity/store.ts";
import { type ImportJob, importEntity } from "#shared/people/imports.ts";
import type { Employee } from "#shared/people/model.ts";
import { fullName, type Person } from "#shared/people/person.ts";
import { besidePerson } from "#shared/people/person-writes.ts";
import { type Operation, type Step, undoSteps } from "#shared/people/roster/operations.ts";
import {
  addressEntity,
  addressHash,
  nipEntity,
  officialEntity,
  personEntity,
  unitEntity,
} from "#shared/people/store.ts";
import { canonicalJson } from "#shared/platform/canonical.ts";
import type { Temporal } from "#shared/platform/clock.ts";
import type { Id } from "#shared/platform/ids.ts";
import { commit } from "#shared/platform/table/commit.ts";
import { contentOf, type Entity, type Stored } from "#shared/platform/table/entity.ts";
import { type AgencyTable, changed } from "#shared/platform/table/table.ts";
import { type Write, WriteRefused } from "#shared/platform/table/write.ts";

/**
 * A new person is two operations and at most seven items (person, NIP, address, a milestone, member, invitation …), and
 * a transaction holds 100 with the job and its audit entry.
 */
export const chunkOperations = 26;

/** What a chunk needs to know beside its steps. */
export interface ChunkContext {
  readonly table: AgencyTable;
  readonly now: Temporal.Instant;
  readonly today: string;
  readonly zone: string;
  /** Whether new people get their invitation with the same write. */
  readonly invite: boolean;
}

/**
 * Applies one chunk and moves the job on, in one transaction: a chunk is applied once or not at all. A step whose
 * people were changed by somebody else since it was planned is left out and counted.
 */
export async function applyChunk(
  context: ChunkContext,
  job: Stored<ImportJob>,
  steps: readonly Step[],
): Promise<Stored<ImportJob>> {
  const { writes, skipped } = await stepWrites(context, steps);
  return await commitJob(context, job, "import.chunk-applied", writes, {
    done: job.done + 1,
    skipped: job.skipped + skipped,
  });
}

/** Applies a chunk step by step, where it clashes as a whole: who clashes is left out and counted. */
export async function applyOneByOne(
  context: ChunkContext,
  job: Stored<ImportJob>,
  steps: readonly Step[],
): Promise<Stored<ImportJob>> {
  let skipped = 0;
  for (const step of steps) {
    const outcome = await stepWrites(context, [step]);
    skipped += outcome.skipped;
    try {
      await context.table.write(outcome.writes);
    } catch (error) {
      if (!(error instanceof WriteRefused)) throw error;
      skipped += 1;
    }
  }
  const fields = { done: job.done + 1, skipped: job.skipped + skipped };
  return await commitJob(context, job, "import.chunk-applied", [], fields);
}

/** Takes one chunk back with the earlier values. What was changed after the import stays as it is, and is counted. */
export async function undoChunk(
  context: ChunkContext,
  job: Stored<ImportJob>,
  steps: readonly Step[],
): Promise<Stored<ImportJob>> {
  const { writes, skipped } = await stepWrites(context, undoSteps(steps));
  return await commitJob(context, job, "import.chunk-undone", writes, {
    undone: job.undone + 1,
    skipped: job.skipped + skipped,
  });
}

async function commitJob(
  { table, now }: ChunkContext,
  job: Stored<ImportJob>,
  action: string,
  writes: readonly Write[],
  fields: Partial<ImportJob>,
): Promise<Stored<ImportJob>> {
  const context = { table, now, auditActor: { service: `import by ${job.createdBy}` } };
  return await commit(context, { kind: importEntity, current: job }, action, () => ({
    next: changed(job, fields),
    writes,
  }));
}

async function stepWrites(
  context: ChunkContext,
  steps: readonly Step[],
): Promise<{ writes: Write[]; skipped: number }> {
  const people = await peopleOf(context.table, steps);
  const outcomes = await Promise.all(
    steps.map(({ subject, operations }) =>
      subject.startsWith("emp_")
        ? personWrites(context, people.get(subject), operations)
        : placeWrites(context.table, operations[0]),
    ),
  );
  return {
    writes: outcomes.flatMap((writes) => writes ?? []),
    skipped: outcomes.filter((writes) => writes === undefined).length,
  };
}

async function peopleOf(
  table: AgencyTable,
  steps: readonly Step[],
): Promise<ReadonlyMap<string, Stored<Person>>> {
  const ids = steps.map(({ subject }) => subject).filter((id): id is Id<"employee"> => id.startsWith("emp_"));
  const people = await table.getMany(
    personEntity,
    ids.map((id) => ({ id })),
  );
  return new Map(people.map((person) => [person.id, person]));
}

/** A unit or an official. Undefined where it is no longer as the step expects. */
async function placeWrites(
  table: AgencyTable,
  operation: Operation | undefined,
): Promise<Write[] | undefined> {
  if (operation?.entity === "unit") return await changeOf(table, unitEntity, operation);
  if (operation?.entity === "official") return await changeOf(table, officialEntity, operation);
  return [];
}

async function changeOf<Content extends { id: string }>(
  table: AgencyTable,
  kind: Entity<string, Content, Pick<Content, "id">>,
  { before, after }: { readonly before?: Content; readonly after?: Content },
): Promise<Write[] | undefined> {
  const place = after ?? before;
  if (place === undefined) return [];
  const current = await table.get(kind, place);
  if (!isAsExpected(current && contentOf(current), before)) return undefined;
  if (after === undefined) return current === undefined ? [] : [table.remove(kind, current)];
  return [current === undefined ? table.create(kind, after) : table.replace(kind, current, after)];
}

/** All that a step does to one person: one write of the person and what lies beside. */
async function personWrites(
  context: ChunkContext,
  current: Stored<Person> | undefined,
  operations: readonly Operation[],
): Promise<Write[] | undefined> {
  const next = personAfter(current && contentOf(current), operations, context.today);
  if (next === "unexpected") return undefined;
  if (next === "removed") return current === undefined ? [] : await removal(context.table, current);
  const { table, zone } = context;
  const beside = besidePerson(table, current, next, zone);
  if (current !== undefined) return [table.replace(personEntity, current, next), ...beside];
  return [
    table.create(personEntity, next),
    ...beside,
    ...(context.invite ? invitationOf(context, next) : []),
  ];
}

/** The person after some operations; `unexpected` where a value before is not the one that is stored. */
function personAfter(
  current: Person | undefined,
  operations: readonly Operation[],
  today: string,
): Person | "removed" | "unexpected" {
  const facts = operations.find((operation) => operation.entity === "employee");
  const moves = operations.filter((operation) => operation.entity === "assignment");
  const assignments = new Map((current?.assignments ?? []).map((assignment) => [assignment.id, assignment]));
  const { assignments: _assignments, exclusions = [], indexedOn: _indexedOn, ...employee } = current ?? {};
  if (facts !== undefined && !isAsExpected(current && employee, facts.before)) return "unexpected";
  if (
    moves.some(
      ({ before, after }) => !isAsExpected(assignments.get((before ?? after)?.id ?? ("" as never)), before),
    )
  ) {
    return "unexpected";
  }
  if (facts !== undefined && facts.after === undefined) return "removed";
  for (const { before, after } of moves) {
    if (after !== undefined) assignments.set(after.id, after);
    else if (before !== undefined) assignments.delete(before.id);
  }
  const next = facts?.after ?? (current && (employee as Employee));
  if (next === undefined) return "unexpected";
  return { ...next, assignments: [...assignments.values()], exclusions, indexedOn: today };
}

function isAsExpected(stored: object | undefined, expected: object | undefined): boolean {
  if (stored === undefined || expected === undefined) return stored === expected;
  return canonicalJson(stored) === canonicalJson(expected);
}

function invitationOf({ table, now }: ChunkContext, person: Person): Write[] {
  const { member, invitation } = newInvitation(table.agency, inviteeOf(person), now);
  return [table.create(memberEntity, member), table.create(invitationEntity, invitation)];
}

/** A person who joined by this import goes again, unless they have signed in: then somebody builds on it. */
async function removal(table: AgencyTable, person: Stored<Person>): Promise<Write[] | undefined> {
  const memberId = memberIdOf(table.agency, inviteeOf(person));
  const member = await table.get(memberEntity, { memberId });
  if (member !== undefined && member.state !== "invited") return undefined;
  const { email, id, nip } = person;
  const invitationId = invitationIdOf(table.agency, memberId);
  return [
    table.remove(personEntity, person),
    table.forget(nipEntity, { nip }),
    ...(email === undefined
      ? []
      : [table.forget(addressEntity, { addressHash: addressHash(email), person: id })]),
    ...(member === undefined
      ? []
      : [table.remove(memberEntity, member), table.forget(invitationEntity, { invitationId })]),
  ];
}

function inviteeOf(person: Person): Invitee {
  const { id, email } = person;
  const invitee = { name: fullName(person), roles: ["employee"] as const, employeeId: id };
  return email === undefined ? invitee : { ...invitee, email };
}
