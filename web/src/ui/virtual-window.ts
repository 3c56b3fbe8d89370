export interface RowWindow {
  /** First row that is drawn. */
  readonly first: number;
  /** First row after it that is not. */
  readonly end: number;
}

/** How tall each row is: an estimate until it has been drawn once, then what was measured. */
export class RowHeights {
  readonly #estimate: number;
  readonly #tops: number[] = [];
  readonly #measured = new Map<number, number>();
  #count: number;

  constructor(count: number, estimate: number) {
    this.#count = count;
    this.#estimate = estimate;
  }

  /** Rows come at the end when a list goes on; what was measured stays. */
  resize(count: number): void {
    this.#count = count;
    for (const row of this.#measured.keys()) if (row >= count) this.#measured.delete(row);
    this.#tops.length = Math.min(this.#tops.length, count + 1);
  }

  /** Notes what a row measures; true if that moves the rows after it. */
  measure(row: number, height: number): boolean {
    if (row >= this.#count || this.heightOf(row) === height) return false;
    this.#measured.set(row, height);
    this.#tops.length = Math.min(this.#tops.length, row + 1);
    return true;
  }

  heightOf(row: number): number {
    return this.#measured.get(row) ?? this.#estimate;
  }

  /** Where a row begins, from the top of the list; that of the row after the last one is the list's height. */
  topOf(row: number): number {
    if (this.#tops.length === 0) this.#tops.push(0);
    for (let next = this.#tops.length; next <= row; next++)
      this.#tops.push((this.#tops[next - 1] ?? 0) + this.heightOf(next - 1));
    return this.#tops[row] ?? 0;
  }

  /** The rows that touch the stretch from `top` to `bottom`, and `spare` more on each side. */
  windowOf(top: number, bottom: number, spare: number): RowWindow {
    if (this.#count === 0) return { first: 0, end: 0 };
    const first = this.#rowAt(top);
    const last = this.#rowAt(bottom);
    return { first: Math.max(0, first - spare), end: Math.min(this.#count, last + 1 + spare) };
  }

  /** The row at this height; the nearest one outside the list. */
  #rowAt(height: number): number {
    let low = 0;
    let high = this.#count - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.topOf(middle) <= height) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
