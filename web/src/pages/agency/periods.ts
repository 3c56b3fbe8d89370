import type { Cycle } from "../../data/cycle-at-hand.ts";

export type PeriodKind = Cycle["kind"];

export const periodsInYear = { annual: 1, semester: 2, quarter: 4, month: 12 } as const satisfies Record<
  PeriodKind,
  number
>;

/** What an agency of this preset usually plans; the other systems appraise by the year. */
export function usualKind(preset: string | undefined): PeriodKind {
  return preset === "pauh" ? "semester" : "annual";
}

/** First day of a period. */
export function startOf(kind: PeriodKind, year: number, index: number): string {
  const months = 12 / periodsInYear[kind];
  return `${year}-${String((index - 1) * months + 1).padStart(2, "0")}-01`;
}

/** The first of a year's periods that has no cycle and begins after a day; else the first without a cycle, else the last. */
export function indexAhead(kind: PeriodKind, year: number, today: string, cycles: readonly Cycle[]): number {
  const free = freeIndices(kind, year, cycles);
  const ahead = free.find((index) => startOf(kind, year, index) > today);
  return ahead ?? free[0] ?? periodsInYear[kind];
}

/** The year of the next period that has no cycle and has not begun: time is left to look at its schedule. */
export function yearAhead(kind: PeriodKind, today: string, cycles: readonly Cycle[]): number {
  const year = Number(today.slice(0, 4));
  const hasOne = freeIndices(kind, year, cycles).some((index) => startOf(kind, year, index) > today);
  return hasOne ? year : year + 1;
}

function freeIndices(kind: PeriodKind, year: number, cycles: readonly Cycle[]): number[] {
  const alike = cycles.filter((cycle) => cycle.kind === kind && cycle.state !== "cancelled");
  const taken = new Set(alike.map(({ period }) => period.from));
  const indices = Array.from({ length: periodsInYear[kind] }, (_, at) => at + 1);
  return indices.filter((index) => !taken.has(startOf(kind, year, index)));
}
