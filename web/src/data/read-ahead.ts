import { session } from "../session/session.ts";
import { cycleAtHand } from "./cycle-at-hand.ts";
import { isInCycles, peopleOf, type TeamRow } from "./inbox.ts";
import { queries, read } from "./queries.ts";

/** What the device has had for less is not read beforehand again: a page that is opened asks for itself. */
const staleTime = 12 * 60 * 60_000;

/**
 * Reads what somebody needs of their own work where there is no network, before there is none: their plans in the cycle
 * at hand, and the list of their team. One after the other, for whoever is using the phone goes first.
 */
export async function readAhead(): Promise<void> {
  const state = session.state.get();
  if (state.kind !== "signed-in" || !isInCycles(state.me)) return;
  const { items } = await queries.fetchQuery({ ...read("cycles", "listCycles"), staleTime });
  const cycle = cycleAtHand(items);
  if (cycle === undefined) return;
  if (state.me.employeeId !== undefined) await readPlans(cycle.id);
  const waiting = queries.getQueryData<readonly TeamRow[]>(peopleOf("readInbox", cycle.id).queryKey) ?? [];
  if (waiting.length > 0) await queries.prefetchQuery({ ...peopleOf("readTeam", cycle.id), staleTime });
}

type CycleId = Parameters<typeof cycleAtHand>[0][number]["id"];

/** Not the evaluations: who opens a final result has read it, and nothing may be read in somebody's name. */
async function readPlans(cycleId: CycleId): Promise<void> {
  const own = read("cycles", "listParts", { params: { cycleId }, query: {} });
  const { items } = await queries.fetchQuery({ ...own, staleTime });
  for (const { id: partId, exclusion } of items) {
    if (exclusion !== undefined) continue;
    await queries.prefetchQuery({ ...read("plans", "readPlan", { params: { cycleId, partId } }), staleTime });
  }
}
