/** One thing that was measured, with what it may be at most or must be at least. */
export interface Figure {
  readonly what: string;
  readonly measured: number;
  readonly unit: string;
  readonly most?: number;
  readonly least?: number;
  /** Why it is not held, or from what it was computed. */
  readonly note?: string;
}

export function isHeld({ measured, most = Number.POSITIVE_INFINITY, least = 0 }: Figure): boolean {
  return measured <= most && measured >= least;
}

/** A line such as `over   p99: 1.62 × (≤ 1.5), 8 % over`. */
export function lineOf(figure: Figure): string {
  const { what, measured, unit, most, least, note } = figure;
  const limits = [
    ...(most === undefined ? [] : [`≤ ${rounded(most)}`]),
    ...(least === undefined ? [] : [`≥ ${rounded(least)}`]),
  ];
  const verdict = limits.length === 0 ? "      " : isHeld(figure) ? "ok    " : "over  ";
  const asked = limits.length === 0 ? "" : ` (${limits.join(", ")})`;
  const off = isHeld(figure) ? "" : `, ${missedBy(figure)} % off`;
  return `${verdict}${what}: ${rounded(measured)} ${unit}${asked}${off}${note === undefined ? "" : `; ${note}`}`;
}

function missedBy({ measured, most, least }: Figure): number {
  const limit = most !== undefined && measured > most ? most : (least ?? measured);
  return Math.round((100 * Math.abs(measured - limit)) / limit);
}

function rounded(value: number): string {
  return Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}

/** The middle one. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
