import { CALLS } from './block.ts';
import { type Chosen, countBefore } from './filter.ts';
import type { Ledger } from './ledger.ts';

/** In which order calls come: by a column of the blocks, and by their numbers where it says the same; all of it up or down. */
export interface Order {
  /** `null`: by their numbers only. */
  readonly column: 'score' | 'day' | 'person' | null;
  /** Place in the order of each value that the column can have. */
  readonly ranks: Uint32Array;
  readonly descending: boolean;
}

/** A place in an order: a rank, and the number of a call. */
export interface Place {
  readonly rank: number;
  readonly no: number;
}

/**
 * The first calls of a choice in an order.
 * @param after the place to begin behind; `null`: the beginning
 * @returns numbers of calls, `count` at most
 */
export function firstOf(ledger: Ledger, chosen: Chosen, order: Order, after: Place | null, count: number): number[] {
  const { column, descending } = order;
  if (column === null) return byNumber(chosen, descending, after?.no ?? null, count);
  const first = new First(order, after, count);
  // The calls of one block after those of another, in the direction of the order.
  for (let k = 0; k < chosen.length; ) {
    const from = descending ? chosen.length - 1 - k : k;
    const number = Math.floor(chosen[from]! / CALLS);
    k += first.add(ledger.blocks[number]![column], chosen, from, number * CALLS);
  }
  return first.done();
}

function byNumber(chosen: Chosen, descending: boolean, after: number | null, count: number): number[] {
  const end = descending ? (after === null ? chosen.length : countBefore(chosen, after)) : chosen.length;
  const from = descending || after === null ? 0 : countBefore(chosen, after + 1);
  const some = descending ? chosen.subarray(Math.max(0, end - count), end) : chosen.subarray(from, from + count);
  const numbers = Array.from(some, (at) => at + 1);
  return descending ? numbers.reverse() : numbers;
}

/** The first calls so far: of a rank that comes behind as many as are wanted, none is kept. */
class First {
  readonly #count: number;
  readonly #ranks: Uint32Array;
  readonly #descending: boolean;
  readonly #after: Place | null;
  readonly #held = new Map<number, number[]>();
  #holding = 0;
  #worst = Number.POSITIVE_INFINITY;

  constructor({ ranks, descending }: Order, after: Place | null, count: number) {
    this.#count = count;
    this.#descending = descending;
    this.#ranks = ranks;
    this.#after = after && { no: after.no, rank: descending ? LAST_RANK - after.rank : after.rank };
  }

  /**
   * Adds the calls of a block, in the direction of the order, so that calls of one rank come in it.
   * @param from which of the chosen calls comes first
   * @param least the least that a call of the block can be
   * @returns how many there were
   */
  add(values: ArrayLike<number>, chosen: Chosen, from: number, least: number): number {
    // Downwards the best rank is the last one.
    const [ranks, step, base] = [this.#ranks, this.#descending ? -1 : 1, this.#descending ? LAST_RANK : 0];
    const end = least + CALLS;
    let worst = this.#worst;
    let k = from;
    for (; k >= 0 && k < chosen.length; k += step) {
      const at = chosen[k]!;
      if (at < least || at >= end) break;
      const rank = base + step * ranks[values[at - least]!]!;
      if (rank > worst || !this.#isBehind(rank, at + 1)) continue;
      this.#keep(rank, at + 1);
      worst = this.#worst;
    }
    return Math.abs(k - from);
  }

  #isBehind(rank: number, no: number): boolean {
    const after = this.#after;
    if (after === null || rank > after.rank) return true;
    return rank === after.rank && (this.#descending ? no < after.no : no > after.no);
  }

  #keep(rank: number, no: number): void {
    const there = this.#held.get(rank) ?? [];
    if (there.length >= this.#count) return;
    if (there.push(no) === 1) this.#held.set(rank, there);
    this.#holding += 1;
    if (this.#holding < this.#count) return;
    let worst = Math.max(...this.#held.keys());
    while (this.#holding - this.#held.get(worst)!.length >= this.#count) {
      this.#holding -= this.#held.get(worst)!.length;
      this.#held.delete(worst);
      worst = Math.max(...this.#held.keys());
    }
    // A rank that is full takes no more either.
    this.#worst = this.#held.get(worst)!.length >= this.#count ? worst - 1 : worst;
  }

  done(): number[] {
    const ranks = [...this.#held.keys()].sort((a, b) => a - b);
    return ranks.flatMap((rank) => this.#held.get(rank)!).slice(0, this.#count);
  }
}

/** More ranks than there are. */
const LAST_RANK = 2 ** 31;
