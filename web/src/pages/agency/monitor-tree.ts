import { type EvaluationState, evaluationWaitsFor, planWaitsFor } from "#shared/cycles/states.ts";
import type { Api } from "../../data/client.ts";
import type { UnitCounts } from "../../ui/unit-bar.tsx";
import type { PhaseId } from "./monitor-phase.ts";

export type MonitorRow = Awaited<ReturnType<Api["reports"]["readMonitorUnits"]>>["items"][number];
export type Part = Awaited<ReturnType<Api["cycles"]["listParts"]>>["items"][number];
type Unit = Awaited<ReturnType<Api["people"]["listUnits"]>>["items"][number];

/** Where somebody stands in a phase: one of the four that add up to everybody who counts, or outside the count. */
export type Standing = keyof UnitCounts | "excluded";

/** How far some people are together. */
export interface Figures extends UnitCounts {
  readonly total: number;
  readonly excluded: number;
  /** Appraised too, by other evaluations of the cycle than this one. */
  readonly withoutEvaluation: number;
  /** What was submitted came after its deadline; counted among the others. */
  readonly late: number;
  readonly excludedBy: Readonly<Record<string, number>>;
  readonly predicates: Readonly<Record<string, number>>;
}

/** A unit with all that lies below it. */
export interface UnitNode {
  readonly id: string;
  readonly name: string;
  /** With everybody below. */
  readonly figures: Figures;
  /** Of those alone who sit in the unit itself. */
  readonly own: Figures;
  /** Only units in which there is somebody. */
  readonly below: readonly UnitNode[];
}

const none: Figures = {
  total: 0,
  done: 0,
  withSupervisor: 0,
  withEmployee: 0,
  notStarted: 0,
  excluded: 0,
  withoutEvaluation: 0,
  late: 0,
  excludedBy: {},
  predicates: {},
};

/**
 * The units that have anybody as a tree, from the lowest one above all of them. Nothing at all: a tree of nobody. Rows of
 * units that are not known any more stand at the top.
 */
export function growTree(rows: readonly MonitorRow[], units: readonly Unit[]): UnitNode {
  const figures = new Map(rows.map((row) => [row.unit, figuresOf(row)]));
  const known = new Map<string, { id: string; name: string; parent?: string | undefined }>(
    rows.map(({ unit, name, parent }) => [unit, { id: unit, name, parent }]),
  );
  for (const unit of units) known.set(unit.id, unit);
  const children = groupBy([...known.values()], ({ parent }) =>
    parent !== undefined && known.has(parent) ? parent : "",
  );
  const grow = ({ id, name }: { id: string; name: string }): UnitNode => {
    const all = (children.get(id) ?? []).map(grow);
    const below = all.filter(({ figures: { total, excluded } }) => total + excluded > 0);
    const own = figures.get(id) ?? none;
    return { id, name, own, below, figures: sumOf([own, ...all.map((node) => node.figures)]) };
  };
  return lowest(grow({ id: "", name: "" }));
}

/** Whoever leads one office begins in it, not at the city's top with a single way down. */
function lowest(node: UnitNode): UnitNode {
  const [only, ...others] = node.below;
  const isOnlyWay = only !== undefined && others.length === 0 && node.own.total + node.own.excluded === 0;
  return isOnlyWay ? lowest(only) : node;
}

/** From the top to the unit of that id; empty where it is not in the tree. */
export function pathTo(id: string, top: UnitNode): readonly UnitNode[] {
  if (top.id === id) return [top];
  for (const each of top.below) {
    const found = pathTo(id, each);
    if (found.length > 0) return [top, ...found];
  }
  return [];
}

/** Every unit of a tree with its depth, as a list to choose from. */
export function flatten(
  top: UnitNode,
  depth = 0,
): readonly { readonly node: UnitNode; readonly depth: number }[] {
  return [{ node: top, depth }, ...top.below.flatMap((each) => flatten(each, depth + 1))];
}

/** Who needs attention stands above: the most people still open, then the smaller share done. */
export function worstFirst(nodes: readonly UnitNode[]): readonly UnitNode[] {
  const open = ({ figures: { total, done } }: UnitNode) => total - done;
  const share = ({ figures: { total, done } }: UnitNode) => (total === 0 ? 1 : done / total);
  return [...nodes].sort((a, b) => open(b) - open(a) || share(a) - share(b) || (a.name < b.name ? -1 : 1));
}

