import { useQuery } from "@tanstack/preact-query";
import type { Cycle } from "../../data/cycle-at-hand.ts";
import { queries, read, refresh } from "../../data/queries.ts";
import { type MailDay, mailDays } from "./cycle-steps.ts";

/** After a write: what it answered is shown at once, and all that follows from it is asked anew. */
export function keepCycle(cycle: Cycle): void {
  queries.setQueryData(read("cycles", "readCycle", { params: { cycleId: cycle.id } }).queryKey, cycle);
  refresh(["cycles/listCycles", "cycles/checkCycle", "cycles/dryRunCycle", "reminders/listReminders"]);
}

/** The dry run of a cycle; where `isAsked` is false, only what a look at it has left behind. */
export function useDryRun(cycle: Pick<Cycle, "id">, isAsked: boolean, person?: string) {
  const query = person === undefined ? {} : { person };
  return useQuery({
    ...read("cycles", "dryRunCycle", { params: { cycleId: cycle.id }, query }),
    enabled: isAsked,
  });
}

/** A running cycle's mails to come; of a planned one those that it would send. Empty until they are known. */
export function useMailDays(cycle: Cycle): MailDay[] {
  const isOpen = cycle.state === "open";
  const coming = useQuery({
    // Of the people one is enough: the steps are the same.
    ...read("reminders", "listReminders", { query: { cycle: cycle.id, limit: 1 } }),
    enabled: isOpen,
  }).data;
  const planned = useDryRun(cycle, cycle.state === "planned").data;
  const isPlanned = cycle.state === "planned" || cycle.state === "scoping";
  return mailDays((isOpen ? coming?.steps : isPlanned ? planned?.steps : undefined) ?? []);
}
