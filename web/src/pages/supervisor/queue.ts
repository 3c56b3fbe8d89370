import type { TeamRow } from "../../data/inbox.ts";

type Waiting = TeamRow["waiting"][number];

/** What of a person waits for their appraiser. A plan comes first: nothing is appraised without one. */
export function taskOf({ waiting }: Pick<TeamRow, "waiting">): "plan" | "evaluation" | undefined {
  const mine = waiting.filter(({ waitsFor }) => waitsFor === "appraiser");
  if (mine.some(({ what }) => what === "plan")) return "plan";
  return mine.length > 0 ? "evaluation" : undefined;
}

/** Since when the oldest of what waits for somebody has waited. */
export function waitsSince(
  { waiting }: Pick<TeamRow, "waiting">,
  who: Waiting["waitsFor"],
): string | undefined {
  return waiting
    .filter(({ waitsFor }) => waitsFor === who)
    .map(({ since }) => since)
    .sort()[0];
}

/** The list as its page shows it: what is ready to be rated, plans to be decided on, and who is waited for. */
export function groupsOf(rows: readonly TeamRow[]) {
  const open = rows.filter(({ group }) => group === "open");
  return {
    open,
    ready: open.filter((row) => taskOf(row) === "evaluation"),
    plans: open.filter((row) => taskOf(row) === "plan"),
    waiting: rows.filter(({ group }) => group === "wait"),
  };
}

/** Of those who are waited for, how many have not reported. */
export function unreported(rows: readonly TeamRow[]): number {
  const isLate = ({ what, waitsFor }: Waiting) => what === "evaluation" && waitsFor === "employee";
  return rows.filter(({ group, waiting }) => group === "wait" && waiting.some(isLate)).length;
}

/** Which evaluation of a person a page is about: the one named, the one that waits for me, else the last one begun. */
export function evaluationOf(row: TeamRow, wanted: string | null): string | undefined {
  const ids = row.evaluations.map(({ id }) => id as string);
  if (wanted !== null && ids.includes(wanted)) return wanted;
  const waits = row.waiting.find(({ what, waitsFor }) => what === "evaluation" && waitsFor === "appraiser");
  const begun = row.evaluations.findLast(({ state }) => state !== "not-started");
  return waits?.evaluation ?? begun?.id ?? ids[0];
}

/** Somebody in the queue of one sitting. Who is done stays in it, so that “the sixth of eighteen” holds. */
export interface Seat {
  readonly row: TeamRow;
  readonly isDone: boolean;
}

/**
 * The queue of a sitting: those who waited when it began, in the order of then, and behind them who came since; where
 * people were chosen for it (`isChosen`) nobody joins.
 */
export function seatsOf(
  begun: readonly TeamRow[],
  rows: readonly TeamRow[],
  isChosen = false,
): readonly Seat[] {
  const open = new Map(groupsOf(rows).open.map((row) => [row.part as string, row]));
  const first = begun.map((then) => {
    const now = open.get(then.part);
    return { row: now ?? then, isDone: now === undefined };
  });
  if (isChosen) return first;
  const known = new Set<string>(begun.map(({ part }) => part));
  const later = [...open.values()].filter(({ part }) => !known.has(part));
  return [...first, ...later.map((row) => ({ row, isDone: false }))];
}

/** Who comes next: the first one open behind this person, then from the beginning. */
export function nextOf(seats: readonly Seat[], part: string): TeamRow | undefined {
  const at = seats.findIndex(({ row }) => row.part === part);
  const round = [...seats.slice(at + 1), ...seats.slice(0, Math.max(0, at))];
  return round.find(({ isDone }) => !isDone)?.row;
}

/** The neighbour in the queue, whatever became of them; undefined at either end. */
export function neighbourOf(seats: readonly Seat[], part: string, step: 1 | -1): TeamRow | undefined {
  const at = seats.findIndex(({ row }) => row.part === part);
  return at < 0 ? undefined : seats[at + step]?.row;
}

/** Fewer people than this say nothing of how long the rest will take. */
const fewestMeasured = 3;

/** How many minutes the rest will take at the usual pace of this sitting; absent before anything was measured. */
export function minutesLeft(milliseconds: readonly number[], people: number): number | undefined {
  if (milliseconds.length < fewestMeasured || people === 0) return undefined;
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const usual = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return Math.max(1, Math.round((usual * people) / 60_000));
}

/** The cycle that a part belongs to, which stands in its id. */
export function isOfCycle(part: string, cycle: { readonly id: string }): boolean {
  return part.slice(-28, -2) === cycle.id.slice(4);
}

/** A row after a step that the service has not confirmed yet: what it waited for me is done. */
export function settled(
  row: TeamRow,
  step:
    | { readonly plan: TeamRow["plan"]["state"] }
    | { readonly evaluation: string; readonly state: TeamRow["evaluations"][number]["state"] },
): TeamRow {
  const isMeant = (one: Waiting) =>
    "plan" in step ? one.what === "plan" : one.evaluation === step.evaluation;
  const waiting = row.waiting.flatMap((one): Waiting[] => {
    if (!isMeant(one)) return [one];
    if ("plan" in step)
      return step.plan === "returned" ? [{ ...one, state: step.plan, waitsFor: "employee" }] : [];
    return step.state === "drafted" ? [{ ...one, state: step.state }] : [];
  });
  const waitsFor = (who: Waiting["waitsFor"]) => waiting.some((one) => one.waitsFor === who);
  const group = waitsFor("appraiser") ? "open" : waitsFor("employee") ? "wait" : "done";
  if ("plan" in step) return { ...row, waiting, group, plan: { ...row.plan, state: step.plan } };
  const evaluations = row.evaluations.map((one) =>
    one.id === step.evaluation ? { ...one, state: step.state } : one,
  );
  return { ...row, waiting, group, evaluations };
}
