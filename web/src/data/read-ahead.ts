import { session } from "../session/session.ts";
import { cycleAtHand } from "./cycle-at-hand.ts";
import { isInCycles, peopleOf, type TeamRow } from "./inbox.ts";
import { queries, read } from "./queries.ts";

/** What the device has had for less is not read beforehand again: a page that is opened asks for itself. */
const staleTime = 12 * 60 * 60_000;

/**
 * Reads what somebody needs of their own work where there is no network, before there is none: their plans and evaluations
 * in the cycle at hand, and the list of their team. One after the other, for whoever is using the phone goes first.
 */
export async function readAhead(): Promise<void> {
  const state = session.state.get();
  if (state.kind !== "signed-in" || !isInCycles(state.me)) return;
  const { items } = await queries.fetchQuery({ ...read("cycles", "listCycles"), staleTime });
  const cycle = cycleAtHand(items);
  if (cycle === undefined) return;
  if (state.me.employeeId !== undefined) await readOwnWork(cycle.id);
  const waiting = queries.getQueryData<readonly TeamRow[]>(peopleOf("readInbox", cycle.id).queryKey) ?? [];
  if (waiting.length > 0) await queries.prefetchQuery({ ...peopleOf("readTeam", cycle.id), staleTime });
}

type CycleId = Parameters<typeof cycleAtHand>[0][number]["id"];

async function readOwnWork(cycleId: CycleId): Promise<void> {
  const own = read("cycles", "listParts", { params: { cycleId }, query: {} });
  const { items } = await queries.fetchQuery({ ...own, staleTime });
  for (const { id: partId, exclusion, plan, evaluations } of items) {
    if (exclusion !== undefined) continue;
    await queries.prefetchQuery({ ...read("plans", "readPlan", { params: { cycleId, partId } }), staleTime });
    // Nobody reports on what is not planned.
    if (plan.approvedVersion === 0) continue;
    for (const evaluationId of Object.keys(evaluations) as (keyof typeof evaluations)[]) {
      const params = { cycleId, partId, evaluationId };
      await queries.prefetchQuery({ ...read("appraisals", "readEvaluation", { params }), staleTime });
    }
  }
}
