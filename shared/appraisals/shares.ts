import { Temporal } from "#shared/platform/clock.ts";

/** The first and last day of a stretch, inclusive ISO dates. */
export interface Stretch {
  readonly from: string;
  readonly to: string;
}

/** A part's share of an evaluation's period. */
export interface Share {
  readonly days: number;
  readonly months: number;
}

/**
 * The shares of the parts of a split period, in their order (A6; field-notes 1, row 31): days, and whole months, where a
 * month belongs to the part that holds most of its days in the period; with equal days to the earlier one. A month that no
 * part touches belongs to none. Under PermenPANRB 6/2022 they are shown; merging stays the appraiser's judgement.
 */
export function sharesOf(period: Stretch, parts: readonly Stretch[]): Share[] {
  const owners = monthsOf(period).map((month) => ownerOf(month, parts));
  return parts.map((part, at) => ({
    days: overlap(period, part),
    months: owners.filter((owner) => owner === at).length,
  }));
}

/** The calendar months of a period, the first and last cut to it. */
function monthsOf(period: Stretch): Stretch[] {
  const last = Temporal.PlainDate.from(period.to);
  const months: Stretch[] = [];
  let from = Temporal.PlainDate.from(period.from);
  while (Temporal.PlainDate.compare(from, last) <= 0) {
    const end = from.with({ day: from.daysInMonth });
    const to = Temporal.PlainDate.compare(end, last) < 0 ? end : last;
    months.push({ from: from.toString(), to: to.toString() });
    from = end.add({ days: 1 });
  }
  return months;
}

/** The index of the part with most days of a month; -1 where none has any. */
function ownerOf(month: Stretch, parts: readonly Stretch[]): number {
  const days = parts.map((part) => overlap(month, part));
  const most = Math.max(0, ...days);
  if (most === 0) return -1;
  const first = [...parts].sort((a, b) => (a.from < b.from ? -1 : 1));
  const owner = first.find((part) => overlap(month, part) === most);
  return owner ? parts.indexOf(owner) : -1;
}

/** The days that two stretches have in common. */
function overlap(a: Stretch, b: Stretch): number {
  const { compare } = Temporal.PlainDate;
  const from = compare(a.from, b.from) > 0 ? a.from : b.from;
  const to = compare(a.to, b.to) < 0 ? a.to : b.to;
  if (compare(from, to) > 0) return 0;
  return Temporal.PlainDate.from(from).until(to).days + 1;
}