/** Where a part stands in a phase, as the service counts it; undefined where it is not counted in it. */
export function standingOf(part: Part, phase: PhaseId): Standing | undefined {
  if (part.exclusion !== undefined) return "excluded";
  if (phase === "planning") {
    return part.plan.state === "draft" ? "notStarted" : waits[planWaitsFor[part.plan.state]];
  }
  const state: EvaluationState | undefined = part.evaluations[phase]?.state;
  if (state === undefined) return undefined;
  const isUnbegun = state === "not-started" && part.plan.submittedVersion === 0;
  return isUnbegun ? "notStarted" : waits[evaluationWaitsFor[state]];
}

const waits = {
  nobody: "done",
  appraiser: "withSupervisor",
  superior: "withSupervisor",
  employee: "withEmployee",
} as const satisfies Record<string, Standing>;

/** What keeps a unit, in one word: who has most to do, and whether that is much. */
export type Kept =
  | { readonly kind: "done" | "nearly" | "running" | "nobody" }
  | { readonly kind: "overdue" | "appraiser" | "employee"; readonly count: number; readonly isMuch: boolean };

export function keptBy(figures: UnitCounts & { readonly total: number }, isOver: boolean): Kept {
  const { total, done, withSupervisor } = figures;
  const open = total - done;
  if (total === 0) return { kind: "nobody" };
  if (open === 0) return { kind: "done" };
  if (isOver) return { kind: "overdue", count: open, isMuch: true };
  if (done / total >= 0.85) return { kind: "nearly" };
  const withEmployee = open - withSupervisor;
  const [kind, count] =
    withSupervisor >= withEmployee
      ? (["appraiser", withSupervisor] as const)
      : (["employee", withEmployee] as const);
  return count < 3
    ? { kind: "running" }
    : { kind, count, isMuch: kind === "appraiser" && count / total >= 0.2 };
}

/** The appraisers of some people and how many wait for each, the longest list first. */
export function queuesOf(
  parts: readonly Part[],
  phase: PhaseId,
): readonly { readonly appraiser: Part["appraiser"]; readonly count: number }[] {
  const waiting = parts.filter((part) => standingOf(part, phase) === "withSupervisor");
  const queues = groupBy(waiting, ({ appraiser }) => appraiser?.id ?? "");
  return [...queues.values()]
    .map((queue) => ({ appraiser: queue[0]?.appraiser, count: queue.length }))
    .sort((a, b) => b.count - a.count);
}

/** Units whose people no organisation predicate governs: neither their own nor one above. Predicates of people wait for it. */
export function ungoverned(
  rows: readonly MonitorRow[],
  units: readonly Unit[],
  rated: ReadonlySet<string>,
): readonly MonitorRow[] {
  const parents = new Map<string, string | undefined>(units.map(({ id, parent }) => [id, parent]));
  const isGoverned = (id: string | undefined, steps = 0): boolean =>
    id !== undefined && steps < 50 && (rated.has(id) || isGoverned(parents.get(id), steps + 1));
  return rows.filter(({ unit, total }) => total > 0 && !isGoverned(unit));
}

function figuresOf({
  total,
  done,
  waitingForAppraiser,
  waitingForEmployee,
  notStarted,
  excluded,
  withoutEvaluation,
  late,
  excludedBy,
  predicates,
}: MonitorRow): Figures {
  return {
    total,
    done,
    withSupervisor: waitingForAppraiser,
    withEmployee: waitingForEmployee,
    notStarted,
    excluded,
    withoutEvaluation,
    late,
    excludedBy,
    predicates,
  };
}

function sumOf(all: readonly Figures[]): Figures {
  return all.reduce(
    (sum, each) => ({
      total: sum.total + each.total,
      done: sum.done + each.done,
      withSupervisor: sum.withSupervisor + each.withSupervisor,
      withEmployee: sum.withEmployee + each.withEmployee,
      notStarted: sum.notStarted + each.notStarted,
      excluded: sum.excluded + each.excluded,
      withoutEvaluation: sum.withoutEvaluation + each.withoutEvaluation,
      late: sum.late + each.late,
      excludedBy: sumByName(sum.excludedBy, each.excludedBy),
      predicates: sumByName(sum.predicates, each.predicates),
    }),
    none,
  );
}

function sumByName(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>) {
  const sums = { ...a };
  for (const [name, count] of Object.entries(b)) sums[name] = (sums[name] ?? 0) + count;
  return sums;
}

/** Browsers of before 2024 have no `Map.groupBy`. */
function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
