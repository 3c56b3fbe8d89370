import { readAgency } from "#shared/agencies/store.ts";
import { planContractLists } from "#shared/people/contract-lists.ts";
import { contractOf } from "#shared/people/contracts.ts";
import type { Assignment, Day } from "#shared/people/model.ts";
import { type Person, writtenOn } from "#shared/people/person.ts";
import { besidePerson } from "#shared/people/person-writes.ts";
import { assignmentAt } from "#shared/people/rules.ts";
import { personEntity } from "#shared/people/store.ts";
import { dayOf } from "#shared/platform/clock.ts";
import { derivedId } from "#shared/platform/digest.ts";
import { AppError } from "#shared/platform/errors.ts";
import type { Id } from "#shared/platform/ids.ts";
import type { CallContext } from "#shared/platform/serve.ts";
import { commit } from "#shared/platform/table/commit.ts";
import type { Stored } from "#shared/platform/table/entity.ts";
import { type AgencyTable, changed } from "#shared/platform/table/table.ts";
import type { Write } from "#shared/platform/table/write.ts";
import { checkAssignment, withMove } from "./assignments.ts";

export async function found<T>(item: Promise<T | undefined>): Promise<T> {
  const value = await item;
  if (value === undefined) throw new AppError("not-found");
  return value;
}

async function personOf({ table }: CallContext, id: Id<"employee">): Promise<Stored<Person>> {
  return await found(table.get(personEntity, { id }));
}

/** A change of a person, with the indexes as of today and all that lies beside the item. */
export async function changePerson(
  context: CallContext,
  id: Id<"employee">,
  action: string,
  decide: (person: Stored<Person>) => Person,
  check: (person: Stored<Person>) => Promise<readonly Write[]> = async () => [],
): Promise<Stored<Person>> {
  const { table, now } = context;
  const person = await personOf(context, id);
  return await commit(context, { kind: personEntity, current: person }, action, async () => {
    const conditions = await check(person);
    const { zone } = (await readAgency(table)).profile;
    const next = writtenOn(dayOf(now, zone).toString(), person, decide(person));
    await planContractList(table, person, next, zone);
    return { next, writes: [...besidePerson(table, person, next, zone), ...conditions] };
  });
}

/** Another end of a contract comes on the lists of other mornings, which are there before it is. */
async function planContractList(table: AgencyTable, current: Person, next: Person, zone: string) {
  const contract = contractOf(next);
  if (contract !== undefined && contract.end !== contractOf(current)?.end) {
    await planContractLists(table, [contract], zone);
  }
}

/** The assignment that is made or changed, and all of the person's with it. */
interface AssignmentChange {
  readonly changed: Assignment;
  readonly all: Assignment[];
}

/** A change of one of a person's assignments; `beside` is what else is written with it. */
export async function changeAssignments(
  context: CallContext,
  id: Id<"employee">,
  action: string,
  decide: (person: Person) => AssignmentChange,
  beside: () => readonly Write[] = () => [],
): Promise<Stored<Person>> {
  return await changePerson(
    context,
    id,
    action,
    (person) => changed(person, { assignments: decide(person).all }),
    async (person) => {
      const { changed: one, all } = decide(person);
      return [...beside(), ...(await checkAssignment(context.table, person, one, all))];
    },
  );
}

/** Other fields of an assignment, as a request names them. */
type Fields = Readonly<Record<string, unknown>> & { readonly heads?: Assignment["heads"] | null | undefined };

/** Another post, unit or appraiser from a day on; what is left out goes on as it was the day before. */
export function moveOf(
  { actor, mark, now }: CallContext,
  { id, assignments }: Person,
  wanted: Fields & { readonly from: Day },
): AssignmentChange {
  const seed = mark?.key ?? String(now.epochNanoseconds);
  const before = assignmentAt(assignments, wanted.from) ?? assignments.at(-1);
  if (before === undefined && (wanted["unit"] === undefined || wanted["position"] === undefined)) {
    throw new AppError("assignment.unknown");
  }
  const { to: _to, mandate: _mandate, ...carried } = before ?? ({} as Assignment);
  const move = {
    ...withHeads(carried, wanted),
    id: derivedId("assignment", actor.agency, id, seed),
    employee: id,
  } as Assignment;
  const resumedId = (nth: number) => derivedId("assignment", actor.agency, id, seed, `resumed-${nth}`);
  return { changed: move, all: withMove(assignments, move, resumedId) };
}

/** An assignment that was wrong from its first day. */
export function correctionOf(
  { assignments }: Person,
  id: Assignment["id"],
  { to, ...fields }: Fields & { readonly to?: Day | null | undefined },
): AssignmentChange {
  const current = assignments.find((one) => one.id === id);
  if (current === undefined) throw new AppError("assignment.unknown");
  const { to: former, ...rest } = withHeads(current, fields);
  const end = to === undefined ? former : (to ?? undefined);
  const next: Assignment = end === undefined ? rest : { ...rest, to: end };
  return { changed: next, all: assignments.map((one) => (one.id === current.id ? next : one)) };
}

/** An assignment with other fields. Who gets another post or unit leads none, unless it is said. */
function withHeads({ heads: former, ...current }: Assignment, { heads, ...fields }: Fields): Assignment {
  const goesOn = fields["unit"] === undefined && fields["position"] === undefined;
  const leads = heads === undefined && goesOn ? former : (heads ?? undefined);
  return { ...current, ...fields, ...(leads !== undefined && { heads: leads }) } as Assignment;
}
