import { dateOfDay, dayNumber, type IsoDate, weekdayOf } from "./days.ts";

/** One column. */
export interface TimelineDay {
  readonly date: IsoDate;
  readonly dayOfMonth: number;
  readonly is: "work" | "weekend" | "holiday";
  readonly isToday: boolean;
  /** The first of its month, or the first of all: the month is named above it. */
  readonly opensMonth: boolean;
  /** Whether its number is written: of many narrow columns only the Mondays' and today's are. */
  readonly isNumbered: boolean;
}

export interface TimelineFrame {
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly today?: IsoDate | undefined;
  readonly holidays?: ReadonlySet<IsoDate>;
  /** Monday to Friday, or to Saturday; five where nothing is said. */
  readonly workWeek?: 5 | 6;
}

/** A year and the weeks after it in which it is appraised; more columns than these are no picture any more. */
const mostDays = 450;

/** With more columns than these there is no room for a number above each. */
const mostNumbered = 48;

/** Whether the columns are narrow. */
function isDense(frame: Pick<TimelineFrame, "from" | "to">): boolean {
  return columnsOf(frame) > mostNumbered;
}

export function timelineDays(frame: TimelineFrame): TimelineDay[] {
  const { from, to, today, holidays = new Set(), workWeek = 5 } = frame;
  const first = dayNumber(from);
  const dense = isDense(frame);
  return Array.from({ length: columnsOf({ from, to }) }, (_, index) => {
    const day = first + index;
    const date = dateOfDay(day);
    const dayOfMonth = Number(date.slice(8));
    return {
      date,
      dayOfMonth,
      is: holidays.has(date) ? "holiday" : weekdayOf(day) > workWeek ? "weekend" : "work",
      isToday: date === today,
      // A month of one or two days at the left end has no room for its name.
      opensMonth: dayOfMonth === 1 || (index === 0 && dayOfMonth <= 25),
      isNumbered: !dense || date === today || (weekdayOf(day) === 1 && !isBeside(date, today)),
    };
  });
}

const wide = 1.2;
const narrow = 0.72;

/** Of a column, in rem, at the least. Whoever writes into the picture finds out by it what has room. */
export function columnWidth(frame: Pick<TimelineFrame, "from" | "to">): number {
  return isDense(frame) ? narrow : wide;
}

/** Two numbers beside each other would touch. */
function isBeside(date: IsoDate, today: IsoDate | undefined): boolean {
  return today !== undefined && Math.abs(dayNumber(date) - dayNumber(today)) === 1;
}

function columnsOf({ from, to }: Pick<TimelineFrame, "from" | "to">): number {
  return Math.min(mostDays, Math.max(1, dayNumber(to) - dayNumber(from) + 1));
}

/** In days from the left end, cut to what is shown; absent where nothing of it is. */
export interface Span {
  readonly start: number;
  readonly length: number;
}

export function spanOf(frame: TimelineFrame, from: IsoDate, to: IsoDate): Span | undefined {
  const first = dayNumber(frame.from);
  const start = Math.max(0, dayNumber(from) - first);
  const end = Math.min(columnsOf(frame), dayNumber(to) - first + 1);
  return end > start ? { start, length: end - start } : undefined;
}

/** Where a numbered piece lies: its lane, and its days. */
export interface Numbered {
  readonly order: number;
  readonly lane: number;
  readonly span: Span;
}

/** From one piece to the next in order: sideways at the height of `lane`, then up or down to `toLane`. */
export interface Arrow {
  readonly from: number;
  readonly lane: number;
  readonly to: number;
  readonly toLane: number;
}

/**
 * Leaves a piece at its end and comes to the next one from above or below. Where the next one has begun already, the
 * arrow comes down on its middle.
 */
export function arrowsOf(numbered: readonly Numbered[]): Arrow[] {
  const inOrder = [...numbered].sort((a, b) => a.order - b.order);
  return inOrder.slice(1).flatMap((next, index) => {
    const before = inOrder[index];
    if (before === undefined || before.lane === next.lane) return [];
    const from = before.span.start + before.span.length;
    const middle = next.span.start + next.span.length / 2;
    const to = Math.max(from + 0.4, Math.min(middle, next.span.start + next.span.length - 0.5));
    return [{ from, lane: before.lane, to, toLane: next.lane }];
  });
}
