/** Bits of a word that two of its columns take while they are summed up, each in half of it. */
const HALVES = 0x00ff_00ff;
/** What is added to a weight so that it is not negative. */
const BIAS = 128;
/** The same for the four columns of a word: to add 128 modulo 256 is to turn the highest bit. */
const BIASES = 0x8080_8080;
/** So many rows fit into half a word: 255 each. */
const MOST_ROWS = 256;

/**
 * Rows of 8-bit weights, four columns in a word, to be summed four columns at a time: a short turn has a hundred features, and summing their
 * rows one column after the other is half of what meaning costs.
 */
export class PackedRows {
  readonly #words: Int32Array;
  readonly #perRow: number;
  /** Sums of each word's first and third column, and of its second and fourth. */
  readonly #even: Int32Array;
  readonly #odd: Int32Array;

  /** @param width columns of a row */
  constructor(weights: Int8Array, width: number) {
    const perRow = Math.ceil(width / 4);
    const rows = weights.length / width;
    const words = new Int32Array(rows * perRow);
    const whole = width >> 2;
    for (let row = 0; row < rows; row += 1) {
      const from = row * width;
      const to = row * perRow;
      for (let w = 0; w < whole; w += 1) {
        const at = from + 4 * w;
        words[to + w] =
          ((weights[at]! & 255) |
            ((weights[at + 1]! & 255) << 8) |
            ((weights[at + 2]! & 255) << 16) |
            (weights[at + 3]! << 24)) ^
          BIASES;
      }
      for (let c = 4 * whole; c < width; c += 1) words[to + whole]! |= (weights[from + c]! + BIAS) << (8 * (c & 3));
    }
    this.#words = words;
    this.#perRow = perRow;
    this.#even = new Int32Array(perRow);
    this.#odd = new Int32Array(perRow);
  }

  /**
   * Adds rows to sums, in columns 0 to `last`, exclusive.
   * @param rows −1 is none
   */
  add(rows: Int32Array, sums: Int32Array, last: number): void {
    const wordsOfSum = Math.ceil(last / 4);
    const four = [0, 0, 0, 0];
    let [waiting, count] = [0, 0];
    for (let i = 0; i < rows.length; i += 1) {
      const row = rows[i]!;
      if (row < 0) continue;
      four[waiting] = row * this.#perRow;
      waiting += 1;
      if (waiting < 4) continue;
      this.#addFour(four[0]!, four[1]!, four[2]!, four[3]!, wordsOfSum);
      waiting = 0;
      count += 4;
      if (count < MOST_ROWS) continue;
      this.#empty(sums, count, last);
      count = 0;
    }
    for (let k = 0; k < waiting; k += 1) this.#addOne(four[k]!, wordsOfSum);
    this.#empty(sums, count + waiting, last);
  }

  #addFour(a: number, b: number, c: number, d: number, count: number): void {
    const [words, even, odd] = [this.#words, this.#even, this.#odd];
    for (let w = 0; w < count; w += 1) {
      const [p, q, r, s] = [words[a + w]!, words[b + w]!, words[c + w]!, words[d + w]!];
      even[w]! += (p & HALVES) + (q & HALVES) + (r & HALVES) + (s & HALVES);
      odd[w]! += ((p >>> 8) & HALVES) + ((q >>> 8) & HALVES) + ((r >>> 8) & HALVES) + ((s >>> 8) & HALVES);
    }
  }

  #addOne(a: number, count: number): void {
    for (let w = 0; w < count; w += 1) {
      const word = this.#words[a + w]!;
      this.#even[w]! += word & HALVES;
      this.#odd[w]! += (word >>> 8) & HALVES;
    }
  }

  /** Takes what so many rows came to into the sums. */
  #empty(sums: Int32Array, rows: number, last: number): void {
    const [even, odd, bias] = [this.#even, this.#odd, BIAS * rows];
    for (let c = 0; c < last; c += 1) {
      const word = (c & 1 ? odd : even)[c >> 2]!;
      sums[c]! += ((c & 2) === 0 ? word & 0xffff : word >>> 16) - bias;
    }
    even.fill(0);
    odd.fill(0);
  }
}
