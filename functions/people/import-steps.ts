import { type Invitee, invitationIdOf, memberIdOf, newInvitation } from "#shared/identity/invite.ts";
import type { Member } from "#shared/identity/model.ts";
import { invitationEntity, memberEntity } from "#shared/identity/store.ts";
import { planContractLists } from "#shared/people/contract-lists.ts";
import type { Contract } from "#shared/people/contracts.ts";
import type { Employee } from "#shared/people/model.ts";
import { fullName, maxAssignments, type Person, writtenOn } from "#shared/people/person.ts";
import { besidePerson, forgetBeside } from "#shared/people/person-writes.ts";
import type { Operation, Step } from "#shared/people/roster/operations.ts";
import { officialEntity, personEntity, unitEntity } from "#shared/people/store.ts";
import { canonicalJson } from "#shared/platform/canonical.ts";
import type { Id } from "#shared/platform/ids.ts";
import { auditedWrites, type CommitContext } from "#shared/platform/table/commit.ts";
import { contentOf, type Entity, type Stored } from "#shared/platform/table/entity.ts";
import type { AgencyTable } from "#shared/platform/table/table.ts";
import type { Write } from "#shared/platform/table/write.ts";
import { byBeginning } from "./assignments.ts";

/** What a chunk needs to know beside its steps. */
export interface ChunkContext extends CommitContext {
  readonly today: string;
  readonly zone: string;
  /** Whether new people get their invitation with the same write. */
  readonly invite: boolean;
  /** The name of these changes in the audit. */
  readonly action: "import.applied" | "import.undone";
}

/**
 * What the steps come to as writes. A step whose subject somebody else has changed since it was planned is left out and
 * counted; one that has had its effect already writes nothing.
 */
export async function stepWrites(
  context: ChunkContext,
  steps: readonly Step[],
): Promise<{ writes: Write[]; skipped: number }> {
  await planContractLists(context.table, contractsAfter(steps, context.today), context.zone);
  const people = await peopleOf(context.table, steps);
  const members = context.action === "import.undone" ? await membersOf(context.table, people) : new Map();
  const outcomes = await Promise.all(
    steps.map(({ subject, operations }) =>
      isPerson(subject)
        ? personWrites(context, people.get(subject), operations, members)
        : placeWrites(context, operations[0]),
    ),
  );
  return {
    writes: outcomes.flatMap((writes) => writes ?? []),
    skipped: outcomes.filter((writes) => writes === undefined).length,
  };
}

/** The contracts whose end these steps change, as they come to be known today. */
function contractsAfter(steps: readonly Step[], today: string): Contract[] {
  return steps
    .flatMap(({ operations }) => operations)
    .flatMap((one) => {
      if (one.entity !== "employee") return [];
      const end = one.after?.contractEnd;
      return end === undefined || end === one.before?.contractEnd ? [] : [{ end, knownOn: today }];
    });
}

function isPerson(subject: string): subject is Id<"employee"> {
  return subject.startsWith("emp_");
}

/** The people whom these steps are about, as they are now. */
async function peopleOf(table: AgencyTable, steps: readonly Step[]): Promise<People> {
  const ids = steps.map(({ subject }) => subject).filter(isPerson);
  const people = await table.getMany(
    personEntity,
    ids.map((id) => ({ id })),
  );
  return new Map(people.map((person) => [person.id, person]));
}

type People = ReadonlyMap<string, Stored<Person>>;
type Members = ReadonlyMap<string, Stored<Member>>;

/** Those of these people who are members, by their member's id. */
async function membersOf(table: AgencyTable, people: People): Promise<Members> {
  const wanted = [...people.values()].map((person) => ({ memberId: memberOfPerson(table, person) }));
  const members = await table.getMany(memberEntity, wanted);
  return new Map(members.map((member) => [member.memberId, member]));
}

/** A unit or an official. Undefined where it is no longer as the step expects. */
async function placeWrites(
  context: ChunkContext,
  operation: Operation | undefined,
): Promise<readonly Write[] | undefined> {
  if (operation?.entity === "unit") return await changeOf(context, unitEntity, operation);
  if (operation?.entity === "official") return await changeOf(context, officialEntity, operation);
  return [];
}

