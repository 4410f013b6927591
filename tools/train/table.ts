/** Where a mean of the past weighs so much, by Kingma and Ba (Adam, 2015). */
const [FIRST, SECOND, TINY] = [0.9, 0.999, 1e-7] as const;

/**
 * Weights in rows, with their running means for Adam. Only rows that were read are moved: a batch reads a few thousand of the table's
 * rows, and a dense step would cost twenty times as much.
 */
export class Table {
  readonly values: Float32Array;
  readonly #means: Float32Array;
  readonly #squares: Float32Array;
  readonly #gradient: Float32Array;
  readonly #isTouched: Uint8Array;
  #touched: number[] = [];
  #steps = 0;

  constructor(
    rows: number,
    readonly width: number,
    start: () => number,
  ) {
    this.values = Float32Array.from({ length: rows * width }, start);
    this.#means = new Float32Array(rows * width);
    this.#squares = new Float32Array(rows * width);
    this.#gradient = new Float32Array(rows * width);
    this.#isTouched = new Uint8Array(rows);
  }

  /** Adds columns `first` to `last` of a row, times `by`, to those of `into`. */
  addTo(into: Float32Array, row: number, first: number, last: number, by: number): void {
    const at = row * this.width;
    for (let c = first; c < last; c += 1) into[c]! += this.values[at + c]! * by;
  }

  /** Notes a gradient, times `by`, for columns `first` to `last` of a row. */
  note(gradient: Float32Array, from: number, row: number, first: number, last: number, by: number): void {
    if (this.#isTouched[row] === 0) {
      this.#isTouched[row] = 1;
      this.#touched.push(row);
    }
    const at = row * this.width;
    for (let c = first; c < last; c += 1) this.#gradient[at + c]! += gradient[from + c]! * by;
  }

  /** Moves the rows that gradients were noted for. */
  step(rate: number): void {
    this.#steps += 1;
    const corrected = (rate * Math.sqrt(1 - SECOND ** this.#steps)) / (1 - FIRST ** this.#steps);
    for (const row of this.#touched) {
      const to = (row + 1) * this.width;
      for (let at = row * this.width; at < to; at += 1) {
        const g = this.#gradient[at]!;
        this.#gradient[at] = 0;
        this.#means[at] = FIRST * this.#means[at]! + (1 - FIRST) * g;
        this.#squares[at] = SECOND * this.#squares[at]! + (1 - SECOND) * g * g;
        this.values[at]! -= (corrected * this.#means[at]!) / (Math.sqrt(this.#squares[at]!) + TINY);
      }
      this.#isTouched[row] = 0;
    }
    this.#touched = [];
  }
}
