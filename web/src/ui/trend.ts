/** How far it was at a moment, in epoch milliseconds of whatever clock the whole picture goes by. */
export interface TrendPoint {
  readonly at: number;
  readonly done: number;
  readonly total: number;
}

export interface TrendSpan {
  readonly from: number;
  readonly to: number;
}

const hour = 60 * 60 * 1000;
/** Counted once a night: where more time lies between two points, a night is missing. */
const longestStep = 36 * hour;

/** The stretches that are known; between two of them nothing is known, and nothing is drawn. */
export function knownStretches(points: readonly TrendPoint[]): TrendPoint[][] {
  const stretches: TrendPoint[][] = [];
  for (const point of points) {
    const last = stretches.at(-1);
    const before = last?.at(-1);
    if (last === undefined || before === undefined || point.at - before.at > longestStep)
      stretches.push([point]);
    else last.push(point);
  }
  return stretches;
}

/** From the left and from the top, in hundredths of the picture; the whole is at the top. */
export function placeOf(
  { at, done }: Pick<TrendPoint, "at" | "done">,
  { from, to }: TrendSpan,
  whole: number,
): { readonly x: number; readonly y: number } {
  const share = (part: number, all: number) => (all <= 0 ? 0 : Math.min(1, Math.max(0, part / all)));
  return { x: 100 * share(at - from, to - from), y: 100 * (1 - share(done, whole)) };
}
