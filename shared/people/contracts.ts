import { Temporal } from "#shared/platform/clock.ts";
import { type Day, endedStandings } from "./model.ts";
import type { Person } from "./person.ts";
import { isContractKind } from "./ranks.ts";
import { dayAfter } from "./rules.ts";

/** A contract that somebody in service works under, and since when its end is known. */
export interface Contract {
  readonly end: Day;
  readonly knownOn?: Day | undefined;
}

/** The contract whose renewal is to be decided; nobody's who has left, or who retires before it ends. */
export function contractOf(
  person: Pick<Person, "kind" | "standing" | "contractEnd" | "contractKnownOn" | "retirement">,
): Contract | undefined {
  const { kind, standing, contractEnd: end, contractKnownOn: knownOn, retirement } = person;
  if (end === undefined || endedStandings.includes(standing) || !isContractKind(kind)) return undefined;
  return retirement !== undefined && retirement <= end ? undefined : { end, knownOn };
}

/** An evaluation decides on the renewal (PP 49/2018 Article 35); so many days ahead are practice. */
export const contractNoticeDays = [90, 60, 30] as const;

/**
 * The days on which a contract comes on the list of those that end: 90, 60 and 30 days before. One that becomes known
 * when the first of these are past comes on it the day after, while it lasts.
 */
export function contractListDays({ end, knownOn }: Contract): Day[] {
  const last = Temporal.PlainDate.from(end);
  const steps = contractNoticeDays.map((days) => last.subtract({ days }).toString());
  if (knownOn === undefined) return steps;
  const ahead = steps.filter((day) => day > knownOn);
  const next = dayAfter(knownOn);
  const isLate = ahead.length < steps.length && next <= end && !ahead.includes(next);
  return isLate ? [next, ...ahead] : ahead;
}

/** Whether a contract comes on the list of a day, when the list before was that of another one. */
export function isNewOnList(contract: Contract, day: Day, listBefore: Day | undefined): boolean {
  const isNew = (listed: Day) => listed <= day && (listBefore === undefined || listed > listBefore);
  return contract.end >= day && contractListDays(contract).some(isNew);
}

/** How many contracts end on which day, the first days first. */
export function countByEnd(contracts: readonly Contract[]): { end: Day; count: number }[] {
  return [...Map.groupBy(contracts, ({ end }) => end)]
    .map(([end, all]) => ({ end, count: all.length }))
    .sort((a, b) => (a.end < b.end ? -1 : 1));
}
