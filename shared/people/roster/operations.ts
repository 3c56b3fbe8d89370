import type { Assignment, Employee, ExternalOfficial, Unit } from "../model.ts";

/** An agency's people as the rules see them: plain lists, read once for an import. */
export interface CurrentRoster {
  readonly employees: readonly Employee[];
  readonly assignments: readonly Assignment[];
  readonly units: readonly Unit[];
  readonly officials: readonly ExternalOfficial[];
}

/** One change of one item. Without `before` it is created, without `after` removed; so its inverse only exchanges the two. */
export type Operation =
  | Change<"unit", Unit>
  | Change<"official", ExternalOfficial>
  | Change<"employee", Employee>
  | Change<"assignment", Assignment>;

interface Change<E extends string, T> {
  readonly entity: E;
  readonly before?: T;
  readonly after?: T;
}

/** Operations that take effect together or not at all: all that an import does to one person, unit or official. */
export interface Step {
  readonly subject: string;
  readonly operations: readonly Operation[];
}

/** What undoes an operation, with the earlier values. */
export function inverse({ entity, before, after }: Operation): Operation {
  return { entity, ...(after && { before: after }), ...(before && { after: before }) } as Operation;
}

/** What undoes steps, in the opposite order. Valid as long as every `after` is still what is stored. */
export function undoSteps(steps: readonly Step[]): Step[] {
  return steps
    .toReversed()
    .map(({ subject, operations }) => ({ subject, operations: operations.toReversed().map(inverse) }));
}

/**
 * One step for each subject, where several follow each other: a person who changes and leaves is written once. What the
 * operations on one item come to is its first `before` and its last `after`.
 */
export function mergeSteps(steps: readonly Step[]): Step[] {
  const bySubject = Map.groupBy(steps, ({ subject }) => subject);
  return [...bySubject].map(([subject, parts]) => {
    const operations = new Map<string, Operation>();
    for (const operation of parts.flatMap((part) => part.operations)) {
      const { before, after } = operation;
      const key = `${operation.entity} ${(after ?? before)?.id}`;
      const first = operations.get(key);
      const { before: _before, ...rest } = operation;
      const merged =
        first === undefined ? operation : { ...rest, ...(first.before && { before: first.before }) };
      operations.set(key, merged as Operation);
    }
    // What came and went again within the steps comes to nothing.
    const left = [...operations.values()].filter(
      ({ before, after }) => before !== undefined || after !== undefined,
    );
    return { subject, operations: left };
  });
}

/** Cuts steps into chunks of at most `limit` operations without cutting a step; a larger step is a chunk of its own. */
export function chunkSteps(steps: readonly Step[], limit: number): Step[][] {
  const chunks: Step[][] = [];
  let count = Number.POSITIVE_INFINITY;
  for (const step of steps) {
    if (count + step.operations.length > limit) {
      chunks.push([]);
      count = 0;
    }
    chunks.at(-1)?.push(step);
    count += step.operations.length;
  }
  return chunks;
}

/** The roster after some steps: what the table will hold, for previews and proofs. */
export function applySteps(current: CurrentRoster, steps: readonly Step[]): CurrentRoster {
  const operations = steps.flatMap((step) => step.operations);
  const of = <E extends Operation["entity"]>(entity: E) =>
    operations.filter(
      (operation): operation is Extract<Operation, { entity: E }> => operation.entity === entity,
    );
  return {
    employees: changed(current.employees, of("employee")),
    assignments: changed(current.assignments, of("assignment")),
    units: changed(current.units, of("unit")),
    officials: changed(current.officials, of("official")),
  };
}

function changed<T extends { readonly id: string }>(
  items: readonly T[],
  operations: readonly { readonly before?: T; readonly after?: T }[],
): T[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  for (const { before, after } of operations) {
    if (after !== undefined) byId.set(after.id, after);
    else if (before !== undefined) byId.delete(before.id);
  }
  return [...byId.values()];
}