async function changeOf<Content extends { id: string }>(
  context: ChunkContext,
  kind: Entity<string, Content, Pick<Content, "id">>,
  { before, after }: { readonly before?: Content; readonly after?: Content },
): Promise<readonly Write[] | undefined> {
  const place = after ?? before;
  if (place === undefined) return [];
  const current = await context.table.get(kind, place);
  const content = current && contentOf(current);
  if (isSame(content, after)) return [];
  if (!isSame(content, before)) return undefined;
  return auditedWrites(context, kind, current, after, context.action);
}

/** All that a step does to one person: the person, the audit entry, and what lies beside. */
function personWrites(
  context: ChunkContext,
  current: Stored<Person> | undefined,
  operations: readonly Operation[],
  members: Members,
): readonly Write[] | undefined {
  const next = personAfter(current && contentOf(current), operations, context.today);
  if (next === "done") return [];
  if (next === "unexpected") return undefined;
  if (next === "removed") return current === undefined ? [] : removal(context, current, members);
  const { table, zone } = context;
  return [
    ...auditedWrites(context, personEntity, current, next, context.action),
    ...besidePerson(table, current, next, zone),
    ...(current === undefined && context.invite ? invitationOf(context, next) : []),
  ];
}

/**
 * The person after some operations. `done`: that is how they are already; `unexpected`: a value before is not the one
 * that is stored, or somebody has added to a person who is to be removed.
 */
export function personAfter(
  current: Person | undefined,
  operations: readonly Operation[],
  today: string,
): Person | "removed" | "done" | "unexpected" {
  const facts = operations.find((operation) => operation.entity === "employee");
  const moves = operations.filter((operation) => operation.entity === "assignment");
  const {
    assignments: held = [],
    exclusions = [],
    indexedOn: _indexedOn,
    contractKnownOn: _contractKnownOn,
    ...employee
  } = current ?? {};
  const assignments = new Map(held.map((assignment) => [assignment.id, assignment]));
  const stands = (at: "before" | "after") =>
    (facts === undefined ? current !== undefined : isSame(current && employee, facts[at])) &&
    moves.every((move) =>
      isSame(assignments.get((move.before ?? move.after)?.id ?? ("" as never)), move[at]),
    );
  if (stands("after")) return "done";
  if (!stands("before")) return "unexpected";
  for (const { before, after } of moves) {
    if (after !== undefined) assignments.set(after.id, after);
    else if (before !== undefined) assignments.delete(before.id);
  }
  if (facts !== undefined && facts.after === undefined) {
    return assignments.size === 0 && exclusions.length === 0 ? "removed" : "unexpected";
  }
  const next = facts?.after ?? (employee as Employee);
  if (assignments.size > maxAssignments) return "unexpected";
  const whole = { ...next, assignments: byBeginning([...assignments.values()]), exclusions };
  return writtenOn(today, current, whole);
}

export function isSame(stored: object | undefined, expected: object | undefined): boolean {
  if (stored === undefined || expected === undefined) return stored === expected;
  return canonicalJson(stored) === canonicalJson(expected);
}

function invitationOf({ table, now }: ChunkContext, person: Person): Write[] {
  const { member, invitation } = newInvitation(table.agency, inviteeOf(person), now);
  return [table.create(memberEntity, member), table.create(invitationEntity, invitation)];
}

/** A person who joined by this import goes again, unless they have signed in: then somebody builds on it. */
function removal(
  { table, zone, action, ...context }: ChunkContext,
  person: Stored<Person>,
  members: Members,
): Write[] | undefined {
  const memberId = memberOfPerson(table, person);
  const member = members.get(memberId);
  if (member !== undefined && member.state !== "invited") return undefined;
  return [
    ...auditedWrites({ table, ...context }, personEntity, person, undefined, action),
    ...forgetBeside(table, person, zone),
    ...(member === undefined
      ? []
      : [
          table.remove(memberEntity, member),
          table.forget(invitationEntity, { invitationId: invitationIdOf(table.agency, memberId) }),
        ]),
  ];
}

/** The id under which a person is or would be a member. */
export function memberOfPerson(table: AgencyTable, person: Person): Id<"member"> {
  return memberIdOf(table.agency, inviteeOf(person));
}

function inviteeOf(person: Person): Invitee {
  const { id, email } = person;
  const invitee = { name: fullName(person), roles: ["employee"] as const, employeeId: id };
  return email === undefined ? invitee : { ...invitee, email };
}
