import { useEffect } from "preact/hooks";
import { Store, useStore } from "../../app/store.ts";
import type { TeamRow } from "../../data/inbox.ts";
import { queries } from "../../data/queries.ts";
import { minutesLeft, neighbourOf, nextOf, type Seat, seatsOf, settled } from "./queue.ts";

/** One evening at it. */
interface Sitting {
  /** Who waited when it began; absent before the first person's page is opened. */
  readonly people: readonly TeamRow[] | undefined;
  /** They were chosen one by one: nobody joins them. */
  readonly isChosen: boolean;
  /** How long each has taken, in milliseconds. */
  readonly paces: readonly number[];
}

const sitting = new Store<Sitting>({ people: undefined, isChosen: false, paces: [] });

/** Longer than this at one person: somebody was called away. */
const longestPace = 30 * 60_000;

/** Sits down to these people; without them, to whoever is open when the first person's page is opened. */
export function beginSitting(people?: readonly TeamRow[]): void {
  sitting.set({ ...sitting.get(), people, isChosen: people !== undefined });
}

/** One person took this long. */
export function notePace(milliseconds: number): void {
  const now = sitting.get();
  if (milliseconds <= longestPace) sitting.set({ ...now, paces: [...now.paces, milliseconds] });
}

/** How many minutes so many people would take, where it was measured. */
export function useMinutesLeft(people: number): number | undefined {
  return minutesLeft(useStore(sitting).paces, people);
}

export interface Queue {
  readonly seats: readonly Seat[];
  /** From 1; 0 for somebody who is not in it. */
  readonly place: number;
  readonly left: number;
  readonly next: TeamRow | undefined;
  readonly before: TeamRow | undefined;
  readonly after: TeamRow | undefined;
}

/** The queue with somebody at hand. `rows` is the inbox as it is now, absent while it is read. */
export function useQueue(rows: readonly TeamRow[] | undefined, part: string): Queue {
  const { people, isChosen } = useStore(sitting);
  const isBegun = people !== undefined;
  useEffect(() => {
    if (rows === undefined || isBegun) return;
    sitting.set({ ...sitting.get(), people: rows.filter(({ group }) => group === "open") });
  }, [rows, isBegun]);
  const seats = seatsOf(people ?? [], rows ?? [], isChosen);
  return {
    seats,
    place: seats.findIndex(({ row }) => row.part === part) + 1,
    left: seats.filter(({ isDone }) => !isDone).length,
    next: nextOf(seats, part),
    before: neighbourOf(seats, part, -1),
    after: neighbourOf(seats, part, 1),
  };
}

/** Shows a step in my lists before the service confirms it. */
export function showStep(cycle: string, part: string, step: Parameters<typeof settled>[1]): void {
  for (const list of ["readInbox", "readTeam", "readAssistedInbox"]) {
    queries.setQueriesData<readonly TeamRow[]>({ queryKey: ["appraisals", list, { cycle }] }, (rows) =>
      rows?.map((row) => (row.part === part ? settled(row, step) : row)),
    );
  }
}
