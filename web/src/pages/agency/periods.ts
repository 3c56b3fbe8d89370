import type { Cycles } from "../../data/cycles.ts";

export type PeriodKind = Cycles[number]["kind"];

export const periodsInYear = { annual: 1, semester: 2, quarter: 4, month: 12 } as const satisfies Record<
  PeriodKind,
  number
>;

/** What an agency of this preset usually plans; the other systems appraise by the year. */
export function usualKind(preset: string | undefined): PeriodKind {
  return preset === "pauh" ? "semester" : "annual";
}

/** Of the year's periods that are not over on a day and have no cycle yet, the first; else the last of them all. */
export function indexAhead(kind: PeriodKind, year: number, today: string, cycles: Cycles): number {
  const count = periodsInYear[kind];
  const taken = new Set(
    cycles
      .filter((cycle) => cycle.kind === kind && cycle.state !== "cancelled")
      .map(({ period }) => period.from),
  );
  const months = 12 / count;
  const two = (month: number) => String(month).padStart(2, "0");
  const indices = Array.from({ length: count }, (_, at) => at + 1);
  const free = indices.filter((index) => !taken.has(`${year}-${two((index - 1) * months + 1)}-01`));
  const ahead = free.find((index) => `${year}-${two(index * months)}-31` >= today);
  return ahead ?? free.at(-1) ?? count;
}
